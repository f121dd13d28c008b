"""Encryption of token caches at rest, each bound to its owner."""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """The box was not sealed for this owner with one of our keys."""


def seal(text: str, *, owner: str) -> bytes:
    """The text, readable only with PORTAL_TOKEN_KEYS and only for this owner."""
    return _keys().encrypt(json.dumps({"owner": owner, "text": text}).encode())


def unseal(box: bytes, *, owner: str) -> str:
    """The text in a box. Raises CannotOpen."""
    try:
        content = json.loads(_keys().decrypt(box))
    except (InvalidToken, ValueError):
        raise CannotOpen("no key opens it") from None
    if content["owner"] != owner:
        raise CannotOpen("it belongs to somebody else")
    return str(content["text"])


def reseal(box: bytes) -> bytes:
    """The same box, sealed with the first key. Raises CannotOpen."""
    try:
        return _keys().rotate(box)
    except InvalidToken:
        raise CannotOpen("no key opens it") from None


def _keys() -> MultiFernet:
    """The first key seals, all of them open."""
    return MultiFernet([Fernet(key) for key in settings.PORTAL_TOKEN_KEYS])
