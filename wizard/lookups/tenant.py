"""The tenant itself. https://learn.microsoft.com/graph/api/resources/organization"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.graph.calls import directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.lookups.memory import remembered

SECONDS = 3600


def domain(person: Person) -> str:
    """The domain that the tenant was born with, which never changes; empty if none is told. Raises
    GraphError.
    """
    return remembered(person, "domain", seconds=SECONDS, read=lambda: _read(person))


def _read(person: Person) -> str:
    rows = graph_for(person).rows(directory.organization())
    return _first([one for row in rows for one in row.get("verifiedDomains") or ()])


def _first(domains: Sequence[dict[str, Any]]) -> str:
    """Initial, else default, else any."""
    ranked = sorted(domains, key=lambda one: (not one.get("isInitial"), not one.get("isDefault")))
    return str(ranked[0].get("name", "")) if ranked else ""
