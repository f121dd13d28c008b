"""Whatever comes back as `selected`, nothing is stored that the tenant does not know, and nothing breaks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.picker.stage import key

SLOTS = ["targets", "organizations", "stage-0-approvers", "groups", "applications", "sites"]

guids = st.uuids().map(str)
NONSENSE = [
    "",
    "me",
    "../me",
    "https://",
    "http://[",
    "https://contoso.sharepoint.com/sites/Nowhere",
    "js:1",
    "%00",
]
ids = guids | st.text(max_size=40) | st.sampled_from(NONSENSE)
keys = ids | st.tuples(st.sampled_from(["user", "group", "organization", "me"]), ids).map(":".join)


@pytest.mark.parametrize("slot", SLOTS)
def test_nothing_unreadable_is_ever_stored(picker, slot):
    opened = picker(slot)
    before = opened.document

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(keys, min_size=1, max_size=4))
    def holds(selected: list[str]) -> None:
        answer = opened.select(*selected)
        assert answer.status in (200, 303)
        assert opened.document == before

    holds()


@pytest.mark.parametrize("slot", SLOTS)
def test_any_tick_is_carried_through_a_search_or_dropped(picker, slot):
    opened = picker(slot)

    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(st.lists(keys, max_size=4))
    def holds(selected: list[str]) -> None:
        assert opened.press("search", selected=selected).chosen == []

    holds()


def test_one_that_vanished_stops_the_others_until_they_are_selected_again(picker, company):
    emil, ghost = key(company, "user", "Emil Larsen"), "user:00000000-0000-4000-8000-000000000000"
    page = picker("targets").select(emil, ghost)
    assert "1 ticked entry is not in your directory, so nothing was added." in page.text
    assert page.chosen == ["Emil Larsen"]
    assert picker("targets").document.policy.audience.targets == ()
    picker("targets").select(emil)
    assert len(picker("targets").document.policy.audience.targets) == 1


def test_a_group_is_no_application(picker, company):
    group = company.named("group", "Brand Designers")["id"]
    assert "not in your directory" in picker("applications").select(group).text


def test_the_tenant_may_be_down_when_select_is_pressed(picker, company):
    people = picker("targets")
    people.opens()
    company.goes_down()
    answer = people.select(emil := key(company, "user", "Emil Larsen"))
    assert "Your tenant cannot be reached." in answer.text
    assert answer.chosen == [emil]  # still ticked, though nobody can say its name now
    company.comes_back()


def test_nobody_selects_thousands_at_once(picker):
    refused = picker("targets").select(*(f"user:{n:08d}-0000-4000-8000-000000000000" for n in range(1001)))
    assert "Select at most 1,000 at once." in refused.text
