"""What a picker offers: one entry with what a person should know before they pick it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

One = TypeVar("One")

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Candidate(Generic[One]):
    """`never` is why nobody can pick it; `note` is a caution that bars nobody."""

    one: One
    type: str
    #: What tells two of one name apart: an address or an id.
    detail: str = ""
    note: str = ""
    never: str = ""


def as_guid(text: str) -> str:
    """The text as an object id in Graph's writing, or an empty text for one that is none."""
    found = text.strip().strip("{}")
    return found.lower() if GUID.fullmatch(found) else ""
