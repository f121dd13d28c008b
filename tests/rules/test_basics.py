"""R1 to R9, D3, W1: name, description, catalog."""

import pytest

from tests.rules.support import (
    LAUNCHES,
    MARKETING,
    catalog_facts,
    controls,
    guid,
    messages,
    package,
    problems,
)
from wizard.document import Basics, DirectAssignmentOnly, ExistingCatalog
from wizard.rules import Level


def named(**members):
    return package(
        basics=Basics(**{"name": "Campaign", "description": "For it", "catalog": MARKETING, **members})
    )


def test_r1_passes_with_name_and_description():
    assert messages("R1", named()) == []


@pytest.mark.parametrize("blank", ["", "   ", "\n"])
def test_r1_refuses_a_blank_name_or_description(blank):
    found = problems("R1", named(name=blank, description=blank))
    assert [one.message for one in found] == ["Enter a name.", "Enter a description."]
    assert [one.place.control for one in found] == ["name", "description"]


def test_r2_passes_for_a_catalog_the_person_may_use():
    assert messages("R2", named(), catalogs=catalog_facts()) == []


def test_r2_ignores_the_case_of_ids():
    shouted = MARKETING.model_copy(update={"id": MARKETING.id.upper()})
    assert messages("R2", named(catalog=shouted), catalogs=catalog_facts()) == []


def test_r2_refuses_the_id_of_another_catalog():
    finance = ExistingCatalog(id=guid("Finance"), display_name="Finance")
    assert messages("R2", named(catalog=finance), catalogs=catalog_facts()) == [
        "You can't create access packages in catalog 'Finance'."
    ]


def test_r2_is_silent_while_nobody_asked():
    assert messages("R2", named()) == []


def test_r3_passes_with_a_catalog():
    assert messages("R3", package()) == []


def test_r3_wants_a_catalog():
    assert messages("R3", named()) == messages("R3", named(catalog=LAUNCHES)) == []
    assert messages("R3", named(catalog=None)) == ["Choose a catalog."]


@pytest.mark.parametrize("may", [True, None])
def test_r4_passes_for_a_catalog_creator(may):
    assert messages("R4", named(catalog=LAUNCHES), may_create_catalog=may) == []


def test_r4_refuses_whoever_may_not_create_catalogs():
    assert controls("R4", named(catalog=LAUNCHES), may_create_catalog=False) == ["catalog"]
    assert messages("R4", named(), may_create_catalog=False) == []


def test_r5_passes_for_a_free_catalog_name():
    assert messages("R5", named(catalog=LAUNCHES), catalog_names=frozenset({"finance"})) == []


@pytest.mark.parametrize("name", ["Finance", " finance ", "FINANCE"])
def test_r5_refuses_a_catalog_name_that_is_taken(name):
    taken = named(catalog=LAUNCHES.model_copy(update={"name": name}))
    assert messages("R5", taken, catalog_names=frozenset({"finance"})) == [
        f"A catalog named '{name.strip()}' already exists."
    ]


def test_r6_passes_for_the_same_name_in_another_catalog():
    assert messages("R6", named(), package_names=frozenset({"other"})) == []
    assert messages("R6", named(catalog=LAUNCHES), package_names=frozenset({"campaign"})) == []


def test_r6_refuses_a_name_that_the_catalog_has():
    assert messages("R6", named(name=" campaign"), package_names=frozenset({"campaign"})) == [
        "An access package named 'campaign' already exists in catalog 'Marketing'."
    ]


def unpublished(catalog=MARKETING, **changes):
    return catalog.model_copy(update={"is_published": False, **changes})


def test_r9_passes_in_a_published_catalog():
    assert messages("R9", named(), catalogs=catalog_facts()) == []


def test_r9_warns_of_an_unpublished_catalog():
    (found,) = problems("R9", named(catalog=unpublished()))
    assert found.level is Level.WARNING
    assert found.message == "Nobody can request the package yet: catalog 'Marketing' is not enabled."


def test_r9_believes_the_tenant_rather_than_the_document():
    assert controls("R9", named(), catalogs=catalog_facts(is_published=False)) == ["catalog"]
    assert controls("R9", named(catalog=unpublished()), catalogs=catalog_facts()) == []


def test_r9_warns_of_a_new_catalog_that_starts_disabled():
    assert controls("R9", named(catalog=LAUNCHES.model_copy(update={"enabled": False}))) == ["catalog"]


def test_r9_is_silent_where_nobody_was_to_request():
    basics = Basics(name="Campaign", description="For it", catalog=unpublished())
    assert messages("R9", package(basics=basics, enabled=False)) == []
    assert messages("R9", package(basics=basics, audience=DirectAssignmentOnly())) == []


def test_d3_wants_name_and_description_of_a_new_catalog():
    blank = LAUNCHES.model_copy(update={"name": " ", "description": ""})
    assert controls("D3", named(catalog=blank)) == ["catalog", "catalog"]
    assert messages("D3", named(catalog=blank)) == [
        "Enter a name for the new catalog.",
        "Enter a description for the new catalog.",
    ]
    assert messages("D3", named(catalog=LAUNCHES)) == messages("D3", named()) == []


@pytest.mark.parametrize(("member", "longest"), [("name", 256), ("description", 1024)])
def test_w1_warns_of_long_texts(member, longest):
    assert messages("W1", named(**{member: "x" * longest})) == []
    (found,) = problems("W1", named(**{member: "x" * (longest + 1)}))
    assert found.level is Level.WARNING
    assert str(longest) in found.message
    assert found.place.control == member
