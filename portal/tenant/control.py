"""The control endpoint: order faults, read what was requested, turn the switches. Loopback only."""

import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from portal.tenant.seed.directory import register
from portal.tenant.seed.names import Names
from portal.tenant.settings import Settings
from portal.tenant.signin.access_tokens import revoke
from portal.tenant.tenant import Tenant

PREFIX = "/_control"
SECRETS = ("signingKey",)


def answer_control(tenant: Tenant, request: Request) -> Response:
    """JSON in, JSON out; 403 from another machine, 404 for an unknown address, 400 for a wrong body."""
    if not tenant.control or not _is_local(request):
        return _json({"error": "control is off, or not allowed from here"}, 403)
    action = _ACTIONS.get((request.method, request.path.removeprefix(PREFIX)))
    if action is None and not request.path.startswith(PREFIX + "/objects/"):
        return _json({"error": f"no control {request.method} {request.path}"}, 404)
    try:
        body = json.loads(request.get_data() or b"null")
        with tenant.state.lock:
            answer = action(tenant, body) if action else _change_object(tenant, request, body)
            tenant.state.save()
        return _json(answer)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        return _json({"error": str(problem)}, 400)


def _add_faults(tenant: Tenant, body: Any) -> Any:
    tenant.faults.add(body if isinstance(body, list) else [body])
    return tenant.faults.as_json()


def _list_faults(tenant: Tenant, body: Any) -> Any:
    return tenant.faults.as_json()


def _clear_faults(tenant: Tenant, body: Any) -> Any:
    tenant.faults.clear()
    return []


def _list_requests(tenant: Tenant, body: Any) -> Any:
    return list(tenant.requests)


def _clear_requests(tenant: Tenant, body: Any) -> Any:
    tenant.requests.clear()
    return []


def _read_settings(tenant: Tenant, body: Any) -> Any:
    return vars(tenant.settings)


def _change_settings(tenant: Tenant, body: Any) -> Any:
    tenant.settings.change(body)
    return vars(tenant.settings)


def _reset_settings(tenant: Tenant, body: Any) -> Any:
    tenant.settings.change(vars(Settings()))
    return vars(tenant.settings)


def _revoke(tenant: Tenant, body: Any) -> Any:
    if tenant.state.get("user", body["user"]) is None:
        raise ValueError(f"no user {body['user']}")
    revoke(tenant.state, body["user"])
    return {"revoked": body["user"]}


def _register(tenant: Tenant, body: Any) -> Any:
    """What an administrator does in the admin center: the whole registration, as a seed would have it."""
    return register(tenant.state, Names(tenant.state), body)


def _state(tenant: Tenant, body: Any) -> Any:
    known = tenant.state.as_json()
    return known | {"facts": {name: value for name, value in known["facts"].items() if name not in SECRETS}}


def _change_object(tenant: Tenant, request: Request, body: Any) -> Any:
    """Behind a client's back, at ``/objects/<kind>/<id>``: PUT makes, PATCH merges, DELETE removes."""
    kind, _, object_id = request.path.removeprefix(PREFIX + "/objects/").partition("/")
    if request.method == "PUT":
        return tenant.state.put(kind, body | {"id": object_id})
    row = tenant.state.get(kind, object_id)
    if row is None:
        raise ValueError(f"no {kind} {object_id}")
    if request.method == "DELETE":
        tenant.state.remove(kind, object_id)
        return {}
    return tenant.state.put(kind, row | body)


_ACTIONS = {
    ("POST", "/faults"): _add_faults,
    ("GET", "/faults"): _list_faults,
    ("DELETE", "/faults"): _clear_faults,
    ("GET", "/requests"): _list_requests,
    ("DELETE", "/requests"): _clear_requests,
    ("GET", "/settings"): _read_settings,
    ("POST", "/settings"): _change_settings,
    ("DELETE", "/settings"): _reset_settings,
    ("POST", "/revoke"): _revoke,
    ("POST", "/registrations"): _register,
    ("GET", "/state"): _state,
}


def _is_local(request: Request) -> bool:
    """From this machine, by its own name, and not by a page of another site in somebody's browser."""
    name = urlsplit(f"//{request.host}").hostname or ""
    named_local = name == "localhost" or _is_loopback(name)
    return _is_loopback(request.remote_addr or "") and named_local and "Origin" not in request.headers


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _json(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body), status, mimetype="application/json")
