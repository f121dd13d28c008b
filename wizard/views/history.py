"""Who wrote which revisions of a draft, and what changed since somebody last judged it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from wizard.document import Document, load
from wizard.models import Draft, Review, Revision
from wizard.views.shown import Change, changes


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Revisions in a row by one person."""

    who: str
    first: int
    last: int
    at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Since:
    """What is different from what the last verdict was about."""

    review: Review
    changes: list[Change]


def writers(draft: Draft) -> list[Stretch]:
    """The latest stretch first."""
    rows = draft.revisions.order_by("number").values_list("number", "by_id", "by__display_name", "at")
    stretches = [list(found) for _, found in groupby(rows, key=lambda row: row[1])]
    told = [
        Stretch(who=found[0][2], first=found[0][0], last=found[-1][0], at=found[-1][3]) for found in stretches
    ]
    return told[::-1]


def since_verdict(review: Review | None, now: Document) -> Since | None:
    """`review` is the last one; None for a draft that nobody has judged yet."""
    if review is None:
        return None
    then = Revision.objects.filter(draft=review.draft_id, number=review.revision).first()
    return Since(review=review, changes=changes(load(then.document), now) if then else [])
