"""Query options read and checked; an option or a property that is not there is refused with 400."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.tenant.errors import bad_request
from portal.tenant.odata.model import Kind, Kinds

MAX_PAGE = 999
LIST_OPTIONS = frozenset(
    {"$select", "$expand", "$filter", "$search", "$orderby", "$top", "$skiptoken", "$count"}
)
ITEM_OPTIONS = frozenset({"$select", "$expand"})
_EXPAND = re.compile(r"(?P<name>\w+)(?:\((?P<inner>.*)\))?", re.DOTALL)


@dataclass(frozen=True)
class Query:
    """Options of one list, item or expansion."""

    select: tuple[str, ...] | None = None
    expand: Mapping[str, "Query"] = field(default_factory=dict)
    filter: str | None = None
    search: str | None = None
    orderby: str | None = None
    top: int | None = None
    skiptoken: str | None = None
    count: bool = False


def read_query(options: Mapping[str, str], kind: Kind, kinds: Kinds, allowed: frozenset[str]) -> Query:
    """The options of a request; raises 400 for any that is not ``allowed``."""
    for name in options:
        if name not in allowed:
            raise bad_request(f"The query parameter '{name}' is not supported.")
    return Query(
        select=_select(options.get("$select"), kind),
        expand=_expand(options.get("$expand"), kind, kinds),
        filter=options.get("$filter"),
        search=options.get("$search"),
        orderby=options.get("$orderby"),
        top=_top(options.get("$top")),
        skiptoken=options.get("$skiptoken"),
        count=_truth(options.get("$count", "false")),
    )


def _select(text: str | None, kind: Kind) -> tuple[str, ...] | None:
    if not text:
        return None
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        kind.require(name)
    return names


def _expand(text: str | None, kind: Kind, kinds: Kinds) -> dict[str, Query]:
    return dict(_expansion(part, kind, kinds) for part in _split(text or "", ","))


def _expansion(part: str, kind: Kind, kinds: Kinds) -> tuple[str, Query]:
    match = _EXPAND.fullmatch(part.strip())
    if match is None or match["name"] not in kind.navigation:
        raise kind.unknown(part.partition("(")[0].strip())
    inner = dict(_option(option) for option in _split(match["inner"] or "", ";"))
    target = kinds[kind.navigation[match["name"]].target]
    return match["name"], read_query(inner, target, kinds, ITEM_OPTIONS | {"$filter", "$top", "$orderby"})


def _option(text: str) -> tuple[str, str]:
    name, _, value = text.strip().partition("=")
    return (name if name.startswith("$") else f"${name}"), value


def _split(text: str, separator: str) -> list[str]:
    """Parts between separators outside parentheses and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, char in enumerate(text):
        quoted ^= char == "'"
        depth += 0 if quoted else (char == "(") - (char == ")")
        if char == separator and depth == 0 and not quoted:
            parts.append(text[start:place])
            start = place + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def _top(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= MAX_PAGE:
        raise bad_request(
            f"Invalid page size specified: '{text}'. Must be between 1 and {MAX_PAGE} inclusive."
        )
    return int(text)


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise bad_request(f"Invalid value '{text}' for $count.")
    return text == "true"
