"""A pasted list of people: taken apart, and looked for in the tenant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.graph.calls import GraphCall, directory
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Principal
from wizard.lookups import principals
from wizard.lookups.candidates import Candidate, as_guid
from wizard.lookups.principals import Kind, Row

#: Entries of one list.
MOST = 500
#: Candidates that are offered for one entry.
OFFERED = 5
_BRACKETS = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """What became of a list. Each entry is in one of the three."""

    found: list[Candidate[Principal]] = field(default_factory=list)
    #: What was written, and who it may mean.
    unclear: list[tuple[str, list[Candidate[Principal]]]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def entries_of(text: str) -> list[str]:
    """Names and addresses: one per line or separated by commas or semicolons, `Name <address>` as mail
    programs write it. Each once, whatever its case.
    """
    found = [entry for piece in re.split(r"[;\r\n]+", text) for entry in _entries(piece)]
    return list({entry.casefold(): entry for entry in reversed(found)}.values())[::-1]


def look_up(person: Person, entries: Sequence[str], kinds: Sequence[Kind]) -> Pasted:
    """Looks for all entries side by side. Raises GraphError."""
    asked = [(entry, kind) for entry in entries for kind in kinds]
    answers = graph_for(person).read_many([_call(entry, kind) for entry, kind in asked])
    seen: dict[str, list[tuple[Kind, Row]]] = {entry: [] for entry in entries}
    for (entry, kind), answer in zip(asked, answers, strict=True):
        rows = answer.get("value", [answer]) if answer else []
        seen[entry] += [(kind, row) for row in rows]
    pasted = Pasted()
    for entry, rows in seen.items():
        _sort_in(pasted, entry, rows)
    return pasted


def _entries(piece: str) -> Iterator[str]:
    """A name before an address in angle brackets may have commas, so only addresses count there."""
    place = 0
    for match in _BRACKETS.finditer(piece):
        yield from (part for part in _parts(piece[place : match.start()]) if "@" in part)
        yield from _parts(match[1])
        place = match.end()
    yield from _parts(piece[place:])


def _parts(text: str) -> Iterator[str]:
    stripped = (part.strip().strip("\"'").strip() for part in re.split(r"[,\t]", text))
    return (part.removeprefix("mailto:") for part in stripped if part)


def _call(entry: str, kind: Kind) -> GraphCall:
    if id := as_guid(entry):
        return principals.call_for(kind, id)
    if _is_address(entry):
        with_address = {"user": directory.users_with_address, "group": directory.groups_with_address}
        return with_address[kind](entry)
    matching = {"user": directory.users_matching, "group": directory.groups_matching}
    return matching[kind](entry, top=OFFERED + 1)


def _is_address(entry: str) -> bool:
    return "@" in entry and " " not in entry


def _sort_in(pasted: Pasted, entry: str, rows: Sequence[tuple[Kind, Row]]) -> None:
    """One that is called exactly so is found; several are unclear, and so are names that come near."""
    exact = [pair for pair in rows if (as_guid(entry) or entry.casefold()) in _names(pair[1])]
    if len(exact) == 1:
        pasted.found.append(principals.candidate(*exact[0]))
    elif exact or (rows and not _is_address(entry)):
        offered = [principals.candidate(*pair) for pair in (exact or rows)[:OFFERED]]
        pasted.unclear.append((entry, offered))
    else:
        pasted.missing.append(entry)


def _names(row: Row) -> set[str]:
    names = (row.get(name) for name in ("id", "mail", "userPrincipalName", "displayName"))
    return {str(name).casefold() for name in names if name}
