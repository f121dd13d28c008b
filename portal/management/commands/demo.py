"""`manage.py demo`: the whole product on this machine, against a simulated company.

1. See that the ports are free; with --fresh, forget what earlier demos left.
2. Migrate and collect static files.
3. Start tenant, worker and portal, each answering before the next starts; the first time, give the portal's
   roles their catalogs. Print the address.
4. Watch: a worker that ended is started again, anything else that ends stops the demo.
5. On Ctrl-C or SIGTERM stop all of them.
"""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import children
from portal.children import Child, ChildFailed
from portal.demo import Demo
from portal.giving import prepare_company

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: A worker that ends this often within this many seconds is broken, not killed.
RESTARTS = 10
RESTART_SECONDS = 30.0


class Command(BaseCommand):
    help = "Start tenant, worker and portal on loopback and print the address."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="of the portal (8000)")
        parser.add_argument("--tenant-port", type=int, default=8001, help="of the simulated tenant (8001)")
        parser.add_argument("--home", type=Path, default=Path("var", "demo"), help="its data (var/demo)")
        parser.add_argument("--fresh", action="store_true", help="forget what earlier demos left")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        for number in SIGNALS:
            signal.signal(number, lambda *_: self.stopping.set())
        base = Path(settings.BASE_DIR)
        demo = Demo(
            base=base, home=base / options["home"], port=options["port"], tenant_port=options["tenant_port"]
        )
        refuse_busy_port(demo.port, "--port")
        refuse_busy_port(demo.tenant_port, "--tenant-port")
        if options["fresh"]:
            shutil.rmtree(demo.home, ignore_errors=True)
        self.run_demo(demo)

    def run_demo(self, demo: Demo) -> None:
        environment = demo.environment(os.environ)
        prepare(demo, environment)
        family = demo.children(environment)
        try:
            self.start(family)
            if not self.stopping.is_set():
                prepare_company(demo, environment)
                self.welcome(demo)
            self.watch(family)
        except ChildFailed as failure:
            raise CommandError(str(failure)) from None
        finally:
            children.stop(family)
        self.stdout.write("Stopped. The data stays for the next start.")

    def start(self, family: list[Child]) -> None:
        for child in family:
            if not self.stopping.is_set():
                child.start()
                child.wait_until_it_answers(self.stopping.is_set)

    def welcome(self, demo: Demo) -> None:
        self.stdout.write(
            f"\n  {demo.url}\n\n"
            "Sign in as Olivia Brandt to write an access package, as Rafael Costa to review it.\n"
            f"Ctrl-C stops everything. Data and logs are in {demo.home}."
        )
        self.stdout.flush()

    def watch(self, family: list[Child]) -> None:
        restarts: deque[float] = deque(maxlen=RESTARTS)
        while not self.stopping.wait(0.3):
            for child in (member for member in family if member.ended is not None):
                if child.name != "worker" or too_often(restarts):
                    raise ChildFailed(child.story())
                code = child.ended
                child.start()
                restarts.append(time.monotonic())
                self.stdout.write(f"The worker ended with code {code} and was started again.")
                self.stdout.flush()


def too_often(restarts: deque[float]) -> bool:
    """Whether the last RESTARTS restarts came within RESTART_SECONDS."""
    return len(restarts) == RESTARTS and time.monotonic() - restarts[0] < RESTART_SECONDS


def refuse_busy_port(port: int, option: str) -> None:
    """Raises CommandError naming the port and the way out."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            way_out = f'{option} {port + 10} (with make: make demo ARGS="{option} {port + 10}")'
            raise CommandError(f"Port {port} is in use. Choose another: {way_out}") from None


def prepare(demo: Demo, environment: Mapping[str, str]) -> None:
    """Bring database and static files up to date."""
    for command in (["migrate", "--no-input", "-v", "0"], ["collectstatic", "--no-input", "-v", "0"]):
        # In a session of its own, so that Ctrl-C ends the demo after it and not in the middle of it.
        done = subprocess.run(  # noqa: S603
            demo.manage(*command), env=environment, start_new_session=True, check=False
        )
        if done.returncode:
            raise CommandError(f"manage.py {command[0]} failed; see above.")
