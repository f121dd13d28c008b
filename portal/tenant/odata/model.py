"""What a query may name: the properties of a kind of object and where its navigation properties lead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.tenant.errors import GraphError, bad_request
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant

Follow = Callable[[Tenant, Row], Row | list[Row] | None]


@dataclass(frozen=True)
class Navigation:
    """A navigation property: the kind it leads to and how to get there."""

    target: str
    follow: Follow


@dataclass(frozen=True)
class Kind:
    """A type of Graph as queries see it. ``default``: what comes without $select; None = everything."""

    name: str
    properties: frozenset[str]
    navigation: Mapping[str, Navigation] = field(default_factory=dict)
    default: tuple[str, ...] | None = None
    searchable: frozenset[str] = frozenset()
    directory: bool = False

    def require(self, name: str) -> None:
        if name not in self.properties and name not in self.navigation:
            raise self.unknown(name)

    def unknown(self, name: str) -> GraphError:
        return bad_request(f"Could not find a property named '{name}' on type 'microsoft.graph.{self.name}'.")


Kinds = Mapping[str, Kind]


def plain(row: Row) -> dict[str, Any]:
    """The object without the tenant's own notes."""
    return {name: value for name, value in row.items() if not name.startswith("_")}
