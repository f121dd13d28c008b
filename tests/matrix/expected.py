"""The table: what is answered instead of an answer, and how the submission must end before anybody helps it.

Whatever the ending, after mending and Resume (or signing in) there is one of everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Ending(Enum):
    COMPLETES = "completes by itself"
    STOPS = "stops, names the step, can be resumed"
    PARKS = "waits for the person's sign-in"
    OTHER = "anything else"


C, S, P = Ending.COMPLETES, Ending.STOPS, Ending.PARKS


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A fault as the simulated tenant takes it, and the endings by route: a write, a read, exceptions."""

    fault: dict[str, Any]
    write: Ending
    read: Ending
    exceptions: dict[str, Ending] = field(default_factory=dict)
    #: Members of the fault that differ by route.
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Only a list has pages.
    pages_only: bool = False
    #: Seconds after the fault in which nothing may be sent.
    silence: float = 0.0

    def expected(self, route: str, *, is_read: bool) -> Ending:
        return self.exceptions.get(route, self.read if is_read else self.write)


def answer(status: int, code: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "code": code, "message": "As ordered."} | more


def throttled(retry_after: str = "", **more: Any) -> dict[str, Any]:
    headers = {"Retry-After": retry_after} if retry_after else {}
    return answer(429, "TooManyRequests", headers=headers, **more)


#: 404 on what was made a moment ago, in the words of the part that does not know it yet.
LATE = {
    "resource": {"code": "CatalogNotFound"},
    "visible": {"code": "CatalogNotFound"},
    "roles": {"code": "ResourceNotFound"},
    "package": {"code": "CatalogNotFound"},
}

FAULTS: dict[str, Kind] = {
    "400": Kind(fault=answer(400, "InvalidModel"), write=S, read=S),
    "401 once": Kind(fault=answer(401, "InvalidAuthenticationToken"), write=C, read=C),
    "401 with claims": Kind(fault={"kind": "challenge", "times": -1}, write=P, read=P),
    "403": Kind(fault=answer(403, "accessDenied"), write=S, read=S),
    # A look that is answered with 404 has found nothing.
    "404 while replicating": Kind(
        fault=answer(404, "AccessPackageNotFound", times=3), write=C, read=C,
        exceptions={"catalog": S}, codes=LATE,
    ),
    "409 DuplicateKey": Kind(fault=answer(409, "DuplicateKey", times=2), write=C, read=C),
    "409 of somebody else's": Kind(fault=answer(409, "DuplicateAccessPackage"), write=S, read=S),
    "429 for 2 s": Kind(fault=throttled("2"), write=C, read=C, silence=2),
    "429 for 315 s": Kind(fault=throttled("315"), write=C, read=C, silence=315),
    "429 for 315 s, 12 times": Kind(fault=throttled("315", times=12), write=C, read=C, silence=315),
    "429 until a date": Kind(fault=throttled("Wed, 21 Oct 2015 07:28:00 GMT"), write=C, read=C),
    "429 without Retry-After": Kind(fault=throttled(times=5), write=C, read=C),
    "429 with nonsense": Kind(fault=throttled("soon"), write=C, read=C),
    "429 for 31 years": Kind(fault=throttled("999999999"), write=C, read=C, silence=24 * 60 * 60),
    "500 before": Kind(fault=answer(500, "InternalServerError"), write=C, read=C),
    "500 after": Kind(fault=answer(500, "InternalServerError", when="after"), write=C, read=C),
    "503 before": Kind(
        fault=answer(503, "ServiceUnavailable", headers={"Retry-After": "3"}), write=C, read=C
    ),
    "503 after": Kind(fault=answer(503, "ServiceUnavailable", when="after"), write=C, read=C),
    "504 before": Kind(fault=answer(504, "GatewayTimeout"), write=C, read=C),
    "504 after": Kind(fault=answer(504, "GatewayTimeout", when="after"), write=C, read=C),
    "500 for ever": Kind(fault=answer(500, "InternalServerError", times=-1), write=S, read=S),
    "reset before": Kind(fault={"kind": "reset"}, write=C, read=C),
    "reset after": Kind(fault={"kind": "reset", "when": "after"}, write=C, read=C),
    "cut in the middle": Kind(fault={"kind": "truncate", "when": "after"}, write=C, read=C),
    "no JSON": Kind(fault={"kind": "garble", "when": "after"}, write=C, read=C),
    "no answer before": Kind(fault={"kind": "stall"}, write=C, read=C),
    "no answer after": Kind(fault={"kind": "stall", "when": "after"}, write=C, read=C),
    "an empty page first": Kind(fault={"kind": "empty_page"}, write=C, read=C, pages_only=True),
    "a next page elsewhere": Kind(fault={"kind": "elsewhere"}, write=S, read=S, pages_only=True),
}  # fmt: skip
