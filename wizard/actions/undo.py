"""Undo by consent: a submission is sent back the way it came."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.rights import Rights
from portal.signin.models import Person
from wizard.actions.errors import ActionRefused, WrongMoment
from wizard.actions.submissions import check_rights
from wizard.document import load
from wizard.evidence import record
from wizard.evidence.canonical import digest_of
from wizard.evidence.kinds import UNDO_CALLED_OFF, UNDO_PRESSED
from wizard.models import Draft, Submission
from wizard.plan.undo import UndoPlan
from wizard.submit.undo import columns_before, has_removed

State = Submission.State

#: States in which nobody works on it. One that is stopped half way back may be sent back by another plan.
UNDOABLE = (State.FAILED, State.NEEDS_PERSON, State.PARKED, State.CREATED)


class NotConfirmed(ActionRefused):
    """The name is not the one of the access package. Type it exactly as it is written above."""


class StillHeld(ActionRefused):
    """Somebody holds the package or waits for it."""


@transaction.atomic
def undo(
    *, submission: Submission, by: Person, rights: Rights, typed: str, plan: UndoPlan, held: str
) -> None:
    """Queues the way back. `rights` and `held` (why it must not be, or empty) were asked for this press.

    Raises NotAllowed, StillHeld, NotConfirmed; WrongMoment where the submission moved since it was read.
    """
    draft = submission.draft
    check_rights(load(draft.document), rights)
    if held:
        raise StillHeld(held)
    if typed.strip() != draft.name.strip():
        raise NotConfirmed(NotConfirmed.__doc__)
    _send_back(submission, by, plan)
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.UNDOING, updated_at=timezone.now())
    data = {"was": submission.state, "undo_plan": digest_of(plan.to_json())}
    record(draft.pk, UNDO_PRESSED, by=by, data=data, submission=submission)


@transaction.atomic
def keep(*, submission: Submission, by: Person, rights: Rights) -> None:
    """Calls an undo off that has removed nothing: the submission is what it was.

    Raises NotAllowed, WrongMoment.
    """
    draft = submission.draft
    check_rights(load(draft.document), rights)
    if not can_keep(submission):
        raise WrongMoment(WrongMoment.__doc__)
    was = State(submission.before_undo["state"])
    kept = _as_seen(submission).update(state=was, **columns_before(submission))
    if not kept:
        raise WrongMoment(WrongMoment.__doc__)
    state = Draft.State.CREATED if was == State.CREATED else Draft.State.SUBMITTING
    Draft.objects.filter(pk=draft.pk).update(state=state, updated_at=timezone.now())
    record(draft.pk, UNDO_CALLED_OFF, by=by, submission=submission)


def can_keep(submission: Submission) -> bool:
    """Whether it is stopped on its way back and nothing is gone yet."""
    stopped = submission.is_undoing and submission.state in UNDOABLE
    return stopped and not has_removed(submission)


def _as_seen(submission: Submission) -> QuerySet[Submission]:
    """The lease's number has grown if a worker had it since: then it is no longer what was looked at."""
    return Submission.objects.filter(
        pk=submission.pk, state=submission.state, lease_number=submission.lease_number, state__in=UNDOABLE
    )


def _send_back(submission: Submission, by: Person, plan: UndoPlan) -> None:
    sent = _as_seen(submission).update(
        state=State.QUEUED,
        problem="",
        not_before=timezone.now(),
        finished_at=None,
        undo_plan=plan.to_json(),
        undo_by=by,
        before_undo=submission.before_undo or _as_it_is(submission),
    )
    if not sent:
        raise WrongMoment(WrongMoment.__doc__)


def _as_it_is(submission: Submission) -> dict[str, str]:
    finished = submission.finished_at
    return {
        "state": submission.state,
        "problem": submission.problem,
        "finished_at": finished.isoformat() if finished else "",
    }
