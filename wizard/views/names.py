"""Update names: what was renamed in the tenant is renamed in the draft."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.graph.errors import DOWN, GraphRefused
from portal.limits import PRESSES, limited
from wizard.actions.errors import ActionRefused, WrongMoment
from wizard.actions.facts import update_names
from wizard.document import Document, load
from wizard.lookups.facts import forget_facts, seen_now
from wizard.permissions import draft_editor, editable_draft, person_of
from wizard.rules.seen import Seen
from wizard.views.judged import UNREACHABLE
from wizard.views.review_tab import refused


@draft_editor
@require_POST
@limited(PRESSES)
def update(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The tenant is asked anew: what the page said may be old."""
    draft = editable_draft(request, draft_id)
    try:
        seen = _seen(request, load(draft.document))
        now = update_names(draft=draft, by=person_of(request), seen=seen)
    except ActionRefused as refusal:
        return refused(request, draft_id, refusal)
    if now.revision == draft.revision:
        messages.info(request, "All names are as the tenant has them.")
    elif now.state != draft.state:
        messages.success(request, "Names were updated. The draft has to be reviewed anew.")
    else:
        messages.success(request, "Names were updated.")
    return HttpResponseRedirect(reverse("wizard:review", args=[draft_id]), status=303)


def _seen(request: HttpRequest, document: Document) -> dict[str, Seen | None]:
    forget_facts(person_of(request), document)
    try:
        return seen_now(person_of(request), document)
    except DOWN as trouble:
        raise WrongMoment(UNREACHABLE) from trouble
    except GraphRefused as refusal:
        raise WrongMoment(f"Your tenant did not answer: {refusal}") from refusal
