"""$batch: up to 20 requests in one, each with its own outcome."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from portal.tenant.errors import bad_request
from portal.tenant.graph.call import Answer, Incoming

MAX_REQUESTS = 20
Serve = Callable[[Incoming], Answer]


def serve_batch(outer: Incoming, serve: Serve) -> Answer:
    """200 with one response per request; a request fails with 424 when one it depends on failed."""
    responses: dict[str, dict[str, Any]] = {}
    for request in _in_order(_requests(outer)):
        failed = [other for other in request.get("dependsOn") or [] if responses[other]["status"] >= 400]
        answer = Answer(424, _failed_dependency()) if failed else serve(_inner(outer, request))
        responses[request["id"]] = _response(request["id"], answer)
    return Answer(200, {"responses": list(responses.values())})


def _requests(outer: Incoming) -> list[dict[str, Any]]:
    try:
        requests = json.loads(outer.body)["requests"]
        ids = [request["id"] for request in requests]
        complete = all(request["method"] and request["url"] for request in requests)
    except (ValueError, KeyError, TypeError) as problem:
        raise bad_request("Invalid batch payload format.") from problem
    if not complete or not 1 <= len(requests) <= MAX_REQUESTS or len(set(ids)) != len(ids):
        raise bad_request(f"A batch holds 1 to {MAX_REQUESTS} requests with ids of their own.")
    return list(requests)


def _in_order(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Requests after those they depend on; raises 400 for unknown ids and for circles."""
    waiting = list(requests)
    done: list[dict[str, Any]] = []
    while waiting:
        ready = [
            entry for entry in waiting if set(entry.get("dependsOn") or []) <= {other["id"] for other in done}
        ]
        if not ready:
            raise bad_request("Invalid dependsOn in the batch.")
        done += ready
        waiting = [entry for entry in waiting if entry not in ready]
    return done


def _inner(outer: Incoming, request: dict[str, Any]) -> Incoming:
    parts = urlsplit(request["url"])
    headers = {name.lower(): value for name, value in (request.get("headers") or {}).items()}
    if "body" in request and "content-type" not in headers:
        raise bad_request("Content-Type header is required when a body is present.")
    return Incoming(
        method=request["method"].upper(),
        path="/v1.0" + unquote(parts.path),
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers={"authorization": outer.headers.get("authorization", ""), **headers},
        body=json.dumps(request["body"]).encode() if "body" in request else b"",
        base_url=outer.base_url,
    )


def _response(request_id: str, answer: Answer) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", **answer.headers}
    response = {"id": request_id, "status": answer.status, "headers": headers}
    return response if answer.body is None else response | {"body": answer.body}


def _failed_dependency() -> dict[str, Any]:
    return {"error": {"code": "FailedDependency", "message": "A request this one depends on failed."}}
