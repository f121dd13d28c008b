"""The lists of people: which tab each belongs to, its pane's title, and what may be picked into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

#: What a picker looks for.
Kind = Literal["users", "groups", "organizations"]
USERS_AND_GROUPS: tuple[Kind, ...] = ("users", "groups")


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A kind of list. `pattern` matches the whole name of a slot, such as stage-0-fallback."""

    pattern: str
    tab: str
    title: str
    kinds: tuple[Kind, ...] = USERS_AND_GROUPS


SLOTS = (
    Slot(pattern="targets", tab="requests", title="Select users and groups"),
    Slot(pattern="organizations", tab="requests", title="Select directories", kinds=("organizations",)),
    Slot(pattern="stage-[0-2]-approvers", tab="requests", title="Select approvers"),
    Slot(pattern="stage-[0-2]-fallback", tab="requests", title="Fallback"),
    Slot(pattern="stage-[01]-alternates", tab="requests", title="Select alternate approvers"),
    Slot(pattern="stage-[01]-alternate_fallback", tab="requests", title="Fallback"),
    Slot(pattern="reviewers", tab="lifecycle", title="Select reviewers"),
    Slot(pattern="review_fallback", tab="lifecycle", title="Select fallback reviewers"),
)


def slot_named(name: str) -> Slot | None:
    """The slot of that name; None for one that no tab has."""
    return next((slot for slot in SLOTS if re.fullmatch(slot.pattern, name)), None)
