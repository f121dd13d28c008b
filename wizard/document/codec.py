"""The document as JSON: written, read, upgraded, digested."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from wizard.document.approval import Approval
from wizard.document.package import Document, Policy

VERSION = 1

#: From each old version to the next one; a new version adds a row and a test.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def blank() -> Document:
    """What the wizard shows at first: approval by the manager, everything else the wizard's default."""
    return Document(policies=(Policy(approval=Approval()),))


def dump(document: Document) -> dict[str, Any]:
    """JSON-ready, every member written out, so that a later change of a default alters no stored draft."""
    return document.model_dump(mode="json")


def load(data: dict[str, Any]) -> Document:
    """Reads what `dump` wrote, by this or an older version. Raises pydantic.ValidationError on a wrong
    shape.
    """
    return Document.model_validate(_upgraded(data))


def _upgraded(data: dict[str, Any]) -> dict[str, Any]:
    version = data.get("version", VERSION)
    while isinstance(version, int) and version in UPGRADES:
        data = UPGRADES[version](data)
        version = data["version"]
    return data


def digest(document: Document, plan: Any = None) -> str:
    """SHA-256 (hex) of what a reviewer approves: the document and its plan, whenever its facts were read."""
    text = json.dumps([_without_times(dump(document)), plan], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_times(item) for key, item in value.items() if key != "read_at"}
    if isinstance(value, list):
        return [_without_times(item) for item in value]
    return value


def schema() -> dict[str, Any]:
    """JSON Schema of a draft written by hand."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | Document.model_json_schema()
