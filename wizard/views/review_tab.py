"""The tab Review + create, and the two ways from it: sent for review, taken back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wizard.actions import drafts, reviews
from wizard.actions.errors import ActionRefused, WrongMoment
from wizard.models import Draft
from wizard.permissions import draft_editor, draft_reader, editable_draft, person_of, readable_draft
from wizard.tabs import TABS
from wizard.views.judged import judge, refuse_unread
from wizard.views.page import may_edit
from wizard.views.review_page import show


@draft_reader
@require_safe
def review(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    draft = readable_draft(request, draft_id)
    _note_visit(request, draft)
    return show(request, draft)


@draft_editor
@require_POST
def send(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Only what the person has read, and only once the tenant's facts are known."""
    draft = editable_draft(request, draft_id)
    judged = judge(request, draft)
    try:
        refuse_unread(request, judged)
        if judged.trouble:
            raise WrongMoment(f"{judged.trouble} Nothing was sent for review.")
        reviews.send_for_review(draft=draft, by=person_of(request), problems=judged.problems)
    except ActionRefused as refusal:
        return refused(request, draft_id, refusal)
    return _back(request, draft_id, "Sent for review. A second person has to approve it now.")


@draft_editor
@require_POST
def withdraw(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    draft = editable_draft(request, draft_id)
    try:
        reviews.withdraw(draft=draft, by=person_of(request))
    except ActionRefused as refusal:
        return refused(request, draft_id, refusal)
    return _back(request, draft_id, "Taken back from review.")


def refused(request: HttpRequest, draft_id: uuid.UUID, refusal: ActionRefused) -> HttpResponse:
    """The page as it is now, with why nothing happened."""
    return show(request, readable_draft(request, draft_id), refusal)


def _back(request: HttpRequest, draft_id: uuid.UUID, text: str) -> HttpResponse:
    messages.success(request, text)
    return HttpResponseRedirect(reverse("wizard:review", args=[draft_id]), status=303)


def _note_visit(request: HttpRequest, draft: Draft) -> None:
    """Whoever edits a draft and came here has been past all tabs: from now on each shows its errors."""
    keys = sorted(tab.key for tab in TABS)
    if may_edit(request, draft) and draft.typed.get("checked") != keys:
        drafts.note_checked(draft=draft, tabs=keys)
