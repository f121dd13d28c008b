"""Who may set a stopped submission going."""

from __future__ import annotations

from django.http import HttpRequest

from wizard.document import load
from wizard.models import Submission
from wizard.permissions import person_of
from wizard.submit.entitled import may_create
from wizard.views.draft_list import rights_if_known


def may_resume(request: HttpRequest, found: Submission) -> bool:
    """Whoever it works for, and those who could have pressed the button."""
    if found.actor.pk == person_of(request).pk:
        return True
    rights = rights_if_known(request)
    return bool(rights and may_create(load(found.draft.document), rights).allowed)
