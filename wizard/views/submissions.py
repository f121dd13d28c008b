"""Create, and the page on which people watch it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from portal.htmx import page_or_part
from portal.limits import PRESSES, limited
from portal.signin.addresses import signin_address
from portal.signin.middleware import CLAIMS
from wizard.actions import submissions as actions
from wizard.actions.errors import ActionRefused, WrongMoment
from wizard.actions.undo import UNDOABLE, can_keep
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
from wizard.submit import RESUMABLE, Parked, parked_for, progress
from wizard.submit import resume as resume_submission
from wizard.submit.decide import question_of
from wizard.views.comparison import comparison_of
from wizard.views.decide import asked_on_page
from wizard.views.judged import judge, refuse_unread
from wizard.views.onward import to_submission
from wizard.views.progress_lines import label_of, lines_of, tone_of
from wizard.views.receipt import receipt_of
from wizard.views.resuming import may_resume
from wizard.views.review_tab import refused

State = Submission.State
MOVING = (State.QUEUED, State.RUNNING)
#: Steps for which the page waits another second before it asks again: each costs time to draw, and whoever
#: opens a huge one in many windows must not keep the portal busy.
STEPS_A_SECOND = 100
#: Seconds after which a submission that no worker takes is worth a word.
LONG = 15


@creator
@require_POST
@limited(PRESSES)
def create(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Rights and facts are asked anew for this press. Pressed twice, both lead to the same submission."""
    draft = readable_draft(request, draft_id)
    if already := actions.live(draft):
        return to_submission(already)
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
    return to_submission(submission)


@draft_reader
@require_safe
def submission(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """The page asks for its changing part every second while there is something to see, a long one less
    often.
    """
    found = readable_submission(request, submission_id)
    context = _context(request, found)
    return page_or_part(request, "wizard/submission.html", "wizard/_submission.html", context)


@creator
@require_POST
@limited(PRESSES)
def resume(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """For whoever pressed Create, and for those who could have."""
    found = readable_submission(request, submission_id)
    if not may_resume(request, found):
        context = {"message": "Only somebody who may create this access package can resume its creation."}
        return render(request, "403.html", context, status=403)
    if not resume_submission(found, by=person_of(request)):
        messages.info(request, "It was not stopped any more.")
    return to_submission(found)


def _context(request: HttpRequest, found: Submission) -> dict[str, Any]:
    now, parked = progress(found), parked_for(found)
    mine = found.actor.pk == person_of(request).pk
    if parked and mine:
        request.session[CLAIMS] = parked.claims or None
    address = reverse("wizard:submission", args=[found.pk])
    return {
        **_choices(request, found, parked),
        "nav": "drafts",
        "close_url": reverse("wizard:drafts"),
        "draft": found.draft,
        "submission": found,
        "document": load(found.draft.document) if found.state == State.CREATED else None,
        "moving": found.state in MOVING,
        "pause": 1 + now.total // STEPS_A_SECOND,
        "progress": now,
        "tone": tone_of(found),
        "label": label_of(found, parked),
        "kept": any(line.state == "kept" for line in now.lines),
        "steps": lines_of(found, now),
        "url": address,
        "signin_url": signin_address(address, again=True),
        "mine": mine,
        "parked": parked,
        "way_there": SimpleLazyObject(lambda: _way_there(found)) if found.is_undoing else [],
        "stalled": found.state == State.QUEUED and (timezone.now() - found.not_before).total_seconds() > LONG,
        "comparison": None if found.is_undoing else comparison_of(found),
        "may_begin": may_begin(request),
        "receipt": receipt_of(found, person_of(request)) if found.state == State.CREATED else None,
    }


def _way_there(found: Submission) -> list[dict[str, Any]]:
    """What had been done when Undo was pressed. Only the whole page asks for it."""
    lines = lines_of(found, progress(found, way_there=True))
    return [line for line in lines if line["time"]]


def _choices(request: HttpRequest, found: Submission, parked: Parked | None) -> dict[str, Any]:
    """What this person can do about it now. Whoever it works for may try without a question to the tenant."""
    stopped = found.state in RESUMABLE and not (parked and parked.need != "rights")
    allowed = found.state in UNDOABLE and may_resume(request, found)
    question = asked_on_page(question_of(found), found) if allowed else None
    return {
        "question": question,
        "can_resume": stopped and allowed,
        "others_can": stopped and not allowed,
        "can_undo": allowed,
        "can_keep": allowed and can_keep(found),
    }
