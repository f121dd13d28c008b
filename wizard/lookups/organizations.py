"""Connected organizations. https://learn.microsoft.com/graph/api/resources/connectedorganization"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.graph.calls import directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import ConnectedOrganization
from wizard.lookups.memory import remembered

SECONDS = 60
PROPOSED = " (proposed)"


def known(person: Person) -> Sequence[ConnectedOrganization]:
    """All of the tenant, by name. Raises GraphError."""

    def read() -> list[ConnectedOrganization]:
        rows = graph_for(person).rows(directory.connected_organizations())
        return sorted(map(_organization, rows), key=lambda one: one.display_name.casefold())

    return remembered(person, "organizations", seconds=SECONDS, read=read)


def search(person: Person, text: str) -> list[ConnectedOrganization]:
    """By name or domain, whatever the case. Raises GraphError."""
    wanted = text.strip().casefold()
    return [one for one in known(person) if wanted in f"{one.display_name} {one.detail}".casefold()]


def by_ids(person: Person, ids: Iterable[str]) -> list[ConnectedOrganization]:
    """Those of the ids that exist. Raises GraphError."""
    wanted = set(ids)
    return [one for one in known(person) if one.id in wanted]


def configured(person: Person) -> list[ConnectedOrganization]:
    """Whom "All connected organizations" means: proposed ones are not among them. Raises GraphError."""
    return [one for one in known(person) if not one.detail.endswith(PROPOSED)]


def _organization(row: Mapping[str, Any]) -> ConnectedOrganization:
    proposed = PROPOSED if row.get("state") == "proposed" else ""
    sources = [_source(one) for one in row.get("identitySources") or ()]
    return ConnectedOrganization(
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        detail=", ".join(filter(None, sources)) + proposed,
        read_at=dt.datetime.now(dt.UTC),
    )


def _source(source: Mapping[str, Any]) -> str:
    return str(source.get("domainName") or source.get("displayName") or source.get("tenantId") or "")
