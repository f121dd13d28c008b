"""`manage.py demo` as a person meets it: one address, nothing lost between starts, nothing left behind."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Seconds after which a demo that says nothing is ended, so that no test hangs.
PATIENCE = 180.0

Demo = subprocess.Popen[str]
Start = Callable[..., Demo]

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def ports() -> tuple[int, int]:
    """Two ports that are free now."""
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture
def start(tmp_path: Path, ports: tuple[int, int]) -> Iterator[Start]:
    """Start demos that share one home and one pair of ports; end what still runs."""
    running: list[Demo] = []
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))
    }

    def go(*arguments: str) -> Demo:
        command = [sys.executable, "-u", "manage.py", "demo", "--home", str(tmp_path / "demo")]
        command += ["--port", str(ports[0]), "--tenant-port", str(ports[1]), *arguments]
        demo = subprocess.Popen(
            command, cwd=ROOT, env=outside, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        running.append(demo)
        return demo

    yield go
    for demo in running:
        with ended(demo):
            demo.terminate()


@contextmanager
def ended(demo: Demo) -> Iterator[None]:
    """Afterwards the demo has ended, and its output is closed."""
    yield
    demo.communicate(timeout=PATIENCE)


def reads(demo: Demo, pattern: str) -> str:
    """The first line of the demo's output with this in it."""
    assert demo.stdout
    seen = []
    watchdog = threading.Timer(PATIENCE, demo.kill)
    watchdog.start()
    try:
        for line in demo.stdout:
            seen.append(line)
            if re.search(pattern, line):
                return line.strip()
    finally:
        watchdog.cancel()
    raise AssertionError(f"the demo never said {pattern!r} but:\n{''.join(seen)}")


def children_of(process: int) -> dict[int, str]:
    """Ids and command lines of a process's own children."""
    ids = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return {int(one): Path(f"/proc/{one}/cmdline").read_text().replace("\0", " ") for one in ids}


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_one_address_and_nothing_left_behind(start: Start, ports: tuple[int, int]) -> None:
    demo = start()
    address = reads(demo, "http://localhost")
    with urlopen(f"{address}healthz") as answer:
        assert answer.status == 200
    with ended(demo):
        demo.send_signal(signal.SIGINT)
    assert demo.returncode == 0
    assert not listens(ports[0])
    assert not listens(ports[1])


def test_a_second_start_keeps_the_data_and_a_fresh_one_does_not(start: Start, tmp_path: Path) -> None:
    def grants() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(tmp_path / "demo" / "portal.sqlite3")) as database:
            found = database.execute(
                "SELECT role, catalog_name FROM grants_cataloggrant WHERE ended_at IS NULL"
            )
            return sorted(found.fetchall())

    def run_once(*arguments: str) -> str:
        demo = start(*arguments)
        reads(demo, "http://localhost")
        with ended(demo):
            demo.terminate()
        return (tmp_path / "demo" / "secrets.json").read_text()

    first = run_once()
    given = grants()
    assert ("Helpdesk", "Marketing") in given
    assert ("Helpdesk", "Finance") not in given
    with closing(sqlite3.connect(tmp_path / "demo" / "portal.sqlite3")) as database, database:
        database.execute("UPDATE grants_cataloggrant SET ended_at = granted_at WHERE role = 'Helpdesk'")
    assert run_once() == first
    assert grants() == [one for one in given if one[0] != "Helpdesk"], "what was ended stays ended"
    assert run_once("--fresh") != first
    assert (tmp_path / "demo" / "secrets.json").stat().st_mode & 0o077 == 0


@on_linux
def test_a_killed_worker_is_started_again(start: Start) -> None:
    demo = start()
    reads(demo, "http://localhost")
    worker = next(number for number, line in children_of(demo.pid).items() if "manage.py worker" in line)
    os.kill(worker, signal.SIGKILL)
    assert "worker" in reads(demo, "started again")
    now = children_of(demo.pid)
    assert len(now) == 3
    assert worker not in now


@on_linux
def test_without_its_tenant_it_stops_and_says_so(start: Start, ports: tuple[int, int]) -> None:
    demo = start()
    reads(demo, "http://localhost")
    tenant = next(number for number, line in children_of(demo.pid).items() if "manage.py tenant" in line)
    os.kill(tenant, signal.SIGKILL)
    reads(demo, "The tenant ended")
    with ended(demo):
        pass
    assert demo.returncode == 1
    assert not listens(ports[0])


def test_a_busy_port_is_named_with_the_way_out(start: Start, ports: tuple[int, int]) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", ports[1]))
        somebody.listen()
        demo = start()
        assert "--tenant-port" in reads(demo, f"Port {ports[1]} is in use")
        with ended(demo):
            pass
    assert demo.returncode == 1
