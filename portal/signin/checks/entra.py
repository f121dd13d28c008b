"""What is asked of Entra itself, without signing anybody in."""

import time
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

import requests
from django.conf import settings

from portal.signin import entra
from portal.signin.checks.seen import Discovery, Redirect
from portal.signin.words import WRONG_ADDRESS, number_of

#: Entra says this to a request that may show nothing when nobody is signed in: it has looked at the address.
NOBODY = {"login_required", "interaction_required", "consent_required"}


def discovered() -> Discovery | None:
    """The tenant's published document; None where nobody answers."""
    address = f"{settings.CLOUD.login}/{settings.PORTAL_TENANT_ID}/v2.0/.well-known/openid-configuration"
    try:
        answer = entra.session().get(address, anew=True)
    except requests.RequestException:
        return None
    if answer.status_code >= 500:
        return None
    said = _json(answer)
    ahead = _ahead(answer.headers.get("Date"))
    if not answer.ok:
        refusal = said.get("error_description") or f"status {answer.status_code}"
        return Discovery(refusal=str(refusal), ahead=ahead)
    return Discovery(issuer=str(said.get("issuer", "")), ahead=ahead)


def redirect_came_to(address: str) -> Redirect:
    """Asks for a sign-in that may show nothing: with nobody signed in, Entra says so to a registered address,
    and to no other.
    """
    query = {
        "client_id": settings.PORTAL_CLIENT_ID,
        "response_type": "code",
        "redirect_uri": address,
        "scope": "openid",
        "prompt": "none",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",  # of RFC 7636; nobody redeems a code
        "code_challenge_method": "S256",
    }
    place = f"{settings.CLOUD.login}/{settings.PORTAL_TENANT_ID}/oauth2/v2.0/authorize"
    try:
        answer = entra.session().request("GET", place, params=query)
    except requests.RequestException:
        return Redirect.UNCLEAR
    if _is_answered_to(address, answer.headers.get("Location", "")):
        return Redirect.TAKEN
    return Redirect.REFUSED if number_of(answer.text) == WRONG_ADDRESS else Redirect.UNCLEAR


def _is_answered_to(address: str, location: str) -> bool:
    told = parse_qs(urlsplit(location).query).get("error", [""])[0]
    return location.startswith(f"{address}?") and told in NOBODY


def _ahead(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() - time.time() if date else None
    except ValueError:
        return None


def _json(answer: requests.Response) -> dict[str, object]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
