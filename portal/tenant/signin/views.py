"""The sign-in service's addresses."""

import json
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from portal.tenant.signin import errors, pages
from portal.tenant.signin.access_tokens import issuer
from portal.tenant.signin.authorize import back_to_application, check_client, check_options, code_for
from portal.tenant.signin.keys import ALGORITHM, public_keys
from portal.tenant.signin.people import barred, people
from portal.tenant.signin.registrations import allows_redirect, may_enter
from portal.tenant.signin.token import answer_token
from portal.tenant.tenant import Tenant

# No form-action: it would stop the browser from following the answer back to the application.
_PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def discovery(tenant: Tenant, request: Request) -> Response:
    """OpenID configuration at the host the caller used; https away from loopback, as msal demands."""
    base = _base(tenant, request)
    body = {
        "issuer": tenant.settings.issuer or issuer(tenant.state),
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "end_session_endpoint": f"{base}/oauth2/v2.0/logout",
        "jwks_uri": f"{base}/discovery/v2.0/keys",
        "response_modes_supported": ["query"],
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "code_challenge_methods_supported": ["S256"],
        "tenant_region_scope": "EU",
    }
    return _json(body)


def _base(tenant: Tenant, request: Request) -> str:
    host = request.host
    scheme = "http" if host.rsplit(":", 1)[0] in _LOOPBACK or host in _LOOPBACK else "https"
    return f"{scheme}://{host}/{tenant.tenant_id}"


def instance_discovery(tenant: Tenant, request: Request) -> Response:
    """msal asks which names the sign-in host goes by."""
    hosts = {"preferred_network": request.host, "preferred_cache": request.host, "aliases": [request.host]}
    endpoint = f"https://{request.host}/{tenant.tenant_id}/v2.0/.well-known/openid-configuration"
    return _json({"tenant_discovery_endpoint": endpoint, "api-version": "1.1", "metadata": [hosts]})


def keys(tenant: Tenant, request: Request) -> Response:
    return _json(public_keys(tenant.state))


def authorize(tenant: Tenant, request: Request) -> Response:
    """GET: the people of the company. POST: back to the application with a code for the chosen one."""
    options = request.args
    try:
        application = check_client(tenant, options)
    except errors.SigninError as problem:
        return _message(tenant, "Sign-in is not possible", problem.text, 400)
    try:
        check_options(application, options)
        return (
            _chosen(tenant, application, request)
            if request.method == "POST"
            else _choose(tenant, application, request)
        )
    except errors.SigninError as problem:
        answer = {"error": problem.error, "error_description": problem.text}
        return redirect(back_to_application(options, answer), 303)


def token(tenant: Tenant, request: Request) -> Response:
    try:
        return _json(answer_token(tenant, request.form, f"{_base(tenant, request)}/oauth2/v2.0/token"))
    except errors.SigninError as problem:
        return _json(problem.body(), problem.status)


def logout(tenant: Tenant, request: Request) -> Response:
    """Back to the application when it registered the address, else a page that says so."""
    address = request.args.get("post_logout_redirect_uri", "")
    if address and any(allows_redirect(row, address) for row in tenant.state.rows("application")):
        return redirect(address, 303)
    return _message(tenant, "You signed out", "You can close this page.")


def style(tenant: Tenant, request: Request) -> Response:
    return Response(pages.STYLE, mimetype="text/css", headers={"Cache-Control": "max-age=3600"})


_MAP = Map(
    [
        Rule("/<tenant>/v2.0/.well-known/openid-configuration", endpoint=discovery, methods=["GET"]),
        Rule("/common/discovery/instance", endpoint=instance_discovery, methods=["GET"]),
        Rule("/<tenant>/discovery/v2.0/keys", endpoint=keys, methods=["GET"]),
        Rule("/<tenant>/oauth2/v2.0/authorize", endpoint=authorize, methods=["GET", "POST"]),
        Rule("/<tenant>/oauth2/v2.0/token", endpoint=token, methods=["POST"]),
        Rule("/<tenant>/oauth2/v2.0/logout", endpoint=logout, methods=["GET", "POST"]),
        Rule("/signin.css", endpoint=style, methods=["GET"]),
    ]
)


def answer_signin(tenant: Tenant, request: Request) -> Response:
    """The page or the tokens; 404 for an address the sign-in service does not have, or another tenant's."""
    try:
        view, values = _MAP.bind_to_environ(request.environ).match()
    except HTTPException as problem:
        return _message(
            tenant, "Not simulated", f"{request.method} {request.path}: {problem.name}", problem.code or 404
        )
    if values.get("tenant", tenant.tenant_id) not in (tenant.tenant_id, *_domains(tenant)):
        text = f"AADSTS90002: Tenant '{values['tenant']}' not found."
        return _json({"error": "invalid_tenant", "error_description": text, "error_codes": [90002]}, 400)
    with tenant.state.lock:
        response: Response = view(tenant, request)
        tenant.state.save()
    return response


def _choose(tenant: Tenant, application: Any, request: Request) -> Response:
    hint = request.args.get("login_hint", "")
    listed = people(tenant.state, application)
    html = pages.people_page(_company(tenant), application["displayName"], listed, hint)
    return Response(html, mimetype="text/html", headers=_PAGE_HEADERS)


def _chosen(tenant: Tenant, application: Any, request: Request) -> Response:
    user = tenant.state.get("user", request.form.get("user"))
    if user is None or barred(user):
        raise errors.disabled_account()
    if not may_enter(tenant.state, application, user["id"]):
        raise errors.not_assigned(user["userPrincipalName"], application["displayName"])
    code = code_for(tenant, user, request.args)
    return redirect(back_to_application(request.args, {"code": code, "session_state": tenant.tenant_id}), 303)


def _domains(tenant: Tenant) -> list[str]:
    organization = next(iter(tenant.state.rows("organization")))
    return [domain["name"] for domain in organization.get("verifiedDomains") or []]


def _company(tenant: Tenant) -> str:
    return str(next(iter(tenant.state.rows("organization")))["displayName"])


def _message(tenant: Tenant, title: str, text: str, status: int = 200) -> Response:
    html = pages.message_page(_company(tenant), title, text)
    return Response(html, status, mimetype="text/html", headers=_PAGE_HEADERS)


def _json(body: Any, status: int = 200) -> Response:
    return Response(
        json.dumps(body), status, mimetype="application/json", headers={"Cache-Control": "no-store"}
    )
