"""An application that proves itself with a certificate: what the tenant takes, and what it does not."""

import base64
import hashlib
import time
import uuid
from typing import Any

import jwt
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from portal.tenant.server import RunningTenant
from tests.connect.admin_center import AdminCenter
from tests.connect.certificates import pair
from tests.tenant.support import CLIENT_ID, TENANT_ID, endpoint

KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@pytest.fixture
def key(tenant: RunningTenant) -> tuple[bytes, bytes]:
    """Private key and certificate; the registration knows the latter."""
    both = pair()
    AdminCenter.of(tenant).upload_certificate(both[1])
    return both


def thumbprints(certificate: bytes) -> dict[str, str]:
    der = x509.load_pem_x509_certificate(certificate).public_bytes(Encoding.DER)
    digests = {"x5t#S256": hashlib.sha256(der), "x5t": hashlib.sha1(der)}
    return {name: base64.urlsafe_b64encode(one.digest()).decode() for name, one in digests.items()}


def ask(
    tenant: RunningTenant,
    key: tuple[bytes, bytes],
    header: str = "x5t#S256",
    algorithm: str = "PS256",
    **claims: Any,
) -> requests.Response:
    """A token for the application itself, with an assertion as it should be but for `claims`."""
    now = int(time.time())
    good: dict[str, Any] = {"aud": endpoint(tenant, "token"), "iss": CLIENT_ID, "sub": CLIENT_ID}
    good |= {"jti": str(uuid.uuid4()), "iat": now, "exp": now + 600}
    said = {name: value for name, value in {**good, **claims}.items() if value is not None}
    named = {header: thumbprints(key[1])[header]}
    assertion = jwt.encode(said, key[0].decode(), algorithm, headers=named)
    form = {"client_id": CLIENT_ID, "client_assertion": assertion, "client_assertion_type": KIND}
    form |= {"grant_type": "client_credentials", "scope": "https://graph.microsoft.com/.default"}
    return requests.post(endpoint(tenant, "token"), data=form, timeout=30)


@pytest.mark.parametrize(("header", "algorithm"), [("x5t#S256", "PS256"), ("x5t", "RS256")])
def test_a_known_certificate_opens(tenant: RunningTenant, key: Any, header: str, algorithm: str) -> None:
    assert "access_token" in ask(tenant, key, header, algorithm).json()


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"aud": f"https://elsewhere.example/{TENANT_ID}/oauth2/v2.0/token"}, 50027),
        ({"iss": TENANT_ID}, 50027),
        ({"sub": TENANT_ID}, 50027),
        ({"jti": None}, 50027),
        ({"exp": None}, 50027),
        ({"exp": 1_700_000_000}, 700024),
        ({"iat": 4_000_000_000, "exp": 4_000_000_600}, 700024),
    ],
    ids=str,
)
def test_a_statement_that_is_not_for_us_now_does_not(
    tenant: RunningTenant, key: Any, change: dict[str, Any], number: int
) -> None:
    answer = ask(tenant, key, **change)
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [number])


def test_another_key_behind_a_known_thumbprint_does_not(tenant: RunningTenant, key: Any) -> None:
    answer = ask(tenant, (pair()[0], key[1]))
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [50027])


def test_a_certificate_of_nobody_does_not(tenant: RunningTenant, key: Any) -> None:
    answer = ask(tenant, pair())
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [700027])


def test_a_certificate_that_ended_does_not(tenant: RunningTenant) -> None:
    ended = pair(days=-1)
    AdminCenter.of(tenant).upload_certificate(ended[1])
    assert ask(tenant, ended).json()["error_codes"] == [700027]
