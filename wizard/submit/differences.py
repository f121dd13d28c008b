"""Where two JSON values differ, member by member. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.graph.calls import is_place, place_in_words


class Absent:
    """Stands where one side has no such member."""

    def __repr__(self) -> str:
        return "nothing"


ABSENT = Absent()


@dataclass(frozen=True)
class Difference:
    """`field` is a path such as stages[0].primaryApprovers."""

    field: str
    approved: Any
    now: Any

    def __str__(self) -> str:
        return f"{self.field}: approved {in_words(self.approved)}, now {in_words(self.now)}"


def in_words(value: Any) -> str:
    """A value as a person reads it: text as it is, anything else as JSON."""
    return str(value) if isinstance(value, str | Absent) else json.dumps(value, ensure_ascii=False)


def differences(approved: Any, now: Any, *, filled: bool = False, field: str = "") -> Iterator[Difference]:
    """The smallest members that differ. `filled`: what earlier steps answered is in its places by now, and
    not judged.
    """
    if filled and is_place(approved):
        if not _fills(approved, now):
            yield Difference(field, approved, now)
    elif isinstance(approved, dict) and isinstance(now, dict):
        for key in {**approved, **now}:
            pair = approved.get(key, ABSENT), now.get(key, ABSENT)
            yield from differences(*pair, filled=filled, field=f"{field}.{key}" if field else key)
    elif isinstance(approved, list) and isinstance(now, list):
        for place in range(max(len(approved), len(now))):
            pair = _at(approved, place), _at(now, place)
            yield from differences(*pair, filled=filled, field=f"{field}[{place}]")
    elif type(approved) is not type(now) or approved != now:
        yield Difference(field, approved, now)


def _at(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else ABSENT


def _fills(place: dict[str, Any], value: Any) -> bool:
    """Whether the value can stand in the place; the words around it were approved."""
    before, _, after = place_in_words(place, "\0").partition("\0")
    return isinstance(value, str) and value.startswith(before) and value.endswith(after)
