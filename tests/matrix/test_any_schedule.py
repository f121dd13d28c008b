"""Workers, deaths, faults, resumes and sign-ins in any order: never two of anything, in the end one."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.matrix.clock import virtual_time
from tests.matrix.expected import FAULTS
from tests.matrix.faults import ROUTES, SHORT
from tests.matrix.ground import Ground, carry
from tests.matrix.oracle import at_most_once, everything_is_there_once
from tests.submit.support import let_the_lease_run_out
from wizard.models import JournalEntry, Submission
from wizard.submit import claim, resume, run_submission, wake_parked
from wizard.submit.journal import Journal

State = Submission.State

#: Where one act of somebody may leave a submission that was in a state before.
MOVES = {
    State.QUEUED: {*State},
    State.RUNNING: {*State},
    State.PARKED: {State.PARKED, State.QUEUED},
    State.NEEDS_PERSON: {State.NEEDS_PERSON, State.QUEUED},
    State.FAILED: {State.FAILED, State.QUEUED},
    State.CREATED: {State.CREATED},
}

#: Faults that differ in what they do to a worker; the slow ones cost real time.
MEAN = sorted(name for name in FAULTS if not name.startswith("no answer"))


class Killed(BaseException):
    """The worker is gone at this instant: nothing of the portal may catch it."""


class Death:
    """Comes at the given write to the journal, before or after it is committed."""

    def __init__(self, write: int, *, committed: bool) -> None:
        self.left, self.committed = write, committed

    def around(self, method: Any) -> Any:
        def dying(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == 0 and not self.committed:
                raise Killed
            answer = method(*arguments, **named)
            if self.left == 0:
                raise Killed
            return answer

        return dying


class AnySchedule(RuleBasedStateMachine):
    """Who may act, and what must hold after each act. `machine_on` gives it its self.ground."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.submission = self.ground.fresh()
        self.resources = ExitStack()
        self.clock = self.resources.enter_context(virtual_time())
        self.resources.enter_context(patch("portal.graph.client.TIMEOUT", SHORT))
        self.state = State.QUEUED
        self.entries = 0

    @rule(fault=st.sampled_from(MEAN), route=st.sampled_from(sorted(ROUTES)), skip=st.integers(0, 2))
    def graph_is_going_to_fail(self, fault: str, route: str, skip: int) -> None:
        method, path = ROUTES[route]
        order = {"method": method, "path": path, "skip": skip} | FAULTS[fault].fault
        self.ground.company.faults(order | {"link": "http://localhost:9/"})

    @rule()
    def graph_recovers(self) -> None:
        self.ground.company.tenant.tenant.faults.clear()

    @rule(lag=st.sampled_from([0, 1, 30]))
    def the_directory_lags(self, lag: int) -> None:
        self.ground.company.setting(lag_seconds=lag)

    @rule()
    def a_worker_comes(self) -> None:
        if claimed := claim("a worker"):
            run_submission(claimed.pk, worker="a worker", stop=self.clock)

    @rule(write=st.integers(1, 45), committed=st.booleans())
    def a_worker_comes_and_dies(self, write: int, committed: bool) -> None:
        claimed, death = claim("a mortal"), Death(write, committed=committed)
        if claimed is None:
            return
        intend, close = death.around(Journal.intend), death.around(Journal.close)
        deadly = patch.multiple(Journal, intend=intend, close=close)
        with deadly, suppress(Killed):
            run_submission(claimed.pk, worker="a mortal", stop=self.clock)

    @precondition(lambda self: self.state == State.RUNNING)
    @rule()
    def the_lease_of_the_dead_runs_out(self) -> None:
        let_the_lease_run_out(self.submission)

    @rule(seconds=st.sampled_from([1, 60, 400]))
    def time_passes(self, seconds: int) -> None:
        self.clock.wait(seconds)

    @rule()
    def somebody_presses_resume(self) -> None:
        resume(self.submission, by=self.ground.person)

    @rule()
    def the_person_signs_in(self) -> None:
        wake_parked(self.ground.person)

    @invariant()
    def nothing_is_there_twice(self) -> None:
        at_most_once(self.ground.company, self.submission)

    @invariant()
    def the_journal_only_grows(self) -> None:
        entries = JournalEntry.objects.filter(submission=self.submission).count()
        assert entries >= self.entries
        self.entries = entries

    @invariant()
    def it_moves_only_where_it_may(self) -> None:
        self.submission.refresh_from_db()
        assert self.submission.state in MOVES[self.state]
        self.state = State(self.submission.state)

    def teardown(self) -> None:
        """All is mended, everybody helps: it ends."""
        with self.resources:
            self.ground.company.tenant.tenant.faults.clear()
            self.submission.refresh_from_db()
            if self.submission.state == State.RUNNING:
                let_the_lease_run_out(self.submission)
            resume(self.submission, by=self.ground.person)
            carry(self.submission, self.clock)
            everything_is_there_once(self.ground.company, self.submission)


def machine_on(ground: Ground) -> type[AnySchedule]:
    return type("AnyScheduleHere", (AnySchedule,), {"ground": ground})


def try_schedules(ground: Ground, number: int) -> None:
    """The same schedules at every run: a failure here is everybody's failure."""
    limits = bounds(
        max_examples=number, stateful_step_count=10, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine_on(ground), settings=limits)


def test_any_schedule_ends_with_one_of_everything(ground):
    """`make crash-matrix` tries more of them."""
    try_schedules(ground, 10)
