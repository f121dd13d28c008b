"""Tokens that people lent us: kept sealed in the database, renewed when due."""

import logging
from typing import Any

import msal
from django.db import transaction

from portal.graph.errors import GraphBroken, GraphUnreachable, SignInNeeded
from portal.signin import entra
from portal.signin.models import Person, TokenCache
from portal.signin.people import end_sessions
from portal.signin.sealing import CannotOpen, reseal, seal, unseal
from portal.signin.words import BARRED, number_of

log = logging.getLogger(__name__)

#: Answers of the token endpoint which only the person can mend, by signing in.
#: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
NEEDS_PERSON = frozenset({"invalid_grant", "interaction_required", "login_required", "consent_required"})


def token_for(person: Person, claims: str | None = None, *, renew: bool = False) -> str:
    """An access token for Graph with this person's rights.

    `claims` is what Graph demanded of the next token, as JSON text; `renew` passes over the one at hand.
    Raises SignInNeeded; GraphUnreachable when Entra does not answer; GraphBroken when it refuses the portal.
    """
    row = TokenCache.objects.filter(person=person).first()
    if row is None:
        raise SignInNeeded("You are not signed in to Microsoft any more.")
    cache = _opened(row, person)
    result = _silently(person, cache, claims, renew)
    if cache.has_state_changed:
        _replace(row, seal(cache.serialize(), owner=person.home_account_id))
    return _token(person, result, claims)


def redeemed(person: Person, scopes: list[str]) -> dict[str, Any] | None:
    """msal's result of asking Entra now for a token with these scopes; None where there is nothing to ask
    with. What is stored stays as it is. Raises SignInNeeded or GraphUnreachable.
    """
    row = TokenCache.objects.filter(person=person).first()
    return _silently(person, _opened(row, person), None, True, scopes) if row else None


def keep(person: Person, cache: msal.SerializableTokenCache) -> None:
    """Store the tokens of a new sign-in in place of older ones."""
    sealed = seal(cache.serialize(), owner=person.home_account_id)
    TokenCache.objects.update_or_create(person=person, defaults={"sealed": sealed})


def reseal_all() -> tuple[int, int]:
    """Seal every cache with the first key; gives how many were sealed anew and how many nobody can open."""
    resealed = dropped = 0
    for pk in list(TokenCache.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            row = TokenCache.objects.select_for_update().get(pk=pk)
            try:
                row.sealed = reseal(bytes(row.sealed))
                row.save(update_fields=["sealed"])
                resealed += 1
            except CannotOpen:
                row.delete()
                dropped += 1
    return resealed, dropped


def _opened(row: TokenCache, person: Person) -> msal.SerializableTokenCache:
    cache = msal.SerializableTokenCache()
    try:
        cache.deserialize(unseal(bytes(row.sealed), owner=person.home_account_id))
    except (CannotOpen, ValueError) as error:
        log.warning("dropped the token cache of person %s: %s", person.pk, error)
        row.delete()
        raise SignInNeeded("Your tokens could not be read.") from None
    return cache


def _replace(row: TokenCache, sealed: bytes) -> None:
    """Store renewed tokens, unless somebody else stored newer ones while Entra was asked."""
    with transaction.atomic():
        now = TokenCache.objects.select_for_update().filter(pk=row.pk).first()
        if now and bytes(now.sealed) == bytes(row.sealed):
            now.sealed = sealed
            now.save(update_fields=["sealed", "updated_at"])


def _silently(
    person: Person,
    cache: msal.SerializableTokenCache,
    claims: str | None,
    renew: bool,
    scopes: list[str] | None = None,
) -> dict[str, Any] | None:
    try:
        app = entra.application(cache)
        accounts = [
            found for found in app.get_accounts() if found["home_account_id"] == person.home_account_id
        ]
        if not accounts:
            return None
        result: dict[str, Any] | None = app.acquire_token_silent_with_error(
            scopes or entra.scopes(), accounts[0], claims_challenge=claims, force_refresh=renew
        )
    except entra.SILENCE as error:
        raise GraphUnreachable(
            f"Entra does not answer ({type(error).__name__})", may_have_landed=False
        ) from error
    return result


def _token(person: Person, result: dict[str, Any] | None, claims: str | None) -> str:
    """`claims` is what Graph demanded: Entra's own demand outweighs it, but it does not get lost."""
    if result is None:
        raise SignInNeeded("You are not signed in to Microsoft any more.", claims=claims)
    if "access_token" in result:
        return str(result["access_token"])
    code, text = str(result.get("error")), str(result.get("error_description") or "")
    if number_of(text) in BARRED:
        end_sessions(person)
    if code in NEEDS_PERSON:
        raise SignInNeeded(f"{code}: {text}", claims=result.get("claims") or claims)
    raise GraphBroken(status=503, code=code, message=text)
