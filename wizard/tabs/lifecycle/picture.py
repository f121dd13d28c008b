"""The review calendar: rounds as bars over months, in the units of its drawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.tabs.lifecycle.rounds import Round, months_later

#: Width of the drawing, and the least width of a bar.
WIDTH = 700
THINNEST = 5
#: No more names of months than fit beside each other.
MOST_NAMES = 10
#: Months from one name to the next; the first that fits is taken.
STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One round; `middle` is where its number stands."""

    x: int
    width: int
    opens: dt.date
    closes: dt.date

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, kw_only=True)
class Month:
    """Where a month begins that is named on the axis."""

    x: int
    first: dt.date


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Context of components/calendar.html."""

    bars: Sequence[Bar]
    months: Sequence[Month]
    #: Days that each review stays open.
    days: int
    #: Time between two rounds, in words.
    step: str
    width: int = WIDTH


def calendar_of(rounds: Sequence[Round], days: int, step: str) -> Calendar:
    """At least one round. Raises OverflowError at the end of all calendars."""
    first = rounds[0].opens.replace(day=1)
    end = months_later(rounds[-1].closes.replace(day=1), 1)
    scale = WIDTH / (end - first).days
    return Calendar(
        bars=[_bar(one, first, scale) for one in rounds],
        months=[Month(x=_x(day, first, scale), first=day) for day in _named(first, end)],
        days=days,
        step=step,
    )


def _bar(one: Round, first: dt.date, scale: float) -> Bar:
    x = _x(one.opens, first, scale)
    width = max(THINNEST, _x(one.closes + dt.timedelta(days=1), first, scale) - x)
    return Bar(x=x, width=width, opens=one.opens, closes=one.closes)


def _x(day: dt.date, first: dt.date, scale: float) -> int:
    return round((day - first).days * scale)


def _named(first: dt.date, end: dt.date) -> list[dt.date]:
    count = (end.year - first.year) * 12 + end.month - first.month
    step = next((one for one in STEPS if count <= one * MOST_NAMES), STEPS[-1])
    return [months_later(first, months) for months in range(0, count, step)]
