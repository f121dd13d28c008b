"""Roles of entitlement management: who holds which, in which catalog."""

from portal.tenant import roles
from portal.tenant.directory import any_object, holders_of
from portal.tenant.entitlements import new_role_assignment
from portal.tenant.errors import bad_request, not_found, object_not_found
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.types.check import check


def list_definitions(call: Call) -> Answer:
    return call.page("roleDefinition")


def get_definition(call: Call) -> Answer:
    return call.item("roleDefinition", call.state.get("roleDefinition", call.path["id"]))


def list_assignments(call: Call) -> Answer:
    """Explicit assignments the caller may see: all, or one's own, one's groups' and one's catalogs'."""
    return call.page(
        "roleAssignment", [row for row in call.state.rows("roleAssignment") if _may_see(call, row)]
    )


def get_assignment(call: Call) -> Answer:
    row = _assignment(call)
    require(_may_see(call, row), "the caller may not see this role assignment")
    return call.item("roleAssignment", row)


def create_assignment(call: Call) -> Answer:
    body = check(call.body, "unifiedRoleAssignment", bodies.ROLE_ASSIGNMENT)
    role, scope = body.get("roleDefinitionId"), body.get("appScopeId") or "/"
    if role not in roles.EM_ROLES or (role in roles.TENANT_WIDE_ROLES) != (scope == "/"):
        raise bad_request("The role definition does not exist or does not fit the scope.")
    require(_may_delegate(call, scope), "delegating a role needs the catalog owner role")
    if any_object(call.state, body.get("principalId") or "") is None:
        raise object_not_found(str(body.get("principalId")))
    row = new_role_assignment(body["principalId"], role, scope)
    return call.created("roleAssignment", call.state.put("roleAssignment", row))


def delete_assignment(call: Call) -> Answer:
    row = _assignment(call)
    require(_may_delegate(call, row["appScopeId"]), "removing a role needs the catalog owner role")
    call.state.remove("roleAssignment", row["id"])
    return Answer(204)


def _may_see(call: Call, row: Row) -> bool:
    mine = [call.caller.object_id, *holders_of(call.state, call.caller.object_id)]
    return (
        call.rights.reads_everything or row["principalId"] in mine or _may_delegate(call, row["appScopeId"])
    )


def _may_delegate(call: Call, scope: str) -> bool:
    if scope.startswith(roles.EM_SCOPE):
        return call.rights.may_own(scope.removeprefix(roles.EM_SCOPE))
    return call.rights.administers


def _assignment(call: Call) -> Row:
    row = call.state.get("roleAssignment", call.path["id"])
    if row is None:
        raise not_found("RoleAssignmentNotFound", "role assignment")
    return row
