"""Time that passes only when the worker waits: minutes of patience cost nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

import portal.tenant.clock
import portal.tenant.consistency
import wizard.submit.executor
import wizard.submit.lease
import wizard.submit.outcomes

#: Seconds. Nobody dies here, and the heartbeat knows only real time.
ENDLESS = 1_000_000.0


class Clock(threading.Event):
    """The time of portal and tenant, and the event that stops a worker: waiting for it takes no time."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead

    def wait(self, timeout: float | None = None) -> bool:
        self.ahead += max(timeout or 0.0, 0.0)
        return self.is_set()

    def wait_until(self, moment: datetime) -> None:
        self.wait((moment - self.now()).total_seconds())


@contextmanager
def virtual_time() -> Iterator[Clock]:
    """Portal and tenant of this process share the clock for as long as the block runs."""
    clock = Clock()
    ticking = SimpleNamespace(monotonic=clock.monotonic)
    with ExitStack() as patches:
        patches.enter_context(patch("django.utils.timezone.now", clock.now))
        for tenants in (portal.tenant.clock, portal.tenant.consistency):
            patches.enter_context(patch.object(tenants, "now", clock.now))
        for workers in (wizard.submit.executor, wizard.submit.lease, wizard.submit.outcomes):
            patches.enter_context(patch.object(workers, "time", ticking))
        patches.enter_context(patch.object(wizard.submit.lease, "LEASE", ENDLESS))
        yield clock
