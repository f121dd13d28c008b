"""One worker per submission: a lease kept alive by a heartbeat, and a number that fences off late writers."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from wizard.models import Submission

#: Seconds. After a crash nobody touches the submission for so long.
LEASE = 15.0

log = logging.getLogger(__name__)


class LostLease(Exception):
    """Another worker has taken the submission over: nothing of it may be written or sent any more."""


class Lease:
    """The right to work on one submission. Safe to use from several threads."""

    def __init__(self, submission_id: uuid.UUID, *, owner: str, number: int) -> None:
        self.submission_id, self.owner, self.number = submission_id, owner, number
        self._good_until = time.monotonic() + LEASE

    def check(self) -> None:
        """Raises LostLease where the lease may have run out; the last thing to do before bytes leave."""
        if time.monotonic() >= self._good_until:
            raise LostLease

    def renew(self) -> None:
        """Raises LostLease when another worker has it."""
        asked = time.monotonic()
        if not self._row().update(lease_until=timezone.now() + timedelta(seconds=LEASE)):
            self._good_until = 0.0
            raise LostLease
        self._good_until = asked + LEASE

    @contextmanager
    def fenced(self) -> Iterator[None]:
        """A commit of its own while the lease is held: what others can roll back is no journal."""
        with transaction.atomic(durable=True):
            self.renew()
            yield

    def give_back(self, state: Submission.State, **columns: object) -> None:
        """The submission as the run leaves it, free for the next worker. Belongs inside `fenced`."""
        self._row().update(state=state, lease_owner="", lease_until=None, **columns)

    def _row(self) -> models.QuerySet[Submission]:
        return Submission.objects.filter(
            pk=self.submission_id,
            state=Submission.State.RUNNING,
            lease_owner=self.owner,
            lease_number=self.number,
        )


def claim(worker: str) -> Submission | None:
    """The submission that has been due longest, now leased to `worker`; None when none is due."""
    due = _due()
    if not due.exists():
        return None
    with transaction.atomic():
        submission = due.select_for_update(skip_locked=True).first()
        if submission is None:
            return None
        submission.state = Submission.State.RUNNING
        submission.problem = ""
        submission.lease_owner = worker
        submission.lease_until = timezone.now() + timedelta(seconds=LEASE)
        submission.lease_number += 1
        submission.save(update_fields=["state", "problem", "lease_owner", "lease_until", "lease_number"])
    return submission


def _due() -> models.QuerySet[Submission]:
    now = timezone.now()
    waiting = Q(state=Submission.State.QUEUED, not_before__lte=now)
    abandoned = Q(state=Submission.State.RUNNING, lease_until__lt=now)
    return Submission.objects.filter(waiting | abandoned).order_by("not_before", "created_at")


@contextmanager
def heartbeat(lease: Lease) -> Iterator[None]:
    """Renews the lease from a thread of its own for as long as the block runs."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(lease, over), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(lease: Lease, over: threading.Event) -> None:
    """A database out of reach for a moment is asked again; if it stays away, the lease runs out by itself."""
    try:
        while not over.wait(LEASE / 3):
            try:
                lease.renew()
            except DatabaseError:
                log.warning("The lease of %s could not be renewed", lease.submission_id, exc_info=True)
                connection.close()
            except LostLease:
                return
    finally:
        connection.close()
