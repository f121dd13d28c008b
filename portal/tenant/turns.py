"""Refusals for requests that overlap others of their kind, where the switches ask for them."""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from portal.tenant.errors import GraphError
from portal.tenant.settings import Settings

_POLICY = re.compile(r"/assignmentPolicies$")
_CATALOG_READ = re.compile(r"/catalogs/[^/]+/resource(s|Roles)$")

#: Seconds, as field reports have them.
LONGEST_PAUSE = "315"


class Turns:
    """How many requests of each kind are being answered at this moment."""

    def __init__(self) -> None:
        self._answered: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, settings: Settings, method: str, path: str) -> Iterator[GraphError | None]:
        """The refusal for a request that is one too many; None for one that has its turn."""
        kind, most, refusal = _limit(settings, method, path)
        if most == 0:
            yield None
            return
        with self._lock:
            self._answered[kind] += 1
            crowded = self._answered[kind] > most
        try:
            yield refusal if crowded else None
        finally:
            with self._lock:
                self._answered[kind] -= 1


def _limit(settings: Settings, method: str, path: str) -> tuple[str, int, GraphError | None]:
    """Kind, how many of it at once (0 = any number), and what one too many is answered."""
    if method == "POST" and _POLICY.search(path):
        text = "The operation conflicts with another one that is under way."
        return "policy", int(settings.one_policy_at_a_time), GraphError(409, "DuplicateKey", text)
    if method == "GET" and _CATALOG_READ.search(path):
        wait = {"Retry-After": LONGEST_PAUSE}
        refusal = GraphError(429, "TooManyRequests", "Too many requests.", headers=wait)
        return "catalog", settings.catalog_reads_at_once, refusal
    return "", 0, None
