"""Catalogs, trimmed to what the person may use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from portal.graph.calls import directory
from portal.rights import Action, Rights, may
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import ExistingCatalog
from wizard.lookups.memory import remembered

SECONDS = 60
#: The kind of the built-in catalog, General.
BUILT_IN = "serviceDefault"
Row = Mapping[str, Any]


def visible(person: Person) -> Sequence[ExistingCatalog]:
    """Every catalog that Graph shows the person, by name. Raises GraphError."""
    return sorted(map(_catalog, _rows(person)), key=lambda one: one.display_name.casefold())


def usable(person: Person, rights: Rights) -> Sequence[ExistingCatalog]:
    """Those in which the person may prepare packages (R2). Raises GraphError."""
    return [one for one in visible(person) if may(rights, Action.DRAFT, one.id).allowed]


def default(person: Person, usable: Sequence[ExistingCatalog]) -> str:
    """Id of the catalog a wizard starts with: General, or the only one there is, or none (R3). Raises
    GraphError.
    """
    ids = [one.id for one in usable]
    general = [row["id"] for row in _rows(person) if row.get("catalogType") == BUILT_IN]
    return next((id for id in general if id in ids), ids[0] if len(ids) == 1 else "")


def _rows(person: Person) -> Sequence[Row]:
    return remembered(
        person,
        "catalogs",
        seconds=SECONDS,
        read=lambda: graph_for(person).rows(directory.catalogs()),
    )


def _catalog(row: Row) -> ExistingCatalog:
    return ExistingCatalog(
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        is_externally_visible=bool(row.get("isExternallyVisible")),
        is_published=row.get("state") == "published",
        read_at=dt.datetime.now(dt.UTC),
    )
