"""A link of the chain as plain data: what its hash covers, and what is wrong with a row of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wizard.evidence.canonical import digest_of, plain
from wizard.models import Event

Link = dict[str, Any]

#: Missing links in a row that are named one by one.
MOST_NAMED = 100


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written."""

    #: The chain: a draft's id, or "the portal".
    chain: str
    #: The link's number in that chain; None where no single one is meant.
    link: int | None
    words: str

    def __str__(self) -> str:
        place = f"{self.chain}, link {self.link}" if self.link is not None else self.chain
        return f"{place}: {self.words}"


def link_of(event: Event) -> Link:
    """Everything that counts, and the hash that was stored for it. `by` is the person's object id in
    Entra.
    """
    return {
        "portal_number": event.pk,
        "draft": str(event.draft_id),
        "number": event.number,
        "kind": event.kind,
        "at": plain(event.at),
        "by": str(event.by.object_id) if event.by else None,
        "data": event.data,
        "previous": event.previous,
        "portal_previous": event.portal_previous,
        "hash": event.hash,
    }


def hash_of(link: Link) -> str:
    """SHA-256 (hex) of all of a link but its hash."""
    return digest_of({name: value for name, value in link.items() if name != "hash"})


def check_links(chain: str, links: Sequence[Link], length: int, head: str) -> Iterator[Finding]:
    """One draft's links, by number, held against each other and against the head kept beside them."""
    expected, before = 1, ""
    for link in links:
        number = link["number"]
        yield from missing(chain, expected, number - 1)
        if number < expected:
            yield Finding(chain, number, "is there twice, or not in its place")
        if link["hash"] != hash_of(link) or link["draft"] != chain:
            yield Finding(chain, number, "was altered: its content does not give its hash")
        if number == expected and link["previous"] != before:
            yield Finding(chain, number, "does not continue the link before it: one of the two was altered")
        expected, before = number + 1, link["hash"]
    yield from missing(chain, expected, length)
    yield from _end(chain, expected - 1, before, length, head)


def missing(chain: str, first: int, last: int) -> Iterator[Finding]:
    """Each by itself, unless a forged number makes them too many to read."""
    for number in range(first, min(last, first + MOST_NAMED - 1) + 1):
        yield Finding(chain, number, "is missing")
    if last >= first + MOST_NAMED:
        yield Finding(chain, first + MOST_NAMED, f"is missing, and so are all up to link {last}")


def _end(chain: str, last: int, last_hash: str, length: int, head: str) -> Iterator[Finding]:
    if last > length:
        yield Finding(chain, last, f"is beyond the head of the chain, which knows {length} links")
    elif last == length and last_hash != head:
        yield Finding(chain, last, "is not the one that the head of the chain knows")
