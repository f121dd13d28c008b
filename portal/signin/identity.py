"""Who signed in: the ID token, verified.

msal checks the nonce and nothing else; signature, issuer, audience, times and tenant are checked here.
Source: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

import jwt
from django.conf import settings

from portal.signin import entra
from portal.text import storable

#: Seconds by which clocks may differ.
LEEWAY = 120
NEEDED = ("exp", "iat", "iss", "aud", "sub", "tid", "oid", "nonce")


class NotVerified(Exception):
    """The token is not what Entra would have sent to us now; the text says which check failed."""


class WrongTime(NotVerified):
    """The token's times do not fit our clock."""


@dataclass(frozen=True)
class Identity:
    """A person as the token names them."""

    object_id: str
    tenant_id: str
    display_name: str
    user_principal_name: str
    portal_roles: tuple[str, ...]

    @property
    def home_account_id(self) -> str:
        """As msal names the account."""
        return f"{self.object_id}.{self.tenant_id}"


def verified(raw: str, *, nonce: str) -> Identity:
    """The person in an ID token that answers the request with this nonce.

    Raises NotVerified, or requests.RequestException when Entra's keys cannot be had.
    """
    try:
        claims = jwt.decode(
            raw,
            _signing_key(raw),
            algorithms=["RS256"],
            audience=settings.PORTAL_CLIENT_ID,
            issuer=_published("issuer"),
            leeway=LEEWAY,
            options={"require": list(NEEDED)},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise WrongTime(f"{type(error).__name__}: {error}") from None
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise NotVerified(f"{type(error).__name__}: {error}") from None
    return _identity(claims, nonce)


def _identity(claims: dict[str, Any], nonce: str) -> Identity:
    # msal sends the SHA-256 of the nonce it keeps.
    if not hmac.compare_digest(str(claims["nonce"]), hashlib.sha256(nonce.encode()).hexdigest()):
        raise NotVerified("the nonce is not the one we sent")
    if str(claims["tid"]).lower() != settings.PORTAL_TENANT_ID:
        raise NotVerified("the account belongs to another tenant")
    principal = storable(str(claims.get("preferred_username") or claims["oid"]))
    roles = claims.get("roles") or []
    return Identity(
        object_id=str(claims["oid"]).lower(),
        tenant_id=str(claims["tid"]).lower(),
        display_name=storable(str(claims.get("name") or principal))[:256],
        user_principal_name=principal[:256],
        portal_roles=tuple(sorted(str(role) for role in roles if isinstance(role, str))),
    )


def _published(name: str) -> str:
    """One value of Entra's metadata."""
    address = f"{settings.CLOUD.login}/{settings.PORTAL_TENANT_ID}/v2.0/.well-known/openid-configuration"
    return str(entra.session().get(address).json()[name])


def _signing_key(raw: str) -> Any:
    """The key that the token names. Keys rotate: an unknown one is worth one new look."""
    wanted = jwt.get_unverified_header(raw).get("kid")
    for anew in (False, True):
        document = entra.session().get(_published("jwks_uri"), anew=anew).json()
        for key in jwt.PyJWKSet.from_dict(document).keys:
            if key.key_id == wanted:
                return key.key
    raise NotVerified("the token is signed with a key that Entra does not publish")
