"""Access packages that exist in the tenant. https://learn.microsoft.com/graph/api/resources/accesspackage"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from portal.graph.calls import GraphCall, entitlement
from portal.graph.errors import GraphRefused
from portal.signin.models import Person
from portal.wiring import graph_for


@dataclass(frozen=True, kw_only=True)
class Package:
    id: str
    display_name: str
    description: str
    catalog_name: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page; `following` is the path of the next one, empty after the last."""

    packages: list[Package]
    following: str


def page(person: Person, text: str = "", *, after: str = "") -> Found:
    """The first page of what Graph shows the person, or the one at `after`, a `following` of earlier.

    Searches in names: anywhere in them where the tenant can, else at their beginning. Raises GraphError.
    """
    if after:
        return _page(person, GraphCall(path=after))
    try:
        return _page(person, entitlement.packages_matching(text))
    except GraphRefused as refusal:
        if not text or refusal.status != HTTPStatus.BAD_REQUEST:
            raise
    return _page(person, entitlement.packages_beginning(text))


def _page(person: Person, call: GraphCall) -> Found:
    rows, following = graph_for(person).page(call)
    return Found(packages=[_package(row) for row in rows], following=following.path if following else "")


def _package(row: Mapping[str, Any]) -> Package:
    return Package(
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        description=row.get("description") or "",
        catalog_name=(row.get("catalog") or {}).get("displayName") or "",
    )
