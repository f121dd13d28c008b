"""Everything that is known of one draft, as plain data: what is downloaded, and what is verified."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from portal.signin.models import Person
from wizard.evidence.canonical import digest_of, plain
from wizard.evidence.kinds import CREATE_PRESSED
from wizard.evidence.links import link_of
from wizard.evidence.rows import call_facts, objects_of, review_facts
from wizard.models import PORTAL_CHAIN, ChainHead, Draft, Event, JournalEntry, Revision, Submission

FORMAT = "access-package-portal/evidence"
VERSION = 1

HOW_TO_VERIFY = [
    "manage.py verify_evidence --file FILE checks this file against itself, on any machine and without a "
    "database. By hand:",
    "A digest is SHA-256, in hex, of a value as JSON with sorted members, no spaces and ASCII only (Python: "
    "json.dumps(value, sort_keys=True, separators=(',', ':'))).",
    "Each link of chain.links: its hash is the digest of all its other members, its previous is the hash of "
    "the link before it; numbers run from 1 to chain.head.length, and the last hash is chain.head.hash.",
    "In data of a link: document is the digest of that revision's document, review of an approval's facts, "
    "plan of the plan, undo_plan of the plan of the way back, comparison of what was read back and compared; "
    "journal holds for each call (step#attempt) the digest of its facts, or of the part that is known before "
    "a call is answered; facts.answer is the digest of the call's answer.",
    "Names and addresses of people, and times outside of links and facts, are in no link and prove nothing: "
    "people are known by the object ids beside them.",
    "That the chain itself was not written anew, the portal shows: manage.py verify_evidence --head "
    "NUMBER:HASH with length and hash of chain.portal.",
]


def story_of(draft_id: uuid.UUID, *, only: uuid.UUID | None = None) -> dict[str, Any]:
    """One draft from its first save to the ids of its objects, with all its submissions or `only` one.

    Holds the rows of submissions and draft while it reads, so that all of it is of one moment.
    """
    with transaction.atomic():
        submissions = _submissions(draft_id)
        found = Draft.objects.filter(pk=draft_id).select_for_update(of=("self",))
        draft = found.select_related("author").first()
        submissions = submissions or _submissions(draft_id)
        return {
            "format": FORMAT,
            "version": VERSION,
            "how_to_verify": HOW_TO_VERIFY,
            "only_submission": str(only) if only else None,
            "draft": _draft(draft_id, draft),
            "revisions": _revisions(draft),
            "approvals": _approvals(draft),
            "submissions": [_submission(one) for one in submissions if only in (None, one.pk)],
            "chain": _chain(draft_id),
        }


def _submissions(draft_id: uuid.UUID) -> list[Submission]:
    """Asked for before the draft, because a worker holds them in this order; and once more after it, for one
    that was made in between.
    """
    held = Submission.objects.select_for_update(of=("self",)).select_related("created_by", "undo_by")
    return list(held.filter(draft=draft_id).order_by("created_at"))


def _draft(draft_id: uuid.UUID, draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {"id": str(draft_id), "state": None}
    return {
        "id": str(draft_id),
        "state": draft.state,
        "name": draft.name,
        "catalog": {"id": draft.catalog_id, "name": draft.catalog_name},
        "author": person(draft.author),
        "created_at": plain(draft.created_at),
        "revision": draft.revision,
        "document": digest_of(draft.document),
    }


def person(who: Person) -> dict[str, str]:
    return {
        "object_id": str(who.object_id),
        "name": who.display_name,
        "user_principal_name": who.user_principal_name,
    }


def _revisions(draft: Draft | None) -> list[dict[str, Any]]:
    rows = draft.revisions.select_related("by").order_by("number") if draft else []
    return [
        {
            "number": row.number,
            "by": person(row.by),
            "at": plain(row.at),
            "document": digest_of(row.document),
        }
        for row in rows
    ]


def _approvals(draft: Draft | None) -> list[dict[str, Any]]:
    rows = draft.reviews.select_related("by").order_by("pk") if draft else []
    return [{"facts": review_facts(row), "by": person(row.by)} for row in rows]


def _submission(submission: Submission) -> dict[str, Any]:
    finished = submission.finished_at
    return {
        "id": str(submission.pk),
        "state": submission.state,
        "digest": submission.digest,
        "identity": submission.identity,
        "created_by": person(submission.created_by),
        "created_at": plain(submission.created_at),
        "finished_at": plain(finished),
        "seconds": (finished - submission.created_at).total_seconds() if finished else None,
        "problem": submission.problem,
        "document": _document_of(submission),
        "plan": submission.plan,
        "comparison": submission.comparison,
        "undo_plan": submission.undo_plan,
        "undo_by": person(submission.undo_by) if submission.undo_by else None,
        "calls": [_call(entry) for entry in submission.entries.order_by("pk")],
        "objects": objects_of(submission),
    }


def _document_of(submission: Submission) -> Any:
    """That of the revision which was submitted; later ones belong to what came after an undo."""
    about = Event.objects.filter(
        draft=submission.draft_id, kind=CREATE_PRESSED, data__submission=str(submission.pk)
    )
    number = next((data.get("revision") for data in about.values_list("data", flat=True)), None)
    revisions = Revision.objects.filter(draft=submission.draft_id).order_by("-number")
    revision = (revisions.filter(number=number) if number else revisions).first()
    return revision.document if revision else None


def _call(entry: JournalEntry) -> dict[str, Any]:
    end = entry.finished_at
    return {
        "facts": call_facts(entry),
        "answer": entry.answer,
        "seconds": (end - entry.started_at).total_seconds() if end else None,
    }


def _chain(draft_id: uuid.UUID) -> dict[str, Any]:
    events = Event.objects.filter(draft=draft_id).select_related("by").order_by("number", "pk")
    return {
        "links": [link_of(event) for event in events],
        "head": head_of(draft_id),
        "portal": head_of(PORTAL_CHAIN),
    }


def head_of(chain: uuid.UUID) -> dict[str, Any]:
    head = ChainHead.objects.filter(pk=chain).first() or ChainHead(pk=chain)
    return {"length": head.length, "hash": head.hash}
