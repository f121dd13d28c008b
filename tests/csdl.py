"""Is a request body what Microsoft's own metadata says? For tests that send to Graph, real or simulated.

The official types are read from the file that PORTAL_CSDL names, or from ../shared/graph beside the clone.
Without the file nothing is checked, so the suite runs everywhere.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

BESIDE = Path(__file__).resolve().parents[2] / "shared/graph/entitlement-v1.0.csdl.xml"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
DURATION = re.compile(r"-?P(?=\d|T)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")

#: Which type a POST to a collection, or a PUT or PATCH to an element of it, carries.
ROUTES = {
    r"/catalogs(/[^/]+)?": "accessPackageCatalog",
    r"/resourceRequests": "accessPackageResourceRequest",
    r"/accessPackages(/[^/]+)?": "accessPackage",
    r"/accessPackages/[^/]+/resourceRoleScopes": "accessPackageResourceRoleScope",
    r"/assignmentPolicies(/[^/]+)?": "accessPackageAssignmentPolicy",
    r"/assignmentRequests": "accessPackageAssignmentRequest",
}


@dataclass
class Type:
    """A structured type. Members map to their type's name; `!` at its end means that null is refused."""

    base: str | None
    is_abstract: bool
    is_open: bool
    members: dict[str, str] = field(default_factory=dict)


@dataclass
class Metadata:
    types: dict[str, Type] = field(default_factory=dict)
    enums: dict[str, frozenset[str]] = field(default_factory=dict)

    def lineage(self, name: str) -> Iterator[Type]:
        """The type and those it derives from."""
        current: str | None = name
        while current:
            yield self.types[current]
            current = self.types[current].base

    def derives(self, name: str, wanted: str) -> bool:
        return any(self.types[wanted] is one for one in self.lineage(name))


def csdl_path() -> Path:
    return Path(os.environ.get("PORTAL_CSDL") or BESIDE)


@cache
def metadata() -> Metadata | None:
    """The official types; None where the file is missing."""
    if not csdl_path().is_file():
        return None
    read = Metadata()
    for schema in ElementTree.parse(csdl_path()).iter(f"{EDM}Schema"):
        prefix = schema.get("Alias") or schema.get("Namespace", "")
        for kind in ("EntityType", "ComplexType"):
            for node in schema.iter(f"{EDM}{kind}"):
                read.types[f"{prefix}.{node.get('Name')}"] = _type_from(node)
        for node in schema.iter(f"{EDM}EnumType"):
            names = frozenset(member.get("Name", "") for member in node.iter(f"{EDM}Member"))
            read.enums[f"{prefix}.{node.get('Name')}"] = names
    return read


def _type_from(node: ElementTree.Element) -> Type:
    found = Type(node.get("BaseType"), node.get("Abstract") == "true", node.get("OpenType") == "true")
    for member in [*node.iter(f"{EDM}Property"), *node.iter(f"{EDM}NavigationProperty")]:
        strict = "" if member.get("Nullable", "true") == "true" else "!"
        found.members[member.get("Name", "")] = member.get("Type", "") + strict
    return found


def assert_valid(type_name: str, body: Any) -> None:
    """Raises AssertionError naming every fault of the body as `type_name` (such as `accessPackage`)."""
    found = faults(type_name, body)
    assert not found, f"{type_name} is not what the metadata says:\n" + "\n".join(found)


def assert_request_valid(method: str, path: str, body: Any) -> None:
    """The same for a request that was sent; `path` with or without version and query."""
    if method not in {"POST", "PUT", "PATCH"}:
        return
    place = path.partition("?")[0].partition("/identityGovernance/entitlementManagement")[2]
    named = [name for route, name in ROUTES.items() if re.fullmatch(route, place)]
    assert named, f"no type is known for {method} {path}"
    assert_valid(named[0], body)


def faults(type_name: str, body: Any) -> list[str]:
    """What is wrong with the body, place by place; nothing where the official types are not at hand."""
    known = metadata()
    return [] if known is None else list(_Check(known).value(body, f"graph.{type_name}", type_name))


class _Check:
    def __init__(self, known: Metadata) -> None:
        self.known = known

    def value(self, value: Any, wanted: str, place: str) -> Iterator[str]:
        name = wanted.rstrip("!")
        if value is None:
            if wanted.endswith("!"):
                yield f"{place} must not be null"
        elif name.startswith("Collection("):
            yield from self.collection(value, name[11:-1], place)
        elif name.startswith("Edm."):
            if not PRIMITIVES[name](value):
                yield f"{place}: {value!r} is no {name}"
        elif name in self.known.enums:
            if value not in self.known.enums[name]:
                yield f"{place}: {value!r} is no word of {name}"
        else:
            yield from self.structure(value, name, place)

    def collection(self, value: Any, wanted: str, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{place} must be a list"
            return
        for number, element in enumerate(value):
            yield from self.value(element, f"{wanted}!", f"{place}[{number}]")

    def structure(self, value: Any, wanted: str, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{place} must be an object"
            return
        actual = str(value.get("@odata.type") or wanted).removeprefix("#")
        actual = actual.replace("microsoft.graph.", "graph.")
        if actual not in self.known.types or not self.known.derives(actual, wanted):
            yield f"{place}: {actual} is no {wanted}"
        elif self.known.types[actual].is_abstract:
            yield f"{place} needs an @odata.type derived from {wanted}"
        else:
            yield from self.members(value, actual, place)

    def members(self, value: dict[str, Any], actual: str, place: str) -> Iterator[str]:
        lineage = list(self.known.lineage(actual))
        declared = {name: kind for one in reversed(lineage) for name, kind in one.members.items()}
        for name, inner in value.items():
            if name.startswith("@") or (name.removesuffix("@odata.bind") in declared and "@" in name):
                continue
            if name in declared:
                yield from self.value(inner, declared[name], f"{place}.{name}")
            elif not any(one.is_open for one in lineage):
                yield f"{place}.{name} is not declared"


def _parses(parse: Any) -> Any:
    def fits(value: Any) -> bool:
        try:
            parse(value)
        except (TypeError, ValueError, AttributeError):
            return False
        return True

    return fits


def _is_moment(value: Any) -> bool:
    """Date, time and zone."""
    return _parses(datetime.fromisoformat)(value) and datetime.fromisoformat(value).tzinfo is not None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


PRIMITIVES = {
    "Edm.String": lambda value: isinstance(value, str),
    "Edm.Boolean": lambda value: isinstance(value, bool),
    "Edm.Int32": lambda value: _is_whole(value) and abs(value) < 2**31,
    "Edm.Int64": _is_whole,
    "Edm.Duration": lambda value: isinstance(value, str) and DURATION.fullmatch(value) is not None,
    "Edm.DateTimeOffset": _is_moment,
    "Edm.Date": _parses(date.fromisoformat),
    "Edm.Guid": _parses(UUID),
    "Edm.Binary": lambda value: isinstance(value, str),
}
