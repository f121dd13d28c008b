"""Drafts: begun, saved, discarded."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.signin.models import Person
from wizard.actions.errors import StaleRevision, WrongMoment
from wizard.document import Document, ExistingCatalog, NewCatalog, dump
from wizard.evidence import of_revision, record
from wizard.models import Draft, Revision

_FIXED = (Draft.State.SUBMITTING, Draft.State.CREATED, Draft.State.UNDOING)
EDITABLE = [state for state in Draft.State if state not in _FIXED]


@transaction.atomic
def begin(
    *,
    id: uuid.UUID,
    by: Person,
    document: Document,
    typed: dict[str, Any],
    page: str = "",
    turn: int = 0,
) -> Draft:
    """The row of a new draft, made by its first save. The id comes from the page, so pressing twice makes
    one.

    Raises StaleRevision when the row is there already.
    """
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                id=id,
                author=by,
                updated_by=by,
                document=dump(document),
                typed=typed,
                **_columns(document),
            )
    except IntegrityError as error:
        raise StaleRevision(Draft.objects.get(pk=id)) from error
    _remember(draft, by, "begun", page, turn)
    return draft


@transaction.atomic
def save(
    *,
    draft: Draft,
    by: Person,
    document: Document,
    typed: dict[str, Any],
    page: str = "",
    turn: int = 0,
) -> Draft:
    """Writes over exactly the revision that `draft` was read at, and voids what was said of the old content.

    Saving what is there already changes nothing. Raises StaleRevision or WrongMoment.
    """
    content = dump(document)
    changed = content != draft.document
    if not changed and typed == draft.typed:
        return draft
    ends = changed and draft.state in {*_JUDGED, Draft.State.UNDONE}
    state = Draft.State.DRAFTING if ends else draft.state
    saved = Draft.objects.filter(pk=draft.pk, revision=draft.revision, state__in=EDITABLE).update(
        revision=draft.revision + 1,
        document=content,
        typed=typed,
        state=state,
        updated_by=by,
        updated_at=timezone.now(),
        **_columns(document),
    )
    if not saved:
        raise _why_not(draft)
    now = Draft.objects.get(pk=draft.pk)
    _remember(now, by, "saved", page, turn)
    if state != draft.state and draft.state in _JUDGED:
        record(now.pk, "review_voided", by=by, data={"was": draft.state})
    return now


#: States that speak about content: they end when the content changes.
_JUDGED = {Draft.State.IN_REVIEW, Draft.State.APPROVED, Draft.State.CHANGES_REQUESTED, Draft.State.REJECTED}


def _why_not(draft: Draft) -> Exception:
    now = Draft.objects.get(pk=draft.pk)
    return StaleRevision(now) if now.is_editable else WrongMoment(WrongMoment.__doc__)


def _columns(document: Document) -> dict[str, Any]:
    id, name = _catalog_columns(document)
    return {"name": document.basics.name[:1024], "catalog_id": id, "catalog_name": name[:1024]}


def _catalog_columns(document: Document) -> tuple[str, str]:
    match document.basics.catalog:
        case ExistingCatalog(id=id, display_name=name):
            return id, name
        case NewCatalog(name=name):
            return "", f"{name} (new)"
        case _:
            return "", ""


def _remember(draft: Draft, by: Person, kind: str, page: str, turn: int) -> None:
    Revision.objects.create(
        draft=draft,
        number=draft.revision,
        by=by,
        document=draft.document,
        typed=draft.typed,
        page=page,
        turn=turn,
    )
    record(draft.pk, kind, by=by, data=of_revision(draft))


def note_checked(*, draft: Draft, tabs: Sequence[str]) -> None:
    """From now on these tabs show their errors. No content, so no revision, and whoever looked wrote nothing.

    Left undone when somebody saved meanwhile: the next look notes it.
    """
    typed = {**draft.typed, "checked": sorted(tabs)}
    if Draft.objects.filter(pk=draft.pk, revision=draft.revision, state__in=EDITABLE).update(typed=typed):
        draft.typed = typed


@transaction.atomic
def discard(*, draft: Draft, by: Person) -> None:
    """Removes a draft that was never on its way into the tenant; only its author can. That it was there stays
    on record, and what was undone leaves its history behind, which tells what came and went.

    Raises WrongMoment.
    """
    mine = Draft.objects.filter(pk=draft.pk, author=by, state__in=EDITABLE, submissions__isnull=True)
    gone, _ = mine.delete()
    if not gone:
        raise WrongMoment(WrongMoment.__doc__)
    record(draft.pk, "discarded", by=by, data={"revision": draft.revision})
