"""Names instead of ids: in a seed, ids follow from kind and name, the same on every machine."""

from typing import Any
from uuid import UUID, uuid5

from portal.tenant.state import Row, State

_NAMESPACE = UUID("0f6c1e0a-6c0b-5b9e-9a3c-3d1f2b7a4c55")
#: When everything of a seed was made: long enough ago that no delay for new things applies.
SEEDED = "2026-01-15T08:00:00.000Z"
DIRECTORY = ("user", "group", "servicePrincipal")


def object_id(kind: str, name: str) -> str:
    """The id that the seed gives an object of this kind and name. Users go by userPrincipalName, all others
    by displayName; what lives in a catalog or a package goes by ``<catalog>/<name>`` and
    ``<package>/<name>``, except access packages, which go by displayName alone."""
    return str(uuid5(_NAMESPACE, f"{kind}/{name.lower()}"))


def name_of(kind: str, entry: dict[str, Any]) -> str:
    return str(entry["userPrincipalName"] if kind == "user" else entry["displayName"])


def aged(row: Row, entry: dict[str, Any] | None = None) -> Row:
    """The object as one that has been there for a while, unless the entry says when it was made."""
    given = {
        name: value
        for name, value in (entry or {}).items()
        if name in ("createdDateTime", "modifiedDateTime")
    }
    return row | {"createdDateTime": SEEDED, "modifiedDateTime": SEEDED} | given


class Names:
    """Finds objects by id, name or (for sites) address."""

    def __init__(self, state: State) -> None:
        self._state = state

    def identified(self, kind: str, entry: dict[str, Any], name: str = "") -> Row:
        """The entry with its id; raises ValueError when another object already has it."""
        row = {"id": entry.get("id") or object_id(kind, name or name_of(kind, entry)), **entry}
        if self._state.get(kind, row["id"]) is not None:
            raise ValueError(
                f"two objects of kind {kind} are called '{name or name_of(kind, entry)}'; give them ids"
            )
        return row

    def find(self, reference: str, *kinds: str) -> str:
        """The id of the object a reference means; raises ValueError when there is none."""
        for kind in kinds:
            for candidate in (reference, object_id(kind, reference)):
                if self._state.get(kind, candidate) is not None:
                    return candidate
        raise ValueError(f"no {' or '.join(kinds)} '{reference}' in the seed")
