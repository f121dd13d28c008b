"""What the tenant knows: tables of objects in Graph's shapes, links between them, and their file.

Keys that begin with an underscore are the tenant's own notes on an object and never leave it. This module
knows no HTTP.
"""

import json
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]

#: Raised when a state file of an earlier version can no longer be read.
VERSION = 1


class State:
    """Tables ``kind -> id -> object`` and links ``relation -> id -> [ids]``, guarded by one lock."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.lock = threading.RLock()
        self.tables: dict[str, dict[str, Row]] = {}
        self.links: dict[str, dict[str, list[str]]] = {}
        self.facts: dict[str, Any] = {}
        self.versions: dict[str, int] = {}
        self.changed = False
        self._crowd: set[str] = set()
        self._holders: dict[str, tuple[int, dict[str, list[str]]]] = {}

    # objects

    def rows(self, kind: str) -> Iterable[Row]:
        return self.tables.get(kind, {}).values()

    def count(self, kind: str) -> int:
        return len(self.tables.get(kind, {}))

    def get(self, kind: str, object_id: Any) -> Row | None:
        """The object, or None; an id may come straight from a body and be anything."""
        return self.tables.get(kind, {}).get(object_id) if isinstance(object_id, str) else None

    def put(self, kind: str, row: Row) -> Row:
        self.tables.setdefault(kind, {})[key_of(row)] = row
        if row.get("_crowd"):
            self._crowd.add(row["id"])
        self._touch(kind)
        return row

    def remove(self, kind: str, key: str) -> None:
        self.tables.get(kind, {}).pop(key, None)
        self._touch(kind)

    # links

    def linked(self, relation: str, object_id: str) -> list[str]:
        return self.links.get(relation, {}).get(object_id, [])

    def link(self, relation: str, object_id: str, other_id: str) -> None:
        others = self.links.setdefault(relation, {}).setdefault(object_id, [])
        if other_id not in others:
            others.append(other_id)
            self._touch(relation)

    def link_all(self, relation: str, object_id: str, other_ids: list[str]) -> None:
        """Many links at once; a crowd in one group would take for ever one by one."""
        others = self.links.setdefault(relation, {}).setdefault(object_id, [])
        known = set(others)
        others.extend(other for other in other_ids if other not in known)
        self._touch(relation)

    def unlink(self, relation: str, object_id: str, other_id: str) -> None:
        others = self.linked(relation, object_id)
        if other_id in others:
            others.remove(other_id)
            self._touch(relation)

    def holders(self, relation: str, object_id: str) -> list[str]:
        """Who links to this object: the groups of a member, the objects of an owner."""
        version = self.versions.get(relation, 0)
        cached = self._holders.get(relation)
        if cached is None or cached[0] != version:
            cached = (version, _turned_round(self.links.get(relation, {})))
            self._holders[relation] = cached
        return cached[1].get(object_id, [])

    def _touch(self, name: str) -> None:
        self.versions[name] = self.versions.get(name, 0) + 1
        self.changed = True

    # the file

    def remember(self, name: str, value: Any) -> None:
        """Keep a fact that is no Graph object: the signing key, a revocation."""
        self.facts[name] = value
        self.changed = True

    def as_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "tables": self._kept_tables(),
            "links": self._kept_links(),
            "facts": self.facts,
        }

    def save(self) -> None:
        """Write the file if something changed; a reader sees the old file or the new, never half of one."""
        if self.path is None or not self.changed:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(self.path.name + ".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(self.as_json(), file)
        os.replace(draft, self.path)
        self.changed = False

    def load(self) -> bool:
        """Read the file back; False when there is none yet, ValueError when it cannot be used."""
        if self.path is None or not self.path.exists():
            return False
        stored = json.loads(self.path.read_text(encoding="utf-8"))
        if stored.get("version") != VERSION:
            raise ValueError(f"{self.path} was written by another version; delete it to start afresh")
        self.tables, self.links, self.facts = stored["tables"], stored["links"], stored["facts"]
        return True

    def _kept_tables(self) -> dict[str, dict[str, Row]]:
        if not self._crowd:
            return self.tables
        return {
            kind: {key: row for key, row in table.items() if not row.get("_crowd")}
            for kind, table in self.tables.items()
        }

    def _kept_links(self) -> dict[str, dict[str, list[str]]]:
        if not self._crowd:
            return self.links
        return {relation: _without(pairs, self._crowd) for relation, pairs in self.links.items()}


def key_of(row: Row) -> str:
    """What an object is kept under: its id, or ``_key`` where ids are not unique in Graph."""
    return str(row.get("_key") or row["id"])


def _turned_round(pairs: dict[str, list[str]]) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for holder, others in pairs.items():
        for other in others:
            turned.setdefault(other, []).append(holder)
    return turned


def _without(pairs: dict[str, list[str]], crowd: set[str]) -> dict[str, list[str]]:
    kept = {
        key: [other for other in others if other not in crowd]
        for key, others in pairs.items()
        if key not in crowd
    }
    return {key: others for key, others in kept.items() if others}
