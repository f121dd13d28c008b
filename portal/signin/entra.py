"""The portal as a client of Entra: msal's application, the scopes asked for, the session talked through."""

import functools
import time
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

import msal
import requests
from django.conf import settings
from msal.exceptions import MsalError
from requests.adapters import HTTPAdapter

from portal.env import on_loopback
from portal.graph.errors import GraphBroken, GraphUnreachable
from portal.graph.session import TIMEOUT, pooled_session

#: What a person lends us. docs/decisions/0005-delegated-scopes.md says why each is needed and none is larger.
SCOPES = (
    "EntitlementManagement.ReadWrite.All",
    "User.Read",
    "User.ReadBasic.All",
    "GroupMember.Read.All",
    "Application.Read.All",
    "Sites.Read.All",
    "Organization.Read.All",
)
#: Seconds for which what Entra publishes (addresses, signing keys) is remembered.
PUBLISHED_AGE = 3600.0
#: What msal raises when Entra cannot be reached or answers nonsense.
SILENCE = (requests.RequestException, MsalError, ValueError)


class EntraSession(requests.Session):
    """Talks to the login host, or to what PORTAL_AUTHORITY puts in its place.

    msal accepts https authorities only, so it keeps the real one and the requests are sent elsewhere here.
    GETs answer what Entra publishes for everybody and are remembered for an hour; nothing else is.
    """

    def __init__(self, login: str, authority: str) -> None:
        super().__init__()
        plain = pooled_session(trust_env=not on_loopback(authority))
        self.trust_env, self.cookies = plain.trust_env, plain.cookies
        self.mount("https://", HTTPAdapter(max_retries=1))
        self.mount("http://", HTTPAdapter(max_retries=1))
        self._login, self._authority = urlsplit(login), urlsplit(authority)
        self._published: dict[str, tuple[float, requests.Response]] = {}

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """As the parent's, at the pinned host and never without a timeout."""
        parts = urlsplit(str(url))
        if parts.netloc == self._login.netloc:
            kwargs["headers"] = {**(kwargs.get("headers") or {}), "Host": parts.netloc}
            url = moved(parts, self._authority)
        kwargs.setdefault("timeout", TIMEOUT)
        kwargs["allow_redirects"] = False  # nothing here redirects, and what is sent holds our secret
        return super().request(method, url, *args, **kwargs)

    def get(self, url: str | bytes, *, anew: bool = False, **kwargs: Any) -> requests.Response:
        """A published document; `anew` asks again although one is remembered."""
        key = f"{url!r} {kwargs.get('params')!r}"
        read_at, known = self._published.get(key, (0.0, None))
        if known is not None and not anew and time.monotonic() - read_at < PUBLISHED_AGE:
            return known
        response = super().get(url, **kwargs)
        if response.ok:
            self._published[key] = time.monotonic(), response
        return response


def moved(parts: SplitResult, to: SplitResult) -> str:
    """The address at another origin."""
    return urlunsplit(parts._replace(scheme=to.scheme, netloc=to.netloc))


@functools.lru_cache(maxsize=8)
def _session(login: str, authority: str) -> EntraSession:
    return EntraSession(login, authority)


def session() -> EntraSession:
    """The process's session with the configured authority."""
    return _session(settings.CLOUD.login, settings.PORTAL_AUTHORITY)


def application(cache: msal.SerializableTokenCache | None = None) -> msal.ConfidentialClientApplication:
    """One per request or job, with one person's tokens.

    Its memory of refused requests ends with it: shared, a fault would outlive its repair by a minute.
    Raises `entra.SILENCE` when Entra does not answer as it should.
    """
    return msal.ConfidentialClientApplication(
        settings.PORTAL_CLIENT_ID,
        client_credential=_credential(),
        authority=f"{settings.CLOUD.login}/{settings.PORTAL_TENANT_ID}",
        http_client=session(),
        http_cache={},
        instance_discovery=None if settings.CLOUD.login == settings.PORTAL_AUTHORITY else False,
        token_cache=cache,
        client_capabilities=["CP1"],
    )


@functools.lru_cache(maxsize=8)
def _own_tokens(authority: str) -> msal.SerializableTokenCache:
    """The process's memory of the application's own tokens; never stored anywhere."""
    return msal.SerializableTokenCache()


def application_token(claims: str | None = None, *, renew: bool = False) -> str:
    """An access token for Graph with the application's own permissions: nobody's sign-in is behind it.

    Raises GraphUnreachable when Entra does not answer; GraphBroken when it refuses the portal.
    """
    try:
        app = application(_own_tokens(settings.PORTAL_AUTHORITY))
        if renew:
            app.remove_tokens_for_client()
        result = app.acquire_token_for_client([f"{settings.CLOUD.graph}/.default"], claims_challenge=claims)
    except SILENCE as error:
        raise GraphUnreachable(
            f"Entra does not answer ({type(error).__name__})", may_have_landed=False
        ) from error
    if "access_token" in result:
        return str(result["access_token"])
    raise GraphBroken(status=503, code=str(result.get("error")), message=str(result.get("error_description")))


def _credential() -> str | dict[str, str]:
    if settings.PORTAL_CLIENT_SECRET:
        return str(settings.PORTAL_CLIENT_SECRET)
    pem = Path(settings.PORTAL_CLIENT_CERTIFICATE).read_text()
    return {"private_key": pem, "public_certificate": pem}


def scopes() -> list[str]:
    """The scopes in the cloud's own words: outside the global cloud they carry Graph's address."""
    return [settings.CLOUD.scope_prefix + scope for scope in (*SCOPES, *settings.PORTAL_EXTRA_SCOPES)]


def for_browsers(address: str) -> str:
    """An address of the login host as a browser reaches it."""
    parts = urlsplit(address)
    if parts.netloc != urlsplit(settings.CLOUD.login).netloc:
        return address
    return moved(parts, urlsplit(settings.PORTAL_AUTHORITY))


def logout_address() -> str:
    """Where a person ends the session with Entra. Built, not asked for: it works during an outage."""
    return for_browsers(f"{settings.CLOUD.login}/{settings.PORTAL_TENANT_ID}/oauth2/v2.0/logout")
