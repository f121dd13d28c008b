"""Which call is next."""

import datetime as dt

import pytest

from portal.graph.calls import GraphCall
from wizard.models import JournalEntry
from wizard.plan import Match, Plan, Step
from wizard.submit.journal import memory_of
from wizard.submit.schedule import Schedule, chains_from

State = JournalEntry.State
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def step(key: str, *needs: str, method: str = "POST") -> Step:
    until = (Match(name="it", where={"id": "1"}),) if method == "GET" else ()
    call = GraphCall.model_validate({"method": method, "path": f"/{key}"})
    return Step(key=key, title=key, call=call, needs=needs, until=until)


#: One resource on its way beside the package, then the role and the policy.
PLAN = Plan(
    steps=(
        step("request"),
        step("visible", "request", method="GET"),
        step("roles", "visible", method="GET"),
        step("package"),
        step("scope", "package", "roles"),
        step("policy", "package", "scope"),
    )
)


def entry(of: str, state: State = State.DONE, *, is_look: bool = False, **columns) -> JournalEntry:
    facts = {"started_at": NOON, "lease_number": 1, "attempt": 1, "answer": {}} | columns
    return JournalEntry(step=of, state=state, is_look=is_look, **facts)


def schedule(*entries: JournalEntry) -> Schedule:
    return Schedule(PLAN, memory_of(entries, resumed_at=None))


def ready(of: Schedule, now: float = 0.0) -> list[str]:
    return [task.step.key for task in of.ready(now)]


def test_the_longest_chain_begins_first():
    assert chains_from(PLAN) == {
        "request": 5, "visible": 4, "roles": 3, "package": 3, "scope": 2, "policy": 1,
    }  # fmt: skip
    assert ready(schedule()) == ["request", "package"]


def test_a_step_waits_for_all_it_needs():
    assert ready(schedule(entry("package"))) == ["request"]
    assert ready(schedule(entry("package"), entry("request"), entry("visible"))) == ["roles"]


def test_a_step_under_way_or_in_a_pause_is_not_ready():
    now = schedule()
    request, package = now.ready(0.0)
    request.under_way, package.due = True, 3.0
    assert ready(now, 2.9) == []
    assert now.next_due() == 3.0
    assert ready(now, 3.0) == ["package"]


def test_only_a_reading_in_a_pause_rests():
    now = schedule(entry("request"))
    visible, package = now.ready(0.0)
    visible.due = package.due = 3.0
    assert [task.step.key for task in now.resting(2.9)] == ["visible"]
    assert now.resting(3.0) == []


@pytest.mark.parametrize("state", [State.UNKNOWN])
def test_a_write_without_an_answer_is_in_doubt(state):
    (request, package) = schedule(entry("package", state)).ready(0.0)
    assert (request.in_doubt, package.in_doubt) == (False, True)


@pytest.mark.parametrize("state", [State.REFUSED, State.NOT_YET])
def test_a_refused_write_is_simply_due_again(state):
    assert [task.in_doubt for task in schedule(entry("package", state)).ready(0.0)] == [False, False]


def test_a_read_is_never_in_doubt():
    visible = schedule(entry("request"), entry("visible", State.UNKNOWN)).ready(0.0)[0]
    assert (visible.step.key, visible.in_doubt) == ("visible", False)


def test_a_look_that_found_nothing_leaves_the_doubt():
    looked = entry("package", State.NOT_YET, is_look=True, attempt=2)
    assert [task.in_doubt for task in schedule(entry("package", State.UNKNOWN), looked).ready(0.0)] == [
        False,
        True,
    ]


def test_what_was_adopted_is_done():
    found = entry("package", is_look=True, adopted=True, attempt=2)
    assert ready(schedule(entry("package", State.UNKNOWN), found)) == ["request"]


class TestPatience:
    """What the journal says of a step that does not come further."""

    def streak(self, *entries: JournalEntry, resumed_at: dt.datetime | None = None):
        return memory_of(entries, resumed_at=resumed_at).streaks["visible"]

    def test_it_counts_from_the_first_call(self):
        later = NOON + dt.timedelta(minutes=3)
        calls = [
            entry("visible", State.NOT_YET),
            entry("visible", State.UNKNOWN, started_at=later, attempt=2),
        ]
        assert (self.streak(*calls).tries, self.streak(*calls).since) == (2, NOON)

    def test_a_resume_forgives(self):
        resumed = NOON + dt.timedelta(minutes=3)
        assert self.streak(entry("visible", State.NOT_YET), resumed_at=resumed).since is None

    def test_throttling_forgives(self):
        calls = [entry("visible", State.NOT_YET), entry("visible", State.REFUSED, status=429, attempt=2)]
        assert (self.streak(*calls).tries, self.streak(*calls).since) == (0, None)

    def test_a_look_that_finds_nothing_uses_up_none(self):
        assert self.streak(entry("visible", State.NOT_YET, is_look=True)).tries == 0
