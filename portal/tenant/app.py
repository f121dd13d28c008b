"""The WSGI application: control, sign-in and Graph under one address, with latency, faults and a log."""

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from werkzeug.wrappers import Request, Response

from portal.tenant.clock import stamp
from portal.tenant.control import PREFIX as CONTROL
from portal.tenant.control import answer_control
from portal.tenant.errors import GraphError
from portal.tenant.faults import BREAKING, PAGES, Fault, laid_over
from portal.tenant.graph.call import Answer, Incoming
from portal.tenant.graph.serve import PREFIX as GRAPH
from portal.tenant.graph.serve import Served, error_answer, serve
from portal.tenant.signin.views import answer_signin
from portal.tenant.tenant import Tenant

# How the server is to break the connection: read by the request handler (server.py).
WIRE = "portal.tenant.wire"


class TenantApp:
    """One tenant behind one address."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith(CONTROL):
            return answer_control(self.tenant, request)(environ, start_response)
        response = self._graph(request) if request.path.startswith(GRAPH + "/") else self._signin(request)
        return response(environ, start_response)

    def _be_late(self) -> None:
        time.sleep(self.tenant.settings.latency_ms / 1000)

    # sign-in

    def _signin(self, request: Request) -> Response:
        self._be_late()
        fault = self.tenant.faults.take(request.method, request.path)
        happens = fault is None or fault.when == "after"
        response = answer_signin(self.tenant, request) if happens else Response()
        if fault is not None:
            response = _spoilt(request, fault, response)
        self._log(_incoming(request), Served(Answer(response.status_code)), with_body=False)
        return response

    # Graph

    def _graph(self, request: Request) -> Response:
        incoming = _incoming(request)
        with self.tenant.turns.taken(self.tenant.settings, incoming.method, incoming.path) as crowded:
            self._be_late()
            answer, fault = self._answer(incoming, crowded)
        response = _response(incoming, answer)
        if fault is not None:
            _break(request, fault, response)
        return response

    def _answer(self, incoming: Incoming, crowded: GraphError | None = None) -> tuple[Answer, Fault | None]:
        """The answer, and the fault it met; inside a batch this is called once per request."""
        fault = self.tenant.faults.take(incoming.method, incoming.path)
        served = Served(Answer(200, {"value": []}))
        if fault is None or fault.when == "after":
            served = Served(error_answer(crowded, incoming)) if crowded else self._serve(incoming)
        if fault is not None:
            served = _faulty(fault, incoming, served)
        self._log(incoming, served)
        return served.answer, fault

    def _serve(self, incoming: Incoming) -> Served:
        return serve(self.tenant, incoming, lambda inner: self._answer(inner)[0])

    def _log(self, incoming: Incoming, served: Served, with_body: bool = True) -> None:
        """Sign-in is logged without what was sent: it carries secrets."""
        entry = {
            "time": stamp(),
            "method": incoming.method,
            "path": incoming.path,
            "query": dict(incoming.query) if with_body else {},
            "body": _readable(incoming.body) if with_body else None,
            "client-request-id": incoming.headers.get("client-request-id"),
            "status": served.answer.status,
            "who": served.who,
            "reason": served.reason,
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


def _faulty(fault: Fault, incoming: Incoming, served: Served) -> Served:
    """What the fault makes of the answer; one that breaks the connection leaves it as it is."""
    reason = f"fault {fault.kind} {fault.when}"
    if fault.kind in BREAKING:
        return Served(served.answer, served.who, reason)
    if fault.kind == "alter":
        altered = replace(served.answer, body=laid_over(served.answer.body, fault.body))
        return Served(altered, served.who, reason)
    if fault.kind in PAGES:
        return Served(_page_before(fault.link or _address(incoming)), served.who, reason)
    error = GraphError(fault.status, fault.code, fault.message, headers=fault.headers)
    return Served(error_answer(error, incoming), served.who, reason)


def _spoilt(request: Request, fault: Fault, response: Response) -> Response:
    """The same for a sign-in answer."""
    _break(request, fault, response)
    if fault.kind in BREAKING:
        return response
    body = json.dumps({"error": fault.code, "error_description": fault.message})
    return Response(body, fault.status, dict(fault.headers), mimetype="application/json")


def _page_before(link: str) -> Answer:
    return Answer(200, {"value": [], "@odata.nextLink": link})


def _address(incoming: Incoming) -> str:
    return f"{incoming.base_url}{incoming.path}?{urlencode(incoming.query)}"


def _break(request: Request, fault: Fault, response: Response) -> None:
    if fault.kind == "garble":
        response.set_data("<html><title>Our services are not available right now</title></html>")
    elif fault.kind in BREAKING:
        request.environ[WIRE] = fault.kind


def _readable(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode("utf-8", "replace")
