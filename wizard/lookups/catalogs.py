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


def visible(person: Person) -> Sequence[ExistingCatalog]:
    """Every catalog that Graph shows the person, by name. Raises GraphError."""

    def read() -> list[ExistingCatalog]:
        rows = graph_for(person).rows(directory.catalogs())
        return sorted(map(_catalog, rows), key=lambda one: one.display_name.casefold())

    return remembered(person, "catalogs", seconds=SECONDS, read=read)


def usable(person: Person, rights: Rights) -> Sequence[ExistingCatalog]:
    """Those in which the person may prepare packages (R2). Raises GraphError."""
    return [one for one in visible(person) if may(rights, Action.DRAFT, one.id).allowed]


def _catalog(row: Mapping[str, Any]) -> ExistingCatalog:
    return ExistingCatalog(
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        is_externally_visible=bool(row.get("isExternallyVisible")),
        is_published=row.get("state") == "published",
        read_at=dt.datetime.now(dt.UTC),
    )
