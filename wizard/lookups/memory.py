"""A short memory per person, so that moving between tabs does not ask the tenant the same thing again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from portal.signin.models import Person

Found = TypeVar("Found")


def remembered(person: Person, what: str, *, seconds: int, read: Callable[[], Found]) -> Found:
    """What `read` answered at most `seconds` ago for this person. Errors are not remembered."""
    key = f"lookup:{person.object_id}:{what}"
    found: Found | None = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found, seconds)
    return found


def forget(person: Person, what: str) -> None:
    """Asks again next time."""
    cache.delete(f"lookup:{person.object_id}:{what}")
