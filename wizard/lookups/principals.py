"""Users and groups for the people pickers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from portal.graph.calls import GraphCall, directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Principal
from wizard.lookups import portions
from wizard.lookups.candidates import Candidate, as_guid
from wizard.lookups.groups import sub_type
from wizard.lookups.portions import Portion, Rest

Kind = Literal["user", "group"]
KINDS: tuple[Kind, ...] = ("user", "group")
Row = Mapping[str, Any]

DISABLED = "Disabled account: cannot sign in, so it can neither request nor approve."
#: Part of every guest's sign-in name.
#: https://learn.microsoft.com/entra/external-id/user-properties
GUEST_MARK = "#EXT#"


def search(
    person: Person, text: str, kinds: Sequence[Kind], after: Rest | None = None
) -> Portion[Candidate[Principal]]:
    """People and groups that match a name, an address or an object id, people first. Raises GraphError."""
    if not after and (id := as_guid(text)):
        found = [one for one in _by_ids(person, [(kind, id) for kind in kinds]) if one]
        return portions.whole(found)
    lists = [(kind, _matching(kind, text)) for kind in kinds]
    return portions.read(graph_for(person), lists, after).each(lambda pair: candidate(*pair))


def by_keys(person: Person, keys: Iterable[str]) -> list[Candidate[Principal]]:
    """Those of `user:<id>` and `group:<id>` that the tenant knows, each once: what a page sends is not
    trusted. Raises GraphError.
    """
    wanted = dict.fromkeys(pair for key in keys if (pair := _pair(key)))
    return [one for one in _by_ids(person, list(wanted)) if one]


def call_for(kind: str, id: str) -> GraphCall:
    """Reads the one with that object id."""
    return directory.user(id) if kind == "user" else directory.group(id)


def candidate(kind: str, row: Row) -> Candidate[Principal]:
    """A row of Graph as the picker offers it."""
    return _user(row) if kind == "user" else _group(row)


def _matching(kind: Kind, text: str) -> GraphCall:
    return directory.users_matching(text) if kind == "user" else directory.groups_matching(text)


def _pair(key: str) -> tuple[str, str] | None:
    kind, _, id = key.partition(":")
    return (kind, as_guid(id)) if kind in KINDS and as_guid(id) else None


def _by_ids(person: Person, wanted: Sequence[tuple[str, str]]) -> list[Candidate[Principal] | None]:
    rows = graph_for(person).read_many([call_for(kind, id) for kind, id in wanted])
    return [candidate(kind, row) if row else None for (kind, _), row in zip(wanted, rows, strict=True)]


def _user(row: Row) -> Candidate[Principal]:
    name = row.get("userPrincipalName") or ""
    guest = row.get("userType") == "Guest" or GUEST_MARK in name.upper()
    note = DISABLED if row.get("accountEnabled") is False else ""
    return Candidate(
        one=_principal("user", row, name), type="Guest" if guest else "User", detail=name, note=note
    )


def _group(row: Row) -> Candidate[Principal]:
    return Candidate(one=_principal("group", row, sub_type(row)), type="Group", detail=sub_type(row))


def _principal(kind: Kind, row: Row, detail: str) -> Principal:
    return Principal(
        kind=kind,
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        detail=detail,
        read_at=dt.datetime.now(dt.UTC),
    )
