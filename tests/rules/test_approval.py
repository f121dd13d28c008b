"""R28, R29, R31 to R33, R40 to R43: stages and their approvers."""

import pytest

from tests.rules.support import (
    ALICE,
    BOB,
    IT_LEADS,
    approval,
    controls,
    group,
    messages,
    package,
    problems,
    stage,
)
from wizard.document import (
    AllConnectedOrganizations,
    AllMembers,
    Approval,
    Approver,
    DirectAssignmentOnly,
    ExternalSponsor,
    InternalSponsor,
    Manager,
    SpecificApprovers,
    SpecificUsers,
    Sponsors,
    Stage,
)
from wizard.labels import APPROVERS
from wizard.rules import Level

KINDS: dict[str, Approver] = {
    "manager": Manager(fallback=(IT_LEADS,)),
    "sponsors": Sponsors(fallback=(IT_LEADS,)),
    "internal_sponsor": InternalSponsor(fallback=(IT_LEADS,)),
    "external_sponsor": ExternalSponsor(fallback=(IT_LEADS,)),
    "specific": SpecificApprovers(approvers=(BOB,)),
}
AUDIENCES = {"internal": AllMembers(), "external": AllConnectedOrganizations()}


def asking(*kinds, family="internal"):
    """A package whose stages ask these kinds of approvers."""
    stages = [Stage(approver=KINDS[kind]) for kind in kinds]
    return package(audience=AUDIENCES[family], approval=approval(*stages))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_r28_passes_with_one_to_three_stages(count):
    assert messages("R28", package(approval=approval(*[stage()] * count))) == []


@pytest.mark.parametrize("count", [0, 4])
def test_r28_refuses_any_other_number(count):
    found = package(approval=Approval(stages=(stage(),) * count))
    assert messages("R28", found) == ["Choose 1, 2 or 3 stages."]
    assert controls("R28", found) == ["stage_count"]


def test_r28_an_empty_third_stage_is_found_by_the_rule_about_it():
    three = approval(stage(ALICE), stage(BOB), Stage())
    assert controls("R32", package(approval=three)) == ["stage-2-approvers"]


@pytest.mark.parametrize(
    ("family", "number", "kind", "offered"),
    [
        (family, number, kind, kind in kinds)
        for family, stages in {
            "internal": [{"manager", "sponsors", "specific"}, {"sponsors", "specific"}, {"specific"}],
            "external": [{"internal_sponsor", "external_sponsor", "specific"}] * 3,
        }.items()
        for number, kinds in enumerate(stages)
        for kind in KINDS
    ],
)
def test_r29_passes_what_a_stage_offers_and_refuses_the_rest(family, number, kind, offered):
    document = asking(*["specific"] * number, kind, family=family)
    ordinal = ("first", "second", "third")[number]
    expected = f"'{APPROVERS[kind]}' can't be used as the {ordinal} approver for this audience."
    assert messages("R29", document) == ([] if offered else [expected])
    assert controls("R29", document) == ([] if offered else [f"stage-{number}-approver_kind"])


def test_r29_fails_and_names_what_can_be_chosen():
    (found,) = problems("R29", asking("internal_sponsor"))
    assert found.hint == "On offer: Manager as approver, Sponsors as approvers, Choose specific approvers."
    (third,) = problems("R29", asking("specific", "specific", "manager"))
    assert third.hint == "On offer: Choose specific approvers."


@pytest.mark.parametrize("kind", KINDS)
def test_r31_passes_with_a_fallback(kind):
    assert messages("R31", asking(kind)) == []


@pytest.mark.parametrize(
    ("kind", "without"),
    [
        (Manager(), "Add a fallback approver in case the requestor has no manager."),
        (Sponsors(), "Add a fallback approver in case the requestor has no sponsor."),
        (InternalSponsor(), "Add a fallback approver in case the organization has no internal sponsor."),
        (ExternalSponsor(), "Add a fallback approver in case the organization has no external sponsor."),
    ],
)
def test_r31_wants_a_fallback(kind, without):
    document = package(approval=approval(stage(), Stage(approver=kind)))
    assert messages("R31", document) == [without]
    assert controls("R31", document) == ["stage-1-fallback"]


def test_r32_passes_with_one_group():
    assert messages("R32", package(approval=approval(stage(group("Approvers"))))) == []


def test_r32_wants_an_approver():
    document = package(approval=approval(Stage(), stage(), Stage()))
    assert messages("R32", document) == [
        "Add at least one approver to the First Approver.",
        "Add at least one approver to the Third Approver.",
    ]


@pytest.mark.parametrize("days", range(1, 15))
def test_r33_passes_for_1_to_14_days(days):
    assert messages("R33", package(approval=approval(stage(decision_days=days)))) == []


@pytest.mark.parametrize("days", [0, -1, 15, 3660, None])
def test_r33_refuses_any_other_time(days):
    document = package(approval=approval(stage(decision_days=days)))
    assert messages("R33", document) == ["Enter a whole number from 1 to 14."]
    assert controls("R33", document) == ["stage-0-decision_days"]


@pytest.mark.parametrize("licence", [True, None])
def test_r40_passes_with_the_licence(licence):
    assert messages("R40", asking("sponsors"), governance_licence=licence) == []


def test_r40_refuses_sponsors_without_the_licence():
    assert messages("R40", asking("specific", "sponsors"), governance_licence=False) == [
        "Sponsors as approvers requires a Microsoft Entra ID Governance subscription."
    ]
    assert messages("R40", asking("manager"), governance_licence=False) == []


def test_r41_passes_for_different_kinds():
    assert messages("R41", asking("internal_sponsor", "external_sponsor", family="external")) == []
    assert messages("R41", asking("specific", "specific", "specific")) == []


def test_r41_refuses_a_kind_twice():
    document = asking("internal_sponsor", "specific", "internal_sponsor", family="external")
    assert messages("R41", document) == ["'Internal sponsor' is already the First Approver."]
    assert controls("R41", document) == ["stage-2-approver_kind"]


def only(requestor, *approvers):
    return package(audience=SpecificUsers(targets=(requestor,)), approval=approval(stage(*approvers)))


def test_r42_passes_with_two_approvers_or_two_requestors():
    assert messages("R42", only(ALICE, ALICE, BOB)) == []
    assert messages("R42", only(ALICE, BOB)) == []
    two = SpecificUsers(targets=(ALICE, BOB))
    assert messages("R42", package(audience=two, approval=approval(stage(ALICE)))) == []


def test_r42_warns_where_the_only_requestor_is_the_only_approver():
    (found,) = problems("R42", only(ALICE, ALICE))
    assert found.level is Level.WARNING
    assert found.place.control == "stage-0-approvers"
    assert "Alice" in found.message


def test_r42_leaves_groups_alone_since_members_approve_each_other():
    assert messages("R42", only(IT_LEADS, IT_LEADS)) == []


def test_r43_no_approval_has_no_stages_to_judge():
    for rule in ("R28", "R29", "R31", "R32", "R33"):
        assert messages(rule, package(approval=None)) == []


def test_stages_under_none_are_not_judged_one_by_one():
    hidden = package(audience=DirectAssignmentOnly(), approval=approval(Stage(), Stage(approver=Manager())))
    for rule in ("R29", "R31", "R32"):
        assert messages(rule, hidden) == []
