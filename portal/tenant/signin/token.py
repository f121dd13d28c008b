"""The token endpoint: authorization_code, refresh_token and client_credentials."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import jwt

from portal.tenant.permissions import permission_name
from portal.tenant.signin import errors
from portal.tenant.signin.access_tokens import (
    REFRESH_AUDIENCE,
    app_token,
    generation,
    id_token,
    refresh_token,
    user_token,
)
from portal.tenant.signin.certificates import check_assertion
from portal.tenant.signin.keys import verify
from portal.tenant.signin.registrations import (
    asked_scopes,
    consented,
    find_application,
    fitting_secret,
    granted_scopes,
    is_expired,
    may_enter,
    service_principal_of,
    spelled_as_asked,
)
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant

Form = Mapping[str, str]


def answer_token(tenant: Tenant, form: Form, endpoint: str) -> dict[str, Any]:
    """The tokens asked for at this address; raises SigninError."""
    application = _authenticated(tenant, form, endpoint)
    grants = {
        "authorization_code": _by_code,
        "refresh_token": _by_refresh,
        "client_credentials": _by_application,
    }
    grant = grants.get(form.get("grant_type", ""))
    if grant is None:
        raise errors.unsupported("grant_type", form.get("grant_type", ""))
    return grant(tenant, application, form)


def _authenticated(tenant: Tenant, form: Form, endpoint: str) -> Row:
    application = find_application(tenant.state, form.get("client_id", ""))
    if application is None:
        raise errors.unknown_client(form.get("client_id", ""))
    if "client_assertion" in form:
        check_assertion(application, form, endpoint, tenant.now())
    else:
        _check_secret(application, form, tenant.now())
    return application


def _check_secret(application: Row, form: Form, now: float) -> None:
    if "client_secret" not in form:
        raise errors.no_secret()
    known = fitting_secret(application, form["client_secret"])
    if known is None:
        raise errors.wrong_secret()
    if is_expired(known, now):
        raise errors.expired_secret()


def _by_code(tenant: Tenant, application: Row, form: Form) -> dict[str, Any]:
    """A code works once, for the same application and address, with the verifier of its challenge."""
    grant = tenant.codes.pop(form.get("code", ""), None)
    if grant is None or grant["client_id"] != application["appId"]:
        raise errors.dead_code()
    if form.get("redirect_uri") != grant["redirect_uri"]:
        raise errors.wrong_redirect(form.get("redirect_uri", ""))
    if challenge_of(form.get("code_verifier", "")) != grant["code_challenge"]:
        raise errors.wrong_verifier()
    asked = asked_scopes(form.get("scope") or grant["scope"])
    return _tokens(tenant, application, grant["user"], asked, form, grant.get("nonce"))


def _by_refresh(tenant: Tenant, application: Row, form: Form) -> dict[str, Any]:
    try:
        claims = verify(
            tenant.state,
            form.get("refresh_token", ""),
            REFRESH_AUDIENCE,
            leeway=abs(tenant.settings.clock_offset_seconds),
        )
    except jwt.PyJWTError as problem:
        raise errors.revoked() from problem
    _refuse_disabled(tenant, claims["oid"])  # disabling revokes, and this is what is told then
    if claims["appid"] != application["appId"] or claims["gen"] != generation(tenant.state, claims["oid"]):
        raise errors.revoked()
    asked = asked_scopes(form["scope"]) if form.get("scope") else set(claims["asked"])
    return _tokens(tenant, application, claims["oid"], asked, form, None)


def _by_application(tenant: Tenant, application: Row, form: Form) -> dict[str, Any]:
    if asked_scopes(form.get("scope", "")) != {".default"}:
        raise errors.SigninError("invalid_scope", 1002012, "The scope must be the resource's '/.default'.")
    principal = service_principal_of(tenant.state, application)
    granted = frozenset(map(permission_name, tenant.settings.application_permissions))
    token = app_token(tenant, application, principal, consented(application, "Role") | granted)
    return _lifetime(tenant) | {"access_token": token}


def _tokens(
    tenant: Tenant, application: Row, user_id: str, asked: set[str], form: Form, nonce: str | None
) -> dict[str, Any]:
    user = _refuse_disabled(tenant, user_id)
    if not may_enter(tenant.state, application, user["id"]):
        raise errors.locked_out(user["userPrincipalName"], application["displayName"])
    scopes = granted_scopes(application, asked)
    if scopes is None:
        raise errors.no_consent(" ".join(sorted(asked)))
    tokens = _lifetime(tenant) | {
        "scope": spelled_as_asked(scopes | (asked - {".default"}), form.get("scope", "")),
        "access_token": user_token(tenant, application, user, scopes, _declares_capability(form)),
    }
    return (
        tokens | _further_tokens(tenant, application, user, asked, nonce) | _client_info(tenant, user, form)
    )


def _refuse_disabled(tenant: Tenant, user_id: str) -> Row:
    user = tenant.state.get("user", user_id)
    if user is None or not user.get("accountEnabled", True):
        raise errors.disabled_meanwhile()
    return user


def _further_tokens(
    tenant: Tenant, application: Row, user: Row, asked: set[str], nonce: str | None
) -> dict[str, str]:
    tokens = {}
    if "openid" in asked:
        tokens["id_token"] = id_token(tenant, application, user, nonce)
    if "offline_access" in asked:
        tokens["refresh_token"] = refresh_token(tenant, application, user, asked)
    return tokens


def _lifetime(tenant: Tenant) -> dict[str, Any]:
    seconds = tenant.settings.token_seconds
    return {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds}


def _client_info(tenant: Tenant, user: Row, form: Form) -> dict[str, str]:
    """Lets the client tell accounts apart across tenants; given when asked for, as the real service does."""
    if form.get("client_info") != "1":
        return {}
    text = json.dumps({"uid": user["id"], "utid": tenant.tenant_id})
    return {"client_info": base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")}


def _declares_capability(form: Form) -> bool:
    """Did the client say that it understands claims challenges (capability CP1)?"""
    return '"cp1"' in form.get("claims", "").lower()


def challenge_of(verifier: str) -> str:
    """PKCE, S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
