"""App registrations: who may ask for tokens, where answers may go, what was consented to."""

import hmac
from typing import Any
from urllib.parse import urlsplit

from portal.tenant.permissions import permission_name
from portal.tenant.state import Row, State

OPENID = frozenset({"openid", "profile", "email", "offline_access"})
GRAPH = "https://graph.microsoft.com"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def find_application(state: State, client_id: str) -> Row | None:
    return next((row for row in state.rows("application") if row["appId"] == client_id), None)


def service_principal_of(state: State, application: Row) -> Row:
    """The application's own object in the directory."""
    return next(row for row in state.rows("servicePrincipal") if row.get("appId") == application["appId"])


def allows_redirect(application: Row, redirect_uri: str) -> bool:
    """Exact match; on loopback any port will do, as a desk has no fixed one."""
    registered = (application.get("web") or {}).get("redirectUris") or []
    return any(_same_place(redirect_uri, allowed) for allowed in registered)


def secret_fits(application: Row, secret: str) -> bool:
    known = [str(entry.get("secretText")) for entry in application.get("passwordCredentials") or []]
    return any(hmac.compare_digest(secret, candidate) for candidate in known)


def consented(application: Row, kind: str) -> frozenset[str]:
    """Graph permissions an administrator consented to. ``kind``: Scope (delegated) or Role (application)."""
    wanted = [
        access for api in application.get("requiredResourceAccess") or [] for access in api["resourceAccess"]
    ]
    return frozenset(permission_name(access["id"]) for access in wanted if access["type"] == kind)


def asked_scopes(scope: str) -> set[str]:
    """The names in a scope parameter, without Graph's address in front."""
    return {name.removeprefix(GRAPH + "/") for name in scope.split()}


def granted_scopes(application: Row, asked: set[str]) -> frozenset[str] | None:
    """The Graph scopes of a token, or None when one was asked for that nobody consented to."""
    known = consented(application, "Scope")
    wanted = asked - OPENID
    if ".default" in wanted:
        return known
    return frozenset(wanted or {"User.Read"} & known) if wanted <= known else None


def app_roles_of(state: State, application: Row, user_id: str) -> list[str]:
    """Values of the application's roles the person holds, directly or through a group named there."""
    holders = {user_id, *state.holders("members", user_id)}
    names = {role["id"]: role["value"] for role in application.get("appRoles") or []}
    given = [
        entry for entry in application.get("_appRoleAssignedTo") or [] if entry["principalId"] in holders
    ]
    return sorted({names[entry["appRoleId"]] for entry in given if entry["appRoleId"] in names})


def _same_place(asked: str, allowed: str) -> bool:
    one, other = urlsplit(asked), urlsplit(allowed)
    if one.hostname == other.hostname and one.hostname in _LOOPBACK:
        return _without_port(one) == _without_port(other)
    return asked == allowed


def _without_port(parts: Any) -> tuple[str, str, str]:
    return (parts.scheme, parts.path, parts.query)
