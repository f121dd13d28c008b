"""Catalogs, trimmed to what the person may use.

Graph shows those in which the person holds a role. Others they have by a grant of the portal alone: these
go by the name in the grant, unless the application's own identity may look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from portal.graph.calls import directory
from portal.graph.errors import GraphRefused
from portal.rights import Action, Rights, may
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import ExistingCatalog
from wizard.lookups.memory import remembered
from wizard.lookups.reader import application_reads, graph_in

SECONDS = 60
#: The kind of the built-in catalog, General.
BUILT_IN = "serviceDefault"
Row = Mapping[str, Any]


def visible(person: Person) -> Sequence[ExistingCatalog]:
    """Every catalog that Graph shows the person, by name. Raises GraphError."""
    return sorted(map(_catalog, _rows(person)), key=lambda one: one.display_name.casefold())


def usable(person: Person, rights: Rights) -> Sequence[ExistingCatalog]:
    """Those in which the person may prepare packages (R2). Raises GraphError."""
    known = sorted([*visible(person), *given(person, rights)], key=lambda one: one.display_name.casefold())
    return [one for one in known if may(rights, Action.DRAFT, one.id).allowed]


def given(person: Person, rights: Rights) -> Sequence[ExistingCatalog]:
    """Those that a grant shows the person and Graph does not; flags are unknown where nobody may look. Raises
    GraphError.
    """
    if not rights.granted:
        return []
    seen = {row["id"] for row in _rows(person)}
    names = {
        id: name
        for id, name in rights.granted_names.items()
        if id not in seen and may(rights, Action.READ, id).allowed
    }
    return [_given(person, id, name) for id, name in names.items()]


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


def _given(person: Person, id: str, name: str) -> ExistingCatalog:
    unseen = ExistingCatalog(id=id, display_name=name or id, read_at=dt.datetime.now(dt.UTC))
    if not application_reads():
        return unseen
    try:
        return _catalog(
            remembered(
                person,
                f"catalog:{id}",
                seconds=SECONDS,
                read=lambda: graph_in(person, id).read(directory.catalog(id)),
            )
        )
    except GraphRefused:
        return unseen


def _catalog(row: Row) -> ExistingCatalog:
    return ExistingCatalog(
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        is_externally_visible=bool(row.get("isExternallyVisible")),
        is_published=row.get("state") == "published",
        read_at=dt.datetime.now(dt.UTC),
    )
