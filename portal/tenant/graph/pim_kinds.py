"""What Privileged Identity Management sets for members and owners of a group, as queries see it.

Groups under PIM have what Microsoft delivers; a row of `eligibilityEnd` with a policy's id says otherwise.
"""

from portal.tenant.odata.model import Kind, Navigation
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant

ASSIGNMENT = "roleManagementPolicyAssignment"
POLICY = "roleManagementPolicy"
RULE = "roleManagementPolicyRule"
#: As Microsoft delivers it: eligible access ends after a year.
DELIVERED = {"isExpirationRequired": True, "maximumDuration": "P365D"}
_EXPIRATION = "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule"


def assignment(group_id: str, access: str) -> Row:
    """`access` is what the policy is about: member or owner."""
    policy = policy_id(group_id, access)
    scope = {"scopeId": group_id, "scopeType": "Group"}
    return {"id": f"{policy}_{access}", "policyId": policy, "roleDefinitionId": access, **scope}


def policy_id(group_id: str, access: str) -> str:
    return f"Group_{group_id}_{access}"


def _policy(tenant: Tenant, row: Row) -> Row:
    scope = {name: row[name] for name in ("scopeId", "scopeType")}
    return {"id": row["policyId"], "displayName": "Group", "isOrganizationDefault": False, **scope}


def _rules(tenant: Tenant, policy: Row) -> list[Row]:
    """Two of the many: how long an activation lasts, and how long eligibility does."""
    end = tenant.state.get("eligibilityEnd", policy["id"]) or DELIVERED
    activation = {"isExpirationRequired": True, "maximumDuration": "PT8H"}
    return [
        {"@odata.type": _EXPIRATION, **activation, "id": "Expiration_EndUser_Assignment"},
        {"@odata.type": _EXPIRATION, **end, "id": "Expiration_Admin_Eligibility"},
    ]


PIM_KINDS: dict[str, Kind] = {
    ASSIGNMENT: Kind(
        "unifiedRoleManagementPolicyAssignment",
        frozenset({"id", "policyId", "roleDefinitionId", "scopeId", "scopeType"}),
        {"policy": Navigation(POLICY, _policy)},
    ),
    POLICY: Kind(
        "unifiedRoleManagementPolicy",
        frozenset({"id", "displayName", "isOrganizationDefault", "scopeId", "scopeType"}),
        {"rules": Navigation(RULE, _rules)},
    ),
    RULE: Kind(
        "unifiedRoleManagementPolicyRule", frozenset({"id", "isExpirationRequired", "maximumDuration"})
    ),
}
