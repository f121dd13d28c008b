"""Who holds a package, and requests to give or take it. Only administrators' requests are simulated."""

from typing import Any
from uuid import uuid4

from portal.tenant.clock import stamp
from portal.tenant.directory import find_user
from portal.tenant.entitlements import assignee, new_assignment
from portal.tenant.errors import invalid_model, not_found, not_simulated, object_not_found
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.types.check import check


def list_assignments(call: Call) -> Answer:
    return call.page("assignment", call.rights.readable(call.state.rows("assignment"), "_catalog"))


def get_assignment(call: Call) -> Answer:
    return _item(call, "assignment", "AssignmentNotFound", "assignment")


def list_requests(call: Call) -> Answer:
    return call.page(
        "assignmentRequest", call.rights.readable(call.state.rows("assignmentRequest"), "_catalog")
    )


def get_request(call: Call) -> Answer:
    return _item(call, "assignmentRequest", "AssignmentRequestNotFound", "assignment request")


def create_request(call: Call) -> Answer:
    """adminAdd delivers at once, unless the policy asks for approval that the caller may not bypass."""
    body = check(call.body, "accessPackageAssignmentRequest", bodies.ASSIGNMENT_REQUEST)
    wanted = body.get("assignment") or {}
    if body.get("requestType") == "adminAdd":
        return call.created("assignmentRequest", _give(call, wanted, body))
    if body.get("requestType") == "adminRemove":
        return call.created("assignmentRequest", _take(call, wanted))
    raise not_simulated("requestType", str(body.get("requestType")))


def _give(call: Call, wanted: dict[str, Any], body: dict[str, Any]) -> Row:
    package = call.state.get("accessPackage", wanted.get("accessPackageId"))
    policy = call.state.get("policy", wanted.get("assignmentPolicyId"))
    if package is None or policy is None or policy["_package"] != package["id"]:
        raise invalid_model("assignment needs accessPackageId and the id of one of its policies")
    require(call.rights.may_assign(package["_catalog"]), "assigning needs the assignment manager role")
    user = call.state.get("user", wanted.get("targetId"))
    if user is None:
        raise object_not_found(str(wanted.get("targetId")))
    if _needs_approval(policy) and not call.rights.may_manage_packages(package["_catalog"]):
        return _request(call, package, None, "adminAdd", "pendingApproval", body)
    assignment = call.state.put("assignment", new_assignment(package, policy, user, body.get("schedule")))
    return _request(call, package, assignment, "adminAdd", "delivered", body)


def _take(call: Call, wanted: dict[str, Any]) -> Row:
    assignment = call.state.get("assignment", wanted.get("id"))
    if assignment is None:
        raise not_found("AssignmentNotFound", "assignment")
    require(call.rights.may_assign(assignment["_catalog"]), "removing needs the assignment manager role")
    call.state.remove("assignment", assignment["id"])
    package = call.state.get("accessPackage", assignment["_package"]) or {}
    return _request(call, package, None, "adminRemove", "delivered", {})


def _request(
    call: Call, package: Row, assignment: Row | None, request_type: str, state: str, body: dict[str, Any]
) -> Row:
    caller = find_user(call.state, call.caller.object_id)
    row = {
        "id": str(uuid4()),
        "requestType": request_type,
        "state": state,
        "status": state,
        "justification": body.get("justification"),
        "answers": body.get("answers") or [],
        "createdDateTime": stamp(),
        "completedDateTime": stamp() if state == "delivered" else None,
        "_package": package.get("id"),
        "_catalog": package.get("_catalog"),
        "_assignment": assignment["id"] if assignment else None,
        "_requestor": assignee(caller) if caller else None,
    }
    return call.state.put("assignmentRequest", row)


def _needs_approval(policy: Row) -> bool:
    return bool((policy.get("requestApprovalSettings") or {}).get("isApprovalRequiredForAdd"))


def _item(call: Call, table: str, code: str, thing: str) -> Answer:
    row = call.state.get(table, call.path["id"])
    if row is None:
        raise not_found(code, thing)
    require(call.rights.may_read(row["_catalog"]), "the caller holds no role in the catalog")
    return call.item(table, row)
