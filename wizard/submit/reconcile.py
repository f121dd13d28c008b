"""After a lost answer: looks before it repeats.

Graph has no idempotency key, so a write whose answer was lost may have landed. The directory shows new
objects late, so one look that finds nothing proves nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta

from wizard.plan import Step
from wizard.plan.undo import UndoStep
from wizard.submit.matching import Element

#: Shares of the patience that pass before the first, second … look.
LOOKS = (0.0, 0.1, 0.2, 0.3, 0.4)

#: How far Microsoft's clock and ours may be apart.
SKEW = timedelta(minutes=5)


class Finding(enum.Enum):
    """What the looks say."""

    ADOPT = "it is there"
    LOOK_AGAIN = "not there yet"
    SEND_AGAIN = "it never arrived"
    ASK = "several could be it"


def judge(step: Step, candidates: Sequence[Element], *, looks: int) -> Finding:
    """What to do after `looks` looks, the last of which found these candidates."""
    if candidates:
        return Finding.ADOPT if len(candidates) == 1 else Finding.ASK
    return Finding.SEND_AGAIN if looks >= looks_due(step) else Finding.LOOK_AGAIN


def looks_due(step: Step) -> int:
    """One is enough where the tenant itself refuses a second one of the same."""
    return 1 if step.done_codes else len(LOOKS)


def pause_before_look(looks: int, patience: float) -> float:
    """Seconds before the next look after `looks` looks; all pauses together make up the patience."""
    return LOOKS[min(looks, len(LOOKS) - 1)] * patience


def repeats_safely(step: Step) -> bool:
    """PUT, PATCH and DELETE have the same effect however often they are sent; so has taking something out."""
    takes_back = isinstance(step, UndoStep) and bool(step.takes_back)
    return step.call.method != "POST" or takes_back


def is_older(element: Element, moment: datetime) -> bool:
    """Whether it surely was there before the moment."""
    try:
        return datetime.fromisoformat(element["createdDateTime"]) < moment - SKEW
    except (KeyError, TypeError, ValueError):
        return False
