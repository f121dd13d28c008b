"""What guards a view. Each view names one of these; a test walks the addresses and fails on a bare one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.rights import (
    EVERY,
    Action,
    Answer,
    Rights,
    catalogs_where,
    changes_nothing,
    may,
    rights_in_portal,
    rights_of,
)
from portal.signin.models import Person
from wizard.models import Draft, Submission
from wizard.plan import Plan

View = TypeVar("View", bound=Callable[..., Any])

#: Reading a catalog shows its packages to many; its drafts only to those who work there and its auditors.
SEEING = (Action.DRAFT, Action.CREATE_PACKAGE, Action.REVIEW, Action.AUDIT)


def permission(name: str) -> Callable[[View], View]:
    """Marks a view with who may call it; the check itself is the function of that name below, called in its
    first line.
    """

    def mark(view: View) -> View:
        view.permission = name  # type: ignore[attr-defined]
        return view

    return mark


signed_in = permission("anyone who is signed in")
draft_reader = permission("its author, and who may review or create in its catalog")
draft_author = permission("its author")
draft_editor = permission("its author, and who may prepare drafts in its catalog")
reviewer = permission("who may review in its catalog and wrote none of it")
creator = permission("who may create packages in its catalog")
admin = permission("Admins of the portal")


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; the sign-in middleware has let nobody else through."""
    person: Person = request.user  # type: ignore[assignment]
    return person


def rights_for(request: HttpRequest, *, fresh: bool = False) -> Rights:
    """Asked once per request at most, unless fresh ones are needed."""
    if fresh or not hasattr(request, "_rights"):
        request._rights = rights_of(person_of(request), fresh=fresh)  # type: ignore[attr-defined]
    rights: Rights = request._rights  # type: ignore[attr-defined]
    return rights


def readable_draft(request: HttpRequest, draft_id: uuid.UUID) -> Draft:
    """The draft, or 404: for a stranger it does not exist. An author's own draft needs no question to the
    tenant.
    """
    draft = get_object_or_404(Draft.objects.select_related("author", "updated_by"), pk=draft_id)
    if draft.author_id != person_of(request).pk and not _may_see(rights_for(request), draft.catalog_id):
        raise Http404
    return draft


def _may_see(rights: Rights, catalog_id: str) -> bool:
    """A draft without an existing catalog belongs to its author and to those who see everything."""
    if not catalog_id:
        return may(rights, Action.SEE_EVERYTHING).allowed
    return any(may(rights, action, catalog_id).allowed for action in SEEING)


def editable_draft(request: HttpRequest, draft_id: uuid.UUID) -> Draft:
    """A draft that the person may change, or 404."""
    draft = readable_draft(request, draft_id)
    if not may_change(request, draft):
        raise Http404
    return draft


def may_change(request: HttpRequest, draft: Draft) -> bool:
    """Whether the person may change it, as far as their rights go."""
    if not may_begin(request):
        return False
    if draft.author_id == person_of(request).pk:
        return True
    action = Action.DRAFT if draft.catalog_id else Action.SEE_EVERYTHING
    return may(rights_for(request), action, draft.catalog_id or None).allowed


def may_begin(request: HttpRequest) -> bool:
    """Whether the person may write drafts of their own: everybody may begin one but auditors."""
    return not changes_nothing(person_of(request))


def may_change_settings(request: HttpRequest) -> Answer:
    """For Admins of the portal. The tenant is not asked: a role of the portal gives no right in it."""
    return may(rights_in_portal(person_of(request)), Action.CHANGE_SETTINGS)


def visible_drafts(person: Person, rights: Rights) -> QuerySet[Draft]:
    """Own drafts, and all drafts of the catalogs in which the person may prepare, review, create or audit."""
    seen: set[str] = set()
    homeless = may(rights, Action.SEE_EVERYTHING).allowed
    for action in SEEING:
        where = catalogs_where(rights, action)
        if where is EVERY:
            return Draft.objects.filter(Q() if homeless else Q(author=person) | ~Q(catalog_id=""))
        seen |= where
    return Draft.objects.filter(Q(author=person) | Q(catalog_id__in=seen | ({""} if homeless else set())))


def readable_submission(request: HttpRequest, submission_id: uuid.UUID) -> Submission:
    """The submission of a draft that the person may see, or that runs with their rights; else 404.

    One that was undone runs no more, and its draft may since have moved on into another catalog: then both
    have to be the reader's business, or it was their own draft.
    """
    found = Submission.objects.select_related("draft__author", "created_by", "undo_by")
    submission = get_object_or_404(found, pk=submission_id)
    runs_for = (submission.created_by_id, submission.undo_by_id)
    over = submission.state == Submission.State.UNDONE
    if over or person_of(request).pk not in runs_for:
        readable_draft(request, submission.draft_id)
    if over and submission.draft.author_id != person_of(request).pk:
        was_for = Plan.from_json(submission.plan).catalog_id or submission.draft.catalog_id
        if not _may_see(rights_for(request), was_for):
            raise Http404
    return submission
