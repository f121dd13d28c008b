"""After a lost answer: looks before it repeats.

Graph has no idempotency key, so a write whose answer was lost may have landed. The directory shows new
objects late, so one look that finds nothing proves nothing.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from wizard.models import JournalEntry
from wizard.plan import Step
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
    """PUT, PATCH and DELETE have the same effect however often they are sent."""
    return step.call.method != "POST"


def young(candidates: Sequence[Element], *, since: datetime | None) -> list[Element]:
    """Without older objects: what was there before the first call is not its effect."""
    if since is None:
        return list(candidates)
    return [element for element in candidates if not _is_older(element, since - SKEW)]


def unclaimed(candidates: Sequence[Element], *, submission: uuid.UUID) -> list[Element]:
    """Without what another submission made under the same name at the same time."""
    ids = [element["id"] for element in candidates if "id" in element]
    if not ids:
        return list(candidates)
    others = JournalEntry.objects.exclude(submission=submission).filter(
        state=JournalEntry.State.DONE, answer__id__in=ids
    )
    taken = set(others.values_list("answer__id", flat=True))
    return [element for element in candidates if element.get("id") not in taken]


def _is_older(element: Element, moment: datetime) -> bool:
    """An object that does not say when it was made is judged by its place alone."""
    try:
        return datetime.fromisoformat(element["createdDateTime"]) < moment
    except (KeyError, TypeError, ValueError):
        return False
