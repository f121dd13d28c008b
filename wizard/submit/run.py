"""One submission from claim to ending. A plain function, so that any queue may call it."""

from __future__ import annotations

import logging
import threading
import uuid
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from portal.graph.errors import GraphError, SignInNeeded, TooFast
from portal.graph.retry import decide
from portal.rights import REMEMBERED, AccountDisabled
from wizard.models import Submission
from wizard.plan import Plan
from wizard.plan.undo import UndoPlan
from wizard.submit import endings
from wizard.submit.compare import compare
from wizard.submit.endings import Ending, finish
from wizard.submit.entitled import missing_unless_stopped
from wizard.submit.executor import Executor, StillUnderWay
from wizard.submit.guard import departure_of, has_strayed
from wizard.submit.identity import graph_of
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
    held = Submission.objects.select_related("created_by", "undo_by", "draft").filter(
        pk=submission_id, state=Submission.State.RUNNING, lease_owner=worker
    )
    if submission := held.first():
        return submission
    raise LostLease


def _ending(submission: Submission, lease: Lease, stop: threading.Event) -> Ending:
    """A fault of our own stops the submission, and the next run looks before it repeats anything."""
    try:
        return _execute(submission, lease, stop)
    except SignInNeeded as error:
        return endings.needs_sign_in(submission, error)
    except (LostLease, StillUnderWay, DatabaseError):
        raise
    except Exception:
        log.exception("Submission %s met a fault of the portal", submission.pk)
        return endings.BROKEN


def _execute(submission: Submission, lease: Lease, stop: threading.Event) -> Ending:
    if ending := _of_guard(submission):
        return ending
    journal = Journal(lease)
    journal.open()
    if not _asked_lately(submission) and (ending := _of_rights(submission, journal, stop)):
        return ending
    patience = Patience(waiting=settings.PORTAL_PATIENCE_SECONDS, looking=settings.PORTAL_LOOK_SECONDS)
    outcomes = Outcomes(submission, journal, patience)
    plan = _plan(submission, journal)
    ending = Executor(plan, graph_of(submission), outcomes, stop=stop).run()
    if ending.forbidden:
        return _of_rights(submission, journal, stop, ending.step) or ending
    if submission.is_undoing or ending.state != Submission.State.CREATED:
        return ending
    return replace(ending, comparison=compare(plan, journal.memory.answers))


def _of_guard(submission: Submission) -> Ending | None:
    if submission.is_undoing:
        return endings.STRAYED if has_strayed(submission) else None
    departure = departure_of(submission)
    return endings.departed(departure) if departure else None


def _plan(submission: Submission, journal: Journal) -> Plan:
    """The way there, or the way back."""
    if submission.undo_plan is None:
        return Plan.from_json(submission.plan)
    ask_again(journal.memory)
    return UndoPlan.from_json(submission.undo_plan)


def _asked_lately(submission: Submission) -> bool:
    """Whether this run follows so closely on Create, which asked the tenant, that the answer still counts.

    Not for the application's calls: nobody but the portal would notice rights that were withdrawn since.
    """
    first = submission.lease_number == 1 and submission.identity == Submission.Identity.PERSON
    return first and timezone.now() - submission.created_at < timedelta(seconds=REMEMBERED)


def _of_rights(
    submission: Submission, journal: Journal, stop: threading.Event, step: str = ""
) -> Ending | None:
    """The ending where the person's rights no longer suffice. Where the tenant does not tell them, Graph's
    answers to the calls themselves will; not so for the application, whose calls nobody else judges.
    """
    try:
        missing = missing_unless_stopped(submission, journal.memory.answers, stop)
    except SignInNeeded:
        raise
    except AccountDisabled:
        return endings.account_disabled(str(submission.actor))
    except TooFast as error:
        return endings.paused(None, decide(error, is_write=False, attempt=1).seconds, error)
    except GraphError as error:
        if submission.identity == Submission.Identity.APPLICATION:
            return endings.rights_unread(str(submission.actor), error)
        log.warning("Rights of %s could not be asked: %s", submission.actor.pk, error)
        return None
    if missing is None:
        return endings.INTERRUPTED
    return endings.lacking(str(submission.actor), missing, step) if missing else None
