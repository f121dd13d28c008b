"""The WSGI application: control, sign-in and Graph under one address, with latency, faults and a log of requests."""

import json
import time
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from werkzeug.wrappers import Request, Response

from portal.tenant.clock import stamp
from portal.tenant.control import PREFIX as CONTROL
from portal.tenant.control import answer_control
from portal.tenant.errors import GraphError
from portal.tenant.faults import Fault
from portal.tenant.graph.call import Answer, Incoming
from portal.tenant.graph.routes import EM
from portal.tenant.graph.serve import PREFIX as GRAPH
from portal.tenant.graph.serve import Served, error_answer, serve
from portal.tenant.signin.views import answer_signin
from portal.tenant.tenant import Tenant

# How the server is to break the connection: read by the request handler (server.py).
WIRE = "portal.tenant.wire"
_POLICIES = f"{GRAPH}{EM}/assignmentPolicies"


class TenantApp:
    """One tenant behind one address."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith(CONTROL):
            return answer_control(self.tenant, request)(environ, start_response)
        time.sleep(self.tenant.settings.latency_ms / 1000)
        response = self._graph(request) if request.path.startswith(GRAPH + "/") else self._signin(request)
        return response(environ, start_response)

    # sign-in

    def _signin(self, request: Request) -> Response:
        fault = self.tenant.faults.take(request.method, request.path)
        response = (
            answer_signin(self.tenant, request) if fault is None or fault.when == "after" else Response()
        )
        if fault is not None:
            _break_wire(request, fault)
            if fault.kind in ("answer", "challenge"):
                body = {"error": fault.code, "error_description": fault.message}
                response = Response(json.dumps(body), fault.status, dict(fault.headers), "application/json")
        self._log(_incoming(request), response.status_code, "", "", with_body=False)
        return response

    # Graph

    def _graph(self, request: Request) -> Response:
        incoming = _incoming(request)
        answer, fault = self._answer(incoming)
        if fault is not None:
            _break_wire(request, fault)
        return _response(incoming, answer)

    def _answer(self, incoming: Incoming) -> tuple[Answer, Fault | None]:
        fault = self.tenant.faults.take(incoming.method, incoming.path)
        served = Served(Answer(200))
        if fault is None or fault.when == "after":
            served = self._serve(incoming)
        if fault is not None and fault.kind in ("answer", "challenge"):
            served = Served(_faulty(fault, incoming), served.who, f"fault {fault.when}")
        reason = served.reason if fault is None else f"fault {fault.kind} {fault.when}"
        self._log(incoming, served.answer.status, served.who, reason)
        return served.answer, fault

    def _serve(self, incoming: Incoming) -> Served:
        if not self.tenant.settings.one_policy_at_a_time or (incoming.method, incoming.path) != (
            "POST",
            _POLICIES,
        ):
            return serve(self.tenant, incoming, lambda inner: self._answer(inner)[0])
        if not self.tenant.policy_turn.acquire(blocking=False):
            error = GraphError(409, "DuplicateKey", "The operation conflicts with another one.")
            return Served(error_answer(error, incoming), "", "another policy is being created")
        try:
            time.sleep(self.tenant.settings.latency_ms / 1000)
            return serve(self.tenant, incoming, lambda inner: self._answer(inner)[0])
        finally:
            self.tenant.policy_turn.release()

    def _log(self, incoming: Incoming, status: int, who: str, reason: str, with_body: bool = True) -> None:
        entry = {
            "time": stamp(),
            "method": incoming.method,
            "path": incoming.path,
            "query": dict(incoming.query) if with_body else {},
            "body": _readable(incoming.body) if with_body else None,
            "client-request-id": incoming.headers.get("client-request-id"),
            "status": status,
            "who": who,
            "reason": reason,
        }
        self.tenant.requests.append(entry)


def _incoming(request: Request) -> Incoming:
    return Incoming(
        method=request.method,
        path=request.path,
        query=request.args.to_dict(),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(),
        base_url=f"{request.scheme}://{request.host}",
    )


def _response(incoming: Incoming, answer: Answer) -> Response:
    request_id = str(uuid4())
    if isinstance(answer.body, dict) and "error" in answer.body:
        request_id = answer.body["error"].get("innerError", {}).get("request-id", request_id)
    headers = {"request-id": request_id, "Cache-Control": "no-cache", **answer.headers}
    if "client-request-id" in incoming.headers:
        headers["client-request-id"] = incoming.headers["client-request-id"]
    body = b"" if answer.body is None else json.dumps(answer.body).encode()
    kind = headers.pop("Content-Type", "application/json;odata.metadata=minimal;charset=utf-8")
    return Response(body, answer.status, headers, content_type=None if answer.body is None else kind)


def _faulty(fault: Fault, incoming: Incoming) -> Answer:
    error = GraphError(fault.status, fault.code, fault.message, headers=fault.headers)
    return error_answer(error, incoming)


def _break_wire(request: Request, fault: Fault) -> None:
    if fault.kind in ("reset", "truncate"):
        request.environ[WIRE] = fault.kind


def _readable(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode("utf-8", "replace")
