"""How an application proves itself with a certificate: a statement it signed, good for minutes.

Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from portal.tenant.signin import errors
from portal.tenant.state import Row

KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ["RS256", "PS256"]
#: Seconds by which the statement may be ahead of our clock.
SKEW = 300
NEEDED = ["exp", "iat", "iss", "sub", "aud", "jti"]


def check_assertion(application: Row, form: Mapping[str, str], audience: str, now: float) -> None:
    """Raise SigninError unless the statement in the form is this application's own, for us and of now."""
    if form.get("client_assertion_type") != KIND:
        raise errors.unsupported("client_assertion_type", form.get("client_assertion_type", "none"))
    raw = form["client_assertion"]
    certificate = _named(application, raw)
    if certificate.not_valid_after_utc.timestamp() < now:
        raise errors.unknown_certificate("the key used is expired")
    claims = _signed(raw, certificate, audience)
    if {claims["iss"], claims["sub"]} != {application["appId"]}:
        raise errors.bad_assertion("issuer and subject must be the application's id")
    if not claims["iat"] - SKEW <= now <= claims["exp"]:
        raise errors.stale_assertion()


def _named(application: Row, raw: str) -> x509.Certificate:
    """The registered certificate whose thumbprint stands in the header."""
    try:
        header = jwt.get_unverified_header(raw)
    except jwt.PyJWTError as problem:
        raise errors.bad_assertion(str(problem)) from problem
    named = {(name, str(header.get(name, "")).rstrip("=")) for name in ("x5t#S256", "x5t")}
    for certificate in _registered(application):
        if _thumbprints(certificate) & named:
            return certificate
    raise errors.unknown_certificate("the certificate is not registered on the application")


def _registered(application: Row) -> Iterator[x509.Certificate]:
    """``keyCredentials`` as Graph shows them: ``key`` is the certificate, DER in base64."""
    for entry in application.get("keyCredentials") or []:
        yield x509.load_der_x509_certificate(base64.b64decode(entry["key"]))


def _thumbprints(certificate: x509.Certificate) -> set[tuple[str, str]]:
    der = certificate.public_bytes(Encoding.DER)
    digests = {"x5t#S256": hashlib.sha256(der), "x5t": hashlib.sha1(der, usedforsecurity=False)}
    return {
        (name, base64.urlsafe_b64encode(digest.digest()).decode().rstrip("="))
        for name, digest in digests.items()
    }


def _signed(raw: str, certificate: x509.Certificate, audience: str) -> dict[str, Any]:
    """The claims; their times are judged by the tenant's own clock."""
    timeless: Any = {"require": NEEDED, "verify_exp": False, "verify_nbf": False, "verify_iat": False}
    public: Any = certificate.public_key()
    try:
        return dict(jwt.decode(raw, public, algorithms=ALGORITHMS, audience=audience, options=timeless))
    except jwt.PyJWTError as problem:
        raise errors.bad_assertion(str(problem)) from problem
