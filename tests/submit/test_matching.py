"""What counts as the element that was meant."""

import pytest

from portal.graph.calls import answer
from wizard.plan import Match
from wizard.submit.matching import elements_that_fit

GROUP = "2F0A5B8E-0000-4000-8000-00000000000A"


@pytest.mark.parametrize(
    ("where", "element"),
    [
        ({"originId": GROUP}, {"originId": GROUP.lower()}),
        ({"role.originId": f"Member_{GROUP}"}, {"role": {"originId": f"Member_{GROUP.lower()}"}}),
        ({"originId": "https://x/sites/A/"}, {"originId": "https://X/sites/a"}),
        ({"catalog.id": GROUP}, {"catalog": {"id": GROUP.lower()}}),
        ({"displayName": "Campaign"}, {"displayName": "Campaign", "id": "1"}),
        ({"description": ""}, {"description": None}),
        ({"description": ""}, {}),
    ],
)
def test_it_compares_as_the_tenant_does(where, element):
    assert elements_that_fit(Match(name="it", where=where), {"value": [element]}, {}) == [element]


@pytest.mark.parametrize(
    ("where", "element"),
    [
        ({"displayName": "Campaign"}, {"displayName": "campaign"}),
        ({"displayName": "Campaign", "description": "A"}, {"displayName": "Campaign", "description": "B"}),
        ({"originId": GROUP}, {"originId": None}),
        ({"role.originId": GROUP}, {"role": None}),
        ({"role.originId": GROUP}, {"originId": GROUP}),
    ],
)
def test_it_takes_nothing_else(where, element):
    assert elements_that_fit(Match(name="it", where=where), {"value": [element]}, {}) == []


def test_a_wanted_value_may_come_from_an_earlier_answer():
    match = Match(name="it", where={"catalog.id": answer("catalog", "id")})
    listed = {"value": [{"catalog": {"id": "1"}}, {"catalog": {"id": "2"}}]}
    assert elements_that_fit(match, listed, {"catalog": {"id": "2"}}) == [{"catalog": {"id": "2"}}]


def test_an_element_that_two_pages_repeat_counts_once():
    twice = [{"id": "7", "originId": "a"}, {"id": "7", "originId": "a"}]
    assert len(elements_that_fit(Match(name="it", where={"originId": "a"}), {"value": twice}, {})) == 1


@pytest.mark.parametrize("body", [None, [], {}, {"value": None}])
def test_an_answer_without_the_list_holds_nothing(body):
    assert elements_that_fit(Match(name="it", where={"id": "1"}), body, {}) == []
