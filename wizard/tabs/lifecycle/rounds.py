"""When the rounds of an access review open and close."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

#: Months between two rounds. Weekly is seven days.
MONTHS = {"annually": 12, "bi_annually": 6, "quarterly": 3, "monthly": 1}
#: How a sentence names the time between two rounds.
STEPS = {
    "annually": "12 months",
    "bi_annually": "6 months",
    "quarterly": "3 months",
    "monthly": "1 month",
    "weekly": "7 days",
}
#: How many rounds people are shown.
SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Round:
    """One review: the first and the last day on which reviewers can decide."""

    opens: dt.date
    closes: dt.date


def rounds(start: dt.date, frequency: str, days: int, count: int = SHOWN) -> Sequence[Round]:
    """The first `count` rounds of a review that stays open for `days` (1 or more). Raises OverflowError past
    the last year that a calendar has.
    """
    opens = [_opens(start, frequency, number) for number in range(count)]
    return [Round(opens=day, closes=day + dt.timedelta(days=days - 1)) for day in opens]


def _opens(start: dt.date, frequency: str, number: int) -> dt.date:
    if frequency == "weekly":
        return start + dt.timedelta(weeks=number)
    return months_later(start, MONTHS[frequency] * number)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; its last day where the month is shorter. Counted from `day` each time,
    so 31 January goes on with 28 February and 31 March. Raises OverflowError.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        raise OverflowError("no calendar goes that far")
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
