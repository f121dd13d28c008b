"""Names and kinds in a draft, brought up to what the tenant says now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from portal.signin.models import Person
from wizard.actions import drafts
from wizard.document import Document, dump, load
from wizard.models import Draft
from wizard.rules.seen import Seen, SeenGroup, same_id


def update_names(*, draft: Draft, by: Person, seen: Mapping[str, Seen | None]) -> Draft:
    """A save like any other, so what reviewers said of the old names is void; nothing to update, no save.

    Raises StaleRevision or WrongMoment.
    """
    document = load(draft.document)
    return drafts.save(draft=draft, by=by, document=renewed(document, seen), typed=draft.typed)


def renewed(document: Document, seen: Mapping[str, Seen | None]) -> Document:
    """The document with the names and kinds that were seen, ids untouched; itself where nothing differs."""
    old = dump(document)
    if _renewed(old, seen, None) == old:
        return document
    return load(_renewed(old, seen, dt.datetime.now(dt.UTC).isoformat()))


def _renewed(value: Any, seen: Mapping[str, Seen | None], read_at: str | None) -> Any:
    """What was read from the tenant says when (`read_at`); without a time given, that stays as it was."""
    if isinstance(value, list):
        return [_renewed(one, seen, read_at) for one in value]
    if not isinstance(value, dict):
        return value
    inner = {name: _renewed(one, seen, read_at) for name, one in value.items()}
    if "read_at" not in inner:
        return inner
    now = seen.get(same_id(inner.get("origin_id") or inner["id"]))
    return inner | _words(inner, now) | {"read_at": read_at or inner["read_at"]} if now else inner


def _words(stored: Mapping[str, Any], now: Seen) -> dict[str, Any]:
    """The kind of group counts for resources only."""
    if "origin_system" not in stored or not isinstance(now, SeenGroup):
        return {"display_name": now.display_name}
    return {
        "display_name": now.display_name,
        "sub_type": now.sub_type,
        "is_dynamic": now.is_dynamic,
        "is_synced": now.is_synced,
        "is_assignable_to_role": now.is_assignable_to_role,
    }
