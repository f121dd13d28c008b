"""Holds the journal of a submission against what its links bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wizard.evidence.canonical import digest_of
from wizard.evidence.links import Link
from wizard.evidence.rows import call_digest, call_name, intent_digest

#: States of a submission that a link told when they began: what is in the journal is bound.
AT_REST = ("parked", "needs_person", "failed", "created", "undone")


@dataclass(frozen=True)
class _Bound:
    """What a link said of a call."""

    link: int
    digest: str


def check_calls(
    links: list[Link], calls: list[dict[str, Any]], state: str
) -> Iterator[tuple[int | None, str]]:
    """`links` are those of the submission. One that was at rest before calls were bound has none to show."""
    telling = [link for link in links if "journal" in link["data"]]
    if not telling and links:
        return
    now = {call_name(call["facts"]): call["facts"] for call in calls}
    bound: dict[str, _Bound] = {}
    for link in telling:
        yield from _bind(link, now, bound)
    for name, told in bound.items():
        if name not in now:
            yield told.link, f"the call {name} is missing from the journal"
        elif told.digest not in (call_digest(now[name]), intent_digest(now[name])):
            yield told.link, f"the call {name} was altered in the journal"
    for call in calls:
        yield from _answer(call, bound)
    if state in AT_REST:
        for name in now.keys() - bound.keys():
            yield None, f"the call {name} is in the journal, and no link tells of it"


def _bind(link: Link, now: dict[str, Any], bound: dict[str, _Bound]) -> Iterator[tuple[int | None, str]]:
    """A call is bound twice only when its outcome was unknown at first."""
    for name, digest in link["data"]["journal"].items():
        before = bound.get(name)
        if before and name in now and before.digest != intent_digest(now[name]):
            yield before.link, f"the call {name} was altered before link {link['number']} bound it again"
        bound[name] = _Bound(link["number"], digest)


def _answer(call: dict[str, Any], bound: dict[str, _Bound]) -> Iterator[tuple[int | None, str]]:
    """A file carries the answer itself beside its digest."""
    facts, answer = call["facts"], call["answer"]
    if facts["answer"] != ("" if answer is None else digest_of(answer)):
        told = bound.get(call_name(facts))
        yield told.link if told else None, f"the answer of the call {call_name(facts)} was altered"
