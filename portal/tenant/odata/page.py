"""Pages of a list and the opaque link to the next one."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from portal.tenant.errors import bad_request
from portal.tenant.odata.model import Kind
from portal.tenant.odata.query import Query
from portal.tenant.state import Row


@dataclass(frozen=True)
class Position:
    """Where a page begins; ``pause`` makes it an empty page that only leads on."""

    offset: int = 0
    pause: bool = False

    def token(self) -> str:
        return base64.urlsafe_b64encode(json.dumps([self.offset, self.pause]).encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    following: Position | None


def read_position(query: Query) -> Position:
    """The position a $skiptoken stands for; raises 400 for one this tenant did not issue."""
    if query.skiptoken is None:
        return Position()
    try:
        padded = query.skiptoken + "=" * (-len(query.skiptoken) % 4)
        offset, pause = json.loads(base64.urlsafe_b64decode(padded))
        return Position(int(offset), bool(pause))
    except (ValueError, TypeError) as problem:
        raise bad_request("Invalid skip token.") from problem


def take_page(rows: Iterable[Row], position: Position, size: int, empty_pages: bool) -> Page:
    """One page; only as many rows are looked at as the page needs."""
    if position.pause:
        return Page([], Position(position.offset))
    window: Iterator[Row] = islice(rows, position.offset, position.offset + size + 1)
    found = list(window)
    following = Position(position.offset + size, empty_pages) if len(found) > size else None
    return Page(found[:size], following)


def ordered(rows: Iterable[Row], kind: Kind, orderby: str | None) -> Iterable[Row]:
    """Rows by ``name [asc|desc], ...``; raises 400 for a property that is not there."""
    for part in reversed((orderby or "").split(",")) if orderby else ():
        name, _, direction = part.strip().partition(" ")
        if name not in kind.properties or direction.strip() not in ("", "asc", "desc"):
            raise kind.unknown(name)
        rows = sorted(rows, key=_by(name), reverse=direction.strip() == "desc")
    return rows


def _by(name: str) -> Callable[[Row], tuple[bool, str]]:
    """Sort by one property: nothing first, then text without regard to case."""
    return lambda row: (row.get(name) is not None, str(row.get(name)).lower())
