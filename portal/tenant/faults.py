"""Faults on order: the next matching request is refused, cut off or answered and then forgotten.

A fault is a JSON object:

- ``method`` (or "*") and ``path``, a regular expression searched in the path: which requests it meets;
- ``skip``: matching requests let through first; ``times``: how many it then meets, -1 = for ever;
- ``kind``: ``answer`` (with ``status``, ``code``, ``message``, ``headers``), ``reset`` (the connection is
  reset without an answer), ``truncate`` (the answer breaks off half way), ``garble`` (the body is a web page
  instead of JSON), ``stall`` (no answer until the caller hangs up), ``challenge`` (401 with a claims
  challenge), ``empty_page`` (a page of nothing that leads on to the real one), ``elsewhere`` (a page whose
  next one is at ``link``), ``alter`` (the true answer with the members of ``body`` laid over its own);
- ``when``: ``before`` (nothing happens) or ``after`` (the effect happens, then the answer is spoilt).
"""

import base64
import json
import re
import threading
from dataclasses import asdict, dataclass, field
from typing import Any

BREAKING = ("reset", "truncate", "garble", "stall")
PAGES = ("empty_page", "elsewhere")
KINDS = ("answer", "challenge", "alter", *BREAKING, *PAGES)
MOMENTS = ("before", "after")


@dataclass
class Fault:
    method: str = "*"
    path: str = ""
    times: int = 1
    skip: int = 0
    status: int = 503
    code: str = "ServiceUnavailable"
    message: str = "The service is unavailable."
    headers: dict[str, str] = field(default_factory=dict)
    when: str = "before"
    kind: str = "answer"
    body: dict[str, Any] = field(default_factory=dict)
    link: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        if self.when not in MOMENTS:
            raise ValueError(f"when must be one of {', '.join(MOMENTS)}")
        try:
            re.compile(self.path)
        except re.error as problem:
            raise ValueError(f"path is no regular expression: {problem}") from problem
        if self.kind == "challenge":
            self.status, self.code = 401, "InvalidAuthenticationToken"
            self.message = "Continuous access evaluation resulted in challenge"
            self.headers = claims_challenge()
        if self.kind == "alter":
            self.when = "after"

    def fits(self, method: str, path: str) -> bool:
        return self.times != 0 and self.method.upper() in ("*", method) and bool(re.search(self.path, path))

    def use(self) -> bool:
        """Use the fault up by one; False while it still lets requests through."""
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1 if self.times > 0 else 0
        return True


class Faults:
    """The ordered faults; the first that fits a request is used up by one."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, entries: list[dict[str, Any]]) -> None:
        """Order more faults; TypeError or ValueError when one cannot be understood."""
        new = [Fault(**entry) for entry in entries]
        with self._lock:
            self._faults.extend(new)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def as_json(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def take(self, method: str, path: str) -> Fault | None:
        with self._lock:
            fitting = [fault for fault in self._faults if fault.fits(method, path)]
            return next((fault for fault in fitting if fault.use()), None)


def laid_over(body: Any, other: Any) -> Any:
    """The body with the other's members, objects merged, everything else replaced."""
    if not (isinstance(body, dict) and isinstance(other, dict)):
        return other
    return body | {name: laid_over(body.get(name), value) for name, value in other.items()}


def claims_challenge(not_before: int = 0) -> dict[str, str]:
    """The header with which Graph asks for a token issued after ``not_before`` (seconds since 1970)."""
    claims = {"access_token": {"nbf": {"essential": True, "value": str(not_before)}}}
    encoded = base64.b64encode(json.dumps(claims).encode()).decode()
    value = (
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
        f'error="insufficient_claims", claims="{encoded}"'
    )
    return {"WWW-Authenticate": value}
