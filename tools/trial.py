"""A demo of one's own: free ports, a temporary home, gone afterwards. For benchmarks and screenshots."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.environment import PYTHON, ROOT

#: Seconds that the demo has for its last goodbye.
GRACE = 30


class NoDemo(Exception):
    """The demo ended before it printed its address; the message is what it said."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A running demo."""

    url: str
    tenant_url: str
    home: Path


@contextmanager
def trial() -> Iterator[Trial]:
    """The product as `make demo` starts it: gunicorn, worker, simulated tenant. Raises NoDemo."""
    with tempfile.TemporaryDirectory(prefix="portal-trial-", ignore_cleanup_errors=True) as home:
        port, tenant_port = _free_ports()
        demo = _start(home, port, tenant_port)
        try:
            _wait_until_it_serves(demo)
            yield Trial(
                url=f"http://localhost:{port}", tenant_url=f"http://127.0.0.1:{tenant_port}", home=Path(home)
            )
        finally:
            demo.send_signal(signal.SIGINT)
            demo.communicate(timeout=GRACE)


def _start(home: str, port: int, tenant_port: int) -> subprocess.Popen[str]:
    command = [str(PYTHON), "-u", "manage.py", "demo", "--home", home]
    command += ["--port", str(port), "--tenant-port", str(tenant_port)]
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))
    }
    return subprocess.Popen(
        command, cwd=ROOT, env=outside, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _wait_until_it_serves(demo: subprocess.Popen[str]) -> None:
    """Its last line names the folder of its data."""
    assert demo.stdout  # noqa: S101
    said = []
    for line in demo.stdout:
        said.append(line)
        if line.startswith("Ctrl-C"):
            return
    raise NoDemo("".join(said))


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]
