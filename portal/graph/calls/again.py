"""Reading again, a handful of objects in each call, what a draft refers to."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from portal.graph.calls.call import GraphCall, quoted
from portal.graph.calls.directory import ADVANCED, GROUP, SERVICE_PRINCIPAL, USER
from portal.graph.calls.entitlement import ENTITLEMENT

#: Values that one `in` may hold. https://learn.microsoft.com/graph/filter-query-parameter
MOST_IDS = 15


def portions(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    """The ids, as many at a time as one call takes."""
    all_ids = list(ids)
    for start in range(0, len(all_ids), MOST_IDS):
        yield all_ids[start : start + MOST_IDS]


def users(ids: Sequence[str]) -> GraphCall:
    """Those of at most 15 ids that exist. https://learn.microsoft.com/graph/api/user-list"""
    return _among("users", ids, USER)


def groups(ids: Sequence[str]) -> GraphCall:
    """The same for groups. https://learn.microsoft.com/graph/api/group-list"""
    return _among("groups", ids, GROUP)


def service_principals(ids: Sequence[str]) -> GraphCall:
    """The same for applications. https://learn.microsoft.com/graph/api/serviceprincipal-list"""
    return _among("servicePrincipals", ids, SERVICE_PRINCIPAL)


def managers(ids: Sequence[str]) -> GraphCall:
    """At most 15 people with their managers; needs User.Read.All.

    https://learn.microsoft.com/graph/api/user-list-manager
    """
    call = _among("users", ids, "id")
    return call.model_copy(update={"path": call.path + "&$expand=manager($select=id)"})


def managers_of_all(*, guests: bool, top: int) -> GraphCall:
    """The first `top` people of the directory with their managers, and how many people there are; needs
    User.Read.All. No query of v1.0 finds people by having no manager.

    https://learn.microsoft.com/graph/api/user-list
    """
    condition = "" if guests else "$filter=userType%20eq%20'Member'&"
    path = f"/users?{condition}$select=id&$expand=manager($select=id)&$count=true&$top={top}"
    return GraphCall(path=path, headers=ADVANCED)


def members(group_id: str, *, top: int) -> GraphCall:
    """The first `top` members of all kinds, direct and through groups, with how many there are.

    https://learn.microsoft.com/graph/api/group-list-transitivemembers
    """
    select = "id,displayName,userPrincipalName,userType,accountEnabled"
    path = f"/groups/{quote(group_id, safe='')}/transitiveMembers?$count=true&$select={select}&$top={top}"
    return GraphCall(path=path, headers=ADVANCED)


def connected_organization(organization_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/connectedorganization-get"""
    return GraphCall(path=f"{ENTITLEMENT}/connectedOrganizations/{quote(organization_id, safe='')}")


def internal_sponsors(organization_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/connectedorganization-list-internalsponsors"""
    return GraphCall(path=f"{connected_organization(organization_id).path}/internalSponsors")


def external_sponsors(organization_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/connectedorganization-list-externalsponsors"""
    return GraphCall(path=f"{connected_organization(organization_id).path}/externalSponsors")


def authorization_policy() -> GraphCall:
    """Who may invite guests; needs Policy.Read.All.

    https://learn.microsoft.com/graph/api/authorizationpolicy-get
    """
    return GraphCall(path="/policies/authorizationPolicy?$select=id,allowInvitesFrom")


def eligibility_policies(group_id: str) -> GraphCall:
    """PIM's policies for members and owners of a group; needs RoleManagementPolicy.Read.AzureADGroup.

    https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments
    """
    condition = f"scopeId%20eq%20{quoted(group_id)}%20and%20scopeType%20eq%20'Group'"
    path = f"/policies/roleManagementPolicyAssignments?$filter={condition}&$expand=policy($expand=rules)"
    return GraphCall(path=path)


def _among(collection: str, ids: Sequence[str], select: str) -> GraphCall:
    listed = ",".join(quoted(id) for id in ids)
    return GraphCall(path=f"/{collection}?$filter=id%20in%20({listed})&$select={select}")
