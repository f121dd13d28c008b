"""Who may set a stopped submission going."""

from __future__ import annotations

from django.http import HttpRequest

from wizard.models import Submission
from wizard.permissions import person_of
from wizard.submit.entitled import may_go_on
from wizard.views.draft_list import rights_if_known


def may_resume(request: HttpRequest, found: Submission) -> bool:
    """Whoever it works for, and those who could have pressed the button."""
    if found.actor.pk == person_of(request).pk:
        return True
    rights = rights_if_known(request)
    return bool(rights and may_go_on(found, rights).allowed)
