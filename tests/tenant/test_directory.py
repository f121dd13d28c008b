"""People, groups, applications and the organization; and what Graph says where nothing is."""

import logging

import pytest
import requests

from portal.tenant.seed import object_id
from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, EVENTUAL, user_id


def test_me_and_my_manager(as_user: SignIn) -> None:
    graph = as_user("emil")
    assert graph.get("/me?$select=id,userType")["userType"] == "Member"
    assert (
        graph.get(f"/users/{user_id('emil')}/manager?$select=displayName")["displayName"] == "Maya Lindgren"
    )
    assert graph.refusal("GET", f"/users/{user_id('astrid')}/manager") == (404, "Request_ResourceNotFound")


def test_without_select_a_user_shows_the_usual_properties_only(as_user: SignIn) -> None:
    me = as_user("emil").get("/me")
    assert "jobTitle" in me
    assert "userType" not in me
    assert "department" not in me


def test_users_can_be_read_by_sign_in_name(as_user: SignIn) -> None:
    found = as_user("emil").get("/users/olivia@contoso.onmicrosoft.com?$expand=manager($select=displayName)")
    assert found["manager"]["displayName"] == "Maya Lindgren"


def test_memberships_open_nested_groups(as_user: SignIn) -> None:
    names = as_user("jonas").names("/me/transitiveMemberOf/microsoft.graph.group?$select=displayName")
    assert {"Brand Designers", "Brand & Press", "All Employees", "Berlin Office"} <= set(names)
    roles = as_user("mei").get("/me/transitiveMemberOf/microsoft.graph.directoryRole")["value"]
    assert [role["displayName"] for role in roles] == ["Security Reader"]


def test_owned_objects_say_their_type(as_user: SignIn) -> None:
    owned = as_user("olivia").get("/me/ownedObjects?$select=id,displayName")["value"]
    types = {row["displayName"]: row["@odata.type"] for row in owned}
    assert types["Marketing Team"] == "#microsoft.graph.group"
    assert types["Campaign Planner"] == "#microsoft.graph.servicePrincipal"


def test_owners_members_and_sponsors(as_user: SignIn) -> None:
    graph = as_user("ada")
    team, planner = object_id("group", "Marketing Team"), object_id("servicePrincipal", "Campaign Planner")
    assert graph.names(f"/groups/{team}/owners") == ["Olivia Brandt", "Sofia Marino"]
    assert "Emil Larsen" in graph.names(f"/groups/{team}/members?$top=20")
    assert graph.names(f"/servicePrincipals/{planner}/owners") == ["Olivia Brandt"]
    assert graph.names(f"/users/{user_id('wendy')}/sponsors") == ["Olivia Brandt"]


def test_counts_are_plain_numbers(as_user: SignIn) -> None:
    graph, press = as_user("ada"), object_id("group", "Brand & Press")
    path = f"/groups/{press}/transitiveMembers/$count"
    assert graph.refusal("GET", path) == (400, "Request_UnsupportedQuery")
    answer = graph.call("GET", path, headers=EVENTUAL)
    assert (answer.text, answer.headers["Content-Type"]) == ("4", "text/plain")


def test_licences_and_organization(as_user: SignIn) -> None:
    graph = as_user("emil")
    plans = {
        plan["servicePlanName"]
        for sku in graph.get("/subscribedSkus?$select=skuPartNumber,servicePlans")["value"]
        for plan in sku["servicePlans"]
    }
    assert {"AAD_PREMIUM_P2", "Entra_Identity_Governance"} <= plans
    [organization] = graph.get("/organization?$select=id,displayName,verifiedDomains")["value"]
    assert organization["verifiedDomains"][0]["name"] == "contoso.onmicrosoft.com"


def test_objects_by_id(as_user: SignIn) -> None:
    wanted = [user_id("emil"), object_id("group", "IT Leads"), "00000000-0000-0000-0000-000000000000"]
    found = as_user("emil").call("POST", "/directoryObjects/getByIds", json={"ids": wanted}).json()["value"]
    assert [row["displayName"] for row in found] == ["Emil Larsen", "IT Leads"]


def test_groups_managed_by_pim(as_user: SignIn) -> None:
    group = object_id("group", "Finance Approvers")
    path = "/identityGovernance/privilegedAccess/group/eligibilitySchedules"
    assert len(as_user("ada").get(f"{path}?$filter=groupId eq '{group}'")["value"]) == 2
    assert as_user("ada").call("GET", path).status_code == 400


# errors


def test_an_error_carries_the_request_ids(tenant: RunningTenant, as_user: SignIn) -> None:
    answer = as_user("ada").call(
        "GET", f"{EM}/accessPackages/nowhere", headers={"client-request-id": "my-id"}
    )
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (404, "AccessPackageNotFound")
    assert error["innerError"]["client-request-id"] == answer.headers["client-request-id"] == "my-id"
    assert error["innerError"]["request-id"] == answer.headers["request-id"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/applications", 501, "NotSimulated"),
        ("POST", f"{EM}/catalogs/x/resources", 405, "MethodNotAllowed"),
        ("PATCH", f"{EM}/assignmentPolicies/x", 405, "MethodNotAllowed"),
        ("POST", f"{EM}/accessPackages/x/getApplicablePolicyRequirements", 501, "NotSimulated"),
        ("GET", f"{EM}/catalogs/{object_id('catalog', 'nothing')}", 404, "CatalogNotFound"),
        ("GET", f"{EM}/assignmentPolicies/x", 404, "AssignmentPolicyNotFound"),
        ("GET", "/users/nobody", 404, "Request_ResourceNotFound"),
        ("GET", "/groups/nothing/owners", 404, "Request_ResourceNotFound"),
    ],
)
def test_what_is_not_there(as_user: SignIn, method: str, path: str, status: int, code: str) -> None:
    assert as_user("ada").refusal(method, path) == (status, code)


def test_the_beta_version_is_not_simulated(tenant: RunningTenant) -> None:
    assert requests.get(f"{tenant.url}/beta/me").status_code == 404


def test_a_mistake_of_the_simulation_looks_like_one_of_the_service(
    tenant: RunningTenant, as_user: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    graph = as_user("emil")
    requests.put(f"{tenant.url}/_control/objects/roleAssignment/broken", json={})
    with caplog.at_level(logging.ERROR):
        assert graph.refusal("GET", f"{EM}/catalogs") == (500, "InternalServerError")
    assert "KeyError" in caplog.text
    assert "principalId" in tenant.tenant.requests[-1]["reason"]
