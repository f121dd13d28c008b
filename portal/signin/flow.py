"""Authorization code flow with PKCE. The session holds what was sent until the person comes back, once.

Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
"""

import time
import warnings
from collections.abc import Mapping
from typing import Any

import msal
import requests
from django.contrib.sessions.backends.base import SessionBase
from msal.exceptions import MsalError

from portal.graph.errors import GraphUnreachable
from portal.logs import without_secrets
from portal.signin import entra, tokens
from portal.signin.identity import NotVerified, WrongTime, verified
from portal.signin.models import Person
from portal.signin.people import person_from
from portal.signin.words import in_words, number_of

FLOWS = "signin_flows"
#: Sign-ins begun and not finished that one browser may have, for instance in several windows.
MOST_FLOWS = 5
#: Seconds a person may take on Entra's pages.
LIFETIME = 15 * 60


class SigninFailed(Exception):
    """The person is not signed in. `text` is for them, `detail` is what Entra or a check said."""

    def __init__(self, text: str, *, detail: str = "") -> None:
        super().__init__(f"{text} {detail}".strip())
        self.text = text
        self.detail = detail


def begin(
    session: SessionBase,
    *,
    redirect_uri: str,
    onward: str,
    claims: str | None = None,
    hint: str | None = None,
) -> str:
    """Remember a new flow and give the address of Entra's page. Raises SigninFailed or GraphUnreachable.

    `onward` is the path to show afterwards, `claims` what a refused call demanded, `hint` who should sign in.
    """
    try:
        flow = _new_flow(redirect_uri, claims, hint)
    except entra.SILENCE as error:
        raise _refused_or_silent(error) from error
    flows = [known for known in session.get(FLOWS, []) if known["state"] != flow["state"]]
    session[FLOWS] = [*flows[1 - MOST_FLOWS :], flow | {"onward": onward, "begun": int(time.time())}]
    return entra.for_browsers(flow["auth_uri"])


def _new_flow(redirect_uri: str, claims: str | None, hint: str | None) -> dict[str, Any]:
    with warnings.catch_warnings():
        # form_post would come back without the SameSite=Lax session cookie.
        warnings.filterwarnings("ignore", message=".*response_mode.*", category=UserWarning)
        flow: dict[str, Any] = entra.application().initiate_auth_code_flow(
            entra.scopes(),
            redirect_uri=redirect_uri,
            response_mode="query",
            prompt=None if hint else "select_account",
            login_hint=hint,
            claims_challenge=claims,
        )
    return flow


def finish(session: SessionBase, answer: Mapping[str, str]) -> tuple[Person, str]:
    """The person who came back and where they wanted to go. Raises SigninFailed or GraphUnreachable."""
    flow = _taken(session, answer.get("state", ""))
    cache = msal.SerializableTokenCache()
    result = _redeemed(flow, answer, cache)
    try:
        identity = verified(result["id_token"], nonce=flow["nonce"])
    except WrongTime as error:
        text = "The portal's clock and Microsoft's differ too much. Tell the portal's operator."
        raise SigninFailed(text, detail=str(error)) from error
    except NotVerified as error:
        raise SigninFailed("Microsoft's answer could not be verified.", detail=str(error)) from error
    except requests.RequestException as error:
        raise _silence(error) from error
    person = person_from(identity)
    tokens.keep(person, cache)
    return person, str(flow["onward"])


def _taken(session: SessionBase, state: str) -> dict[str, Any]:
    """The flow with this state, taken out: an answer is good once."""
    flows = session.get(FLOWS, [])
    session[FLOWS] = [flow for flow in flows if flow["state"] != state]
    for flow in flows:
        if flow["state"] == state and time.time() - flow["begun"] <= LIFETIME:
            return dict(flow)
    raise SigninFailed("This sign-in was started in another browser, was used already or took too long.")


def _redeemed(
    flow: dict[str, Any], answer: Mapping[str, str], cache: msal.SerializableTokenCache
) -> dict[str, Any]:
    """msal's result with its tokens, now also in the cache."""
    try:
        result: dict[str, Any] = entra.application(cache).acquire_token_by_auth_code_flow(flow, dict(answer))
    except (requests.RequestException, MsalError) as error:
        raise _silence(error) from error
    except (ValueError, RuntimeError) as error:
        raise SigninFailed("Microsoft's answer does not fit our question.", detail=str(error)) from error
    if "error" in result:
        raise _refused(str(result["error"]), str(result.get("error_description") or ""))
    if "id_token" not in result or not cache.has_state_changed:
        raise SigninFailed("Microsoft's answer is incomplete.", detail="no ID token came with it")
    return result


def _refused(code: str, text: str) -> SigninFailed:
    return SigninFailed(in_words(code, text), detail=without_secrets(f"{code}: {text}"))


def _refused_or_silent(error: Exception) -> SigninFailed | GraphUnreachable:
    """msal calls any trouble at the start a silence, and keeps what Entra said behind that."""
    said = f"{error} {error.__context__ or ''}"
    return _refused("invalid_tenant", said) if number_of(said) else _silence(error)


def _silence(error: Exception) -> GraphUnreachable:
    return GraphUnreachable(f"Entra does not answer ({type(error).__name__})", may_have_landed=False)
