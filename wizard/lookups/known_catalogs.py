"""Catalogs that an Admin of the portal can name.

The role gives no right in Microsoft Graph, so the portal adds what it knows itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.grants.models import CatalogGrant
from portal.graph.calls import directory
from portal.graph.errors import GraphError, SignInNeeded
from portal.signin.models import Person
from portal.wiring import graph_for_application
from wizard.lookups import catalogs
from wizard.lookups.candidates import as_guid
from wizard.lookups.memory import remembered
from wizard.lookups.reader import application_reads
from wizard.models import Draft

SECONDS = 60
#: Most that one search shows.
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Known:
    """Names by id, and where they come from, in words."""

    names: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    #: Why Microsoft's own list is missing; empty where it is not.
    trouble: str = ""

    def matching(self, text: str) -> dict[str, str]:
        """Those with the text in their name, by name; an object id that nobody knows stands for itself."""
        if typed := as_guid(text):
            return {typed: self.names.get(typed, "")}
        wanted = text.strip().casefold()
        found = [(id, name) for id, name in self.names.items() if wanted in name.casefold()]
        return dict(sorted(found, key=lambda pair: (pair[1].casefold(), pair[0])))


def known_to(person: Person) -> Known:
    """Raises SignInNeeded."""
    own = {row.catalog_id: row.catalog_name for row in CatalogGrant.objects.exclude(catalog_name="")}
    own |= dict(Draft.objects.exclude(catalog_id="").values_list("catalog_id", "catalog_name").distinct())
    portal = "those named in drafts and in earlier grants"
    try:
        shown, source = _shown(person)
    except SignInNeeded:
        raise
    except GraphError as error:
        return Known(names=own, sources=(portal,), trouble=str(error))
    return Known(names=own | shown, sources=(f"{len(shown)} that {source}", portal))


def _shown(person: Person) -> tuple[dict[str, str], str]:
    """What Microsoft shows: to the application where it may look, else to the Admin."""
    if application_reads():
        return remembered(
            person, "all-catalogs", seconds=SECONDS, read=_all
        ), "the portal's own identity sees"
    return {one.id: one.display_name for one in catalogs.visible(person)}, "Microsoft shows you"


def _all() -> dict[str, str]:
    rows = graph_for_application().rows(directory.catalogs())
    return {row["id"]: row.get("displayName") or row["id"] for row in rows}
