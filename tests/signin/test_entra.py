"""The portal as Entra's client: its credential, its clouds, its session."""

import datetime as dt
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from portal.clouds import CLOUDS
from portal.signin import entra
from tests.signin.control import fault, requests_to


@pytest.fixture(scope="module")
def pair() -> tuple[str, str]:
    """A private key and its certificate, both PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "portal")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize("key_first", [True, False])
def test_a_certificate_proves_the_portal_and_its_key_stays_here(
    tenant: Any, settings: Settings, tmp_path: Path, pair: tuple[str, str], key_first: bool
) -> None:
    pem = tmp_path / "portal.pem"
    pem.write_text("".join(pair if key_first else reversed(pair)))
    settings.PORTAL_CLIENT_SECRET, settings.PORTAL_CLIENT_CERTIFICATE = "", str(pem)

    assertion = entra.application().client.client_assertion
    raw = assertion() if callable(assertion) else assertion

    text = raw if isinstance(raw, str) else raw.decode()
    header = jwt.get_unverified_header(text)
    [shown] = header["x5c"]
    certificate = x509.load_pem_x509_certificate(pair[1].encode())
    assert shown.replace("\n", "") in pair[1].replace("\n", "")
    public: Any = certificate.public_key()
    claims = jwt.decode(text, public, algorithms=[header["alg"]], options={"verify_aud": False})
    assert claims["iss"] == settings.PORTAL_CLIENT_ID


def test_outside_the_global_cloud_scopes_carry_graphs_address(settings: Settings) -> None:
    assert "User.Read" in entra.scopes()
    settings.PORTAL_CLOUD, settings.CLOUD = "usgov", CLOUDS["usgov"]
    assert "https://graph.microsoft.us/User.Read" in entra.scopes()


def test_browsers_are_sent_to_the_real_entra_unless_told_otherwise(settings: Settings) -> None:
    settings.PORTAL_AUTHORITY = settings.CLOUD.login
    assert entra.logout_address().startswith("https://login.microsoftonline.com/")
    assert entra.for_browsers("https://elsewhere.example/x") == "https://elsewhere.example/x"


def test_discovery_is_asked_for_once_however_many_applications(tenant: Any) -> None:
    entra.application()
    entra.application()
    assert len(requests_to(tenant, "openid-configuration")) == 1


def test_a_failed_discovery_is_not_remembered(tenant: Any) -> None:
    fault(tenant, "openid-configuration", status=503, times=1)
    with pytest.raises(entra.SILENCE):
        entra.application()
    assert entra.application()


def test_our_secret_follows_no_redirect(tenant: Any, settings: Settings) -> None:
    fault(tenant, "/token", status=307, headers={"Location": "http://127.0.0.1:9/"})
    answer = entra.session().post(
        f"{settings.CLOUD.login}/{settings.PORTAL_TENANT_ID}/oauth2/v2.0/token", data={"client_secret": "x"}
    )
    assert answer.status_code == 307
