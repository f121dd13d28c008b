"""Who holds an access package, and who waits for it."""

from __future__ import annotations

from typing import Any

from portal.graph.calls import entitlement
from portal.signin.models import Person
from portal.wiring import graph_for

Rows = list[dict[str, Any]]


def of_package(person: Person, package_id: str) -> tuple[Rows, Rows]:
    """All its assignments and all its requests, in Graph's shape, asked now. Raises GraphError."""
    calls = [entitlement.assignments_of(package_id), entitlement.assignment_requests_of(package_id)]
    assignments, requests = graph_for(person).rows_all(calls)
    return assignments, requests
