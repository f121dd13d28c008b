"""What the sign-in of somebody who used the portal still gives: Entra is asked, nothing is kept."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError

from portal.graph.errors import GraphError
from portal.signin import entra, tokens
from portal.signin.checks.seen import Lent
from portal.signin.models import Person
from portal.signin.words import NEEDS_ADMIN, NO_CONSENT, NOT_ASSIGNED, number_of

#: So many of the last to sign in are tried.
TRIED = 3


def borrowed() -> tuple[Lent | None, str]:
    """What Entra says of the last person whose sign-in still stands, and a token with their rights, or ""."""
    said = [found for person in _last() if (found := _asked(person))]
    useful = [one for one in said if one[0].consented is not None]
    return next(iter(useful or said), (None, ""))


def _last() -> list[Person]:
    """Nobody while the database is not there yet."""
    try:
        return list(
            Person.objects.filter(token_cache__isnull=False).order_by("-token_cache__updated_at")[:TRIED]
        )
    except DatabaseError:
        return []


def _asked(person: Person) -> tuple[Lent, str] | None:
    result = _result(person, entra.scopes())
    number = number_of(str(result.get("error_description", "")))
    if "access_token" in result:
        every = frozenset(_plain(scope) for scope in entra.scopes())
        return Lent(name=person.display_name, consented=every), str(result["access_token"])
    if number == NOT_ASSIGNED:
        return Lent(name=person.display_name, not_assigned=True), ""
    if number in (NO_CONSENT, NEEDS_ADMIN):
        return _one_by_one(person)
    return None


def _one_by_one(person: Person) -> tuple[Lent, str]:
    """Which of the scopes it is that nobody consented to."""
    good = [scope for scope in entra.scopes() if "access_token" in _result(person, [scope])]
    token = _result(person, good).get("access_token", "") if good else ""
    return Lent(name=person.display_name, consented=frozenset(map(_plain, good))), str(token)


def _result(person: Person, scopes: list[str]) -> dict[str, Any]:
    try:
        return tokens.redeemed(person, scopes) or {}
    except GraphError:
        return {}


def _plain(scope: str) -> str:
    return scope.removeprefix(settings.CLOUD.scope_prefix)
