"""Two files to take along: the evidence of a submission, and what support needs to know of it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wizard.evidence.canonical import plain
from wizard.evidence.story import story_of
from wizard.evidence.support import bundle_of
from wizard.permissions import draft_reader, readable_submission


@draft_reader
@require_safe
def evidence(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """All of it, with names: whoever may read the submission reads nothing new here."""
    found = readable_submission(request, submission_id)
    story = story_of(found.draft_id, only=found.pk) | {"taken_at": plain(timezone.now())}
    return _download(story, f"evidence-{found.pk}.json")


@draft_reader
@require_safe
def support(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    found = readable_submission(request, submission_id)
    return _download(bundle_of(found), f"support-{found.pk}.json")


def _download(content: dict[str, Any], name: str) -> HttpResponse:
    """The name is made of an id alone: nothing in it needs quoting."""
    answer = HttpResponse(json.dumps(content, indent=2), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
