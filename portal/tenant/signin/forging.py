"""ID tokens as an attacker would like them, as `forged_claims` and `forged_signature` order."""

import base64
import hashlib
import hmac
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from portal.tenant.signin.keys import key_id, public_pem, sign
from portal.tenant.tenant import Tenant


def sign_id_token(tenant: Tenant, claims: dict[str, Any]) -> str:
    """The token as it should be, unless a switch orders otherwise."""
    claims = claims | tenant.settings.forged_claims
    claims = {name: value for name, value in claims.items() if value is not None}
    headers = {"kid": key_id(tenant.state)}
    match tenant.settings.forged_signature:
        case "none":
            return jwt.encode(claims, "", "none", headers)
        case "HS256":
            return _with_the_public_key(public_pem(tenant.state), claims, headers)
        case "another key":
            foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            return jwt.encode(claims, foreign, "RS256", headers)
    return sign(tenant.state, claims)


def _with_the_public_key(key: bytes, claims: dict[str, Any], headers: dict[str, Any]) -> str:
    """By hand: libraries refuse to make such a token."""
    parts = (_text({"alg": "HS256", "typ": "JWT", **headers}), _text(claims))
    signed = ".".join(parts)
    return f"{signed}.{_encoded(hmac.digest(key, signed.encode(), hashlib.sha256))}"


def _text(value: dict[str, Any]) -> str:
    return _encoded(json.dumps(value).encode())


def _encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
