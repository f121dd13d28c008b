"""`manage.py worker`: creates approved packages. Start as many as you like, wherever you like."""

import os
import signal
import sys
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wizard.submit.worker import Worker


class Command(BaseCommand):
    help = "Create approved packages until stopped (SIGTERM or Ctrl-C: within ten seconds, losing nothing)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="serve what is due now, then exit")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker = Worker(stop)
        if once:
            worker.run_once()
        else:
            worker.run_forever()
        if stop.is_set():
            _leave_at_once()


def _leave_at_once() -> None:
    """Without waiting for threads that may still wait for Microsoft; the journal knows what they had sent."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
