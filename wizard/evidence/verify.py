"""The whole portal held against its chains."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from wizard.evidence.check import check
from wizard.evidence.links import Finding, missing
from wizard.evidence.story import head_of, story_of
from wizard.models import PORTAL_CHAIN, ChainHead, Draft, Event

PORTAL = "the portal"


def verify(draft_id: uuid.UUID | None = None) -> Iterator[Finding]:
    """Everything that is not as it was written. With a draft, only its own chain and the one that joins all:
    whose link is missing there, nobody can tell. Writers wait for no longer than one draft takes.
    """
    yield from check_portal()
    for id in [draft_id] if draft_id else _every_draft():
        yield from check(story_of(id))


def check_portal() -> Iterator[Finding]:
    """The chain of all events: a chain that was deleted whole leaves its gaps here."""
    head = head_of(PORTAL_CHAIN)
    rows = Event.objects.filter(pk__lte=head["length"]).order_by("pk")
    expected, before = 1, ""
    for number, previous, hash in rows.values_list("pk", "portal_previous", "hash").iterator():
        yield from missing(PORTAL, expected, number - 1)
        if number == expected and previous != before:
            yield Finding(PORTAL, number, "does not continue the link before it: one of the two was altered")
        expected, before = number + 1, hash
    yield from missing(PORTAL, expected, head["length"])
    if expected == head["length"] + 1 and before != head["hash"]:
        yield Finding(PORTAL, head["length"], "is not the one that the head of the chain knows")
    yield from _beyond_the_head()


def _beyond_the_head() -> Iterator[Finding]:
    """Asked in this order, what is appended meanwhile is beyond no head."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    length = head_of(PORTAL_CHAIN)["length"]
    if last > length:
        yield Finding(PORTAL, last, f"is beyond the head of the chain, which knows {length} links")


def check_head(number: int, hash: str) -> Iterator[Finding]:
    """Whether the chain still is the one that a head, kept elsewhere, was read from."""
    event = Event.objects.filter(pk=number).first()
    if event is None:
        yield Finding(PORTAL, number, "is missing, though the kept head names it")
    elif event.hash != hash:
        yield Finding(PORTAL, number, "is not the one that the kept head names: the chain was written anew")


def _every_draft() -> list[uuid.UUID]:
    """Drafts, and whatever has links or a head."""
    known = set(Draft.objects.values_list("pk", flat=True))
    known |= set(Event.objects.order_by().values_list("draft_id", flat=True).distinct())
    known |= set(ChainHead.objects.exclude(pk=PORTAL_CHAIN).values_list("pk", flat=True))
    return sorted(known)
