"""T22 to T30: resources that give more, or less, than they seem to; and what requestors read first."""

import pytest

from tests.rules.seen import seen_application, seen_group, tells
from tests.rules.support import (
    IT_LEADS,
    MARKETING,
    approval,
    controls,
    group,
    guid,
    messages,
    package,
    problems,
    row,
    stage,
)
from wizard.document import AccessReview, Basics, Role, SpecificReviewers

LEDGER = row("Reader", origin_system="AadApplication", origin_id=guid("Ledger"), name="Ledger")


def test_t22_an_application_is_switched_off():
    content = package(row(), LEDGER)
    assert controls("T22", content, **tells(seen_application("Ledger", enabled=False))) == ["role-1"]
    for enabled in (True, None):
        assert messages("T22", content, **tells(seen_application("Ledger", enabled=enabled))) == []
    assert messages("T22", content) == []


def test_t23_a_group_that_can_hold_directory_roles():
    assignable = package(row(name="Sales", is_assignable_to_role=True))
    assert controls("T23", assignable) == ["role-0"]
    assert messages("T23", package(row(name="Sales"))) == []


def test_t23_believes_the_tenant_more():
    stored, plain = package(row(name="Sales", is_assignable_to_role=True)), package(row(name="Sales"))
    assert messages("T23", stored, **tells(seen_group("Sales"))) == []
    assert messages("T23", plain, **tells(seen_group("Sales", is_assignable_to_role=True)))


def test_t24_owners_change_the_group():
    assert messages("T24", package(row("Owner", name="Sales"))) == [
        "Owners of 'Sales' can add and remove anybody, past this package."
    ]
    assert "change the rule" in messages("T24", package(row("Owner", name="Sales", is_dynamic=True)))[0]
    application = row("Owner", origin_system="AadApplication")
    for content in (package(row("Member")), package(row(None)), package(application)):
        assert messages("T24", content) == []


def test_t25_the_package_makes_its_own_approvers():
    content = package(row(name="Sales"), row(name="IT leads"), approval=approval(stage(IT_LEADS)))
    (problem,) = problems("T25", content)
    assert (
        problem.message == "'IT leads' is also the First Approver: who gets the package decides on the next."
    )
    assert problem.place.control == "role-1"
    review = AccessReview(reviewer=SpecificReviewers(reviewers=(group("Sales"),)))
    assert "a reviewer" in messages("T25", package(row(name="Sales"), access_review=review))[0]
    assert messages("T25", package(row(name="Sales"), approval=approval(stage(IT_LEADS)))) == []


def test_t26_active_access_to_a_pim_managed_group():
    assert controls("T26", package(row("Member", is_pim_managed=True))) == ["role-0"]
    for fine in (row("Eligible Member", is_pim_managed=True), row("Member"), row(None, is_pim_managed=True)):
        assert messages("T26", package(fine)) == []


def test_t27_active_beside_eligible():
    active, eligible = (
        row(role, name="Sales", is_pim_managed=True) for role in ("Member", "Eligible Member")
    )
    assert controls("T27", package(active, eligible)) == ["role-0"]
    assert messages("T27", package(active, row("Eligible Member", name="Other", is_pim_managed=True))) == []
    assert messages("T27", package(row(None, name="Sales"), eligible)) == []


def test_t27_knows_eligible_roles_by_their_id_too():
    by_id = row(name="Sales").model_copy(
        update={"role": Role(display_name="Berechtigt", origin_id="EligibleMember_x")}
    )
    assert controls("T27", package(by_id, row("Member", name="Sales"))) == ["role-1"]


def named(name, description="For the campaign"):
    return package(basics=Basics(name=name, description=description, catalog=MARKETING))


@pytest.mark.parametrize("name", ["Test", "My TEST package", "tmp 3", "Copy of Campaign"])
def test_t28_a_name_that_was_not_meant(name):
    assert controls("T28", named(name)) == ["name"]


@pytest.mark.parametrize("name", ["Campaign", "Contest", "Latest news", "Attestation"])
def test_t28_passes_names_that_only_contain_the_letters(name):
    assert messages("T28", named(name)) == []


@pytest.mark.parametrize("name", [" Campaign", "Campaign ", "The  campaign"])
def test_t29_spaces_that_nobody_sees(name):
    assert controls("T29", named(name)) == ["name"]


@pytest.mark.parametrize("name", ["The campaign", "", "  "])
def test_t29_passes_tidy_names_and_leaves_blank_ones_to_r1(name):
    assert messages("T29", named(name)) == []


def test_t30_a_description_that_repeats_the_name():
    assert controls("T30", named("Campaign", " campaign")) == ["description"]
    assert messages("T30", named("Campaign")) == messages("T30", named("", "")) == []
