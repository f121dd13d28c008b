"""What the portal asks about its own registration."""

from portal.graph.calls.call import GraphCall, quoted


def service_principal(client_id: str) -> GraphCall:
    """The application's own object in the tenant: none or one row.

    https://learn.microsoft.com/graph/api/serviceprincipal-list
    """
    select = "id,appRoles,appRoleAssignmentRequired"
    return GraphCall(path=f"/servicePrincipals?$filter=appId%20eq%20{quoted(client_id)}&$select={select}")


def assigned(principal_id: str) -> GraphCall:
    """Who holds which app role. https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto"""
    return GraphCall(path=f"/servicePrincipals/{principal_id}/appRoleAssignedTo")


def consents(principal_id: str) -> GraphCall:
    """Delegated permissions that were consented to.

    https://learn.microsoft.com/graph/api/serviceprincipal-list-oauth2permissiongrants
    """
    return GraphCall(path=f"/servicePrincipals/{principal_id}/oauth2PermissionGrants")
