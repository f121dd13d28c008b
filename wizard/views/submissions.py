"""Create, and the page on which people watch it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.htmx import page_or_part
from portal.limits import PRESSES, limited
from portal.signin.addresses import signin_address
from portal.signin.middleware import CLAIMS
from wizard.actions import submissions as actions
from wizard.actions.errors import ActionRefused, WrongMoment
from wizard.document import load
from wizard.models import Submission
from wizard.permissions import (
    creator,
    draft_reader,
    may_begin,
    person_of,
    readable_draft,
    readable_submission,
)
from wizard.submit import RESUMABLE, parked_for, progress
from wizard.submit import resume as resume_submission
from wizard.views.comparison import comparison_of
from wizard.views.draft_list import rights_if_known
from wizard.views.judged import judge, refuse_unread
from wizard.views.progress_lines import lines_of, tone_of
from wizard.views.receipt import receipt_of
from wizard.views.review_tab import refused

State = Submission.State
MOVING = (State.QUEUED, State.RUNNING)
#: Seconds after which a submission that no worker takes is worth a word.
LONG = 15


@creator
@require_POST
@limited(PRESSES)
def create(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Rights and facts are asked anew for this press. Pressed twice, both lead to the same submission."""
    draft = readable_draft(request, draft_id)
    if already := draft.submissions.first():
        return _to(already)
    judged = judge(request, draft, fresh=True)
    try:
        refuse_unread(request, judged)
        if judged.rights is None or judged.trouble:
            raise WrongMoment(f"{judged.trouble} Nothing was created.")
        submission = actions.create(
            draft=draft, by=person_of(request), rights=judged.rights, problems=judged.problems
        )
    except ActionRefused as refusal:
        return refused(request, draft_id, refusal)
    return _to(submission)


@draft_reader
@require_safe
def submission(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """The page asks for its changing part every second while there is something to see."""
    found = readable_submission(request, submission_id)
    context = _context(request, found)
    return page_or_part(request, "wizard/submission.html", "wizard/_submission.html", context)


@creator
@require_POST
@limited(PRESSES)
def resume(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """For whoever pressed Create, and for those who could have."""
    found = readable_submission(request, submission_id)
    if not _may_resume(request, found):
        context = {"message": "Only somebody who may create this access package can resume its creation."}
        return render(request, "403.html", context, status=403)
    if not resume_submission(found, by=person_of(request)):
        messages.info(request, "It was not stopped any more.")
    return _to(found)


def _to(submission: Submission) -> HttpResponse:
    return HttpResponseRedirect(reverse("wizard:submission", args=[submission.pk]), status=303)


def _may_resume(request: HttpRequest, found: Submission) -> bool:
    if found.created_by_id == person_of(request).pk:
        return True
    rights = rights_if_known(request)
    return bool(rights and actions.may_create(found.draft, load(found.draft.document), rights).allowed)


def _context(request: HttpRequest, found: Submission) -> dict[str, Any]:
    now, parked = progress(found), parked_for(found)
    mine = found.created_by_id == person_of(request).pk
    if parked and mine:
        request.session[CLAIMS] = parked.claims or None
    address = reverse("wizard:submission", args=[found.pk])
    return {
        "nav": "drafts",
        "close_url": reverse("wizard:drafts"),
        "draft": found.draft,
        "submission": found,
        "document": load(found.draft.document),
        "moving": found.state in MOVING,
        "progress": now,
        "tone": tone_of(found),
        "steps": lines_of(found, now),
        "url": address,
        "signin_url": signin_address(address, again=True),
        "mine": mine,
        "parked": parked,
        "can_resume": found.state in RESUMABLE
        and not (parked and parked.need != "rights")
        and _may_resume(request, found),
        "stalled": found.state == State.QUEUED and (timezone.now() - found.not_before).total_seconds() > LONG,
        "comparison": comparison_of(found),
        "may_begin": may_begin(request),
        "receipt": receipt_of(found, person_of(request)) if found.state == State.CREATED else None,
    }
