"""One submission from claim to ending. A plain function, so that any queue may call it."""

from __future__ import annotations

import logging
import threading
import uuid

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from portal.graph.errors import GraphError, SignInNeeded
from wizard.models import Submission
from wizard.plan import Plan
from wizard.submit import endings
from wizard.submit.endings import Ending, finish
from wizard.submit.executor import Executor, StillUnderWay
from wizard.submit.identity import RightsGone, graph_of
from wizard.submit.journal import Journal
from wizard.submit.lease import Lease, LostLease, heartbeat
from wizard.submit.outcomes import Outcomes, Patience
from wizard.submit.restart import wake_if_signed_in

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
        finish(submission, lease, ending)
    if ending.state == Submission.State.PARKED:
        wake_if_signed_in(submission, since=began)
    log.info("Submission %s: %s %s", submission_id, ending.state, ending.problem)
    return ending.state


def _held(submission_id: uuid.UUID, worker: str) -> Submission:
    held = Submission.objects.select_related("created_by", "draft").filter(
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
        return endings.needs_sign_in(submission)
    except RightsGone as gone:
        return endings.rights_gone(str(submission.created_by), str(gone))
    except GraphError as error:
        return endings.rights_unread(error)
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
    plan = Plan.from_json(submission.plan)
    return Executor(plan, graph_of(submission, plan), outcomes, stop=stop).run()
