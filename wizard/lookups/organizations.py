"""Connected organizations. https://learn.microsoft.com/graph/api/resources/connectedorganization"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.graph.calls import directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import ConnectedOrganization
from wizard.lookups import portions
from wizard.lookups.candidates import Candidate
from wizard.lookups.memory import remembered
from wizard.lookups.portions import Portion, Rest

SECONDS = 60
PROPOSED = " (proposed)"
#: What an identity source can be found by.
SOURCE_WORDS = ("domainName", "displayName", "tenantId", "issuerUri")
Row = Mapping[str, Any]


def known(person: Person) -> Sequence[ConnectedOrganization]:
    """All of the tenant, by name. Raises GraphError."""
    return [_organization(row) for row in _rows(person)]


def search(person: Person, text: str, after: Rest | None = None) -> Portion[Candidate[ConnectedOrganization]]:
    """By name, domain or id, whatever the case; an address finds its domain. Raises GraphError."""
    wanted = text.strip().casefold().rpartition("@")[2]
    found = [row for row in _rows(person) if wanted in _words(row)]
    return portions.slice_of(found, after).each(_candidate)


def by_ids(person: Person, ids: Iterable[str]) -> list[ConnectedOrganization]:
    """Those of the ids that exist. Raises GraphError."""
    wanted = {id.casefold() for id in ids}
    return [one for one in known(person) if one.id.casefold() in wanted]


def configured(person: Person) -> list[ConnectedOrganization]:
    """Whom "All connected organizations" means: proposed ones are not among them. Raises GraphError."""
    return [one for one in known(person) if not one.detail.endswith(PROPOSED)]


def _rows(person: Person) -> Sequence[Row]:
    def read() -> list[Row]:
        rows = graph_for(person).rows(directory.connected_organizations())
        return sorted(rows, key=lambda row: str(row.get("displayName") or "").casefold())

    return remembered(person, "organizations", seconds=SECONDS, read=read)


def _words(row: Row) -> str:
    sources = [source.get(word) for source in row.get("identitySources") or () for word in SOURCE_WORDS]
    return "\n".join(str(one) for one in (row.get("displayName"), row["id"], *sources) if one).casefold()


def _candidate(row: Row) -> Candidate[ConnectedOrganization]:
    one = _organization(row)
    return Candidate(one=one, type="Connected organization", detail=one.detail)


def _organization(row: Row) -> ConnectedOrganization:
    proposed = PROPOSED if row.get("state") == "proposed" else ""
    sources = [_source(one) for one in row.get("identitySources") or ()]
    return ConnectedOrganization(
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        detail=", ".join(filter(None, sources)) + proposed,
        read_at=dt.datetime.now(dt.UTC),
    )


def _source(source: Row) -> str:
    return str(source.get("domainName") or source.get("displayName") or source.get("tenantId") or "")
