"""One submission from claim to ending. A plain function, so that any queue may call it."""

from __future__ import annotations

import logging
import threading
import uuid

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from portal.graph.errors import SignInNeeded
from portal.wiring import graph_for
from wizard.models import Submission
from wizard.plan import Plan
from wizard.plan.undo import UndoPlan
from wizard.submit import endings
from wizard.submit.endings import Ending, finish
from wizard.submit.executor import Executor, StillUnderWay
from wizard.submit.journal import Journal
from wizard.submit.lease import Lease, LostLease, heartbeat
from wizard.submit.outcomes import Outcomes, Patience
from wizard.submit.restart import wake_if_signed_in
from wizard.submit.undo import UNDONE, ask_again, finish_undo

log = logging.getLogger(__name__)


def run_submission(
    submission_id: uuid.UUID, *, worker: str, stop: threading.Event | None = None
) -> Submission.State:
    """Carries the submission that `worker` has claimed as far as it goes; the state in which it was left.

    Raises LostLease when another worker has it; StillUnderWay when `stop` was set and calls go on.
    """
    submission = _held(submission_id, worker)
    lease = Lease(submission_id, owner=worker, number=submission.lease_number)
    began = timezone.now()
    with heartbeat(lease):
        ending = _ending(submission, lease, stop or threading.Event())
        state = _finish(submission, lease, ending)
    if state == Submission.State.PARKED:
        wake_if_signed_in(submission, since=began)
    log.info("Submission %s: %s %s", submission_id, state, ending.problem)
    return state


def _finish(submission: Submission, lease: Lease, ending: Ending) -> Submission.State:
    if submission.is_undoing:
        return finish_undo(submission, lease, UNDONE if ending == endings.CREATED else ending)
    finish(submission, lease, ending)
    return ending.state


def _held(submission_id: uuid.UUID, worker: str) -> Submission:
    held = Submission.objects.select_related("created_by", "undo_by").filter(
        pk=submission_id, state=Submission.State.RUNNING, lease_owner=worker
    )
    if submission := held.first():
        return submission
    raise LostLease


def _ending(submission: Submission, lease: Lease, stop: threading.Event) -> Ending:
    """A fault of our own stops the submission, and the next run looks before it repeats anything."""
    try:
        return _execute(submission, lease, stop)
    except SignInNeeded:
        return endings.parked(str(submission.actor))
    except (LostLease, StillUnderWay, DatabaseError):
        raise
    except Exception:
        log.exception("Submission %s met a fault of the portal", submission.pk)
        return endings.BROKEN


def _execute(submission: Submission, lease: Lease, stop: threading.Event) -> Ending:
    journal = Journal(lease)
    journal.open()
    patience = Patience(waiting=settings.PORTAL_PATIENCE_SECONDS, looking=settings.PORTAL_LOOK_SECONDS)
    outcomes = Outcomes(submission, journal, patience)
    return Executor(_plan(submission, journal), graph_for(submission.actor), outcomes, stop=stop).run()


def _plan(submission: Submission, journal: Journal) -> Plan:
    """The way there, or the way back."""
    if submission.undo_plan is None:
        return Plan.from_json(submission.plan)
    ask_again(journal.memory)
    return UndoPlan.from_json(submission.undo_plan)
