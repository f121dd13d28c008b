"""Assignment policies: created one by one, replaced whole, never patched."""

from typing import Any

from portal.tenant.consistency import is_late
from portal.tenant.entitlements import new_policy
from portal.tenant.errors import GraphError, bad_request, invalid_model, not_found
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.packages import managed_package
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.subjects import require_known, subject_sets
from portal.tenant.types.check import check

MAX_STAGES = 3


def list_policies(call: Call) -> Answer:
    """Empty for callers without a directory role: they must expand the policies of a package instead."""
    rows = call.state.rows("policy") if call.rights.reads_everything else []
    return call.page("policy", rows)


def get_policy(call: Call) -> Answer:
    return call.item("policy", _readable_policy(call))


def create_policy(call: Call) -> Answer:
    body = _checked_body(call)
    package = managed_package(call, (body.get("accessPackage") or {}).get("id"))
    return call.created("policy", call.state.put("policy", new_policy(call.state, package, body)))


def replace_policy(call: Call) -> Answer:
    """200 with the policy; what the body leaves out is gone."""
    old = _readable_policy(call)
    package = managed_package(call, old["_package"])
    body = _checked_body(call)
    if (body.get("accessPackage") or {}).get("id") not in (None, package["id"]):
        raise invalid_model("a policy cannot move to another access package")
    new = new_policy(call.state, package, body) | {"id": old["id"], "createdDateTime": old["createdDateTime"]}
    call.state.put("policy", new)
    return Answer(200, call.created("policy", new).body)


def delete_policy(call: Call) -> Answer:
    policy = _readable_policy(call)
    managed_package(call, policy["_package"])
    if any(row["_policy"] == policy["id"] for row in call.state.rows("assignment")):
        raise GraphError(400, "InvalidRequest", "The policy has assignments and cannot be deleted.")
    call.state.remove("policy", policy["id"])
    return Answer(204)


def _checked_body(call: Call) -> dict[str, Any]:
    body = check(call.body, "accessPackageAssignmentPolicy", bodies.POLICY)
    if not (body.get("accessPackage") or {}).get("id"):
        raise invalid_model("a policy needs accessPackage.id")
    _check_approval(body)
    _check_expiration(body.get("expiration") or {}, "expiration")
    if call.tenant.settings.check_subjects:
        require_known(call.state, subject_sets(body))
    return body


def _check_approval(body: dict[str, Any]) -> None:
    """1 to 3 stages where approval is required, none where it is not; anybody from outside needs approval."""
    approval = body.get("requestApprovalSettings") or {}
    required, stages = bool(approval.get("isApprovalRequiredForAdd")), approval.get("stages") or []
    if body.get("allowedTargetScope") == "allExternalUsers" and not required:
        raise bad_request("Approval is required when all external users can request.", "InvalidModel")
    wanted = range(1, MAX_STAGES + 1) if required or approval.get("isApprovalRequiredForUpdate") else range(1)
    if len(stages) not in wanted:
        raise invalid_model(f"{len(stages)} approval stages with isApprovalRequiredForAdd {required}")


def _check_expiration(expiration: dict[str, Any], place: str) -> None:
    needed = {"afterDateTime": "endDateTime", "afterDuration": "duration"}.get(expiration.get("type") or "")
    if needed and not expiration.get(needed):
        raise invalid_model(f"{place} of type {expiration['type']} needs {needed}")


def _readable_policy(call: Call) -> Row:
    policy = call.state.get("policy", call.path["id"])
    if policy is None or is_late(call.tenant, policy):
        raise not_found("AssignmentPolicyNotFound", "assignment policy")
    require(call.rights.may_read(policy["_catalog"]), "the caller holds no role in the policy's catalog")
    return policy
