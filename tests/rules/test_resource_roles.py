"""R8, R10 to R19, W2: what people receive."""

import pytest

from tests.rules.support import LAUNCHES, TODAY, controls, guid, messages, package, problems, row
from wizard.document import AfterDays, AfterHours, Basics, Document, Never, OnDate, Policy, Role
from wizard.rules import Level

INSIDE = frozenset({guid("Sales in the catalog")})


def in_new_catalog(*rows):
    return package(*rows, basics=Basics(name="Launch", description="It", catalog=LAUNCHES))


def test_r8_passes_for_a_resource_of_the_catalog():
    assert messages("R8", package(), catalog_resource_ids=INSIDE) == []
    assert messages("R8", package(row(catalog_resource_id=None)), catalog_resource_ids=frozenset()) == []


def test_r8_refuses_a_resource_that_only_the_old_catalog_holds():
    kept = package(row(), row(name="Press"))
    (found,) = problems("R8", kept, catalog_resource_ids=INSIDE)
    assert found.message == "'Press' is not in catalog 'Marketing'."
    assert found.place.control == "role-1"


def test_r8_knows_that_a_new_catalog_is_empty():
    assert controls("R8", in_new_catalog(row())) == ["role-0"]
    assert controls("R8", in_new_catalog(row(catalog_resource_id=None))) == []


def test_r8_is_silent_without_a_catalog_or_facts():
    assert messages("R8", package()) == []
    assert messages("R8", package(basics=Basics()), catalog_resource_ids=frozenset()) == []


def test_r10_passes_with_a_role():
    assert messages("R10", package()) == []


def test_r10_warns_of_an_empty_tab_and_does_not_block():
    empty = Document(basics=package().basics, policies=package().policies)
    (found,) = problems("R10", empty)
    assert found.level is Level.WARNING
    assert found.place.control == "resources"
    assert messages("R10", package()) == []


def test_r11_passes_for_a_row_with_a_role():
    assert messages("R11", package(row("Member"))) == []


@pytest.mark.parametrize("role", [None, " "])
def test_r11_wants_a_role_in_every_row(role):
    assert messages("R11", package(row(), row(role, name="Press"))) == ["Select a role for 'Press'."]
    assert controls("R11", package(row(), row(role, name="Press"))) == ["role-1"]


@pytest.mark.parametrize("role", [Role(display_name="Owner"), Role(display_name="Eier", origin_id="Owner_1")])
def test_r12_lets_a_dynamic_group_give_ownership(role):
    owner = row(is_dynamic=True).model_copy(update={"role": role})
    assert messages("R12", package(owner)) == []


@pytest.mark.parametrize(
    "role", [Role(display_name="Member"), Role(display_name="Owner", origin_id="Member_1")]
)
def test_r12_refuses_membership_of_a_dynamic_group(role):
    member = row(is_dynamic=True).model_copy(update={"role": role})
    assert messages("R12", package(member)) == ["Select Owner for 'Sales', or remove it."]


def test_r12_leaves_other_groups_alone():
    assert messages("R12", package(row("Member"), row(None, is_dynamic=True))) == []


def test_r13_lets_a_pim_managed_group_give_eligibility():
    assert messages("R13", package(row("Eligible Member", is_pim_managed=True), row("Member"))) == []


@pytest.mark.parametrize(
    "role", [Role(display_name="Eligible Member"), Role(display_name="Medlem", origin_id="EligibleMember_1")]
)
def test_r13_refuses_eligibility_of_a_plain_group(role):
    plain = row().model_copy(update={"role": role})
    assert messages("R13", package(plain)) == ["Select Member or Owner for 'Sales'."]


CANNOT = {guid("Sales"): "You must own it."}


def test_r14_passes_for_a_resource_of_the_catalog_or_one_the_person_may_add():
    assert messages("R14", package(), cannot_add=CANNOT) == []
    assert messages("R14", package(row(catalog_resource_id=None)), cannot_add={guid("Sales"): ""}) == []
    assert messages("R14", package(row(name="Press", catalog_resource_id=None)), cannot_add=CANNOT) == []


def test_r14_refuses_an_outside_resource_and_says_why():
    assert messages("R14", package(row(catalog_resource_id=None)), cannot_add=CANNOT) == [
        "You can't add 'Sales' to catalog 'Marketing'. You must own it."
    ]


def test_r17_passes_for_a_cloud_group():
    assert messages("R17", package(row(sub_type="Microsoft 365"))) == []


@pytest.mark.parametrize("facts", [{"is_synced": True}, {"sub_type": "Distribution"}])
def test_r17_refuses_groups_mastered_elsewhere(facts):
    (found,) = problems("R17", package(row(name="Press"), row(**facts)))
    assert (found.level, found.place.control) == (Level.ERROR, "role-1")
    assert found.message.startswith("'Sales' can't be used:")


def test_r18_takes_two_roles_of_one_application():
    assert messages("R18", package(row("User"), row("Reader"), row(None), row(None))) == []


def test_r18_refuses_the_same_pair_twice():
    assert messages("R18", package(row("User"), row("user"))) == ["'Sales' with role 'user' is listed twice."]
    assert controls("R18", package(row("User"), row("User"), row("User"))) == ["role-1", "role-2"]
    assert controls("R18", package(row("User"), row(None), row("User"))) == ["role-2"]


def test_w2_says_that_all_roles_of_an_application_count():
    user, reader = (row(role, origin_system="AadApplication") for role in ("User", "Reader"))
    assert messages("W2", package(user, reader)) == ["People receive all listed roles of 'Sales' together."]
    assert messages("W2", package(user)) == messages("W2", package(row("Member"), row("Owner"))) == []


def eligible(expiration):
    return package(row("Eligible Member", is_pim_managed=True), expiration=expiration)


FORTY_DAYS = {guid("Sales"): {"member": 40.0}}


@pytest.mark.parametrize(
    "lasts", [AfterDays(days=40), AfterHours(hours=960), OnDate(date=TODAY), OnDate(), AfterDays(days=None)]
)
def test_r19_passes_where_eligibility_lasts_long_enough(lasts):
    assert messages("R19", eligible(lasts), eligible_days=FORTY_DAYS) == []


@pytest.mark.parametrize(
    "lasts",
    [AfterDays(days=180), AfterHours(hours=961), OnDate(date=TODAY.replace(year=2027)), Never()],
)
def test_r19_warns_where_pim_ends_access_earlier(lasts):
    (found,) = problems("R19", eligible(lasts), eligible_days=FORTY_DAYS)
    assert found.level is Level.WARNING
    assert "after 40 days" in found.message


def test_r19_is_silent_for_active_roles_and_unasked_tenants():
    assert messages("R19", package(row("Member"), expiration=Never()), eligible_days=FORTY_DAYS) == []
    assert messages("R19", eligible(Never())) == []


def test_r19_knows_owners_from_members():
    owners = package(row("Eligible Owner", is_pim_managed=True), expiration=AfterDays(days=41))
    assert messages("R19", owners, eligible_days=FORTY_DAYS) == []
    told = {guid("Sales"): {"member": 400.0, "owner": 40.5}}
    (message,) = messages("R19", owners, eligible_days=told)
    assert message == "'Sales' ends eligible access after 40.5 days, before the package does."


def test_r19_speaks_of_the_row_and_the_longest_policy():
    document = package(
        row("Member", name="Press"),
        row("Eligible Member", is_pim_managed=True),
        policies=(
            Policy(name="Short", expiration=AfterDays(days=1)),
            Policy(name="Long", expiration=AfterDays(days=41)),
        ),
    )
    assert controls("R19", document, eligible_days=FORTY_DAYS) == ["role-1"]


HALF_AN_HOUR = {guid("Sales"): {"member": 0.5 / 24}}


@pytest.mark.parametrize("lasts", [OnDate(), AfterDays(), AfterDays(days=None), AfterHours(hours=None)])
def test_r19_waits_for_a_value(lasts):
    told = messages("R19", eligible(lasts), eligible_days=HALF_AN_HOUR)
    assert bool(told) is (lasts == AfterDays())
    without = eligible(lasts).model_copy(update={"policies": ()})
    assert messages("R19", without, eligible_days=HALF_AN_HOUR) == []


def test_a_resource_without_name_and_id_is_called_something():
    (message,) = messages("R11", package(row(None, name="", origin_id="")))
    assert message == "Select a role for 'a resource without id'."
