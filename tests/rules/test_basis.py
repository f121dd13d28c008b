"""What the rules stand on: places, levels, ids, and names for what has none."""

from dataclasses import FrozenInstanceError, fields

import pytest

from tests.rules.support import ALICE, package, row
from wizard.document import SpecificUsers
from wizard.rules import CatalogFacts, Facts, Level, Place, Problem, blocking
from wizard.rules.catalog import ChosenCatalog
from wizard.rules.lifecycle import is_time_zone
from wizard.rules.places import place_of
from wizard.rules.problem import error, warning
from wizard.rules.references import references
from wizard.rules.seen import (
    Managers,
    ManagersOfAll,
    Seen,
    SeenApplication,
    SeenGroup,
    SeenOrganization,
    SeenUser,
    same_id,
)

NAME = Place(tab="basics", control="name")


def test_a_place_knows_the_id_of_its_control():
    assert NAME.anchor == "id_name"


def test_errors_block_and_warnings_do_not():
    both = [Problem(id="X", level=level, place=NAME, message="") for level in (Level.ERROR, Level.WARNING)]
    assert blocking(both) == both[:1]


@pytest.mark.parametrize(
    ("path", "control"), [(("policies", 1), "policy-1-family"), (("policies",), "family")]
)
def test_a_policy_as_a_whole_is_told_at_its_family(path, control):
    assert place_of(path) == Place(tab="requests", control=control)


@pytest.mark.parametrize(("name", "known"), [("Europe/Paris", True), ("Mars/Olympus", False), ("", False)])
def test_time_zones(name, known):
    assert is_time_zone(name) is known


def test_ids_are_compared_whatever_their_case_and_last_slash():
    assert same_id("HTTPS://a/sites/X/") == same_id("https://a/sites/x") == "https://a/sites/x"


def test_what_has_no_name_is_called_by_its_id():
    nameless = ALICE.model_copy(update={"display_name": "", "id": "0"})
    empty = row(name="", origin_id="")
    found = references(package(empty, audience=SpecificUsers(targets=(nameless,))))
    assert [one.name for one in found] == ["Marketing", "something without id", "0"]


@pytest.mark.parametrize(
    "kind",
    [
        CatalogFacts, Facts, ChosenCatalog, Place, Problem, Seen, SeenUser, SeenGroup, SeenApplication,
        SeenOrganization, Managers, ManagersOfAll,
    ],
)  # fmt: skip
def test_nothing_that_rules_look_at_can_be_changed_or_mixed_up(kind):
    assert all(one.kw_only for one in fields(kind))
    some = object.__new__(kind)
    with pytest.raises(FrozenInstanceError):
        setattr(some, fields(kind)[0].name, "changed")


def test_what_was_not_told_is_not_known():
    group = SeenGroup(id="g", display_name="G")
    assert (group.sub_type, group.size, group.is_complete, group.people) == ("", None, False, {})
    flags = (group.is_dynamic, group.is_synced, group.is_assignable_to_role)
    assert flags == (False, False, False)
    assert not SeenOrganization(id="o", display_name="O").is_proposed


def test_a_problem_may_go_without_a_hint():
    assert [one("X", NAME, "It is wrong.").hint for one in (error, warning)] == ["", ""]
    assert Problem(id="X", level=Level.ERROR, place=NAME, message="").hint == ""
