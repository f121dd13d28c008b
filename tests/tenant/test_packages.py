"""From a catalog to a package with roles and policies, and back."""

from typing import Any

import pytest

from portal.tenant.seed import object_id
from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, add_group, catalog_id, new_package, policy, set_switches, user_id

MARKETING = f"{EM}/catalogs/{catalog_id('Marketing')}"


def resource(tenant: RunningTenant, name: str) -> dict[str, Any]:
    return next(row for row in tenant.state.rows("resource") if row["displayName"] == name)


def role_scope(found: dict[str, Any], role: str) -> dict[str, Any]:
    """The least that Graph takes: role and scope by origin, the resource by id."""
    origin = {"originId": found["originId"], "originSystem": found["originSystem"]}
    name = {"originId": role, "originSystem": found["originSystem"]}
    return {"role": {**name, "resource": {"id": found["id"], **origin}}, "scope": origin}


# catalogs


def test_a_catalog_is_made_changed_and_deleted(as_user: SignIn) -> None:
    graph = as_user("ivan")
    body = {
        "displayName": "Projects",
        "description": "Short",
        "state": "published",
        "isExternallyVisible": True,
    }
    made = graph.post(f"{EM}/catalogs", body)
    assert {name: made[name] for name in body} == body
    assert made["catalogType"] == "userManaged"
    path = f"{EM}/catalogs/{made['id']}"
    assert graph.call("PATCH", path, json={"state": "unpublished"}).status_code == 204
    assert graph.get(path)["state"] == "unpublished"
    assert graph.call("DELETE", path).status_code == 204
    assert graph.refusal("GET", path) == (404, "CatalogNotFound")


def test_a_catalog_with_packages_stays(as_user: SignIn) -> None:
    assert as_user("ivan").call("DELETE", MARKETING).status_code == 400


def test_two_of_the_same_name_are_allowed(as_user: SignIn) -> None:
    graph = as_user("ivan")
    assert graph.post(f"{EM}/catalogs", {"displayName": "Marketing"})["id"] != catalog_id("Marketing")
    assert new_package(graph) != new_package(graph)


# resources


def test_bringing_a_group_in(as_user: SignIn) -> None:
    answer = add_group(as_user("olivia"), "Marketing", "Sales and Marketing")
    assert answer.status_code == 201
    assert {name: value for name, value in answer.json().items() if name != "id"} == {
        "requestType": "adminAdd",
        "state": "delivered",
    }


def test_bringing_it_in_twice_is_refused(as_user: SignIn) -> None:
    answer = add_group(as_user("olivia"), "Marketing", "Marketing Team")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ResourceAlreadyOnboarded")


def test_the_answer_may_carry_the_resource(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, inline_resource=True)
    answer = add_group(as_user("olivia"), "Marketing", "Sales and Marketing").json()
    assert answer["resource"]["displayName"] == "Sales and Marketing"


def test_a_site_goes_by_its_address_however_it_is_written(as_user: SignIn) -> None:
    body = {
        "requestType": "adminAdd",
        "catalog": {"id": catalog_id("Marketing")},
        "resource": {
            "originSystem": "SharePointOnline",
            "originId": "https://contoso.sharepoint.com/sites/marketingassets/",
        },
    }
    assert as_user("sofia").refusal("POST", f"{EM}/resourceRequests", json=body) == (
        400,
        "ResourceAlreadyOnboarded",
    )


def test_a_resource_in_use_stays_in_the_catalog(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("olivia")
    body = {"requestType": "adminRemove", "catalog": {"id": catalog_id("Marketing")}}
    used, unused = resource(tenant, "Marketing Team"), resource(tenant, "Research Lab")
    assert (
        graph.call("POST", f"{EM}/resourceRequests", json=body | {"resource": {"id": used["id"]}}).status_code
        == 400
    )
    body["catalog"] = {"id": catalog_id("Research")}
    graph.post(f"{EM}/resourceRequests", body | {"resource": {"id": unused["id"]}})
    names = graph.names(f"{EM}/catalogs/{catalog_id('Research')}/resources")
    assert names == ["Research Notebook"]


def test_attributes_of_a_resource_are_changed_by_request(as_user: SignIn) -> None:
    graph = as_user("olivia")
    attribute = {
        "name": "department",
        "destination": {"@odata.type": "#microsoft.graph.accessPackageUserDirectoryAttributeStore"},
        "source": {
            "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion",
            "question": {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "text": "Where?"},
        },
    }
    wanted = {
        "originSystem": "AadGroup",
        "originId": object_id("group", "Marketing Team"),
        "attributes": [attribute],
    }
    body = {"requestType": "adminUpdate", "catalog": {"id": catalog_id("Marketing")}, "resource": wanted}
    graph.post(f"{EM}/resourceRequests", body)
    found = graph.get(f"{MARKETING}/resources?$filter=displayName eq 'Marketing Team'")["value"]
    assert found[0]["attributes"] == [attribute]


def test_other_kinds_of_resources_are_not_simulated(as_user: SignIn) -> None:
    body = {
        "requestType": "adminAdd",
        "catalog": {"id": catalog_id("Marketing")},
        "resource": {
            "originSystem": "AzureResources",
            "originId": "/subscriptions/x",
            "resourceType": "Subscription",
        },
    }
    assert as_user("ada").refusal("POST", f"{EM}/resourceRequests", json=body) == (501, "NotSimulated")


# packages


def test_a_new_package_comes_back_whole_but_without_its_catalog(as_user: SignIn) -> None:
    graph = as_user("priya")
    body = {"displayName": "New", "description": "Just made", "catalog": {"id": catalog_id("Marketing")}}
    made = graph.post(f"{EM}/accessPackages", body)
    assert (made["displayName"], made["description"], made["isHidden"]) == ("New", "Just made", False)
    assert "catalog" not in made
    found = graph.get(f"{EM}/accessPackages/{made['id']}?$expand=catalog")
    assert found["catalog"]["displayName"] == "Marketing"


def test_a_package_is_hidden_by_patch(as_user: SignIn) -> None:
    graph = as_user("priya")
    path = f"{EM}/accessPackages/{new_package(graph)}"
    assert graph.call("PATCH", path, json={"isHidden": True}).status_code == 204
    assert graph.get(path)["isHidden"] is True
    assert graph.refusal("PATCH", path, json={"catalog": {"id": "x"}}) == (400, "InvalidModel")


def test_a_deleted_package_takes_its_policies_along(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    package = new_package(graph)
    made = graph.post(f"{EM}/assignmentPolicies", policy(package))
    assert graph.call("DELETE", f"{EM}/accessPackages/{package}").status_code == 204
    assert graph.refusal("GET", f"{EM}/accessPackages/{package}") == (404, "AccessPackageNotFound")
    assert tenant.state.get("policy", made["id"]) is None


# roles in packages


def test_a_role_goes_in_and_only_its_id_comes_back(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    path = f"{EM}/accessPackages/{new_package(graph)}"
    found = resource(tenant, "Marketing Team")
    made = graph.post(f"{path}/resourceRoleScopes", role_scope(found, f"Member_{found['originId']}"))
    assert set(made) == {"id", "createdDateTime"}
    [entry] = graph.get(f"{path}?$expand=resourceRoleScopes($expand=role,scope)")["resourceRoleScopes"]
    assert (entry["id"], entry["role"]["displayName"]) == (made["id"], "Member")
    assert entry["scope"]["originId"] == found["originId"]
    assert graph.call("DELETE", f"{path}/resourceRoleScopes/{made['id']}").status_code == 204
    assert graph.get(f"{path}?$expand=resourceRoleScopes")["resourceRoleScopes"] == []


def test_the_same_role_may_be_in_two_packages_but_not_twice_in_one(
    tenant: RunningTenant, as_user: SignIn
) -> None:
    graph = as_user("priya")
    found = resource(tenant, "Marketing Team")
    body = role_scope(found, f"Owner_{found['originId']}")
    one, other = new_package(graph), new_package(graph)
    graph.post(f"{EM}/accessPackages/{one}/resourceRoleScopes", body)
    graph.post(f"{EM}/accessPackages/{other}/resourceRoleScopes", body)
    assert graph.call("POST", f"{EM}/accessPackages/{one}/resourceRoleScopes", json=body).status_code == 400


def test_the_ids_of_roles_in_packages_may_change(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, changing_role_scope_ids=True)
    graph = as_user("olivia")
    path = (
        f"{EM}/accessPackages/{object_id('accessPackage', 'Campaign contributor')}?$expand=resourceRoleScopes"
    )
    first, second = graph.get(path), graph.get(path)
    assert first["resourceRoleScopes"][0]["id"] != second["resourceRoleScopes"][0]["id"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"role": {"originId": "Member_x", "originSystem": "AadGroup"}}, 400, "BadRequest"),
        ({"scope": {}}, 400, "BadRequest"),
        ({"scope": None}, 400, "BadRequest"),
        ({"scope": {"originId": "elsewhere", "originSystem": "AadGroup"}}, 404, "ScopeNotFound"),
        ({"resourceRole": {}}, 400, "InvalidModel"),
    ],
)
def test_a_role_needs_all_its_parts(
    tenant: RunningTenant, as_user: SignIn, change: dict[str, Any], status: int, code: str
) -> None:
    graph = as_user("priya")
    found = resource(tenant, "Marketing Team")
    body = role_scope(found, f"Member_{found['originId']}") | change
    path = f"{EM}/accessPackages/{new_package(graph)}/resourceRoleScopes"
    assert graph.refusal("POST", path, json=body) == (status, code)


@pytest.mark.parametrize(
    ("name", "role", "code"),
    [
        ("Marketing Team", "Member_nobody", "RoleNotFound"),
        ("Finance Team", "Member_{}", "ResourceNotFound"),  # of another catalog
        ("Campaign Planner", "00000000-0000-0000-0000-000000000000", "RoleNotFound"),
    ],
)
def test_an_unknown_role_or_a_resource_of_another_catalog(
    tenant: RunningTenant, as_user: SignIn, name: str, role: str, code: str
) -> None:
    graph = as_user("ada")
    found = resource(tenant, name)
    path = f"{EM}/accessPackages/{new_package(graph)}/resourceRoleScopes"
    assert graph.refusal("POST", path, json=role_scope(found, role.format(found["originId"]))) == (404, code)


def test_a_wrong_role_id_is_not_overlooked(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    body = role_scope(resource(tenant, "Marketing Team"), f"Member_{object_id('group', 'Marketing Team')}")
    body["role"]["id"] = "00000000-0000-0000-0000-000000000000"
    path = f"{EM}/accessPackages/{new_package(graph)}/resourceRoleScopes"
    assert graph.refusal("POST", path, json=body) == (404, "RoleNotFound")


# separation of duties


def test_packages_and_groups_that_do_not_go_together(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    one, other = new_package(graph), new_package(graph, displayName="Other")
    group = object_id("group", "Finance Team")
    path = f"{EM}/accessPackages/{one}"
    references = {
        "incompatibleAccessPackages": f"{tenant.url}/v1.0{EM}/accessPackages/{other}",
        "incompatibleGroups": f"{tenant.url}/v1.0/groups/{group}",
    }
    for relation, address in references.items():
        answer = graph.call("POST", f"{path}/{relation}/$ref", json={"@odata.id": address})
        assert answer.status_code == 204, answer.text
    assert graph.names(f"{path}/incompatibleAccessPackages") == ["Other"]
    assert graph.names(f"{path}/incompatibleGroups") == ["Finance Team"]
    assert graph.names(f"{EM}/accessPackages/{other}/accessPackagesIncompatibleWith") == ["New"]
    assert graph.call("DELETE", f"{path}/incompatibleGroups/{group}/$ref").status_code == 204
    assert graph.names(f"{path}/incompatibleGroups") == []


def test_a_reference_must_lead_somewhere(as_user: SignIn) -> None:
    graph = as_user("priya")
    path = f"{EM}/accessPackages/{new_package(graph)}/incompatibleGroups/$ref"
    for body in ({"@odata.type": "x"}, ["x"], {"@odata.id": "nowhere"}):
        assert graph.call("POST", path, json=body).status_code == 400
    assert graph.call("POST", path, json={"@odata.id": f"x/groups/{user_id('emil')}"}).status_code == 404
    assert graph.call("POST", path, data="no json").status_code == 400
