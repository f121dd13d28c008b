"""The entitlement management part of a seed: catalogs and what is in them, organizations, roles."""

from typing import Any

from portal.tenant import roles
from portal.tenant.entitlements import (
    new_assignment,
    new_catalog,
    new_package,
    new_policy,
    new_resource,
    new_role_assignment,
    new_role_scope,
)
from portal.tenant.errors import GraphError
from portal.tenant.graph import bodies
from portal.tenant.offers import roles_of, scopes_of
from portal.tenant.onboarding import SYSTEMS, find_origin
from portal.tenant.seed.names import DIRECTORY, SEEDED, Names, aged, object_id
from portal.tenant.state import Row, State
from portal.tenant.subjects import NAMED, subject_sets, type_of
from portal.tenant.types.check import check


def seed_entitlements(state: State, names: Names, part: dict[str, Any]) -> None:
    for role_id, name in roles.EM_ROLES.items():
        state.put("roleDefinition", _role_definition(role_id, name))
    settings = {"externalUserLifecycleAction": "none", "durationUntilExternalUserDeletedAfterBlocked": "P30D"}
    state.put("settings", {"id": object_id("settings", "settings")} | settings | part.get("settings", {}))
    for organization in part.get("connectedOrganizations", []):
        _connect(state, names, organization)
    for environment in part.get("resourceEnvironments", []):
        state.put("environment", names.identified("environment", {"createdDateTime": SEEDED} | environment))
    for catalog in part.get("catalogs", []):
        _fill_catalog(state, names, catalog)
    for assignment in part.get("roleAssignments", []):
        _give_role(state, names, assignment)


def _role_definition(role_id: str, name: str) -> Row:
    common = {"description": name, "isBuiltIn": True, "isEnabled": True, "version": "1.0"}
    return {"id": role_id, "templateId": role_id, "displayName": name} | common


def _connect(state: State, names: Names, entry: dict[str, Any]) -> None:
    sponsors = ("internalSponsors", "externalSponsors")
    row = {name: value for name, value in entry.items() if name not in sponsors}
    dates = aged({})
    row = names.identified(
        "connectedOrganization", {"description": None, "state": "configured"} | dates | row
    )
    _checked({name: row.get(name) for name in bodies.CONNECTED_ORGANIZATION}, "connectedOrganization")
    state.put("connectedOrganization", row)
    for relation in sponsors:
        for sponsor in entry.get(relation, []):
            state.link(relation, row["id"], names.find(sponsor, "user", "group"))


def _fill_catalog(state: State, names: Names, entry: dict[str, Any]) -> None:
    inside = ("resources", "accessPackages")
    body = {name: value for name, value in entry.items() if name not in inside}
    catalog = aged(new_catalog(body), body) | names.identified("catalog", body)
    state.put("catalog", catalog)
    for resource in entry.get("resources", []):
        _bring_in(state, names, catalog, resource)
    for package in entry.get("accessPackages", []):
        _make_package(state, names, catalog, package)


def _bring_in(state: State, names: Names, catalog: Row, entry: dict[str, Any]) -> None:
    system = entry["originSystem"]
    origin_id = (
        entry["originId"] if system == "SharePointOnline" else names.find(entry["originId"], SYSTEMS[system])
    )
    origin = find_origin(state, system, origin_id)
    if origin is None:
        raise ValueError(f"no {SYSTEMS[system]} '{entry['originId']}' in the seed")
    resource = aged(new_resource(catalog["id"], system, origin, entry), entry)
    resource["id"] = object_id("resource", f"{catalog['displayName']}/{resource['displayName']}")
    state.put("resource", resource)


def _make_package(state: State, names: Names, catalog: Row, entry: dict[str, Any]) -> None:
    body = {name: value for name, value in entry.items() if name in bodies.PACKAGE_UPDATE | {"id"}}
    package = aged(new_package(catalog["id"], body), entry) | names.identified("accessPackage", body)
    state.put("accessPackage", package)
    for role_scope in entry.get("resourceRoleScopes", []):
        _add_role(state, catalog, package, role_scope["role"])
    for policy in entry.get("assignmentPolicies", []):
        _add_policy(state, names, package, policy)
    for assignment in entry.get("assignments", []):
        _assign(state, names, package, assignment)


def _add_role(state: State, catalog: Row, package: Row, wanted: dict[str, Any]) -> None:
    """The role by displayName, its resource by the displayName it has in the catalog."""
    resource_id = object_id("resource", f"{catalog['displayName']}/{wanted['resource']['displayName']}")
    resource = state.get("resource", resource_id)
    offered = roles_of(state, resource) if resource else []
    role = next((role for role in offered if role["displayName"] == wanted["displayName"]), None)
    if resource is None or role is None:
        raise ValueError(
            f"{package['displayName']}: no role '{wanted['displayName']}' of {wanted['resource']}"
        )
    state.put("roleScope", new_role_scope(package["id"], role, scopes_of(resource)[0], SEEDED))


def _add_policy(state: State, names: Names, package: Row, body: dict[str, Any]) -> None:
    for subject in subject_sets(body):
        member, table = NAMED.get(type_of(subject), ("", ""))
        if member:
            subject[member] = names.find(subject[member], table)
    _checked({name: value for name, value in body.items() if name != "id"}, "accessPackageAssignmentPolicy")
    policy = aged(new_policy(state, package, body), body)
    policy["id"] = body.get("id") or object_id("policy", f"{package['displayName']}/{policy['displayName']}")
    state.put("policy", policy)


def _assign(state: State, names: Names, package: Row, entry: dict[str, Any]) -> None:
    user = state.get("user", names.find(entry["target"], "user"))
    policy = state.get("policy", object_id("policy", f"{package['displayName']}/{entry['assignmentPolicy']}"))
    if user is None or policy is None:
        raise ValueError(f"{package['displayName']}: no policy '{entry['assignmentPolicy']}'")
    state.put("assignment", new_assignment(package, policy, user))


def _give_role(state: State, names: Names, entry: dict[str, Any]) -> None:
    by_name = {name: role_id for role_id, name in roles.EM_ROLES.items()}
    role_id = by_name.get(entry["roleDefinitionId"], entry["roleDefinitionId"])
    principal_id = names.find(entry["principalId"], *DIRECTORY)
    scope, catalog = entry.get("appScopeId", "/"), entry.get("appScopeId", "/").removeprefix(roles.EM_SCOPE)
    if scope.startswith(roles.EM_SCOPE):
        scope = roles.EM_SCOPE + names.find(catalog, "catalog")
    row = new_role_assignment(principal_id, role_id, scope)
    row["id"] = object_id("roleAssignment", f"{principal_id}/{role_id}/{scope}")
    state.put("roleAssignment", row)


def _checked(body: dict[str, Any], type_name: str) -> None:
    try:
        check(body, type_name, set(body))
    except GraphError as problem:
        raise ValueError(f"seed: {problem.reason}") from problem
