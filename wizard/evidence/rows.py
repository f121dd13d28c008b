"""What links bind of rows that stand beside the chain: calls, verdicts, plan and document."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from wizard.evidence.canonical import digest_of, plain
from wizard.models import Draft, Event, JournalEntry, Review, Submission

State = JournalEntry.State

#: Columns that are stored before the bytes leave, and those that the outcome fills.
INTENT = (
    "step", "attempt", "is_look", "method", "path", "body_digest", "client_request_id", "lease_number",
    "started_at",
)  # fmt: skip
OUTCOME = (
    "state", "status", "request_id", "error_code", "error_message", "adopted", "finished_at", "answer",
)  # fmt: skip
#: What is no statement about the call.
_BESIDE = ("id", "submission_id")


def call_facts(entry: JournalEntry) -> dict[str, Any]:
    """A call as it is digested: the answer by its digest, columns of later versions only where they say
    something, so that what was bound before they came stays as it was.
    """
    facts = {name: plain(getattr(entry, name)) for name in (*INTENT, *OUTCOME)}
    facts["answer"] = "" if entry.answer is None else digest_of(entry.answer)
    for column in JournalEntry._meta.concrete_fields:
        value = getattr(entry, column.attname)
        if column.attname not in (*INTENT, *OUTCOME, *_BESIDE) and value != column.get_default():
            facts[column.attname] = plain(value)
    return facts


def call_name(facts: dict[str, Any]) -> str:
    return f"{facts['step']}#{facts['attempt']}"


def intent_digest(facts: dict[str, Any]) -> str:
    """Binds a call whose outcome is not known yet."""
    return digest_of({name: facts[name] for name in INTENT})


def call_digest(facts: dict[str, Any]) -> str:
    return intent_digest(facts) if facts["state"] == State.INTENDED else digest_of(facts)


def review_facts(review: Review) -> dict[str, Any]:
    return {
        "verdict": review.verdict,
        "revision": review.revision,
        "digest": review.digest,
        "reason": review.reason,
        "by": str(review.by.object_id),
        "at": plain(review.at),
    }


def of_review(review: Review) -> dict[str, Any]:
    """For the link of a verdict."""
    return {
        "revision": review.revision,
        "digest": review.digest,
        "review": digest_of(review_facts(review)),
    }


def of_revision(draft: Draft) -> dict[str, Any]:
    """For the link of a save."""
    return {"revision": draft.revision, "document": digest_of(draft.document)}


def of_create(submission: Submission) -> dict[str, Any]:
    """For the link of the press on Create: the approved digest, and plan and document as they are stored.

    The approved digest alone would not do: it is made of the document as this version of the portal reads it.
    """
    return {
        "digest": submission.digest,
        "revision": submission.draft.revision,
        "plan": digest_of(submission.plan),
        "document": digest_of(submission.draft.document),
        "identity": submission.identity,
    }


def of_journal(submission: Submission) -> dict[str, Any]:
    """For every link that a submission gets: the calls since the link before, and the objects that exist by
    now, by step key.
    """
    told = _told(submission)
    calls = [call_facts(entry) for entry in submission.entries.order_by("pk")]
    digests = {call_name(facts): call_digest(facts) for facts in calls}
    return {
        "submission": str(submission.pk),
        "journal": {name: digest for name, digest in digests.items() if told.get(name) != digest},
        "objects": objects_of(submission),
    }


def _told(submission: Submission) -> dict[str, str]:
    told: dict[str, str] = {}
    for data in Event.objects.filter(draft=submission.draft_id).order_by("pk").values_list("data", flat=True):
        if data.get("submission") == str(submission.pk):
            told |= data.get("journal", {})
    return told


def objects_of(submission: Submission) -> dict[str, str]:
    """The ids that Graph gave to what the steps made, by step key."""
    effects = submission.entries.filter(Q(adopted=True) | Q(is_look=False), state=State.DONE)
    answers = effects.order_by("pk").values_list("step", "answer")
    return {step: str(answer["id"]) for step, answer in answers if answer and "id" in answer}
