"""Workers, deaths, faults, resumes, sign-ins and undos in any order: never two of anything, in the end
one, or nothing.
"""

from __future__ import annotations

import uuid
from contextlib import ExitStack, suppress
from copy import deepcopy
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.matrix.clock import virtual_time
from tests.matrix.expected import FAULTS
from tests.matrix.faults import LOST, ROUTES, SHORT
from tests.matrix.ground import Ground, carry
from tests.matrix.oracle import at_most_once, everything_is_there_once, nothing_of_it_is_left
from tests.submit.support import let_the_lease_run_out, queued
from tests.submit.undoing import EVERYTHING, pressed_undo
from wizard.actions.undo import UNDOABLE, can_keep, keep
from wizard.models import JournalEntry, Submission
from wizard.submit import claim, resume, run_submission, wake_parked
from wizard.submit.decide import NONE, decide, question_of
from wizard.submit.journal import Journal

State = Submission.State

#: Where one act of somebody may leave a submission that was in a state before.
MOVES = {
    State.QUEUED: {*State},
    State.RUNNING: {*State},
    State.PARKED: {State.PARKED, State.QUEUED},
    State.NEEDS_PERSON: {State.NEEDS_PERSON, State.QUEUED},
    State.FAILED: {State.FAILED, State.QUEUED},
    State.CREATED: {State.CREATED, State.QUEUED},
    State.UNDONE: {State.UNDONE},
}

#: What the way back calls, beside the routes of the way there.
WAY_BACK = {
    "delete policy": ("DELETE", r"/assignmentPolicies/[^/]+$"),
    "delete package": ("DELETE", r"/accessPackages/[^/]+$"),
    "delete catalog": ("DELETE", r"/catalogs/[^/]+$"),
    "what is in the catalog": ("GET", r"/catalogs/[^/]+/resources$"),
}
EVERYWHERE = ROUTES | WAY_BACK

#: Rounds of help in the end, after which whoever still needs help will always need it.
HELP = 5

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

    @rule(fault=st.sampled_from(MEAN), route=st.sampled_from(sorted(EVERYWHERE)), skip=st.integers(0, 2))
    def graph_is_going_to_fail(self, fault: str, route: str, skip: int) -> None:
        method, path = EVERYWHERE[route]
        order = {"method": method, "path": path, "skip": skip} | FAULTS[fault].fault
        self.ground.company.faults(order | {"link": "http://localhost:9/"})

    @rule(lag=st.sampled_from([0, 1, 30]))
    def graph_recovers(self, lag: int) -> None:
        self.ground.company.tenant.tenant.faults.clear()
        self.ground.company.setting(lag_seconds=lag)

    @rule(write=st.integers(1, 120), committed=st.booleans())
    def a_worker_comes(self, write: int, committed: bool) -> None:
        """The lease of one that died has run out; this one may die, too."""
        self._bury()
        claimed, death = claim("a worker"), Death(write, committed=committed)
        if claimed is None:
            return
        intend, close = death.around(Journal.intend), death.around(Journal.close)
        deadly = patch.multiple(Journal, intend=intend, close=close)
        with deadly, suppress(Killed):
            run_submission(claimed.pk, worker="a worker", stop=self.clock)

    @rule(seconds=st.sampled_from([1, 60, 400]))
    def time_passes(self, seconds: int) -> None:
        self.clock.wait(seconds)

    @rule()
    def somebody_helps(self) -> None:
        """With what it waits for."""
        if self.state == State.NEEDS_PERSON:
            self._decide()
        elif self.state == State.PARKED:
            wake_parked(self.ground.person)
        elif self.state == State.UNDONE:
            self._begin_again()
        else:
            resume(self.submission, by=self.ground.person)

    @rule(with_resources=st.booleans())
    def somebody_presses_undo(self, with_resources: bool) -> None:
        if self.state in UNDOABLE:
            pressed_undo(self.submission, self.ground.person, with_resources=with_resources)

    @rule()
    def somebody_calls_the_undo_off(self) -> None:
        if can_keep(self.submission):
            keep(submission=self.submission, by=self.ground.person, rights=EVERYTHING)
            self.submission.refresh_from_db()
            self.state = State(self.submission.state)

    @rule()
    def the_package_is_going_to_be_lost_and_copied(self) -> None:
        """No answer to its creation; before anybody looks for it, a stranger has made another one like it."""
        self.ground.company.meanwhile("GET", "/accessPackages", self._copy)
        self.ground.company.faults({"method": "POST", "path": ROUTES["package"][1]} | LOST)

    def _copy(self) -> None:
        """With its description, which carries our reference while the package is made."""
        for ours in self.ground.company.added()["accessPackage"]:
            copy = ours | {"id": str(uuid.uuid4())}
            self.ground.company.state.put("accessPackage", copy)
            self.ground.company.before["accessPackage"][copy["id"]] = deepcopy(copy)

    def _bury(self) -> None:
        if self.state == State.RUNNING:
            let_the_lease_run_out(self.submission)

    def _decide(self) -> None:
        """Whoever looks at the tenant can tell which one is not somebody else's."""
        question = question_of(self.submission)
        assert question is not None, self.submission.problem
        theirs = self.ground.company.before["accessPackage"]
        ours = [one["id"] for one in question.candidates if one["id"] not in theirs]
        chosen = ours[0] if ours else NONE
        assert decide(self.submission, number=question.number, chosen=chosen, by=self.ground.person)

    def _begin_again(self) -> None:
        """Create is pressed anew; what the first submission left in the catalog was there before this one."""
        nothing_of_it_is_left(self.ground.company, self.submission)
        self.ground.company.remember()
        self.ground.company.tenant.tenant.requests.clear()
        self.submission = queued(self.submission.draft, self.ground.person)
        self.state, self.entries = State.QUEUED, 0

    @invariant()
    def one_submission_of_the_draft_is_alive(self) -> None:
        others = Submission.objects.filter(draft=self.submission.draft_id).exclude(pk=self.submission.pk)
        assert {other.state for other in others} <= {State.UNDONE}

    @invariant()
    def nothing_foreign_is_touched(self) -> None:
        assert self.ground.company.changed() == []

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
            self.graph_recovers(lag=0)
            for _ in range(HELP):
                self._bury()
                carry(self.submission, self.clock)
                self.it_moves_only_where_it_may()
                if self.state != State.UNDONE:
                    self.somebody_helps()
            over = nothing_of_it_is_left if self.submission.is_undoing else everything_is_there_once
            over(self.ground.company, self.submission)


def machine_on(ground: Ground) -> type[AnySchedule]:
    return type("AnyScheduleHere", (AnySchedule,), {"ground": ground})


def try_schedules(ground: Ground, number: int) -> None:
    """The same schedules at every run: a failure here is everybody's failure."""
    limits = bounds(
        max_examples=number, stateful_step_count=30, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine_on(ground), settings=limits)


def test_any_schedule_ends_with_one_of_everything(ground):
    """`make crash-matrix` tries more of them."""
    try_schedules(ground, 10)
