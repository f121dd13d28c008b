"""From an HTTP response to an answer or an error of `portal.graph.errors`."""

import base64
import binascii
import datetime as dt
import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from portal.graph.errors import GraphError, GraphUnreachable, SignInNeeded, refusal
from portal.text import storable

#: Beyond a day a Retry-After is a mistake.
LONGEST_WAIT = 24 * 60 * 60.0
#: How JSON writes NUL and halves of characters: few answers hold them, and only those are looked through.
_UNFIT = re.compile(rb"\\u(0000|d[89a-f])", re.IGNORECASE)
_TOKEN = re.compile(r"eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*|(?<=Bearer )[\w.~+/=-]{16,}", re.IGNORECASE)
_CLAIMS = re.compile(r'\bclaims="?([A-Za-z0-9+/_=-]+)"?')


@dataclass(frozen=True)
class GraphAnswer:
    """A success. `body` is the decoded JSON, None for an answer without content (204)."""

    status: int
    body: Any
    request_id: str


def answer_of(response: requests.Response) -> GraphAnswer:
    """The answer in it. Raises the fitting `GraphError`."""
    request_id = response.headers.get("request-id", "")
    if 200 <= response.status_code < 300:
        return GraphAnswer(response.status_code, _json(response, request_id), request_id)
    raise _error(response, request_id)


def _json(response: requests.Response, request_id: str) -> Any:
    if response.status_code == 204 or not response.content:
        return _nothing(response, request_id)
    try:
        body = response.json()
        return storable(body) if _UNFIT.search(response.content) else body
    except (ValueError, RecursionError):
        why = f"{response.status_code} with a body that is no JSON (request id {request_id or 'unknown'})"
        raise GraphUnreachable(why, may_have_landed=True) from None


def _nothing(response: requests.Response, request_id: str) -> None:
    """An empty body is an answer only where none is promised: a 200 or 201 without one was cut short."""
    if response.status_code in {200, 201}:
        why = f"{response.status_code} with an empty body (request id {request_id or 'unknown'})"
        raise GraphUnreachable(why, may_have_landed=True)


def _error(response: requests.Response, request_id: str) -> GraphError:
    code, message = _code_and_message(response)
    claims = challenge_of(response.headers.get("WWW-Authenticate", ""))
    if response.status_code == 401 or (response.status_code == 403 and claims):
        return SignInNeeded(f"{response.status_code} {code}: {message}", claims=claims, request_id=request_id)
    return refusal(
        status=response.status_code,
        code=code,
        message=message,
        request_id=request_id,
        wait=seconds_of(response.headers.get("Retry-After", ""), now=dt.datetime.now(dt.UTC)),
    )


def _code_and_message(response: requests.Response) -> tuple[str, str]:
    """Graph's own words; where a proxy answered in its place, the HTTP reason."""
    try:
        error = response.json()["error"]
        return _told(error["code"]), _told(error.get("message") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return str(response.reason or "Unknown"), "The answer carries no Graph error."


def _told(said: Any) -> str:
    """Words to store and to show. Whoever answers in Graph's place may repeat the token that was sent."""
    return str(storable(_TOKEN.sub("***", str(said))))


def challenge_of(header: str) -> str | None:
    """The claims of a WWW-Authenticate header as JSON text, None without any that can be read.

    https://learn.microsoft.com/entra/identity-platform/claims-challenge
    """
    match = _CLAIMS.search(header)
    if not match:
        return None
    encoded = match[1].rstrip("=").replace("+", "-").replace("/", "_")
    try:
        claims = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
        json.loads(claims)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return claims


def seconds_of(retry_after: str, *, now: dt.datetime) -> float | None:
    """Seconds to wait, from a number or an HTTP date; None where the header is absent or makes no sense."""
    if retry_after.strip().isdecimal():
        return min(float(retry_after), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
