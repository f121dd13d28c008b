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


@transaction.atomic(savepoint=False)
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
    own, portal = _heads(draft_id)
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
        ChainHead.objects.filter(pk=head.pk).update(length=head.length + 1, hash=event.hash)
    transaction.on_commit(partial(log.info, "Evidence %s:%s", event.pk, event.hash))
    return event


def _heads(draft_id: uuid.UUID) -> tuple[ChainHead, ChainHead]:
    """Of the draft and of the portal, locked: two events at once queue up here."""
    ids = (PORTAL_CHAIN, draft_id)
    locked = ChainHead.objects.select_for_update()
    found = {head.pk: head for head in locked.filter(pk__in=ids).order_by("pk")}
    portal, own = (found.get(id) or locked.get_or_create(pk=id)[0] for id in ids)
    return own, portal
