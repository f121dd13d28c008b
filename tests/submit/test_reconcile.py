"""What the looks after a lost answer say."""

import pytest

from portal.graph.calls import GraphCall
from wizard.plan import Step
from wizard.submit.reconcile import LOOKS, Finding, judge, pause_before_look, repeats_safely


def step(method: str = "POST", done_codes: tuple[str, ...] = ()) -> Step:
    call = GraphCall.model_validate({"method": method, "path": "/x"})
    return Step(key="x", title="x", call=call, done_codes=done_codes)


@pytest.mark.parametrize(
    ("candidates", "looks", "finding"),
    [
        ([{"id": "1"}], 1, Finding.ADOPT),
        ([{"id": "1"}], len(LOOKS), Finding.ADOPT),
        ([{"id": "1"}, {"id": "2"}], 1, Finding.ASK),
        ([], 1, Finding.LOOK_AGAIN),
        ([], len(LOOKS) - 1, Finding.LOOK_AGAIN),
        ([], len(LOOKS), Finding.SEND_AGAIN),
    ],
)
def test_one_is_adopted_several_are_asked_about_none_is_looked_for_patiently(candidates, looks, finding):
    assert judge(step(), candidates, looks=looks) is finding


def test_where_the_tenant_refuses_a_second_one_a_single_look_is_enough():
    assert judge(step(done_codes=("ResourceAlreadyOnboarded",)), [], looks=1) is Finding.SEND_AGAIN


def test_the_looks_are_spread_over_the_patience():
    pauses = [pause_before_look(looks, 10.0) for looks in range(len(LOOKS))]
    assert pauses == sorted(pauses)
    assert sum(pauses) == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("method", "safe"), [("POST", False), ("PUT", True), ("PATCH", True), ("DELETE", True)]
)
def test_only_a_post_makes_something_anew(method, safe):
    assert repeats_safely(step(method)) is safe
