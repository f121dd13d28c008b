"""Enterprise applications."""

from portal.tenant.directory import any_object
from portal.tenant.errors import object_not_found
from portal.tenant.graph.call import Answer, Call
from portal.tenant.seed.names import SEEDED, object_id
from portal.tenant.signin.registrations import assignments, consented, find_application
from portal.tenant.state import Row

GRAPH_ITSELF = object_id("servicePrincipal", "Microsoft Graph")


def list_service_principals(call: Call) -> Answer:
    return call.page("servicePrincipal")


def get_service_principal(call: Call) -> Answer:
    return call.item("servicePrincipal", call.state.get("servicePrincipal", call.path["id"]))


def list_owners(call: Call) -> Answer:
    if call.state.get("servicePrincipal", call.path["id"]) is None:
        raise object_not_found(call.path["id"])
    found = (any_object(call.state, owner) for owner in call.state.linked("owners", call.path["id"]))
    return call.page("directoryObject", [row for row in found if row is not None])


def list_assigned(call: Call) -> Answer:
    """Who was given which role of the application."""
    principal, application = _registered(call)
    rows = [_assigned(call, principal, entry) for entry in assignments(application)]
    return call.page("appRoleAssignment", rows)


def list_consents(call: Call) -> Answer:
    """Delegated permissions that an administrator consented to for everybody."""
    principal, application = _registered(call)
    scopes = " ".join(sorted(consented(application, "Scope")))
    grant = {"id": object_id("grant", principal["id"]), "clientId": principal["id"], "principalId": None}
    grant |= {"consentType": "AllPrincipals", "resourceId": GRAPH_ITSELF, "scope": scopes}
    return call.page("oAuth2PermissionGrant", [grant] if scopes else [])


def _registered(call: Call) -> tuple[Row, Row]:
    """The application's own object and its registration, which is empty for other companies' applications."""
    principal = call.state.get("servicePrincipal", call.path["id"])
    if principal is None:
        raise object_not_found(call.path["id"])
    return principal, find_application(call.state, principal["appId"]) or {}


def _assigned(call: Call, principal: Row, entry: Row) -> Row:
    holder = any_object(call.state, entry["principalId"]) or {}
    return {
        "id": object_id("appRoleAssignment", f"{entry['principalId']}/{entry['appRoleId']}"),
        "appRoleId": entry["appRoleId"],
        "createdDateTime": SEEDED,
        "principalDisplayName": holder.get("displayName"),
        "principalId": entry["principalId"],
        "principalType": "User" if "userPrincipalName" in holder else "Group",
        "resourceDisplayName": principal["displayName"],
        "resourceId": principal["id"],
    }
