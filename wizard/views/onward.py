"""Where a press on the submission's page, or Create, leads."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wizard.models import Submission


def to_submission(submission: Submission) -> HttpResponse:
    """To its page, asked for with GET."""
    return HttpResponseRedirect(reverse("wizard:submission", args=[submission.pk]), status=303)
