"""Groups, applications and sites as resources: described, and settled in a catalog.

A resource of the catalog is known by the catalog; what lies outside is read from the directory. Roles
come from the catalog where it has the resource, else from the directory as far as that knows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.graph.calls import GraphCall, directory, entitlement
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Catalog, ExistingCatalog, OriginSystem, Resource, ResourceRole, Role
from wizard.lookups import as_resource, roles, sites
from wizard.lookups.as_resource import Row, same
from wizard.lookups.attributes import attributes_of
from wizard.lookups.candidates import as_guid
from wizard.lookups.memory import forget, remembered
from wizard.lookups.reader import graph_in

SECONDS = 60
#: What is remembered of a catalog's resource: they can be thousands.
KEPT = ("id", "originId", "originSystem", "displayName", "attributes")
#: Per origin id, the roles a resource offers, ready for JSON.
Offered = dict[str, list[dict[str, Any]]]
Asked = tuple[OriginSystem, str]


@dataclass(frozen=True, kw_only=True)
class Described:
    """What the tenant says of the resources that were asked for."""

    found: list[Resource] = field(default_factory=list)
    offered: Offered = field(default_factory=dict)
    #: By origin id as it was asked for, why no package can hold a resource.
    never: dict[str, str] = field(default_factory=dict)
    #: Asked for, and not to be read.
    missing: list[str] = field(default_factory=list)


def of_catalog(person: Person, catalog: Catalog | None) -> Mapping[str, Row]:
    """The catalog's resources by origin id as compared, in the order of their names; none for a catalog that
    is yet to be created. Raises GraphError.
    """
    if not isinstance(catalog, ExistingCatalog):
        return {}

    def read() -> dict[str, Row]:
        rows = graph_in(person, catalog.id).rows(entitlement.catalog_resources(catalog.id))
        kept = [{name: row[name] for name in KEPT if row.get(name)} for row in rows]
        kept.sort(key=lambda row: row.get("displayName", "").casefold())
        return {same(row["originId"]): row for row in kept}

    return remembered(person, f"resources:{catalog.id}", seconds=SECONDS, read=read)


def forget_catalog(person: Person, catalog: ExistingCatalog) -> None:
    """After something was added to it."""
    forget(person, f"resources:{catalog.id}")


def describe(person: Person, catalog: Catalog | None, wanted: Iterable[Asked]) -> Described:
    """Each (origin system, origin id) with its facts and the roles it offers, read from the tenant. Raises
    GraphError.
    """
    inside = of_catalog(person, catalog)
    asked = list(dict.fromkeys(wanted))
    rows = _rows(person, asked, inside)
    told = [(one, row) for one in asked if (row := rows.get(one))]
    listed = _listed_roles(person, catalog, [inside[same(id)] for (_, id), _ in told if same(id) in inside])
    answer = Described(missing=[id for system, id in asked if (system, id) not in rows])
    for (system, _), row in told:
        resource = _resource(system, row)
        key = same(resource.origin_id)
        answer.found.append(_settled(resource, inside.get(key), listed.get(key)))
        offered = listed.get(key) or roles.of_directory(system, row)
        answer.offered[resource.origin_id] = [one.model_dump(mode="json") for one in offered]
        if reason := as_resource.why_never(system, row):
            answer.never[resource.origin_id] = reason
    return answer


def settle(
    person: Person, rows: Sequence[ResourceRole], *, catalog: Catalog | None
) -> tuple[tuple[ResourceRole, ...], Offered]:
    """The rows with their resources as this catalog knows them; a role keeps its place where it is still
    offered. What cannot be read any more stays, as something outside the catalog.
    """
    asked = [(row.resource.origin_system, row.resource.origin_id) for row in rows]
    told = describe(person, catalog, asked)
    by_id = {same(one.origin_id): one for one in told.found}
    settled = tuple(
        ResourceRole(
            resource=by_id.get(same(row.resource.origin_id), _outside(row.resource)),
            role=_still(row.role, told.offered.get(row.resource.origin_id, [])),
        )
        for row in rows
    )
    return settled, told.offered


def unsettled(rows: Sequence[ResourceRole]) -> tuple[ResourceRole, ...]:
    """The rows in a catalog that cannot be looked into: as far as anybody knows, outside it."""
    return tuple(row.model_copy(update={"resource": _outside(row.resource)}) for row in rows)


def _outside(resource: Resource) -> Resource:
    return resource.model_copy(update={"catalog_resource_id": None})


def _still(role: Role | None, offered: Sequence[Mapping[str, Any]]) -> Role | None:
    if role is None:
        return None
    same_role = [one for one in offered if one["origin_id"] == role.origin_id]
    return Role.model_validate(same_role[0]) if same_role else role


def _rows(person: Person, asked: Sequence[Asked], inside: Mapping[str, Row]) -> dict[Asked, Row]:
    """What is there of all that was asked for: rows of the directory, and of the catalog for its sites."""
    found = {one: inside[same(one[1])] for one in asked if _is_site_of_catalog(one, inside)}
    calls = {one: call for one in asked if one not in found and (call := _call(*one))}
    answers = graph_for(person).read_many(list(calls.values()))
    for one, answer in zip(calls, answers, strict=True):
        row = _site(answer, one[1]) if answer and one[0] == "SharePointOnline" else answer
        found |= {one: row} if row else {}
    return found


def _is_site_of_catalog(one: Asked, inside: Mapping[str, Row]) -> bool:
    """About its sites the catalog says enough."""
    system, id = one
    return system == "SharePointOnline" and inside.get(same(id), {}).get("originSystem") == system


def _call(system: OriginSystem, id: str) -> GraphCall | None:
    """How to read it; None for an id that cannot be one."""
    if system == "SharePointOnline":
        return sites.call_for(id) if sites.is_address(id) else None
    if not as_guid(id):
        return None
    return directory.group(as_guid(id)) if system == "AadGroup" else directory.service_principal(as_guid(id))


def _site(answer: Row, url: str) -> Row | None:
    return next((row for row in answer["value"] if same(row.get("webUrl", "")) == same(url)), None)


def _resource(system: OriginSystem, row: Row) -> Resource:
    return as_resource.of_catalog(row) if "originId" in row else as_resource.of_directory(system, row)


def _listed_roles(person: Person, catalog: Catalog | None, rows: Sequence[Row]) -> dict[str, list[Role]]:
    if not isinstance(catalog, ExistingCatalog):
        return {}
    calls = [
        entitlement.resource_roles(catalog=catalog.id, resource=row["id"], origin_system=row["originSystem"])
        for row in rows
    ]
    answers = graph_in(person, catalog.id).rows_all(calls)
    return {
        same(row["originId"]): [roles.listed(one) for one in answer]
        for row, answer in zip(rows, answers, strict=True)
    }


def _settled(resource: Resource, row: Row | None, listed: Sequence[Role] | None) -> Resource:
    pim = any((role.origin_id or "").startswith("Eligible") for role in listed or ())
    return resource.model_copy(
        update={
            "catalog_resource_id": row["id"] if row else None,
            "is_pim_managed": pim,
            "attributes": attributes_of(row),
        }
    )
