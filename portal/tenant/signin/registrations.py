"""App registrations: who may ask for tokens, where answers may go, what was consented to."""

import hmac
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from portal.tenant.permissions import permission_name
from portal.tenant.state import Row, State

OPENID = frozenset({"openid", "profile", "email", "offline_access"})
GRAPH = "https://graph.microsoft.com"
_ADDRESS = re.compile(r"^https://[^/]+/")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def find_application(state: State, client_id: str) -> Row | None:
    return next((row for row in state.rows("application") if row["appId"] == client_id), None)


def service_principal_of(state: State, application: Row) -> Row:
    """The application's own object in the directory."""
    return next(row for row in state.rows("servicePrincipal") if row.get("appId") == application["appId"])


def allows_redirect(application: Row, redirect_uri: str, *, any_port: bool = True) -> bool:
    """Exact match; on loopback any port will do where the switch says so, as a desk has no fixed one."""
    registered = (application.get("web") or {}).get("redirectUris") or []
    same = _same_place if any_port else str.__eq__
    return any(same(redirect_uri, allowed) for allowed in registered)


def fitting_secret(application: Row, secret: str) -> Row | None:
    """The registered secret of this text, expired or not."""
    known = application.get("passwordCredentials") or []
    return next((one for one in known if hmac.compare_digest(secret, str(one.get("secretText")))), None)


def is_expired(credential: Row, now: float) -> bool:
    """Whether its ``endDateTime`` has passed; without one it is good for ever."""
    end = credential.get("endDateTime")
    return end is not None and datetime.fromisoformat(end).timestamp() < now


def consented(application: Row, kind: str) -> frozenset[str]:
    """Graph permissions an administrator consented to. ``kind``: Scope (delegated) or Role (application).

    All that the registration asks for, unless ``consented`` names those that were granted.
    """
    wanted = [
        access for api in application.get("requiredResourceAccess") or [] for access in api["resourceAccess"]
    ]
    names = frozenset(permission_name(access["id"]) for access in wanted if access["type"] == kind)
    granted = application.get("consented")
    return names if granted is None else names & {permission_name(one) for one in granted}


def asked_scopes(scope: str) -> set[str]:
    """The names in a scope parameter, without the address of any cloud's Graph in front."""
    return {_ADDRESS.sub("", name) for name in scope.split()}


def spelled_as_asked(granted: Iterable[str], scope: str) -> str:
    """The scopes of an answer: with Graph's address in front where they were asked for with it."""
    asked = {_ADDRESS.sub("", name): name for name in scope.split()}
    return " ".join(sorted(asked.get(name, name) for name in granted))


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
    roles = application.get("appRoles") or []
    names = {role["id"]: role["value"] for role in roles if role.get("isEnabled", True)}
    given = [entry["appRoleId"] for entry in assignments(application) if entry["principalId"] in holders]
    return sorted({names[role] for role in given if role in names})


def assignments(application: Row) -> list[Row]:
    """Who was given which of the application's roles."""
    return list(application.get("_appRoleAssignedTo") or [])


def may_enter(state: State, application: Row, user_id: str) -> bool:
    """Where assignment is required, only who was assigned, directly or through a group."""
    if not service_principal_of(state, application).get("appRoleAssignmentRequired"):
        return True
    holders = {user_id, *state.holders("members", user_id)}
    return any(entry["principalId"] in holders for entry in assignments(application))


def _same_place(asked: str, allowed: str) -> bool:
    one, other = urlsplit(asked), urlsplit(allowed)
    if one.hostname == other.hostname and one.hostname in _LOOPBACK:
        return _without_port(one) == _without_port(other)
    return asked == allowed


def _without_port(parts: Any) -> tuple[str, str, str]:
    return (parts.scheme, parts.path, parts.query)
