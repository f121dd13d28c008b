"""From a request to Graph's answer: know the caller, find the route, check the permission, call."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule

from portal.tenant.caller import Caller
from portal.tenant.clock import stamp
from portal.tenant.errors import GraphError, denied, method_not_allowed, not_simulated
from portal.tenant.graph.batch import serve_batch
from portal.tenant.graph.call import Answer, Call, Incoming
from portal.tenant.graph.routes import ROUTES, Route
from portal.tenant.rights import Rights
from portal.tenant.signin.access_tokens import read_access_token
from portal.tenant.tenant import Tenant

PREFIX = "/v1.0"
_MAP = Map(
    [Rule(PREFIX + route.path, methods=[route.method], endpoint=route) for route in ROUTES],
    strict_slashes=False,
    merge_slashes=False,
    redirect_defaults=False,
)
_MATCHER = _MAP.bind("graph")


@dataclass(frozen=True)
class Served:
    """The answer, who called (an object id, or empty), and the reason of a refusal for the request log."""

    answer: Answer
    who: str = ""
    reason: str = ""


def serve(tenant: Tenant, incoming: Incoming, serve_inner: Callable[[Incoming], Answer]) -> Served:
    """Answer one request. ``serve_inner`` answers the requests inside a batch, each with its own faults."""
    who = ""
    try:
        caller = read_access_token(tenant, incoming.headers.get("authorization", ""))
        who = caller.object_id
        if (incoming.method, incoming.path) == ("POST", f"{PREFIX}/$batch"):
            return Served(serve_batch(incoming, serve_inner), who)
        return Served(_dispatch(tenant, incoming, caller), who)
    except GraphError as error:
        return Served(error_answer(error, incoming), who, error.reason)
    except Exception as problem:  # a mistake of the simulation must look like one of the service, and be seen
        logging.getLogger(__name__).exception("%s %s", incoming.method, incoming.path)
        broken = GraphError(500, "InternalServerError", "An internal server error has occurred.")
        return Served(error_answer(broken, incoming), who, repr(problem))


def _dispatch(tenant: Tenant, incoming: Incoming, caller: Caller) -> Answer:
    route, path = _match(incoming)
    with tenant.state.lock:
        call = Call(tenant, incoming, caller, path)
        _permit(route, caller, call.rights)
        try:
            return route.handler(call)
        finally:
            tenant.state.save()


def _match(incoming: Incoming) -> tuple[Route, dict[str, str]]:
    try:
        return _MATCHER.match(incoming.path, method=incoming.method)  # type: ignore[return-value]
    except MethodNotAllowed as problem:
        raise method_not_allowed(incoming.method) from problem
    except (NotFound, HTTPException) as problem:
        raise not_simulated(incoming.method, incoming.path) from problem


def _permit(route: Route, caller: Caller, rights: Rights) -> None:
    """The token must carry a permission; an app may hold a role of entitlement management instead."""
    if not route.scopes or caller.has_any(route.scopes):
        return
    if (
        caller.is_app
        and route.is_entitlement_management
        and (rights.has_catalog_role or rights.reads_everything)
    ):
        return
    raise denied(f"needs one of {', '.join(sorted(route.scopes))}")


def error_answer(error: GraphError, incoming: Incoming) -> Answer:
    """Graph's error body; the request ids are repeated in the headers by the caller."""
    inner = {"date": stamp()[:19], "request-id": str(uuid4())}
    inner["client-request-id"] = incoming.headers.get("client-request-id", inner["request-id"])
    body = {"error": {"code": error.code, "message": error.message, "innerError": inner}}
    return Answer(error.status, body, dict(error.headers))
