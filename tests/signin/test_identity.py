"""ID tokens that msal takes and we do not."""

import hashlib
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from portal.signin.identity import NotVerified, verified
from portal.tenant.signin.keys import rotate_key
from tests.signin.control import fault

NONCE = "the-nonce-we-kept"
Forge = Callable[..., str]


@pytest.fixture
def forge(tenant: Any) -> Forge:
    """Sign an ID token with the tenant's own key; a claim set to None is left out."""
    from portal.tenant.signin.keys import sign

    def make(**changes: Any) -> str:
        return str(sign(tenant.state, claims(**changes)))

    return make


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    good = {
        "iss": f"https://login.microsoftonline.com/{settings.PORTAL_TENANT_ID}/v2.0",
        "aud": settings.PORTAL_CLIENT_ID,
        "tid": settings.PORTAL_TENANT_ID,
        "oid": "11111111-2222-4333-8444-555555555555",
        "sub": "subject",
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
        "nonce": hashlib.sha256(NONCE.encode()).hexdigest(),
        "name": "Olivia Brandt",
        "preferred_username": "olivia@contoso.onmicrosoft.com",
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def test_a_good_token_names_the_person(forge: Forge) -> None:
    identity = verified(forge(roles=["Reviewer", "Helpdesk"]), nonce=NONCE)
    assert identity.display_name == "Olivia Brandt"
    assert identity.portal_roles == ("Helpdesk", "Reviewer")
    assert identity.home_account_id == f"11111111-2222-4333-8444-555555555555.{settings.PORTAL_TENANT_ID}"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://login.microsoftonline.com/another/v2.0"},
        {"aud": "another-application"},
        {"tid": "00000000-0000-0000-0000-000000000000"},
        {"nonce": "another"},
        {"exp": 1_700_000_000},
        {"nbf": 9_999_999_999},
        {"nonce": None},
        {"oid": None},
        {"tid": None},
        {"exp": None},
        {"aud": None},
        {"iss": None},
    ],
)
def test_a_token_that_is_not_for_us_now_is_refused(forge: Forge, changes: dict[str, Any]) -> None:
    with pytest.raises(NotVerified):
        verified(forge(**changes), nonce=NONCE)


def test_another_key_is_refused_even_under_the_tenants_name(forge: Forge) -> None:
    known = jwt.get_unverified_header(forge())["kid"]
    foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for kid in (known, "unknown"):
        raw = jwt.encode(claims(), foreign, algorithm="RS256", headers={"kid": kid})
        with pytest.raises(NotVerified):
            verified(raw, nonce=NONCE)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_without_a_real_signature_is_refused(forge: Forge, algorithm: str) -> None:
    known = jwt.get_unverified_header(forge())["kid"]
    key = "" if algorithm == "none" else "a-secret-of-at-least-thirty-two-bytes!"
    with pytest.raises(NotVerified):
        verified(jwt.encode(claims(), key, algorithm=algorithm, headers={"kid": known}), nonce=NONCE)


@pytest.mark.parametrize("raw", ["", "not.a.token", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"])
def test_rubbish_is_refused(forge: Forge, raw: str) -> None:
    with pytest.raises(NotVerified):
        verified(raw, nonce=NONCE)


def test_a_key_that_is_new_is_found_by_looking_again(forge: Forge, tenant: Any) -> None:
    verified(forge(), nonce=NONCE)
    rotate_key(tenant.state)
    assert verified(forge(), nonce=NONCE).display_name == "Olivia Brandt"


def test_what_entra_publishes_is_asked_for_once(forge: Forge, tenant: Any) -> None:
    verified(forge(), nonce=NONCE)
    fault(tenant, "(keys|openid-configuration)", status=503, times=-1)
    assert verified(forge(), nonce=NONCE).display_name == "Olivia Brandt"
