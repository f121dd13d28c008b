"""Users and groups for the people pickers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from portal.graph.calls import directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Principal
from wizard.lookups.groups import sub_type

Kind = Literal["user", "group"]
KINDS: tuple[Kind, ...] = ("user", "group")


def search(person: Person, text: str, kinds: Sequence[Kind]) -> tuple[list[Principal], bool]:
    """People and groups that match, people first, and whether there are more. Raises GraphError."""
    calls = {"user": directory.users_matching, "group": directory.groups_matching}
    answers = graph_for(person).read_all([calls[kind](text) for kind in kinds])
    found = [_principal(kind, row) for kind, one in zip(kinds, answers, strict=True) for row in one["value"]]
    return found, any("@odata.nextLink" in one for one in answers)


def by_keys(person: Person, keys: Iterable[str]) -> list[Principal]:
    """Principals by `user:<id>` or `group:<id>`, read from the tenant: what a page sends is not trusted.
    Raises GraphError.
    """
    wanted = [key.split(":", 1) for key in dict.fromkeys(keys) if key.startswith(("user:", "group:"))]
    calls = {"user": directory.user, "group": directory.group}
    rows = graph_for(person).read_all([calls[kind](id) for kind, id in wanted])
    return [
        _principal("user" if kind == "user" else "group", row)
        for (kind, _), row in zip(wanted, rows, strict=True)
    ]


def key_of(principal: Principal) -> str:
    return f"{principal.kind}:{principal.id}"


def _principal(kind: Kind, row: Mapping[str, Any]) -> Principal:
    detail = row.get("userPrincipalName") if kind == "user" else sub_type(row)
    return Principal(
        kind=kind,
        id=row["id"],
        display_name=row.get("displayName") or row["id"],
        detail=detail or "",
        read_at=dt.datetime.now(dt.UTC),
    )
