"""The lists of people by name."""

import pytest

from wizard.tabs import BY_KEY
from wizard.tabs.slots import SLOTS, slot_named


@pytest.mark.parametrize(
    ("name", "tab", "title", "kinds"),
    [
        ("targets", "requests", "Select users and groups", ("users", "groups")),
        ("organizations", "requests", "Select directories", ("organizations",)),
        ("stage-0-approvers", "requests", "Select approvers", ("users", "groups")),
        ("stage-2-fallback", "requests", "Fallback", ("users", "groups")),
        ("stage-1-alternates", "requests", "Select alternate approvers", ("users", "groups")),
        ("review_fallback", "lifecycle", "Select fallback reviewers", ("users", "groups")),
    ],
)
def test_a_slot_has_a_tab_a_title_and_kinds(name, tab, title, kinds):
    slot = slot_named(name)
    assert slot
    assert (slot.tab, slot.title, slot.kinds) == (tab, title, kinds)


@pytest.mark.parametrize(
    "name", ["", "stage-3-approvers", "stage-2-alternates", "xtargets", "targets\n", "groups"]
)
def test_other_names_are_no_slots(name):
    assert slot_named(name) is None


def test_every_slot_belongs_to_a_tab():
    assert {slot.tab for slot in SLOTS} <= set(BY_KEY)
