"""The one place that appends events."""

from __future__ import annotations

import logging
import uuid
from functools import partial
from typing import Any

from django.db import transaction

from portal.signin.models import Person
from wizard.evidence.links import hash_of, link_of
from wizard.evidence.rows import of_journal
from wizard.models import PORTAL_CHAIN, ChainHead, Event, Submission

log = logging.getLogger(__name__)


@transaction.atomic
def record(
    draft_id: uuid.UUID,
    kind: str,
    *,
    by: Person | None = None,
    data: dict[str, Any] | None = None,
    submission: Submission | None = None,
) -> Event:
    """Appends what happened to a draft; with a submission, its calls so far are bound too.

    Belongs into the transaction that makes it true, as its last statement: until that ends, every other
    event of the portal waits. The log gets number and hash: a log that is kept elsewhere shows later
    whether the chain still is the one it was.
    """
    own, portal = _held(draft_id), _held(PORTAL_CHAIN)
    event = Event(
        id=portal.length + 1,
        draft_id=draft_id,
        number=own.length + 1,
        kind=kind,
        by=by,
        data=(data or {}) | (of_journal(submission) if submission else {}),
        previous=own.hash,
        portal_previous=portal.hash,
    )
    event.hash = hash_of(link_of(event))
    event.save(force_insert=True)
    for head in (own, portal):
        _grow(head, event.hash)
    transaction.on_commit(partial(log.info, "Evidence %s:%s", event.pk, event.hash))
    return event


def _held(chain: uuid.UUID) -> ChainHead:
    """The head of a chain, locked: two events at once queue up here."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=chain)
    return head


def _grow(head: ChainHead, hash: str) -> None:
    head.length, head.hash = head.length + 1, hash
    head.save(update_fields=["length", "hash"])
