"""The directory, and what of entitlement management is read for pickers and rights.

Searches are advanced queries: Graph answers them only with the header ConsistencyLevel and a count.
Source: https://learn.microsoft.com/graph/aad-advanced-queries
"""

from collections.abc import Collection, Sequence
from urllib.parse import quote

from portal.graph.calls.call import GraphCall, quoted
from portal.graph.calls.entitlement import ENTITLEMENT

ADVANCED = {"ConsistencyLevel": "eventual"}
LARGEST_PAGE = 999

#: With User.ReadBasic.All Graph leaves userType and accountEnabled empty.
USER = "id,displayName,userPrincipalName,mail,userType,accountEnabled"
GROUP = (
    "id,displayName,description,mail,groupTypes,securityEnabled,mailEnabled,isAssignableToRole,"
    "onPremisesSyncEnabled,membershipRule,resourceProvisioningOptions"
)
SERVICE_PRINCIPAL = (
    "id,appId,displayName,servicePrincipalType,accountEnabled,appRoles,tags,appOwnerOrganizationId,"
    "signInAudience"
)
SITE = "id,displayName,name,webUrl"
CATALOG = "id,displayName,description,catalogType,state,isExternallyVisible"


def me() -> GraphCall:
    """https://learn.microsoft.com/graph/api/user-get"""
    return GraphCall(path=f"/me?$select={USER}")


def my_groups() -> GraphCall:
    """All groups of the signed-in person, nested ones too. A cast makes it an advanced query.

    https://learn.microsoft.com/graph/api/user-list-transitivememberof
    """
    return _memberships("/me", "group", "id,displayName")


def my_directory_roles() -> GraphCall:
    """Active directory roles of the signed-in person, also those that come through a group.

    https://learn.microsoft.com/graph/api/user-list-transitivememberof
    """
    return _memberships("/me", "directoryRole", "id,displayName,roleTemplateId")


def groups_of(user_id: str) -> GraphCall:
    """The same for somebody else. https://learn.microsoft.com/graph/api/user-list-transitivememberof"""
    return _memberships(f"/users/{quote(user_id, safe='')}", "group", "id,displayName")


def directory_roles_of(user_id: str) -> GraphCall:
    """The same for somebody else. https://learn.microsoft.com/graph/api/user-list-transitivememberof"""
    return _memberships(f"/users/{quote(user_id, safe='')}", "directoryRole", "id,displayName,roleTemplateId")


def _memberships(whose: str, kind: str, select: str) -> GraphCall:
    path = f"{whose}/transitiveMemberOf/microsoft.graph.{kind}?$count=true&$select={select}"
    return GraphCall(path=f"{path}&$top={LARGEST_PAGE}", headers=ADVANCED)


def my_owned_objects() -> GraphCall:
    """Groups, applications and service principals that the signed-in person owns.

    https://learn.microsoft.com/graph/api/user-list-ownedobjects
    """
    return GraphCall(path=f"/me/ownedObjects?$select=id,displayName&$top={LARGEST_PAGE}")


def role_assignments_of(principal: str) -> GraphCall:
    """Entitlement management roles that this user or group holds itself, not through others.

    https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
    """
    query = f"$filter=principalId%20eq%20{quoted(principal)}&$select=id,appScopeId,roleDefinitionId"
    return GraphCall(path=f"/roleManagement/entitlementManagement/roleAssignments?{query}")


def users_matching(text: str, *, top: int = 25) -> GraphCall:
    """People whose name or address has a word that begins with the text.

    https://learn.microsoft.com/graph/api/user-list
    """
    return _search("users", ("displayName", "mail", "userPrincipalName"), text, USER, top)


def user(user_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/user-get"""
    return GraphCall(path=f"/users/{quote(user_id, safe='')}?$select={USER}")


def groups_matching(text: str, *, top: int = 25) -> GraphCall:
    """https://learn.microsoft.com/graph/api/group-list"""
    return _search("groups", ("displayName", "mail"), text, GROUP, top)


def users_with_address(address: str) -> GraphCall:
    """People whose mail or sign-in name begins with the address; the one asked for is among them."""
    return _search("users", ("mail", "userPrincipalName"), address, USER, 25)


def groups_with_address(address: str) -> GraphCall:
    """The same for groups."""
    return _search("groups", ("mail",), address, GROUP, 25)


def group(group_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/group-get"""
    return GraphCall(path=f"/groups/{quote(group_id, safe='')}?$select={GROUP}")


def group_owners(group_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/group-list-owners"""
    return GraphCall(path=f"/groups/{quote(group_id, safe='')}/owners?$select=id,displayName")


def service_principals_matching(text: str, *, top: int = 25) -> GraphCall:
    """https://learn.microsoft.com/graph/api/serviceprincipal-list"""
    return _search("servicePrincipals", ("displayName",), text, SERVICE_PRINCIPAL, top)


def service_principal(principal_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/serviceprincipal-get"""
    return GraphCall(path=f"/servicePrincipals/{quote(principal_id, safe='')}?$select={SERVICE_PRINCIPAL}")


def service_principals_of_client(client_id: str) -> GraphCall:
    """Those with that application (client) id, a GUID: one or none."""
    condition = f"$filter=appId%20eq%20{quoted(client_id)}"
    return GraphCall(path=f"/servicePrincipals?{condition}&$select={SERVICE_PRINCIPAL}")


def service_principal_owners(principal_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/serviceprincipal-list-owners"""
    path = f"/servicePrincipals/{quote(principal_id, safe='')}/owners?$select=id,displayName"
    return GraphCall(path=path)


def sites_matching(text: str) -> GraphCall:
    """The query option `search` has no dollar sign here; a star finds every site.

    https://learn.microsoft.com/graph/api/site-search
    """
    return GraphCall(path=f"/sites?search={quote(text.strip() or '*', safe='')}&$select={SITE}")


def organization() -> GraphCall:
    """The tenant itself, a list of one. https://learn.microsoft.com/graph/api/organization-list"""
    return GraphCall(path="/organization?$select=id,displayName,verifiedDomains,tenantType")


def subscribed_skus() -> GraphCall:
    """Licences of the tenant. https://learn.microsoft.com/graph/api/subscribedsku-list"""
    return GraphCall(path="/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans")


def connected_organizations() -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-list-connectedorganizations"""
    return GraphCall(path=f"{ENTITLEMENT}/connectedOrganizations")


def catalogs() -> GraphCall:
    """Every catalog the person can see, which is more than where they may create.

    https://learn.microsoft.com/graph/api/entitlementmanagement-list-catalogs
    """
    return GraphCall(path=f"{ENTITLEMENT}/catalogs?$select={CATALOG}")


def catalog(catalog_id: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/accesspackagecatalog-get"""
    return GraphCall(path=f"{ENTITLEMENT}/catalogs/{quote(catalog_id, safe='')}?$select={CATALOG}")


def get_by_ids(ids: Sequence[str], types: Sequence[str] = ("user", "group", "servicePrincipal")) -> GraphCall:
    """Names of several objects at once, at most 1000. A POST that only reads; needs Directory.Read.All.

    https://learn.microsoft.com/graph/api/directoryobject-getbyids
    """
    body = {"ids": list(ids), "types": list(types)}
    return GraphCall(method="POST", path="/directoryObjects/getByIds?$select=id,displayName", body=body)


def _search(collection: str, fields: Collection[str], text: str, select: str, top: int) -> GraphCall:
    """An advanced query; without text the first rows as they come."""
    words = text.strip().replace("\\", "\\\\").replace('"', '\\"')
    clauses = " OR ".join(f'"{field}:{words}"' for field in fields)
    search = f"$search={quote(clauses, safe='')}&" if words else ""
    path = f"/{collection}?{search}$select={select}&$top={top}&$count=true"
    return GraphCall(path=path, headers=ADVANCED)
