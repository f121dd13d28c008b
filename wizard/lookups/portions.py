"""Long lists in portions: what is on the page, how many there are in all, and where the rest begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from portal.graph import paging
from portal.graph.calls import GraphCall
from portal.graph.client import VERSION, GraphClient

#: Entries of one portion of a list that is kept here, such as a catalog's resources.
SIZE = 50
#: Pages without entries that are passed over before the person is asked whether to go on.
EMPTY_PAGES = 5
Row = Mapping[str, Any]
Found = TypeVar("Found")
Other = TypeVar("Other")
#: Lists to read from, each with a word for what its rows are.
Lists = Sequence[tuple[str, GraphCall]]


@dataclass(frozen=True, kw_only=True)
class Rest:
    """Where a list goes on: after `shown` entries, or with these pages of Graph."""

    shown: int = 0
    #: How many there are in all; None where Graph does not count.
    total: int | None = None
    lists: Lists = ()


@dataclass(frozen=True, kw_only=True)
class Portion(Generic[Found]):
    """Some entries of a list."""

    found: Sequence[Found] = field(default_factory=tuple)
    #: Number of entries before these.
    before: int = 0
    total: int | None = None
    rest: Rest | None = None

    @property
    def upto(self) -> int:
        """Number of the last entry."""
        return self.before + len(self.found)

    def each(self, change: Callable[[Found], Other]) -> Portion[Other]:
        """The same portion with every entry turned into something else."""
        return Portion(
            found=[change(one) for one in self.found], before=self.before, total=self.total, rest=self.rest
        )


def whole(found: Sequence[Found]) -> Portion[Found]:
    """A short list, all of it."""
    return Portion(found=found, total=len(found))


def slice_of(found: Sequence[Found], after: Rest | None) -> Portion[Found]:
    """The next entries of a list that is at hand."""
    before = after.shown if after else 0
    part = found[before : before + SIZE]
    left = len(found) > before + SIZE
    rest = Rest(shown=before + SIZE, total=len(found)) if left else None
    return Portion(found=part, before=before, total=len(found), rest=rest)


def read(graph: GraphClient, lists: Lists, after: Rest | None) -> Portion[tuple[str, Row]]:
    """A page of each list, one after the other; with `after` the pages that follow. Raises GraphError."""
    asked, total = (after.lists, after.total) if after else (lists, None)
    found: list[tuple[str, Row]] = []
    for turn in range(EMPTY_PAGES):
        bodies = graph.read_all([call for _, call in asked])
        total = _total(bodies) if turn == 0 and not after else total
        found, asked = _taken(graph, asked, bodies)
        if found or not asked:
            break
    return _portion(found, asked, after, total)


def _taken(
    graph: GraphClient, asked: Lists, bodies: Sequence[Row]
) -> tuple[list[tuple[str, Row]], list[tuple[str, GraphCall]]]:
    """The rows of the pages, and the pages that follow them."""
    found: list[tuple[str, Row]] = []
    following: list[tuple[str, GraphCall]] = []
    for (word, call), body in zip(asked, bodies, strict=True):
        rows, more = paging.split(body, call, graph.base_url + VERSION)
        found += [(word, row) for row in rows]
        following += [(word, more)] if more else []
    return found, following


def _portion(
    found: list[tuple[str, Row]], following: Lists, after: Rest | None, total: int | None
) -> Portion[tuple[str, Row]]:
    before = after.shown if after else 0
    upto = before + len(found)
    rest = Rest(shown=upto, total=total, lists=following) if following else None
    return Portion(found=found, before=before, total=total if following else upto, rest=rest)


def _total(bodies: Sequence[Row]) -> int | None:
    counts = [one for body in bodies if isinstance(one := body.get("@odata.count"), int)]
    return sum(counts) if len(counts) == len(bodies) else None
