"""Undo by consent: what will be removed, what stays and why, and the name typed to mean it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.graph.errors import DOWN, GraphRefused
from portal.limits import PRESSES, limited
from wizard.actions import undo as actions
from wizard.actions.errors import ActionRefused, ContentChanged, NotAllowed, WrongMoment
from wizard.actions.submissions import check_rights
from wizard.document import load
from wizard.lookups import holders
from wizard.models import Submission
from wizard.permissions import creator, person_of, readable_submission, rights_for
from wizard.submit import way_back
from wizard.submit.entitled import may_create
from wizard.submit.way_back import WayBack
from wizard.views.draft_list import rights_if_known
from wizard.views.onward import to_submission

STATUS: dict[type[ActionRefused], HTTPStatus] = {
    NotAllowed: HTTPStatus.FORBIDDEN,
    actions.NotConfirmed: HTTPStatus.UNPROCESSABLE_ENTITY,
}
UNREACHABLE = "Your tenant cannot be reached, so nobody can tell whether somebody holds this access package. "


class UndoForm(forms.Form):
    """The consent."""

    use_required_attribute = False

    with_resources = forms.BooleanField(
        label="Also take the resources that this submission added out of the catalog again", required=False
    )
    name = forms.CharField(
        label="Name of the access package",
        required=False,
        max_length=1024,
        strip=False,
        help_text="Type it exactly as it is written above, with the same capitals.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )
    #: What the page showed.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the tenant says now: why it must not be (empty where it may), or why it cannot be told."""

    held: str = ""
    trouble: str = ""


@creator
@require_http_methods(["GET", "POST"])
@limited(PRESSES)
def undo(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """GET shows, POST does it, for who could create there. Rights and holders are asked anew at the press."""
    found = readable_submission(request, submission_id)
    if found.state not in actions.UNDOABLE:
        return to_submission(found)
    if request.method == "POST":
        return _press(request, found)
    rights = rights_if_known(request)
    if rights is not None and not may_create(load(found.draft.document), rights).allowed:
        message = "Only somebody who may create this access package can undo its creation."
        return render(request, "403.html", {"message": message}, status=HTTPStatus.FORBIDDEN)
    back = way_back.of(found)
    return _page(request, found, back, UndoForm(initial={"seen": back.digest}), _ask(request, back))


@creator
@require_POST
@limited(PRESSES)
def keep(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """An undo that stopped before anything was gone is called off."""
    found = readable_submission(request, submission_id)
    try:
        actions.keep(submission=found, by=person_of(request), rights=rights_for(request, fresh=True))
    except NotAllowed as refusal:
        return render(request, "403.html", {"message": str(refusal)}, status=HTTPStatus.FORBIDDEN)
    except WrongMoment as refusal:
        context = {"message": str(refusal), "back_url": reverse("wizard:submission", args=[found.pk])}
        return render(request, "409.html", context, status=HTTPStatus.CONFLICT)
    return to_submission(found)


def _press(request: HttpRequest, found: Submission) -> HttpResponse:
    back, form = way_back.of(found), UndoForm(request.POST)
    form.is_valid()
    asked = _ask(request, back)
    try:
        _do(request, found, back, form.cleaned_data, asked)
    except ActionRefused as refusal:
        return _page(request, found, back, form, asked, refusal)
    return to_submission(found)


def _do(request: HttpRequest, found: Submission, back: WayBack, said: dict[str, Any], asked: Asked) -> None:
    """Raises ActionRefused."""
    if asked.trouble:
        raise WrongMoment(f"{asked.trouble}Nothing was undone.")
    try:
        rights = rights_for(request, fresh=True)
    except DOWN as down:
        raise WrongMoment(f"{UNREACHABLE}Nothing was undone.") from down
    check_rights(load(found.draft.document), rights)
    if said.get("seen") != back.digest:
        raise ContentChanged("What was made has changed since you opened this page. Read it again.")
    plan = back.whole if said.get("with_resources") else back.plain
    actions.undo(
        submission=found,
        by=person_of(request),
        rights=rights,
        typed=said.get("name", ""),
        plan=plan,
        held=asked.held,
    )


def _ask(request: HttpRequest, back: WayBack) -> Asked:
    if not back.package_id:
        return Asked()
    try:
        assignments, requests = holders.of_package(person_of(request), back.package_id)
    except DOWN:
        return Asked(trouble=UNREACHABLE)
    except GraphRefused as refusal:
        return Asked(trouble=f"Your tenant does not tell who holds this access package: {refusal}. ")
    return Asked(held=way_back.why_not(assignments, requests))


def _page(
    request: HttpRequest,
    found: Submission,
    back: WayBack,
    form: UndoForm,
    asked: Asked,
    refusal: ActionRefused | None = None,
) -> HttpResponse:
    mistake = isinstance(refusal, actions.NotConfirmed)
    if mistake:
        form.add_error("name", str(refusal))
    context = {
        "nav": "drafts",
        "close_url": reverse("wizard:submission", args=[found.pk]),
        "draft": found.draft,
        "submission": found,
        "back": back,
        "digest": back.digest,
        "form": form,
        "held": asked.held,
        "trouble": asked.trouble,
        "refusal": "" if mistake or isinstance(refusal, actions.StillHeld) else str(refusal or ""),
        "mistakes": [{"message": str(refusal), "href": "#id_name"}] if mistake else [],
    }
    status = STATUS.get(type(refusal), HTTPStatus.CONFLICT) if refusal else HTTPStatus.OK
    return render(request, "wizard/undo.html", context, status=status)
