"""Rows of a tab that were counted by an older page: where each of them stands now.

Controls and buttons of a row carry its number (role-0, question-2-text, remove-row:0). When rows were removed
or moved since the page was drawn, a number would hit another row than the person meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ROW = re.compile(r"(?P<kind>role|question)-(?P<number>[0-9]{1,4})(?P<rest>-.*)?", re.ASCII | re.DOTALL)
BUTTON = re.compile(r"(?P<verb>[a-z-]+):(?P<number>[0-9]{1,4})(?P<rest>:.*)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """From the numbers of the old page to those of today; rows that are gone are missing."""

    before: Sequence[str]
    now: Sequence[str]

    @property
    def changes(self) -> bool:
        """Whether a number of the old page would hit another row today."""
        raise NotImplementedError

    def today(self, number: int) -> int | None:
        """None for a row that is gone. Rows that only the old page has come after all others."""
        raise NotImplementedError

    def controls(self, controls: Mapping[str, str]) -> dict[str, str]:
        """Under today's names, without those of rows that are gone."""
        return {new: value for name, value in controls.items() if (new := self.control(name)) is not None}

    def control(self, name: str) -> str | None:
        """Today's name of a control; None if its row is gone."""
        row = ROW.fullmatch(name)
        if row is None:
            return name
        number = self.today(int(row["number"]))
        return None if number is None else f"{row['kind']}-{number}{row['rest'] or ''}"

    def button(self, value: str) -> str:
        """Today's value of a button such as remove-row:0; empty if its row is gone."""
        button = BUTTON.fullmatch(value)
        if button is None:
            return value
        number = self.today(int(button["number"]))
        return "" if number is None else f"{button['verb']}:{number}{button['rest'] or ''}"


@dataclass(frozen=True, kw_only=True)
class Renumbering(Rows):
    """Of rows that are known by what they are for."""

    @property
    def changes(self) -> bool:
        """Whether rows were removed or moved; one that was only reworded stands where it stood."""
        return len(self.before) > len(self.now) or (
            self.before != self.now and sorted(self.before) == sorted(self.now)
        )

    def today(self, number: int) -> int | None:
        if number >= len(self.before):
            return len(self.now) + number - len(self.before)
        return self._kept.get(number)

    @property
    def _kept(self) -> dict[int, int]:
        if sorted(self.before) == sorted(self.now) and len({*self.now}) == len(self.now):
            return {number: self.now.index(one) for number, one in enumerate(self.before)}
        found = SequenceMatcher(None, self.before, self.now, autojunk=False).get_opcodes()
        return {
            i: j
            for _, i1, i2, j1, j2 in found
            if i2 - i1 == j2 - j1
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
        }


@dataclass(frozen=True, kw_only=True)
class KeyedRows(Rows):
    """Of rows that are known by a key, whatever they say; `known` of the page's rows were saved once."""

    known: int

    @property
    def changes(self) -> bool:
        return any(self.today(number) != number for number in range(len(self.before)))

    def today(self, number: int) -> int | None:
        key = self.before[number] if number < len(self.before) else ""
        if key in self.now:
            return self.now.index(key)
        return None if number < self.known else len(self.now) + number - self.known
