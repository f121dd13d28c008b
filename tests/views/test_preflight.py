"""Traps that only the tenant can tell, and what it costs to ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from portal.tenant.graph.pim_kinds import policy_id
from tests.signin.control import requests_to
from tests.views.named import asked_by, group, organization, package, row, said, user
from tests.views.stage import Company, drafted
from wizard.document import (
    AfterDays,
    AllConnectedOrganizations,
    AllMembers,
    AllUsers,
    Approval,
    Document,
    InternalSponsor,
    Manager,
    Principal,
    Resource,
    ResourceRole,
    Role,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificUsers,
    Stage,
)

EXTRA = ["User.Read.All", "Policy.Read.All", "RoleManagementPolicy.Read.AzureADGroup"]


@pytest.fixture
def curious(settings: Any) -> None:
    """An administrator lent the portal more than it needs; before anybody signs in."""
    settings.PORTAL_EXTRA_SCOPES = EXTRA


class TestTraps:
    def test_t1_a_disabled_approver(self, company, priya):
        dana = asked_by(user(company, "Dana Fox"))
        ((control, message),) = said(priya, package(company, **dana), "T1")
        assert control == "stage-0-approvers"
        assert "Dana Fox, the First Approver, is disabled" in message

    def test_t2_an_empty_group(self, company, priya):
        leads = group(company, "IT Leads")
        company.state.links["members"][leads.id] = []
        ((control, _),) = said(priya, package(company, **asked_by(leads)), "T2")
        assert control == "stage-0-approvers"

    def test_t3_a_guest_approves(self, company, priya):
        assert said(priya, package(company, **asked_by(user(company, "Wendy Park"))), "T3")

    def test_t5_the_only_approver_may_request(self, company, priya):
        hanna = group(company, "Helpdesk Agents")
        content = package(
            company,
            audience=SpecificUsers(targets=(hanna,)),
            **asked_by(user(company, "Hanna Virtanen")),
        )
        assert said(priya, content, "T5")

    def test_t8_people_without_a_manager_are_counted(self, curious, company, priya):
        board = group(company, "Executives")
        stage = Stage(approver=Manager(fallback=(user(company, "Ada Okafor"),)))
        content = package(
            company, audience=SpecificUsers(targets=(board,)), approval=Approval(stages=(stage,))
        )
        ((control, message),) = said(priya, content, "T8")
        assert control == "stage-0-fallback"
        assert message.startswith("1 of 6 people checked in scope have no manager")

    def test_t8_is_silent_without_the_scope(self, company, priya):
        board = group(company, "Executives")
        stage = Stage(approver=Manager(fallback=(user(company, "Ada Okafor"),)))
        content = package(
            company, audience=SpecificUsers(targets=(board,)), approval=Approval(stages=(stage,))
        )
        assert said(priya, content, "T8") == []

    @pytest.mark.parametrize("audience", [AllMembers(), AllUsers()])
    def test_t8_counts_everybody_where_nobody_is_named(self, curious, company, priya, audience):
        guests_too = isinstance(audience, AllUsers)
        people = [one for one in company.state.rows("user") if guests_too or one["userType"] == "Member"]
        alone = [one for one in people if not company.state.linked("manager", one["id"])]
        stage = Stage(approver=Manager(fallback=(user(company, "Ada Okafor"),)))
        content = package(company, audience=audience, approval=Approval(stages=(stage,)))
        ((_, message),) = said(priya, content, "T8")
        assert message.startswith(f"{len(alone)} of {len(people)} people in scope have no manager;")

    def test_t8_says_how_many_were_not_looked_at(self, curious, company, priya, monkeypatch):
        monkeypatch.setattr("wizard.lookups.preflight.MOST_OF_ALL", 5)
        stage = Stage(approver=Manager(fallback=(user(company, "Ada Okafor"),)))
        content = package(company, audience=AllUsers(), approval=Approval(stages=(stage,)))
        ((_, message),) = said(priya, content, "T8")
        left = len(list(company.state.rows("user"))) - 5
        assert f"of the first 5 people have no manager ({left} not checked);" in message

    def test_t8_is_silent_about_everybody_without_the_scope(self, company, priya):
        stage = Stage(approver=Manager(fallback=(user(company, "Ada Okafor"),)))
        content = package(company, audience=AllMembers(), approval=Approval(stages=(stage,)))
        assert said(priya, content, "T8") == []

    def test_t9_the_author_approves(self, company, priya):
        assert said(priya, package(company, **asked_by(user(company, "Priya Nair"))), "T9")
        assert said(priya, package(company, **asked_by(user(company, "Olivia Brandt"))), "T9") == []

    def test_t10_a_group_brings_somebody_named_elsewhere(self, company, priya):
        first = Stage(approver=SpecificApprovers(approvers=(user(company, "Jonas Weber"),)))
        second = Stage(approver=SpecificApprovers(approvers=(group(company, "Brand & Press"),)))
        content = package(company, approval=Approval(stages=(first, second)))
        ((control, message),) = said(priya, content, "T10")
        assert control == "stage-1-approvers"
        assert message.startswith("Jonas Weber: the First Approver and the Second Approver")

    def test_t11_a_group_that_is_too_large_to_compare(self, company, priya, monkeypatch):
        monkeypatch.setattr("wizard.lookups.preflight.MOST_MEMBERS", 2)
        first = Stage(approver=SpecificApprovers(approvers=(user(company, "Jonas Weber"),)))
        second = Stage(approver=SpecificApprovers(approvers=(group(company, "Marketing Team"),)))
        content = package(company, approval=Approval(stages=(first, second)))
        ((_, message),) = said(priya, content, "T11")
        assert "'Marketing Team' (11 members)" in message

    def test_t12_a_dynamic_group_requests(self, company, priya):
        berlin = SpecificUsers(targets=(group(company, "Berlin Office"),))
        assert said(priya, package(company, audience=berlin), "T12")

    def test_t13_nobody_may_invite(self, curious, company, priya):
        fabrikam = SpecificConnectedOrganizations(organizations=(organization(company, "Fabrikam"),))
        assert said(priya, package(company, audience=fabrikam), "T13") == []
        company.state.put("authorizationPolicy", {"id": "authorizationPolicy", "allowInvitesFrom": "none"})
        assert said(priya, package(company, audience=fabrikam), "T13")

    def test_t13_is_silent_without_the_scope(self, company, priya):
        company.state.put("authorizationPolicy", {"id": "authorizationPolicy", "allowInvitesFrom": "none"})
        fabrikam = SpecificConnectedOrganizations(organizations=(organization(company, "Fabrikam"),))
        assert said(priya, package(company, audience=fabrikam), "T13") == []

    def test_t14_nobody_is_connected(self, company, olivia):
        content = package(company, audience=AllConnectedOrganizations())
        assert said(olivia, content, "T14") == []

    def test_t17_requestors_who_are_members_already(self, company, priya):
        team = row(company, "group", "Marketing Team", "Member")
        company.state.link(
            "members", company.named("group", "Marketing Team")["id"], group(company, "IT Leads").id
        )
        leads = SpecificUsers(targets=(group(company, "IT Leads"),))
        assert said(priya, package(company, team, audience=leads), "T17")

    def test_t19_t20_organizations_are_looked_at(self, company, priya):
        company.named("connectedOrganization", "Litware")["identitySources"][0]["domainName"] = "gmail.com"
        both = tuple(organization(company, name) for name in ("Litware", "Proseware"))
        content = package(company, audience=SpecificConnectedOrganizations(organizations=both))
        assert "gmail.com" in said(priya, content, "T19")[0][1]
        assert "'Proseware' is only proposed" in said(priya, content, "T20")[0][1]

    def test_t21_a_sponsor_who_is_not_there(self, company, priya):
        stage = Stage(approver=InternalSponsor(fallback=(user(company, "Ada Okafor"),)))
        both = tuple(organization(company, name) for name in ("Litware", "Proseware"))
        audience = SpecificConnectedOrganizations(organizations=both)
        content = package(company, audience=audience, approval=Approval(stages=(stage,)))
        ((control, message),) = said(priya, content, "T21")
        assert control == "stage-0-approver_kind"
        assert message.startswith("'Proseware' has no internal sponsor")

    def test_t22_an_application_is_switched_off(self, company, priya):
        company.named("servicePrincipal", "Campaign Planner")["accountEnabled"] = False
        planner = row(company, "application", "Campaign Planner", "Editor")
        assert said(priya, package(company, planner), "T22")


class TestR19:
    """PIM ends eligible access of Finance Approvers before the package does."""

    def eligible(self, company: Company, role: str) -> Document:
        group = company.named("group", "Finance Approvers")
        known = {"origin_system": "AadGroup", "origin_id": group["id"], "display_name": group["displayName"]}
        chosen = Role(display_name=f"Eligible {role}", origin_id=f"Eligible{role}_{group['id']}")
        row = ResourceRole(resource=Resource(**known, is_pim_managed=True), role=chosen)
        return package(company, row, expiration=AfterDays(days=180))

    def ends_after(self, company: Company, access: str, lasts: str, *, required: bool = True) -> None:
        policy = policy_id(company.named("group", "Finance Approvers")["id"], access)
        end = {"id": policy, "maximumDuration": lasts, "isExpirationRequired": required}
        company.state.put("eligibilityEnd", end)

    def test_review_warns_of_it(self, curious, company, priya):
        self.ends_after(company, "member", "P40D")
        assert said(priya, self.eligible(company, "Member"), "R19") == [
            ("role-0", "'Finance Approvers' ends eligible access after 40 days, before the package does.")
        ]
        assert said(priya, self.eligible(company, "Owner"), "R19") == []

    def test_a_year_as_delivered_is_enough(self, curious, company, priya):
        assert said(priya, self.eligible(company, "Member"), "R19") == []

    def test_what_may_last_for_ever_has_no_end(self, curious, company, priya):
        self.ends_after(company, "member", "P40D", required=False)
        assert said(priya, self.eligible(company, "Member"), "R19") == []

    def test_nobody_asks_without_the_scope(self, company, priya):
        self.ends_after(company, "member", "P40D")
        assert said(priya, self.eligible(company, "Member"), "R19") == []
        asked = str([one["body"] for one in requests_to(company.tenant, "/v1.0/$batch")])
        assert "roleManagementPolicyAssignments" not in asked


def test_all_of_it_takes_two_rounds(curious, company, priya, django_assert_max_num_queries):
    """One request for all that is named, one for managers; the rest of the page asks as before."""
    board = group(company, "Executives")
    stage = Stage(approver=Manager(fallback=(user(company, "Ada Okafor"), group(company, "IT Leads"))))
    content = package(
        company,
        row(company, "group", "Marketing Team", "Member"),
        row(company, "application", "Campaign Planner", "Editor"),
        audience=SpecificUsers(targets=(board,)),
        approval=Approval(stages=(stage,)),
    )
    draft = drafted(priya, content)
    address = reverse("wizard:review", args=[draft.pk])
    priya.get(address)
    before = len(batches(company))
    with django_assert_max_num_queries(12):
        priya.get(address)
    assert len(batches(company)) - before == 2


def batches(company: Company) -> list[Any]:
    return requests_to(company.tenant, "/v1.0/$batch")


def test_a_document_with_everything_can_be_asked_about(company, priya):
    """More people than one call takes."""
    rows = list(company.state.rows("user"))
    everybody = tuple(Principal(kind="user", id=one["id"], display_name=one["displayName"]) for one in rows)
    assert len(everybody) > 15
    assert said(priya, package(company, audience=SpecificUsers(targets=everybody)), "A1") == []
