"""Groups, applications and sites as people look for them: by name, id or address, in a catalog or
everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from portal.graph.calls import GraphCall, directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Catalog, OriginSystem, Resource
from wizard.lookups import as_resource, portions, resources, sites
from wizard.lookups.as_resource import Row, same
from wizard.lookups.candidates import Candidate, as_guid
from wizard.lookups.portions import Portion, Rest
from wizard.lookups.sites import is_address


def search_catalog(
    person: Person, catalog: Catalog | None, system: OriginSystem, text: str, after: Rest | None = None
) -> Portion[Candidate[Resource]]:
    """Resources of one kind in the catalog, by a part of their name or address. Raises GraphError."""
    rows = [row for row in resources.of_catalog(person, catalog).values() if row["originSystem"] == system]
    found = [row for row in rows if _mentions(row, text)] or _by_exact_id(person, rows, system, text)
    return portions.slice_of(found, after).each(as_resource.candidate_of_catalog)


def search_directory(
    person: Person, system: OriginSystem, text: str, after: Rest | None = None
) -> Portion[Candidate[Resource]]:
    """Resources of the whole directory. Raises GraphError."""
    if not after and is_address(text):
        return portions.whole(_at_address(person, text)) if system == "SharePointOnline" else Portion(total=0)
    if not after and as_guid(text):
        found = [as_resource.candidate(system, row) for row in rows_of_id(person, system, as_guid(text))]
        return portions.whole(found)
    lists = [(system, _matching(system, text))]
    portion = portions.read(graph_for(person), lists, after)
    return portion.each(lambda pair: as_resource.candidate(system, pair[1]))


def rows_of_id(person: Person, system: OriginSystem, id: str) -> list[Row]:
    """What has that object id or, an application, that client id. Raises GraphError."""
    calls: dict[OriginSystem, Sequence[GraphCall]] = {
        "AadGroup": [directory.group(id)],
        "AadApplication": [directory.service_principal(id), directory.service_principals_of_client(id)],
    }
    answers = [one for one in graph_for(person).read_many(calls.get(system, ())) if one]
    rows = [row for one in answers for row in one.get("value", [one])]
    return list({row["id"]: row for row in rows}.values())


def _at_address(person: Person, url: str) -> list[Candidate[Resource]]:
    """The site, and before it the library that was asked for, with the reason why it cannot be had."""
    rows = {row["webUrl"]: row for row in graph_for(person).read(sites.call_for(url))["value"]}
    found = sites.nearest(rows, url)
    if not found:
        return []
    site = as_resource.candidate("SharePointOnline", rows[found])
    below = same(sites.plain(url)) != same(found)
    return [_library(url), site] if below else [site]


def _library(url: str) -> Candidate[Resource]:
    name = unquote(sites.plain(url)).rstrip("/").rpartition("/")[2]
    one = Resource(origin_system="SharePointOnline", origin_id=sites.plain(url), display_name=name)
    return Candidate(one=one, type="Part of a site", detail=one.origin_id, never=as_resource.LIBRARY)


def _mentions(row: Row, text: str) -> bool:
    return text.strip().casefold() in f"{row.get('displayName', '')}\n{row['originId']}".casefold()


def _by_exact_id(person: Person, rows: Sequence[Row], system: OriginSystem, text: str) -> list[Row]:
    """The catalog knows neither client ids nor what lies below a site."""
    if system == "SharePointOnline" and is_address(text):
        found = sites.nearest([row["originId"] for row in rows], text)
        return [row for row in rows if row["originId"] == found]
    if system == "AadApplication" and as_guid(text):
        ids = {same(row["id"]) for row in rows_of_id(person, system, as_guid(text))}
        return [row for row in rows if same(row["originId"]) in ids]
    return []


def _matching(system: OriginSystem, text: str) -> GraphCall:
    """SharePoint takes capital AND, OR and NOT for operators; lower case is always plain words."""
    if system == "SharePointOnline":
        return directory.sites_matching(text.lower())
    matching = directory.groups_matching if system == "AadGroup" else directory.service_principals_matching
    return matching(text)
