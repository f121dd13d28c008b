"""A worker process that kills itself, with SIGKILL, at one exact instant of one call.

It runs the portal's own code unchanged. The instants are seen from outside: rows being saved, transactions
committed, bytes leaving. Processes come from a fork server that has read the libraries already, so that a
death costs little.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from typing import Any

#: Nothing is stored; the intent is, but no byte has left; the tenant acted, its answer is not stored; it is.
INSTANTS = ("before intent", "before send", "before outcome", "after outcome")

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    ["django.db.models", "django.contrib.auth", "msal", "requests", "portal.graph.client"]
)


def die_at(instant: str, step: str, environment: dict[str, str], *, looking: bool = False) -> int | None:
    """Runs a worker until it dies; its exit code, -9 for SIGKILL. `looking`: at a look of that step."""
    process = _processes.Process(target=_serve, args=(instant, step, looking, environment))
    process.start()
    process.join(60)
    return process.exitcode


def _serve(instant: str, step: str, looking: bool, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    import django

    django.setup()
    _Assassin(instant, step, looking).watch()
    import threading

    from wizard.submit.worker import Worker

    Worker(threading.Event()).run_once()


class _Assassin:
    def __init__(self, instant: str, step: str, looking: bool) -> None:
        self.instant, self.step, self.looking = instant, step, looking
        self.request_id = b"-"

    def watch(self) -> None:
        from django.db.models.signals import post_save, pre_save

        from wizard.models import JournalEntry

        pre_save.connect(self.saving, sender=JournalEntry, weak=False)
        post_save.connect(self.saved, sender=JournalEntry, weak=False)
        sys.addaudithook(self.audited)

    def saving(self, instance: Any, **_: Any) -> None:
        if self._is_victim(instance):
            self._kill("before intent" if instance.state == "intended" else "before outcome")

    def saved(self, instance: Any, **_: Any) -> None:
        from django.db import transaction

        if not self._is_victim(instance):
            return
        if instance.state == "intended":
            self.request_id = str(instance.client_request_id).encode()
        else:
            transaction.on_commit(lambda: self._kill("after outcome"))

    def audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "http.client.send" and self.request_id in arguments[1]:
            self._kill("before send")

    def _is_victim(self, entry: Any) -> bool:
        return bool(entry.step == self.step and entry.is_look == self.looking)

    def _kill(self, instant: str) -> None:
        if instant == self.instant:
            os.kill(os.getpid(), signal.SIGKILL)
