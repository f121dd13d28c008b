"""What the rules stand on: places, levels, ids, and names for what has none."""

import pytest

from tests.rules.support import ALICE, package, row
from wizard.document import SpecificUsers
from wizard.rules import Level, Place, Problem, blocking
from wizard.rules.lifecycle import is_time_zone
from wizard.rules.places import place_of
from wizard.rules.references import references
from wizard.rules.seen import same_id

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
