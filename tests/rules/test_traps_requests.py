"""T12 to T21: who can request, and the connected organizations."""

from typing import Any

import pytest

from tests.rules.seen import seen_group, seen_organization, tells
from tests.rules.support import (
    ALICE,
    BOB,
    FABRIKAM,
    IT_LEADS,
    approval,
    controls,
    guid,
    messages,
    package,
    problems,
    row,
    stage,
)
from wizard.document import (
    AccessReview,
    AllConnectedOrganizations,
    AllMembers,
    ConnectedOrganization,
    DirectAssignmentOnly,
    ExternalSponsor,
    InternalSponsor,
    ManagerReview,
    Policy,
    SelfReview,
    ShortText,
    SpecificConnectedOrganizations,
    SpecificUsers,
    Stage,
)

LEADS: dict[str, Any] = {"audience": SpecificUsers(targets=(IT_LEADS,))}
PARTNERS: dict[str, Any] = {"audience": SpecificConnectedOrganizations(organizations=(FABRIKAM,))}


def test_t12_a_rule_fills_the_group():
    assert controls("T12", package(**LEADS), **tells(seen_group("IT leads", is_dynamic=True))) == ["targets"]
    assert messages("T12", package(**LEADS), **tells(seen_group("IT leads"))) == []


@pytest.mark.parametrize("who", ["everyone", "adminsAndGuestInviters", None])
def test_t13_passes_where_somebody_may_invite(who):
    assert messages("T13", package(**PARTNERS), invitations_from=who) == []


def test_t13_nobody_may_invite():
    assert controls("T13", package(**PARTNERS), invitations_from="none") == ["family"]
    assert messages("T13", package(), invitations_from="none") == []


def test_t14_nobody_is_connected():
    content = package(audience=AllConnectedOrganizations())
    assert controls("T14", content, configured_organizations=0) == ["family"]
    assert messages("T14", content, configured_organizations=1) == messages("T14", content) == []
    assert messages("T14", package(), configured_organizations=0) == []


def test_t15_managers_review_guests():
    by_manager = AccessReview(reviewer=ManagerReview(fallback=(BOB,)))
    assert controls("T15", package(**PARTNERS, access_review=by_manager)) == ["review_fallback"]
    assert messages("T15", package(access_review=by_manager)) == []
    assert messages("T15", package(**PARTNERS, access_review=AccessReview(reviewer=SelfReview()))) == []
    assert messages("T15", package(**PARTNERS)) == []


def test_t16_questions_that_nobody_answers():
    asked: dict[str, Any] = {"questions": (ShortText(text="Why?"),)}
    assert controls("T16", package(audience=DirectAssignmentOnly(), **asked)) == ["question-0-text"]
    assert (
        messages("T16", package(**asked)) == messages("T16", package(audience=DirectAssignmentOnly())) == []
    )


def test_t17_members_request_what_they_have():
    same = row(name="IT leads")
    assert messages("T17", package(same, **LEADS)) == ["Members of 'IT leads' have 'IT leads' already."]
    assert messages("T17", package(row(name="Sales"), **LEADS)) == []
    site = row(name="IT leads", origin_system="SharePointOnline")
    assert messages("T17", package(site, **LEADS)) == []


def test_t17_through_a_group_in_a_group():
    nested = tells(seen_group("Sales", groups=frozenset({IT_LEADS.id})))
    content = package(row(name="Sales"), policies=(Policy(audience=AllMembers()), Policy(name="2", **LEADS)))
    assert controls("T17", content, **nested) == ["policy-1-targets"]
    assert messages("T17", content, **tells(seen_group("Sales", groups=frozenset({guid("Other")})))) == []


def test_t18_guests_without_mails():
    assert controls("T18", package(**PARTNERS, disable_assignment_emails=True)) == [
        "disable_assignment_emails"
    ]
    assert (
        messages("T18", package(**PARTNERS)) == messages("T18", package(disable_assignment_emails=True)) == []
    )


SOCIAL = [
    "aol",
    "facebook",
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "icloud",
    "live",
    "mail",
    "me",
    "msn",
    "outlook",
    "protonmail",
    "qq",
    "yahoo",
]


@pytest.mark.parametrize("domain", [*(f"{name}.com" for name in SOCIAL), "LIVE.com "])
def test_t19_a_social_domain(domain):
    (problem,) = problems(
        "T19", package(**PARTNERS), **tells(seen_organization(domains=("x.example", domain)))
    )
    assert problem.place.control == "organizations"
    assert problem.message.startswith("'Fabrikam' lets in everybody")


def test_t19_passes_a_company():
    assert messages("T19", package(**PARTNERS), **tells(seen_organization(domains=("fabrikam.com",)))) == []


def test_t20_a_proposed_organization():
    assert controls("T20", package(**PARTNERS), **tells(seen_organization(is_proposed=True))) == [
        "organizations"
    ]
    assert messages("T20", package(**PARTNERS), **tells(seen_organization())) == []
    assert messages("T20", package(**PARTNERS)) == []


@pytest.mark.parametrize(("approver", "kind"), [(InternalSponsor, "internal"), (ExternalSponsor, "external")])
def test_t21_a_sponsor_who_is_not_there(approver, kind):
    content = package(**PARTNERS, approval=approval(stage(ALICE), Stage(approver=approver(fallback=(BOB,)))))
    none: dict[str, Any] = {f"{kind}_sponsors": 0}
    some: dict[str, Any] = {f"{kind}_sponsors": 1}
    (problem,) = problems("T21", content, **tells(seen_organization(**none)))
    assert problem.message == f"'Fabrikam' has no {kind} sponsor, so its requests go to the fallback."
    assert problem.place.control == "stage-1-approver_kind"
    other = {"internal": "external", "external": "internal"}[kind]
    others: dict[str, Any] = {f"{other}_sponsors": 0}
    for told in (some, {}, others):
        assert messages("T21", content, **tells(seen_organization(**told))) == []


def test_t21_looks_at_every_organization():
    both = SpecificConnectedOrganizations(
        organizations=(FABRIKAM, ConnectedOrganization(id=guid("Litware"), display_name="Litware"))
    )
    content = package(audience=both, approval=approval(Stage(approver=InternalSponsor(fallback=(BOB,)))))
    known = tells(seen_organization(internal_sponsors=1), seen_organization("Litware", internal_sponsors=0))
    assert messages("T21", content, **known) == [
        "'Litware' has no internal sponsor, so its requests go to the fallback."
    ]
