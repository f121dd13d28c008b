"""A worker process that kills itself, with SIGKILL, at one exact instant of one call.

It runs the portal's own code unchanged. The instants are seen from outside: rows being saved, transactions
committed, bytes leaving, bytes waiting to be read. Processes come from a fork server that has set Django up
already, so that a death costs little.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
from typing import Any

#: In the order in which a call meets them.
INSTANTS = {
    "before intent": "nothing is stored",
    "before send": "the intent is stored, no byte has left",
    "after send": "the bytes have left",
    "answer unread": "Graph has acted, its answer waits to be read",
    "before outcome": "the answer is read, nothing of it is stored",
    "before commit": "the outcome is written, but not committed",
    "after outcome": "the outcome is stored",
}

#: Seconds until a worker that does not reach its instant counts as stuck.
LONGEST = 60

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.submit.warm"])


def die_at(
    instant: str,
    step: str,
    environment: dict[str, str],
    *,
    looking: bool = False,
    by: signal.Signals = signal.SIGKILL,
) -> int | None:
    """Runs a worker until it dies; its exit code, -9 for SIGKILL. `looking`: at a look of that step."""
    process = start(instant, step, environment, looking=looking, by=by)
    process.join(LONGEST)
    code: int | None = process.exitcode
    return code


def start(
    instant: str,
    step: str,
    environment: dict[str, str],
    *,
    looking: bool = False,
    by: signal.Signals = signal.SIGKILL,
    lease: float | None = None,
) -> Any:
    """A worker that sends itself the signal at the instant. `lease`: seconds that its lease is good for."""
    process = _processes.Process(target=_serve, args=(instant, step, looking, by, lease, environment))
    process.start()
    return process


def _serve(
    instant: str,
    step: str,
    looking: bool,
    by: signal.Signals,
    lease: float | None,
    environment: dict[str, str],
) -> None:
    import tests.submit.warm  # noqa: F401

    _settle(environment)
    _Assassin(instant, step, looking, by).watch()
    import threading

    from wizard.submit import lease as leases
    from wizard.submit.worker import Worker

    leases.LEASE = lease or leases.LEASE
    Worker(threading.Event()).run_once()


def _settle(environment: dict[str, str]) -> None:
    """The database and the tenant of the test, which the fork server did not know of."""
    from django.conf import settings

    from portal.database import from_url

    settings.DATABASES["default"] |= from_url(environment["PORTAL_DATABASE_URL"])
    settings.PORTAL_AUTHORITY = environment["PORTAL_AUTHORITY"]
    settings.PORTAL_GRAPH_URL = environment["PORTAL_GRAPH_URL"]
    settings.PORTAL_LOOK_SECONDS = int(environment.get("PORTAL_LOOK_SECONDS", settings.PORTAL_LOOK_SECONDS))


class _Assassin:
    def __init__(self, instant: str, step: str, looking: bool, by: signal.Signals) -> None:
        self.instant, self.step, self.looking, self.by = instant, step, looking, by
        self.request_id = b"not sent yet"
        self.connection: Any = None

    def watch(self) -> None:
        from django.db.models.signals import post_save, pre_save
        from urllib3.connection import HTTPConnection

        from wizard.models import JournalEntry

        pre_save.connect(self.saving, sender=JournalEntry, weak=False)
        post_save.connect(self.saved, sender=JournalEntry, weak=False)
        sys.addaudithook(self.audited)
        self.getresponse = HTTPConnection.getresponse
        HTTPConnection.getresponse = lambda connection: self.reading(connection)  # type: ignore[method-assign, assignment]

    def saving(self, instance: Any, **_: Any) -> None:
        if self._is_victim(instance):
            self._kill("before intent" if instance.state == "intended" else "before outcome")

    def saved(self, instance: Any, **_: Any) -> None:
        from django.db import transaction

        if not self._is_victim(instance):
            return
        if instance.state == "intended":
            self.request_id = str(instance.client_request_id).encode()
            transaction.on_commit(lambda: self._kill("after intent"))
        else:
            self._kill("before commit")
            transaction.on_commit(lambda: self._kill("after outcome"))

    def audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "http.client.send" and self.request_id in arguments[1]:
            self.connection = arguments[0]
            self._kill("before send")

    def reading(self, connection: Any) -> Any:
        """Body and all have been handed to the network; the answer has arrived once its first byte has."""
        if connection is self.connection:
            self._kill("after send")
            select.select([connection.sock], [], [])
            self._kill("answer unread")
        return self.getresponse(connection)

    def _is_victim(self, entry: Any) -> bool:
        return bool(entry.step == self.step and entry.is_look == self.looking)

    def _kill(self, instant: str) -> None:
        if instant == self.instant:
            os.kill(os.getpid(), self.by)
