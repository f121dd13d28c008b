"""The list of drafts, and how one leaves it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.htmx import page_or_part
from portal.rights import Action, Rights, may
from portal.signin.models import Person
from wizard.actions import drafts as actions
from wizard.actions.errors import WrongMoment
from wizard.actions.reviews import SENDABLE
from wizard.models import Draft
from wizard.permissions import draft_author, may_begin, person_of, readable_draft, signed_in
from wizard.views.draft_list import heads, page_of, rights_if_known, visible_now, wanted_by
from wizard.views.stuck import NEEDED, stuck


@signed_in
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Own drafts, and those of the catalogs in which the person works."""
    person, wanted = person_of(request), wanted_by(request.GET)
    found = page_of(visible_now(request), wanted, person, request.GET.get("page", ""))
    rights = rights_if_known(request)
    context = {
        "nav": "drafts",
        "wanted": wanted,
        "heads": heads(wanted),
        "page": found,
        "query": wanted.address().removeprefix("?") + "&",
        "rows": _rows(found, person, rights),
        "states": Draft.State.choices,
        "tenant_down": rights is None,
        "may_begin": may_begin(request),
    }
    return page_or_part(request, "wizard/drafts.html", "wizard/_drafts.html", context)


def _rows(drafts: Iterable[Draft], person: Person, rights: Rights | None) -> list[dict[str, Any]]:
    return [{"draft": draft, **_actions(draft, person, rights)} for draft in drafts]


def _actions(draft: Draft, person: Person, rights: Rights | None) -> dict[str, Any]:
    """Where the name leads, what else there is to do, and whether the person may discard it."""
    mine = draft.author_id == person.pk
    return {
        "url": _open(draft),
        "stuck": stuck(draft),
        "next": _next(draft, mine, rights),
        "discard": reverse("wizard:discard", args=[draft.pk]) if mine and _may_go(draft) else "",
    }


def _may_go(draft: Draft) -> bool:
    """What was undone has a history to keep."""
    return draft.is_editable and draft.submission is None


def _open(draft: Draft) -> str:
    if draft.state in SENDABLE:
        return reverse("wizard:tab", args=[draft.pk, "basics"])
    return reverse("wizard:review", args=[draft.pk])


def _next(draft: Draft, mine: bool, rights: Rights | None) -> dict[str, str]:
    """Label and address of the obvious thing to do by state; empty when that is to open it."""
    if (label := _TOLD.get(draft.state)) and (submission := draft.submission):
        label = NEEDED if stuck(draft) else label
        return {"label": label, "url": reverse("wizard:submission", args=[submission.pk])}
    if draft.state == Draft.State.IN_REVIEW and not mine and _may(rights, Action.REVIEW, draft):
        return {"label": "Review", "url": reverse("wizard:verdict", args=[draft.pk])}
    if draft.state == Draft.State.APPROVED and _may(rights, Action.CREATE_PACKAGE, draft):
        return {"label": "Create", "url": reverse("wizard:review", args=[draft.pk])}
    return {}


#: What the submission of a draft in that state has to tell.
_TOLD = {
    Draft.State.SUBMITTING.value: "Watch creation",
    Draft.State.CREATED.value: "See what was created",
    Draft.State.UNDOING.value: "Watch undoing",
    Draft.State.UNDONE.value: "See what was undone",
}


def _may(rights: Rights | None, action: Action, draft: Draft) -> bool:
    return rights is not None and may(rights, action, draft.catalog_id or None).allowed


@draft_author
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """GET asks, POST does it. There is no way back, so there is no button for it on the list itself."""
    draft = readable_draft(request, draft_id)
    if draft.author_id != person_of(request).pk:
        raise Http404
    if not _may_go(draft):
        return _too_late(request, draft)
    if request.method == "GET":
        context = {"draft": draft, "nav": "drafts", "close_url": reverse("wizard:drafts")}
        return render(request, "wizard/discard.html", context)
    try:
        actions.discard(draft=draft, by=person_of(request))
    except WrongMoment:
        return _too_late(request, draft)
    messages.success(request, f"{draft} was discarded.")
    return redirect("wizard:drafts")


def _too_late(request: HttpRequest, draft: Draft) -> HttpResponse:
    context = {"message": WrongMoment.__doc__, "back_url": reverse("wizard:review", args=[draft.pk])}
    return render(request, "409.html", context, status=409)
