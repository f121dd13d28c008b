"""The pickers: search on the left, what is picked on the right, Select. A pane with htmx, a page without
script.

Searching is a GET that carries the ticks along, so nothing is lost on the way; selecting is a POST. Ids
that come back
from the page are read from the tenant again before anything is stored.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.graph.errors import GraphRefused, GraphUnreachable
from wizard.actions.errors import ActionRefused
from wizard.permissions import draft_editor, editable_draft, person_of
from wizard.views import page, pick_people, pick_resources
from wizard.views.pane import as_pane, back_to_tab
from wizard.views.picking import Picking, picking_for
from wizard.views.sheet import Sheet, sheet_of

RESULTS = "results"


@draft_editor
@require_http_methods(["GET", "POST"])
def pick(request: HttpRequest, draft_id: uuid.UUID, slot: str) -> HttpResponse:
    draft = editable_draft(request, draft_id)
    picking = picking_for(slot)
    if picking is None:
        raise Http404
    if not draft.is_editable:
        return page.moved_on(request, draft)
    sheet = sheet_of(draft)
    return _select(request, sheet, picking) if request.method == "POST" else _show(request, sheet, picking)


def _show(request: HttpRequest, sheet: Sheet, picking: Picking, error: str = "") -> HttpResponse:
    context = {
        "sheet": sheet,
        "picking": picking,
        "close_url": reverse("wizard:tab", args=[sheet.id, picking.tab]),
        "picker": _context(request, sheet, picking, error),
    }
    if request.GET.get("part") == RESULTS:
        return render(request, "components/picker_results.html", context)
    return as_pane(request, "wizard/picker.html", context)


def _context(request: HttpRequest, sheet: Sheet, picking: Picking, error: str) -> dict[str, Any]:
    address = reverse("wizard:pick", args=[sheet.id, picking.slot])
    offer = pick_resources if picking.resources else pick_people
    try:
        found = offer.offer(request, sheet, picking)
    except (GraphUnreachable, GraphRefused) as refusal:
        down = isinstance(refusal, GraphUnreachable)
        error = (
            "Your tenant cannot be reached. Nothing is lost; search again in a moment."
            if down
            else str(refusal)
        )
        found = {"rows": [], "total": 0}
    return {
        "url": address,
        "results_url": f"{address}?part={RESULTS}",
        "post_url": address,
        "target": "#main",
        "q": request.GET.get("q", ""),
        "selected_title": picking.selected_title,
        "error": error,
        **found,
    }


def _select(request: HttpRequest, sheet: Sheet, picking: Picking) -> HttpResponse:
    """Adds what was ticked. What the person may not add is refused by name, whatever the page offered."""
    take = pick_resources if picking.resources else pick_people
    try:
        after = take.take(request, sheet, picking, _ticked(request))
        after.save(person_of(request))
    except (GraphUnreachable, GraphRefused, ActionRefused) as refusal:
        return _show(request, sheet, picking, error=str(refusal))
    return back_to_tab(request, sheet.id, picking.tab)


def _ticked(request: HttpRequest) -> Sequence[str]:
    return list(dict.fromkeys(request.POST.getlist("selected")))
