"""Groups, applications and sites as resources: found, described, and settled in a catalog.

A resource of the catalog is known by the catalog; what lies outside is read from the directory. Roles
come from the
catalog where it has the resource, else from the directory as far as that knows them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.graph.calls import GraphCall, directory, entitlement
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Catalog, ExistingCatalog, OriginSystem, Resource, ResourceRole, Role
from wizard.lookups import groups, roles
from wizard.lookups.memory import forget, remembered

SECONDS = 60
Row = Mapping[str, Any]
#: Per origin id, the roles a resource offers, ready for JSON.
Offered = dict[str, list[dict[str, Any]]]


def of_catalog(person: Person, catalog: Catalog | None) -> Mapping[str, Row]:
    """The catalog's resources by origin id as compared; none for a catalog that is yet to be created. Raises
    GraphError.
    """
    if not isinstance(catalog, ExistingCatalog):
        return {}

    def read() -> dict[str, Row]:
        rows = graph_for(person).rows(entitlement.catalog_resources(catalog.id))
        return {same(row["originId"]): row for row in rows}

    return remembered(person, f"resources:{catalog.id}", seconds=SECONDS, read=read)


def forget_catalog(person: Person, catalog: ExistingCatalog) -> None:
    """After something was added to it."""
    forget(person, f"resources:{catalog.id}")


def same(origin_id: str) -> str:
    """Origin ids as the tenant compares them: case does not count, nor a site's last slash."""
    return origin_id.casefold().rstrip("/")


def search_catalog(
    person: Person, catalog: Catalog | None, system: OriginSystem, text: str
) -> list[Resource]:
    """Resources of one kind in the catalog whose name or address contains the text. Raises GraphError."""
    wanted = text.strip().casefold()
    found = [
        _of_catalog_row(row)
        for row in of_catalog(person, catalog).values()
        if row.get("originSystem") == system
        and wanted in f"{row.get('displayName')} {row['originId']}".casefold()
    ]
    return sorted(found, key=lambda one: one.display_name.casefold())


def search_directory(
    person: Person, system: OriginSystem, text: str
) -> tuple[list[tuple[Resource, str]], bool]:
    """Resources of the whole directory with the reason why one can never be used, and whether there are
    more.
    """
    calls = {
        "AadGroup": directory.groups_matching,
        "AadApplication": directory.service_principals_matching,
        "SharePointOnline": directory.sites_matching,
    }
    answer = graph_for(person).read(calls[system](text))
    found = [(_of_directory_row(system, row), why_never(system, row)) for row in answer["value"]]
    return found, "@odata.nextLink" in answer


def why_never(system: OriginSystem, row: Row) -> str:
    """Why no package can hold it, whoever asks (R17); empty where one can."""
    if system == "AadGroup":
        return groups.why_not(row)
    if system == "AadApplication" and row.get("displayName") in (
        "Office 365 Exchange Online",
        "Office 365 SharePoint Online",
    ):
        return "A Microsoft service, not an application with roles."
    return ""


def describe(
    person: Person, catalog: Catalog | None, wanted: Iterable[tuple[OriginSystem, str]]
) -> tuple[list[Resource], Offered]:
    """Each (origin system, origin id) with its facts and the roles it offers, read from the tenant. Raises
    GraphError.
    """
    inside = of_catalog(person, catalog)
    asked = list(dict.fromkeys(wanted))
    details = _details(person, asked, inside)
    listed = _listed_roles(person, catalog, [inside[same(id)] for _, id in asked if same(id) in inside])
    found, offered = [], {}
    for (system, id), row in zip(asked, details, strict=True):
        resource = _of_directory_row(system, row) if row else _of_catalog_row(inside[same(id)])
        mine = listed.get(same(id))
        found.append(_settled(resource, inside.get(same(id)), mine))
        offered[id] = [one.model_dump(mode="json") for one in mine or roles.of_directory(system, row or {})]
    return found, offered


def settle(
    person: Person, rows: Sequence[ResourceRole], *, catalog: Catalog | None
) -> tuple[tuple[ResourceRole, ...], Offered]:
    """The rows with their resources as this catalog knows them; a role keeps its place where it is still
    offered.
    """
    asked = [(row.resource.origin_system, row.resource.origin_id) for row in rows]
    found, offered = describe(person, catalog, asked)
    by_id = {one.origin_id: one for one in found}
    settled = tuple(
        ResourceRole(
            resource=by_id.get(row.resource.origin_id, row.resource),
            role=_still(row.role, offered.get(row.resource.origin_id, [])),
        )
        for row in rows
    )
    return settled, offered


def _still(role: Role | None, offered: Sequence[Mapping[str, Any]]) -> Role | None:
    if role is None:
        return None
    same_role = [one for one in offered if one["origin_id"] == role.origin_id]
    return Role.model_validate(same_role[0]) if same_role else role


def _details(
    person: Person, asked: Sequence[tuple[OriginSystem, str]], inside: Mapping[str, Row]
) -> list[Row | None]:
    """Directory rows; None for a site of the catalog, about which the catalog says enough."""
    calls = [_detail_call(system, id, same(id) in inside) for system, id in asked]
    answers = iter(graph_for(person).read_all([call for call in calls if call]))
    rows = [next(answers) if call else None for call in calls]
    return [
        _site(row, id) if system == "SharePointOnline" and row else row
        for (system, id), row in zip(asked, rows, strict=True)
    ]


def _detail_call(system: OriginSystem, id: str, inside: bool) -> GraphCall | None:
    if system == "AadGroup":
        return directory.group(id)
    if system == "AadApplication":
        return directory.service_principal(id)
    return None if inside else directory.sites_matching(id.rstrip("/").rsplit("/", 1)[-1])


def _site(answer: Row, url: str) -> Row:
    found = [row for row in answer["value"] if same(row.get("webUrl", "")) == same(url)]
    return found[0] if found else {"webUrl": url, "displayName": url}


def _listed_roles(person: Person, catalog: Catalog | None, rows: Sequence[Row]) -> dict[str, list[Role]]:
    if not isinstance(catalog, ExistingCatalog):
        return {}
    calls = [
        entitlement.resource_roles(catalog=catalog.id, resource=row["id"], origin_system=row["originSystem"])
        for row in rows
    ]
    answers = graph_for(person).rows_all(calls)
    return {
        same(row["originId"]): [roles.listed(one) for one in answer]
        for row, answer in zip(rows, answers, strict=True)
    }


def _settled(resource: Resource, row: Row | None, listed: Sequence[Role] | None) -> Resource:
    pim = any((role.origin_id or "").startswith("Eligible") for role in listed or ())
    return resource.model_copy(
        update={"catalog_resource_id": row["id"] if row else None, "is_pim_managed": pim}
    )


def _of_catalog_row(row: Row) -> Resource:
    return Resource(
        origin_system=row["originSystem"],
        origin_id=row["originId"],
        display_name=row.get("displayName") or row["originId"],
        sub_type={"AadApplication": "Application", "SharePointOnline": "Site"}.get(row["originSystem"], ""),
        catalog_resource_id=row["id"],
        read_at=dt.datetime.now(dt.UTC),
    )


def _sub_type(system: OriginSystem, row: Row) -> str:
    if system == "AadGroup":
        return groups.sub_type(row)
    return "Application" if system == "AadApplication" else "Site"


def _of_directory_row(system: OriginSystem, row: Row) -> Resource:
    return Resource(
        origin_system=system,
        origin_id=row["webUrl"] if system == "SharePointOnline" else row["id"],
        display_name=row.get("displayName") or row.get("name") or "",
        sub_type=_sub_type(system, row),
        is_dynamic=groups.is_dynamic(row),
        is_synced=groups.is_synced(row),
        is_assignable_to_role=bool(row.get("isAssignableToRole")),
        read_at=dt.datetime.now(dt.UTC),
    )
