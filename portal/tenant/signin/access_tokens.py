"""Access tokens for Graph and refresh tokens to get new ones: both die when the person is revoked."""

from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

import jwt

from portal.tenant.caller import Caller
from portal.tenant.errors import unauthenticated
from portal.tenant.faults import claims_challenge
from portal.tenant.signin.forging import sign_id_token
from portal.tenant.signin.keys import sign, verify
from portal.tenant.signin.registrations import GRAPH, app_roles_of
from portal.tenant.state import Row, State
from portal.tenant.tenant import Tenant

REFRESH_AUDIENCE = "refresh"
REFRESH_SECONDS = 90 * 24 * 3600


def issuer(state: State) -> str:
    """The same whatever address the tenant is reached at, as the real one's is."""
    return f"https://login.microsoftonline.com/{state.facts['tenantId']}/v2.0"


def generation(state: State, object_id: str) -> int:
    """How often this person's sessions were revoked; tokens of an earlier generation are dead."""
    return int(state.facts.get("revocations", {}).get(object_id, 0))


def revoke(state: State, object_id: str) -> None:
    """Refresh tokens issued so far die; so do access tokens of clients that understand claims challenges."""
    revocations = dict(state.facts.get("revocations", {}))
    revocations[object_id] = generation(state, object_id) + 1
    state.remember("revocations", revocations)


def user_token(
    tenant: Tenant, application: Row, user: Row, scopes: frozenset[str], can_be_challenged: bool
) -> str:
    extra: dict[str, Any] = {"scp": " ".join(sorted(scopes)), "name": user["displayName"], "idtyp": "user"}
    extra["upn"] = user["userPrincipalName"]
    if can_be_challenged:
        extra["xms_cc"] = ["CP1"]
    return sign(tenant.state, _claims(tenant, application, user["id"]) | extra)


def app_token(tenant: Tenant, application: Row, principal: Row, roles: frozenset[str]) -> str:
    extra = {"roles": sorted(roles), "idtyp": "app"}
    return sign(tenant.state, _claims(tenant, application, principal["id"]) | extra)


def refresh_token(tenant: Tenant, application: Row, user: Row, scopes: set[str]) -> str:
    claims = _times(tenant, REFRESH_SECONDS) | {
        "aud": REFRESH_AUDIENCE,
        "appid": application["appId"],
        "oid": user["id"],
        "asked": sorted(scopes),
        "gen": generation(tenant.state, user["id"]),
        "uti": uuid4().hex,
    }
    return sign(tenant.state, claims)


def id_token(tenant: Tenant, application: Row, user: Row, nonce: str | None) -> str:
    """What the application learns of the person; ``roles`` are the application's own."""
    claims = _times(tenant, tenant.settings.token_seconds) | {
        "aud": application["appId"],
        "iss": tenant.settings.issuer or issuer(tenant.state),
        "name": user["displayName"],
        "oid": user["id"],
        "preferred_username": user["userPrincipalName"],
        "sub": str(uuid5(NAMESPACE_OID, application["appId"] + user["id"])),
        "tid": tenant.tenant_id,
        "uti": uuid4().hex,
        "ver": "2.0",
    }
    roles = app_roles_of(tenant.state, application, user["id"])
    optional = {"nonce": nonce, "roles": roles, "email": user.get("mail")}
    return sign_id_token(tenant, claims | {name: value for name, value in optional.items() if value})


def read_access_token(tenant: Tenant, header: str) -> Caller:
    """Who calls; raises 401 for no token, a bad token, and a claims challenge for a revoked one."""
    kind, _, token = header.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise unauthenticated("Access token is empty.")
    try:
        claims = verify(tenant.state, token.strip(), GRAPH, leeway=abs(tenant.settings.clock_offset_seconds))
    except jwt.ExpiredSignatureError as problem:
        raise unauthenticated("Lifetime validation failed, the token is expired.") from problem
    except jwt.PyJWTError as problem:
        raise unauthenticated("Access token validation failure. Invalid token.") from problem
    _refuse_revoked(tenant, claims)
    is_app = claims["idtyp"] == "app"
    scopes = claims.get("roles", []) if is_app else claims.get("scp", "").split()
    return Caller(claims["oid"], is_app, frozenset(scopes), claims)


def _refuse_revoked(tenant: Tenant, claims: dict[str, Any]) -> None:
    if "xms_cc" in claims and claims["gen"] != generation(tenant.state, claims["oid"]):
        message = "Continuous access evaluation resulted in challenge with result: InteractionRequired"
        raise unauthenticated(message, claims_challenge(int(tenant.now())))


def _claims(tenant: Tenant, application: Row, object_id: str) -> dict[str, Any]:
    return _times(tenant, tenant.settings.token_seconds) | {
        "aud": GRAPH,
        "iss": f"https://sts.windows.net/{tenant.tenant_id}/",
        "appid": application["appId"],
        "app_displayname": application["displayName"],
        "oid": object_id,
        "sub": object_id,
        "tid": tenant.tenant_id,
        "uti": uuid4().hex,
        "gen": generation(tenant.state, object_id),
        "ver": "1.0",
    }


def _times(tenant: Tenant, seconds: int) -> dict[str, Any]:
    now = int(tenant.now())
    return {"iat": now, "nbf": now, "exp": now + seconds}
