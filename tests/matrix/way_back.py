"""The matrix of the way back: from every call of a creation, and through kill -9 at any instant."""

from __future__ import annotations

from dataclasses import dataclass
from unittest.mock import patch

from django.conf import settings

from tests.matrix.faults import undisturbed
from tests.matrix.ground import Ground
from tests.submit.crashing import INSTANTS
from tests.submit.undoing import fail_and_undo, kill_while_undoing, steps_back

#: How a call of the creation is refused for good.
REFUSALS = (400, 403)


@dataclass(frozen=True, kw_only=True)
class Return:
    """One cell: a call of the creation that is refused, or a step of the way back at which workers die."""

    call: int = 0
    status: int = 0
    step: str = ""
    instant: str = ""

    @property
    def row(self) -> str:
        """Which line of the table it counts for."""
        return INSTANTS[self.instant] if self.instant else f"a call is refused with {self.status}, then Undo"

    def __str__(self) -> str:
        return f"{self.step} | {self.instant}" if self.instant else f"{self.status} at call {self.call + 1}"


def all_cells(ground: Ground) -> list[Return]:
    calls = range(sum(undisturbed(ground).values()))
    return [
        *(Return(call=call, status=status) for status in REFUSALS for call in calls),
        *(
            Return(step=step, instant=instant)
            for instant in INSTANTS
            for step in steps_back(ground.company, ground.content)
        ),
    ]


def is_taken_back(ground: Ground, cell: Return, environment: dict[str, str]) -> None:
    """Raises AssertionError unless the company is in the end what it was before."""
    ground.fresh()
    ground.leave()
    stage = ground.company, ground.person, ground.content
    with patch.object(settings, "PORTAL_LOOK_SECONDS", 0):
        if cell.instant:
            kill_while_undoing(*stage, environment, step=cell.step, instant=cell.instant)
        else:
            assert fail_and_undo(*stage, call=cell.call, status=cell.status), "nothing was refused"
