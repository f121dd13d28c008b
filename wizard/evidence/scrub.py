"""Keeps of tenant text only what is known to name nobody: ids, words of the API, codes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

_GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#: An object's id, two joined by Graph, a group's role, or a number of few digits.
_ID = re.compile(rf"(?:(?:Member|Owner)_)?{_GUID}(?:_{_GUID})?|\d{{1,3}}", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,99}")
_OPTION = re.compile(r"\$[a-z]{1,20}")

#: What the portal itself begins step keys with.
KINDS = frozenset({
    "catalog", "resource", "visible", "roles", "package", "role", "describe", "policy", "verify",
    "undo", "assignments", "requests", "contents", "found",
})  # fmt: skip

#: Every other part of a path may have come from somewhere else.
SEGMENTS = frozenset({
    "identityGovernance", "entitlementManagement", "catalogs", "accessPackages", "assignmentPolicies",
    "assignments", "assignmentRequests", "resourceRequests", "resourceRoleScopes", "resources",
    "resourceRoles", "resourceScopes", "incompatibleAccessPackages", "incompatibleGroups",
    "accessPackagesIncompatibleWith", "connectedOrganizations", "users", "groups", "servicePrincipals",
    "sites", "organization", "subscribedSkus", "me", "$ref", "$batch", "$count", "v1.0",
})  # fmt: skip


class Scrubber:
    """One bundle's placeholders: the same text gets the same one wherever it stands."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def placeholder(self, text: str, kind: str = "name") -> str:
        count = sum(1 for known, _ in self._known if known == kind)
        return self._known.setdefault((kind, text), f"{kind}-{count + 1}")

    def person(self, object_id: str | None) -> str | None:
        return None if object_id is None else self.placeholder(object_id, "person")

    def id(self, text: str) -> str:
        return text if _ID.fullmatch(text) else self.placeholder(text)

    def key(self, step: str) -> str:
        """`role:<id>:Editors of the budget` becomes `role:<id>:name-1`."""
        return ":".join(part if part in KINDS else self.id(part) for part in step.split(":"))

    def path(self, path: str) -> str:
        """Segments that the API knows and ids; of the query only which options it had."""
        split = urlsplit(path)
        parts = [part if not part or part in SEGMENTS else self.id(part) for part in split.path.split("/")]
        names = [name for name, _ in parse_qsl(split.query, keep_blank_values=True)]
        options = [name if _OPTION.fullmatch(name) else self.placeholder(name) for name in names]
        return "/".join(parts) + (f"?{'&'.join(options)}" if options else "")

    def code(self, text: str) -> str:
        """An error code is one word."""
        return text if not text or _CODE.fullmatch(text) else self.placeholder(text)
