"""The crash matrix: kill -9 at every instant of every call, once more while looking, in a late directory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.matrix.clock import virtual_time
from tests.matrix.ground import Ground, carry
from tests.matrix.oracle import everything_is_there_once
from tests.submit.crashing import INSTANTS, die_at
from tests.submit.support import let_the_lease_run_out, plan_of
from wizard.models import Submission
from wizard.plan import Plan, Step
from wizard.submit.reconcile import repeats_safely

#: Instants at which nobody knows whether the call took effect.
BLIND = ("before send", "after send", "answer unread", "before outcome")

#: Seconds for which the directory shows nothing new. The longest is well within PORTAL_LOOK_SECONDS.
LAGS = (1, 30)


@dataclass(frozen=True, kw_only=True)
class Crash:
    """One cell."""

    step: str
    instant: str
    #: The worker that takes over dies at this instant of its first look.
    again: str = ""
    lag: int = 0

    @property
    def row(self) -> str:
        """Which line of the table it counts for."""
        if self.again:
            return f"killed again while looking, {INSTANTS[self.again]}"
        late = f", what is new shows {self.lag} s late" if self.lag else ""
        return INSTANTS[self.instant] + late

    def __str__(self) -> str:
        return " | ".join(
            filter(None, [self.step, self.instant, self.again, f"lag {self.lag}" if self.lag else ""])
        )


def cells(plan: Plan) -> Iterator[Crash]:
    """All of them."""
    writes = [step for step in plan.steps if is_looked_for(step)]
    for instant in INSTANTS:
        for step in plan.steps:
            yield Crash(step=step.key, instant=instant)
    for again in INSTANTS:
        for step in writes:
            yield Crash(step=step.key, instant="answer unread", again=again)
    for lag in LAGS:
        for instant in BLIND:
            for step in writes:
                yield Crash(step=step.key, instant=instant, lag=lag)


def is_looked_for(step: Step) -> bool:
    return step.is_write and not repeats_safely(step)


def survives(ground: Ground, cell: Crash, environment: dict[str, str]) -> None:
    """Raises AssertionError unless the next worker makes it whole."""
    submission = ground.fresh()
    _die(ground, submission, cell.instant, cell.step, environment)
    if cell.again:
        _die(ground, submission, cell.again, cell.step, environment, looking=True)
    ground.company.setting(lag_seconds=cell.lag)
    with virtual_time() as clock:
        carry(submission, clock)
    everything_is_there_once(ground.company, submission)


def _die(
    ground: Ground,
    submission: Submission,
    instant: str,
    step: str,
    environment: dict[str, str],
    *,
    looking: bool = False,
) -> None:
    code = die_at(instant, step, environment, looking=looking)
    assert code == -9 or (code == 0 and _shared(submission, step, looking=looking)), f"exit code {code}"
    ground.until_the_dead_are_quiet()
    let_the_lease_run_out(submission)


def _shared(submission: Submission, step: str, *, looking: bool) -> bool:
    """Whether another step's reading answered this one, too: no bytes of its own left, and nobody died."""
    own = submission.entries.filter(step=step, is_look=looking, method="GET")
    others = submission.entries.exclude(step=step)
    return others.filter(client_request_id__in=own.values("client_request_id")).exists()


def all_cells(ground: Ground) -> list[Crash]:
    return list(cells(plan_of(ground.fresh())))
