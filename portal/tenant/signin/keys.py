"""The tenant's signing key, kept in its state so that tokens outlive a restart."""

import json
from functools import cache
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from jwt.algorithms import RSAAlgorithm

from portal.tenant.state import State

ALGORITHM = "RS256"


def ensure_key(state: State) -> None:
    """Give the tenant a key if it has none yet."""
    if "signingKey" not in state.facts:
        state.remember("signingKey", _new_key())


def rotate_key(state: State) -> None:
    """Sign with a new key from now on; tokens signed with the old one are no longer good."""
    state.remember("signingKey", _generated())


@cache
def _new_key() -> str:
    """One key per process: making one costs a tenth of a second, and tests start many tenants."""
    return _generated()


def _generated() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@cache
def _loaded(pem: str) -> rsa.RSAPrivateKey:
    return cast(rsa.RSAPrivateKey, load_pem_private_key(pem.encode(), password=None))


def key_id(state: State) -> str:
    return str(uuid5(NAMESPACE_URL, state.facts["signingKey"]))


def public_keys(state: State) -> dict[str, Any]:
    """The JSON Web Key Set."""
    public = json.loads(RSAAlgorithm.to_jwk(_loaded(state.facts["signingKey"]).public_key()))
    return {"keys": [{**public, "kid": key_id(state), "use": "sig", "alg": ALGORITHM}]}


def sign(state: State, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, _loaded(state.facts["signingKey"]), ALGORITHM, headers={"kid": key_id(state)})


def public_pem(state: State) -> bytes:
    """The public key as text that anybody can have."""
    key = _loaded(state.facts["signingKey"]).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def verify(state: State, token: str, audience: str, *, leeway: float = 0) -> dict[str, Any]:
    """The claims; raises jwt.PyJWTError for a token that is forged, stale or meant for somebody else.

    `leeway` is in seconds, for a tenant whose clock is wrong on purpose.
    """
    key = _loaded(state.facts["signingKey"]).public_key()
    return dict(jwt.decode(token, key, algorithms=[ALGORITHM], audience=audience, leeway=leeway))
