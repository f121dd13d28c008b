"""Who may do what, as directory roles, catalog roles and scopes say."""

from typing import Any

import pytest

from portal.tenant.seed import object_id
from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, EVERYTHING, Graph, catalog_id, policy, single_user, stage, user_id

ROLES = "/roleManagement/entitlementManagement"
FORBIDDEN = (403, "accessDenied")
CATALOGS = ["Finance", "General", "Marketing", "Research"]
PERSON_AND_CATALOGS = [
    ("ada", CATALOGS),
    ("ivan", CATALOGS),
    ("mei", CATALOGS),  # Security Reader through a group
    ("uma", []),
    ("carlos", []),
    ("olivia", ["Marketing", "Research"]),
    ("priya", ["Marketing"]),
    ("amir", ["Marketing"]),
    ("ruth", ["Marketing"]),
    ("hanna", ["Finance", "Marketing"]),
    ("nils", ["General"]),  # through a group
    ("emil", []),
]


@pytest.mark.parametrize(("name", "catalogs"), PERSON_AND_CATALOGS)
def test_catalogs_are_seen_by_those_with_a_role_in_them(
    as_user: SignIn, name: str, catalogs: list[str]
) -> None:
    assert sorted(as_user(name).names(f"{EM}/catalogs")) == catalogs


def test_a_catalog_of_others_is_closed(as_user: SignIn) -> None:
    graph = as_user("priya")
    assert graph.refusal("GET", f"{EM}/catalogs/{catalog_id('Finance')}") == FORBIDDEN
    assert graph.refusal("GET", f"{EM}/catalogs/{catalog_id('Finance')}/resources") == FORBIDDEN


@pytest.mark.parametrize(
    ("name", "catalog", "status"),
    [
        ("ada", "Finance", 201),
        ("ivan", "Finance", 201),
        ("olivia", "Marketing", 201),
        ("priya", "Marketing", 201),
        ("nils", "General", 201),
        ("uma", "Marketing", 403),
        ("carlos", "Marketing", 403),
        ("amir", "Marketing", 403),
        ("ruth", "Marketing", 403),
        ("mei", "Marketing", 403),
        ("priya", "Finance", 403),
    ],
)
def test_packages_are_made_by_owners_managers_and_administrators(
    as_user: SignIn, name: str, catalog: str, status: int
) -> None:
    body = {"displayName": "New", "catalog": {"id": catalog_id(catalog)}}
    assert as_user(name).call("POST", f"{EM}/accessPackages", json=body).status_code == status


@pytest.mark.parametrize(
    ("name", "status"),
    [("ada", 201), ("ivan", 201), ("carlos", 201), ("uma", 403), ("olivia", 403), ("emil", 403)],
)
def test_catalogs_are_made_by_creators_and_administrators(as_user: SignIn, name: str, status: int) -> None:
    body = {"displayName": "Projects", "state": "published", "isExternallyVisible": False}
    assert as_user(name).call("POST", f"{EM}/catalogs", json=body).status_code == status


def test_a_catalog_creator_owns_what_he_made(as_user: SignIn) -> None:
    graph = as_user("carlos")
    made = graph.post(f"{EM}/catalogs", {"displayName": "Warehouse", "description": "All about it"})
    assert graph.names(f"{EM}/catalogs") == ["Warehouse"]
    graph.post(f"{EM}/accessPackages", {"displayName": "Loading bay", "catalog": {"id": made["id"]}})


def test_an_administrator_needs_no_ownership_and_gets_none(as_user: SignIn) -> None:
    graph = as_user("ivan")
    made = graph.post(f"{EM}/catalogs", {"displayName": "Warehouse"})
    query = f"?$filter=appScopeId eq '/AccessPackageCatalog/{made['id']}'"
    assert graph.get(f"{ROLES}/roleAssignments{query}")["value"] == []


# what may be brought into a catalog


ONBOARDING = [
    # person, catalog, kind of resource, its name, outcome
    ("ada", "Marketing", "group", "IT Leads", "delivered"),
    ("ada", "Marketing", "site", "Finance Archive", "delivered"),
    ("ivan", "Marketing", "servicePrincipal", "Ledger", "delivered"),
    ("ivan", "Marketing", "group", "IT Leads", "CallerNotResourceOwner"),
    ("ivan", "Marketing", "site", "Finance Archive", "CallerNotResourceOwner"),
    ("olivia", "Marketing", "group", "Sales and Marketing", "delivered"),
    ("olivia", "Marketing", "group", "IT Leads", "CallerNotResourceOwner"),
    ("olivia", "Marketing", "servicePrincipal", "Expense Tool", "CallerNotResourceOwner"),
    ("olivia", "Research", "site", "Marketing Assets", "delivered"),
    ("gustav", "Finance", "group", "IT Leads", "delivered"),
    ("gustav", "Finance", "group", "Executives", "delivered"),
    ("gustav", "Finance", "group", "Privileged Operators", "CallerNotResourceOwner"),
    ("gustav", "Finance", "servicePrincipal", "Expense Tool", "CallerNotResourceOwner"),
    ("sofia", "Marketing", "site", "Finance Archive", "delivered"),
    ("sofia", "Marketing", "group", "Executives", "delivered"),
    ("sofia", "Marketing", "group", "IT Leads", "CallerNotResourceOwner"),
    ("aaron", "Finance", "servicePrincipal", "Campaign Planner", "delivered"),
    ("aaron", "Finance", "group", "IT Leads", "CallerNotResourceOwner"),
    ("priya", "Marketing", "group", "Sales and Marketing", "accessDenied"),
    ("ruth", "Marketing", "group", "Sales and Marketing", "accessDenied"),
    ("uma", "Marketing", "group", "Berlin Office", "accessDenied"),
    ("ada", "Finance", "group", "Payroll Legacy", "ResourceNotFoundInOriginSystem"),
    ("ada", "Finance", "group", "Newsletter", "ResourceNotFoundInOriginSystem"),
    ("ada", "Finance", "servicePrincipal", "Photo Shelf", "ResourceNotFoundInOriginSystem"),
    ("ada", "Finance", "servicePrincipal", "Office 365 Exchange Online", "ResourceNotFoundInOriginSystem"),
]
SYSTEMS = {"group": "AadGroup", "servicePrincipal": "AadApplication", "site": "SharePointOnline"}


def bring_in(tenant: RunningTenant, graph: Graph, catalog: str, kind: str, name: str) -> Any:
    origin = tenant.state.get(kind, object_id(kind, name))
    assert origin is not None
    resource = {
        "originSystem": SYSTEMS[kind],
        "originId": origin["webUrl"] if kind == "site" else origin["id"],
    }
    body = {"requestType": "adminAdd", "catalog": {"id": catalog_id(catalog)}, "resource": resource}
    return graph.call("POST", f"{EM}/resourceRequests", json=body).json()


@pytest.mark.parametrize(("name", "catalog", "kind", "resource", "outcome"), ONBOARDING)
def test_resources_come_from_those_who_own_or_administer_them(
    tenant: RunningTenant, as_user: SignIn, name: str, catalog: str, kind: str, resource: str, outcome: str
) -> None:
    answer = bring_in(tenant, as_user(name), catalog, kind, resource)
    assert (answer["error"]["code"] if "error" in answer else answer["state"]) == outcome


def test_a_user_administrator_who_owns_the_catalog_may_add_any_ordinary_group(
    tenant: RunningTenant, as_user: SignIn
) -> None:
    owner = "ae79f266-94d4-4dab-b730-feca7e132178"
    body = {"principalId": user_id("uma"), "roleDefinitionId": owner}
    body["appScopeId"] = f"/AccessPackageCatalog/{catalog_id('Marketing')}"
    as_user("olivia").post(f"{ROLES}/roleAssignments", body)
    graph = as_user("uma")
    assert bring_in(tenant, graph, "Marketing", "group", "IT Leads")["state"] == "delivered"
    answer = bring_in(tenant, graph, "Marketing", "group", "Privileged Operators")
    assert answer["error"]["code"] == "CallerNotResourceOwner"


# apps


def stripped(tenant: RunningTenant, *permissions: str) -> Graph:
    """The portal as an app that holds these application permissions and no others."""
    [application] = tenant.state.rows("application")
    access = [{"id": name, "type": "Role"} for name in permissions]
    tenant.state.put("application", application | {"requiredResourceAccess": [{"resourceAccess": access}]})
    return Graph.of_app(tenant)


def test_an_app_may_hold_a_catalog_role_instead_of_a_permission(
    tenant: RunningTenant, as_user: SignIn
) -> None:
    owner = as_user("olivia")
    app = stripped(tenant)
    path, body = f"{EM}/accessPackages", {"displayName": "New", "catalog": {"id": catalog_id("Marketing")}}
    assert app.refusal("POST", path, json=body) == (403, "Authorization_RequestDenied")
    role = {"principalId": object_id("servicePrincipal", "Access package portal")}
    role |= {"roleDefinitionId": "ae79f266-94d4-4dab-b730-feca7e132178"}
    owner.post(
        f"{ROLES}/roleAssignments", role | {"appScopeId": f"/AccessPackageCatalog/{catalog_id('Marketing')}"}
    )
    assert app.post(path, body)["displayName"] == "New"
    body["catalog"] = {"id": catalog_id("Finance")}
    assert app.refusal("POST", path, json=body) == FORBIDDEN
    app.close()


def test_an_app_needs_a_permission_of_its_own_per_kind_of_resource(tenant: RunningTenant) -> None:
    app = stripped(tenant, "EntitlementManagement.ReadWrite.All", "Group.ReadWrite.All")
    assert bring_in(tenant, app, "Finance", "group", "IT Leads")["state"] == "delivered"
    answer = bring_in(tenant, app, "Finance", "servicePrincipal", "Expense Tool")
    assert answer["error"]["code"] == "CallerNotResourceOwner"
    app.close()


# policies, assignments, delegation


def test_policies_show_on_top_to_directory_roles_only(as_user: SignIn) -> None:
    assert as_user("ivan").names(f"{EM}/assignmentPolicies")
    assert as_user("olivia").names(f"{EM}/assignmentPolicies") == []


def test_a_package_manager_reads_policies_with_the_package(as_user: SignIn) -> None:
    package = object_id("accessPackage", "Campaign contributor")
    found = as_user("priya").get(f"{EM}/accessPackages/{package}?$expand=assignmentPolicies")
    assert [entry["displayName"] for entry in found["assignmentPolicies"]] == ["Initial Policy"]


def assign(graph: Graph, package_id: str, policy_id: str, target: str) -> Any:
    body = {"targetId": user_id(target), "assignmentPolicyId": policy_id, "accessPackageId": package_id}
    return graph.call(
        "POST", f"{EM}/assignmentRequests", json={"requestType": "adminAdd", "assignment": body}
    )


def test_an_assignment_manager_assigns_but_cannot_bypass_approval(as_user: SignIn) -> None:
    owner, manager = as_user("olivia"), as_user("amir")
    package = owner.post(
        f"{EM}/accessPackages", {"displayName": "New", "catalog": {"id": catalog_id("Marketing")}}
    )
    free = owner.post(f"{EM}/assignmentPolicies", policy(package["id"]))
    approval = {"isApprovalRequiredForAdd": True, "stages": [stage(single_user("olivia"))]}
    guarded = owner.post(f"{EM}/assignmentPolicies", policy(package["id"], requestApprovalSettings=approval))
    assert assign(manager, package["id"], free["id"], "emil").json()["state"] == "delivered"
    assert assign(manager, package["id"], guarded["id"], "emil").json()["state"] == "pendingApproval"
    assert assign(owner, package["id"], guarded["id"], "emil").json()["state"] == "delivered"
    assert assign(as_user("ruth"), package["id"], free["id"], "emil").status_code == 403


def test_a_package_that_somebody_holds_cannot_be_deleted(as_user: SignIn) -> None:
    graph = as_user("olivia")
    package = object_id("accessPackage", "Campaign contributor")
    assert graph.call("DELETE", f"{EM}/accessPackages/{package}").status_code == 400
    held = graph.get(f"{EM}/assignments?$filter=accessPackage/id eq '{package}'&$expand=target")["value"]
    assert sorted(entry["target"]["displayName"] for entry in held) == ["Henrik Dahl", "Yuki Mori"]
    for entry in held:
        graph.post(
            f"{EM}/assignmentRequests", {"requestType": "adminRemove", "assignment": {"id": entry["id"]}}
        )
    assert graph.call("DELETE", f"{EM}/accessPackages/{package}").status_code == 204


def test_role_assignments_are_explicit_ones_only(as_user: SignIn) -> None:
    query = "?$filter=principalId eq '{}'&$expand=roleDefinition&$select=id,appScopeId,roleDefinition"
    mine = as_user("olivia").get(f"{ROLES}/roleAssignments{query.format(user_id('olivia'))}")["value"]
    assert {entry["roleDefinition"]["displayName"] for entry in mine} == {"Catalog owner"}
    assert as_user("nils").get(f"{ROLES}/roleAssignments{query.format(user_id('nils'))}")["value"] == []
    group = object_id("group", "IT Leads")
    assert len(as_user("nils").get(f"{ROLES}/roleAssignments{query.format(group)}")["value"]) == 1


def test_only_owners_delegate(as_user: SignIn) -> None:
    body = {"principalId": user_id("emil"), "roleDefinitionId": "44272f93-9762-48e8-af59-1b5351b1d6b3"}
    body["appScopeId"] = f"/AccessPackageCatalog/{catalog_id('Marketing')}"
    assert as_user("priya").call("POST", f"{ROLES}/roleAssignments", json=body).status_code == 403
    made = as_user("olivia").post(f"{ROLES}/roleAssignments", body)
    assert as_user("emil").names(f"{EM}/catalogs") == ["Marketing"]
    assert as_user("olivia").call("DELETE", f"{ROLES}/roleAssignments/{made['id']}").status_code == 204
    assert as_user("emil").names(f"{EM}/catalogs") == []


# scopes


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("User.Read", "GET", f"{EM}/catalogs"),
        ("User.Read EntitlementManagement.Read.All", "POST", f"{EM}/accessPackages"),
        ("User.Read EntitlementManagement.ReadWrite.All", "GET", "/users"),
        ("User.Read User.ReadBasic.All", "GET", f"/users/{user_id('emil')}/manager"),
        ("User.Read", "GET", "/groups"),
        ("User.Read", "GET", "/servicePrincipals"),
        ("User.Read", "GET", "/sites?search=*"),
        ("User.Read", "GET", "/subscribedSkus"),
    ],
)
def test_a_role_is_not_enough_without_the_scope(as_user: SignIn, scope: str, method: str, path: str) -> None:
    assert as_user("ada", scope).refusal(method, path) == (403, "Authorization_RequestDenied")


def test_a_scope_is_not_enough_without_the_role(as_user: SignIn) -> None:
    body = {"displayName": "Mine", "catalog": {"id": catalog_id("Marketing")}}
    assert as_user("emil", EVERYTHING).refusal("POST", f"{EM}/accessPackages", json=body) == FORBIDDEN


def test_without_a_group_permission_own_groups_have_no_names(as_user: SignIn) -> None:
    path = "/me/transitiveMemberOf/microsoft.graph.group?$select=id,displayName"
    assert set(as_user("emil", "User.Read").names(path)) == {None}
    assert "Marketing Team" in as_user("emil").names(path)


def test_only_some_may_change_connected_organizations(as_user: SignIn) -> None:
    body = {"displayName": "Adatum", "state": "configured", "identitySources": []}
    assert as_user("olivia").refusal("POST", f"{EM}/connectedOrganizations", json=body) == FORBIDDEN
    assert as_user("ivan").post(f"{EM}/connectedOrganizations", body)["displayName"] == "Adatum"
