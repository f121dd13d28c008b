"""Sets a submission that stopped going again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.signin.models import Person
from wizard.evidence import record
from wizard.models import Submission
from wizard.submit.journal import RESUMED

State = Submission.State

RESUMABLE = (State.FAILED, State.NEEDS_PERSON, State.PARKED)


def resume(submission: Submission, *, by: Person | None = None) -> bool:
    """Queues it again; what is done stays done. False when it is not stopped (any more)."""
    return set_going(submission, RESUMABLE, by, {"why": "resume"})


def wake_parked(person: Person) -> int:
    """Queues what waited for this person's sign-in; how many that were."""
    own_way = Q(created_by=person, undo_by=None) | Q(undo_by=person)
    parked = Submission.objects.filter(own_way, state=State.PARKED)
    return sum(set_going(submission, (State.PARKED,), person, {"why": "signed in"}) for submission in parked)


def wake_if_signed_in(submission: Submission, *, since: datetime) -> None:
    """For who signed in while the run was under way: their sign-in found nothing parked to wake."""
    person = Person.objects.get(pk=submission.actor.pk)
    if person.last_login and person.last_login >= since:
        wake_parked(person)


@transaction.atomic
def set_going(
    submission: Submission, allowed: tuple[State, ...], by: Person | None, data: dict[str, Any]
) -> bool:
    """Queues it from an allowed state and remembers why; False from any other."""
    waiting = Submission.objects.filter(pk=submission.pk, state__in=allowed)
    queued = waiting.update(state=State.QUEUED, problem="", not_before=timezone.now())
    if queued:
        record(submission.draft_id, RESUMED, by=by, data=data, submission=submission)
    return bool(queued)
