"""Access packages and the resource roles in them."""

from typing import Any
from uuid import uuid4

from portal.tenant.clock import stamp
from portal.tenant.consistency import has_roles, is_late, is_visible
from portal.tenant.entitlements import new_package, new_role_scope, settable
from portal.tenant.errors import GraphError, bad_request, invalid_model, not_found
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.catalogs import readable_catalog
from portal.tenant.offers import roles_of, scopes_of
from portal.tenant.rights import require
from portal.tenant.state import Row, key_of
from portal.tenant.types.check import check


def list_packages(call: Call) -> Answer:
    readable = call.rights.readable(call.state.rows("accessPackage"), "_catalog")
    return call.page("accessPackage", [row for row in readable if not is_late(call.tenant, row)])


def get_package(call: Call) -> Answer:
    package = readable_package(call, call.path["id"])
    answer = call.item("accessPackage", package)
    if call.tenant.settings.changing_role_scope_ids:
        for entry in answer.body.get("resourceRoleScopes", []):
            entry["id"] = str(uuid4())
    return answer


def create_package(call: Call) -> Answer:
    body = check(call.body, "accessPackage", bodies.PACKAGE_CREATE)
    if not body.get("displayName") or not (body.get("catalog") or {}).get("id"):
        raise invalid_model("an access package needs displayName and catalog.id")
    catalog = readable_catalog(call, body["catalog"]["id"])
    require(
        call.rights.may_manage_packages(catalog["id"]),
        "creating a package needs the access package manager role",
    )
    call.refuse_second("accessPackage", body["displayName"], "DuplicateAccessPackage")
    return call.created("accessPackage", call.state.put("accessPackage", new_package(catalog["id"], body)))


def update_package(call: Call) -> Answer:
    package = managed_package(call, call.path["id"])
    body = check(call.body, "accessPackage", bodies.PACKAGE_UPDATE)
    call.state.put("accessPackage", package | settable(body) | {"modifiedDateTime": stamp()})
    return Answer(204)


def delete_package(call: Call) -> Answer:
    """204, with its policies and role scopes; refused while anyone holds an assignment."""
    package = managed_package(call, call.path["id"])
    if any(row["_package"] == package["id"] for row in call.state.rows("assignment")):
        raise GraphError(400, "InvalidRequest", "The access package has assignments and cannot be deleted.")
    for kind in ("policy", "roleScope"):
        for row in [row for row in call.state.rows(kind) if row["_package"] == package["id"]]:
            call.state.remove(kind, key_of(row))
    call.state.remove("accessPackage", package["id"])
    return Answer(204)


def list_role_scopes(call: Call) -> Answer:
    package = readable_package(call, call.path["id"])
    rows = [row for row in call.state.rows("roleScope") if row["_package"] == package["id"]]
    return call.page("roleScope", rows)


def list_policies(call: Call) -> Answer:
    package = readable_package(call, call.path["id"])
    return call.page("policy", [row for row in call.state.rows("policy") if row["_package"] == package["id"]])


def create_policy(call: Call) -> Answer:
    """The metadata promises this address, the service does not have it: policies are made at the top."""
    raise GraphError(404, "NotFound", "No HTTP resource was found that matches the request URI.")


def add_role_scope(call: Call) -> Answer:
    """201 ``{id, createdDateTime}`` and no more; what was added is read from the package."""
    package = managed_package(call, call.path["id"])
    body = check(call.body, "accessPackageResourceRoleScope", bodies.ROLE_SCOPE)
    resource = _resource_of(call, package, body.get("role") or {})
    row = new_role_scope(
        package["id"], _role_of(call, resource, body["role"]), _scope_of(resource, body.get("scope"))
    )
    if call.state.get("roleScope", row["_key"]) is not None:
        raise GraphError(400, "InvalidRequest", "The resource role is already part of the access package.")
    call.state.put("roleScope", row)
    return Answer(201, {"id": row["id"], "createdDateTime": row["createdDateTime"]})


def remove_role_scope(call: Call) -> Answer:
    package = managed_package(call, call.path["id"])
    key = f"{package['id']}/{call.path['other']}"
    if call.state.get("roleScope", key) is None:
        raise not_found("ResourceRoleScopeNotFound", "resource role scope")
    call.state.remove("roleScope", key)
    return Answer(204)


def readable_package(call: Call, package_id: str | None) -> Row:
    package = call.state.get("accessPackage", package_id)
    if package is None or is_late(call.tenant, package):
        raise not_found("AccessPackageNotFound", "access package")
    require(call.rights.may_read(package["_catalog"]), "the caller holds no role in the package's catalog")
    return package


def managed_package(call: Call, package_id: str | None) -> Row:
    package = readable_package(call, package_id)
    allowed = call.rights.may_manage_packages(package["_catalog"])
    require(allowed, "changing a package needs the access package manager role")
    return package


def _resource_of(call: Call, package: Row, role: dict[str, Any]) -> Row:
    resource_id = (role.get("resource") or {}).get("id")
    if not resource_id or not role.get("originId") or not role.get("originSystem"):
        raise bad_request("role.originId, role.originSystem and role.resource.id are required.")
    resource = call.state.get("resource", resource_id)
    if resource is None or resource["_catalog"] != package["_catalog"] or not is_visible(resource):
        raise not_found("ResourceNotFound", "resource")
    return resource


def _role_of(call: Call, resource: Row, wanted: dict[str, Any]) -> Row:
    offered = roles_of(call.state, resource) if has_roles(resource) else []
    same = [role for role in offered if role["originId"] == wanted["originId"]]
    if not same or wanted.get("id", same[0]["id"]) != same[0]["id"]:
        raise not_found("RoleNotFound", "role")
    return same[0]


def _scope_of(resource: Row, wanted: dict[str, Any] | None) -> Row:
    if not wanted or not wanted.get("originId") or not wanted.get("originSystem"):
        raise bad_request("scope.originId and scope.originSystem are required.")
    scope = scopes_of(resource)[0]
    if wanted["originId"] != scope["originId"]:
        raise not_found("ScopeNotFound", "scope")
    return scope
