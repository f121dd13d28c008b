"""A lost answer, several objects that could be its result: a person says which one is ours, or none."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.signin.models import Person
from wizard.evidence import record
from wizard.models import JournalEntry, Submission
from wizard.submit.restart import set_going

State = Submission.State

#: What is answered instead of an id.
NONE = "none"


class NotAsked(ValueError):
    """The answer is none of those that were shown."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the last look found. `number` tells it from earlier questions of the same submission."""

    number: int
    step: str
    #: In Graph's shape, as they were found.
    candidates: list[dict[str, Any]]


def question_of(submission: Submission) -> Question | None:
    """What the submission waits to be told; None where it waits for nothing, or for something else. The calls
    that were under way beside the look may have been written down after it.
    """
    if submission.state != State.NEEDS_PERSON:
        return None
    looks = submission.entries.filter(is_look=True, adopted=False, state=JournalEntry.State.DONE)
    for look in looks.order_by("-pk"):
        over = submission.entries.filter(step=look.step, attempt__gt=look.attempt).exists()
        if not over and (candidates := (look.answer or {}).get("candidates")):
            return Question(number=look.pk, step=look.step, candidates=candidates)
    return None


@transaction.atomic
def decide(submission: Submission, *, number: int, chosen: str, by: Person) -> bool:
    """Writes the choice into the journal and sets the submission going; False where somebody else was faster.

    `chosen` is the id of a candidate, or NONE. Raises NotAsked for anything else.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    question = question_of(submission)
    if question is None or question.number != number:
        return False
    element = _chosen(question, chosen)
    _journal(submission, question, element)
    facts = {"step": question.step, "chosen": chosen if element else ""}
    record(submission.draft_id, "creation_decided", by=by, data=facts, submission=submission)
    return set_going(submission, (State.NEEDS_PERSON,), by, {"why": "decided"})


def _chosen(question: Question, chosen: str) -> dict[str, Any] | None:
    if chosen == NONE:
        return None
    for candidate in question.candidates:
        if candidate.get("id") == chosen:
            return candidate
    raise NotAsked(NotAsked.__doc__)


def _journal(submission: Submission, question: Question, element: dict[str, Any] | None) -> None:
    """As if the look had found exactly this: nobody holds a lease while a person is asked."""
    asked = JournalEntry.objects.get(pk=question.number)
    ids = [str(candidate.get("id")) for candidate in question.candidates]
    now = timezone.now()
    JournalEntry.objects.create(
        submission=submission,
        step=question.step,
        attempt=asked.attempt + 1,
        is_look=True,
        state=JournalEntry.State.DONE if element else JournalEntry.State.NOTHING,
        method=asked.method,
        path=asked.path,
        client_request_id=uuid.uuid4(),
        answer=element or {"not_ours": ids},
        adopted=element is not None,
        lease_number=submission.lease_number,
        started_at=now,
        finished_at=now,
    )
