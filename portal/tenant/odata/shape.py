"""An object as the caller asked for it: $select chooses, $expand adds."""

from typing import Any

from portal.tenant.odata.filter import Filter
from portal.tenant.odata.model import Kind, Kinds
from portal.tenant.odata.query import Query
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant


def shape(tenant: Tenant, kind: Kind, kinds: Kinds, row: Row, query: Query) -> dict[str, Any]:
    """The JSON of one object."""
    shaped = _annotations(row) | _properties(kind, row, query)
    for name, inner in query.expand.items():
        navigation = kind.navigation[name]
        found = navigation.follow(tenant, row)
        shaped[name] = _expanded(tenant, kinds[navigation.target], kinds, found, inner)
    return shaped


def _annotations(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name.startswith("@odata.")}


def _properties(kind: Kind, row: Row, query: Query) -> dict[str, Any]:
    if query.select is not None:
        return {name: row.get(name) for name in query.select if name in kind.properties}
    if kind.default is not None:
        return {name: row.get(name) for name in kind.default}
    return {name: value for name, value in row.items() if name in kind.properties}


def _expanded(tenant: Tenant, kind: Kind, kinds: Kinds, found: Any, query: Query) -> Any:
    if not isinstance(found, list):
        return None if found is None else shape(tenant, kind, kinds, found, query)
    if query.filter:
        fits = Filter(tenant, kind, kinds, query.filter)
        found = [row for row in found if fits(row)]
    return [shape(tenant, kind, kinds, row, query) for row in found[: query.top]]
