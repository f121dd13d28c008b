"""Several objects could be the result of a call whose answer was lost: somebody says which one is ours."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from portal.limits import PRESSES, limited
from wizard.document import load
from wizard.models import Submission
from wizard.permissions import creator, person_of, readable_submission, rights_for
from wizard.submit.decide import NONE, NotAsked, Question
from wizard.submit.decide import decide as write_decision
from wizard.submit.entitled import may_create
from wizard.views.onward import to_submission

#: Of a question: what is longer was no question of ours.
NUMBER = re.compile("[0-9]{1,18}")
NOT_CHOSEN = "Nothing was decided: choose one of them, or none."


@creator
@require_POST
@limited(PRESSES)
def decide(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """For who could create there, asked anew: what is chosen counts as ours, and an undo would remove it. The
    submission goes on by itself afterwards.
    """
    found = readable_submission(request, submission_id)
    rights = rights_for(request, fresh=True)
    if not may_create(load(found.draft.document), rights).allowed:
        message = "Only somebody who may create this access package can decide this."
        return render(request, "403.html", {"message": message}, status=403)
    number, chosen = request.POST.get("question", ""), request.POST.get("chosen", "")
    try:
        decided = write_decision(
            found, number=int(number) if NUMBER.fullmatch(number) else 0, chosen=chosen, by=person_of(request)
        )
    except NotAsked:
        messages.warning(request, NOT_CHOSEN)
        return to_submission(found)
    if not decided:
        messages.info(request, "Somebody else was faster: this question is no longer open.")
    return to_submission(found)


def asked_on_page(question: Question | None, submission: Submission) -> dict[str, Any] | None:
    """For wizard/_question.html; None where nothing is asked."""
    if question is None:
        return None
    back = submission.is_undoing
    return {
        "number": question.number,
        "candidates": [_shown(one) for one in question.candidates],
        "none": NONE,
        "none_words": f"None of these: {'there is nothing to take back' if back else 'send it again'}",
    }


def _shown(element: dict[str, Any]) -> dict[str, Any]:
    """Names of roles are inside their role scope."""
    role, scope = element.get("role") or {}, element.get("scope") or {}
    inside = " of ".join(filter(None, (role.get("displayName"), scope.get("displayName"))))
    return {
        "id": str(element.get("id", "")),
        "name": element.get("displayName") or inside or "Without a name",
        "description": element.get("description") or "",
        "created": _moment(element.get("createdDateTime")),
    }


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
