"""The pickers: search on the left, what is picked on the right, Select. A pane with htmx, a page without
script.

With script a search is a GET that brings the results alone. Without, the form is posted and carries the
ticks along: hundreds of them would not fit into an address. Only the button Select adds anything, and ids
that come back from the page are read from the tenant again before they are stored.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.graph.errors import GraphError, GraphUnreachable, SignInNeeded
from portal.limits import SEARCHES, limited
from wizard.actions.errors import ActionRefused
from wizard.permissions import draft_editor, editable_draft, person_of
from wizard.views import page, pick_people, pick_resources
from wizard.views.asking import MOST_TICKS, RESULTS, Asking, asking_of, mark_of
from wizard.views.offer import unanswered
from wizard.views.pane import as_pane, back_to_tab
from wizard.views.picking import Picking, picking_for
from wizard.views.sheet import Sheet, sheet_of


@draft_editor
@require_http_methods(["GET", "POST"])
@limited(SEARCHES)
def pick(request: HttpRequest, draft_id: uuid.UUID, slot: str) -> HttpResponse:
    draft = editable_draft(request, draft_id)
    picking = picking_for(slot)
    if picking is None:
        raise Http404
    if not draft.is_editable:
        return page.moved_on(request, draft)
    sheet = sheet_of(draft)
    asking = asking_of(request, slot)
    if request.POST.get("do") == "select":
        return _select(request, sheet, picking, asking)
    return _show(request, sheet, picking, asking)


def _show(
    request: HttpRequest, sheet: Sheet, picking: Picking, asking: Asking, error: str = ""
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "picking": picking,
        "close_url": reverse("wizard:tab", args=[sheet.id, picking.tab]),
        "picker": _context(request, sheet, picking, asking, error),
    }
    if asking.part:
        return _part(request, asking, context)
    return as_pane(request, "wizard/picker.html", context)


def _part(request: HttpRequest, asking: Asking, context: dict[str, Any]) -> HttpResponse:
    """The results alone; further rows where the list goes on. It begins anew where the mark was of no use."""
    if asking.after:
        return render(request, "components/picker_rows.html", context)
    response = render(request, "components/picker_results.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#picker-results", "innerHTML"
    return response


def _context(
    request: HttpRequest, sheet: Sheet, picking: Picking, asking: Asking, error: str
) -> dict[str, Any]:
    address = reverse("wizard:pick", args=[sheet.id, picking.slot])
    offering = pick_resources if picking.resources else pick_people
    try:
        offer = offering.offer(request, sheet, picking, asking)
    except (GraphError, ActionRefused) as refusal:
        offer, error = unanswered(asking), _words(refusal)
    return {
        **offering.frame(picking, asking),
        "url": address,
        "results_url": f"{address}?part={RESULTS}",
        "post_url": address,
        "target": "#main",
        "q": asking.text,
        "pasted": asking.pasted,
        "part": asking.part,
        "selected_title": picking.selected_title,
        "error": error,
        "found": offer.words(appended=asking.part and asking.after is not None),
        "more": mark_of(request, picking.slot, asking, offer.rest),
        "rows": offer.rows,
        **offer.around,
    }


def _words(refusal: Exception) -> str:
    """Why there is no answer. Raises SignInNeeded on: only the sign-in page helps."""
    if isinstance(refusal, SignInNeeded):
        raise refusal
    if isinstance(refusal, GraphUnreachable):
        return "Your tenant cannot be reached. Nothing is lost; search again in a moment."
    return str(refusal)


def _select(request: HttpRequest, sheet: Sheet, picking: Picking, asking: Asking) -> HttpResponse:
    """Adds what was ticked. What the person may not add is refused by name, whatever the page offered."""
    taking = pick_resources if picking.resources else pick_people
    try:
        if len(asking.ticked) > MOST_TICKS:
            raise ActionRefused(f"Select at most {MOST_TICKS:,} at once.")
        after = taking.take(request, sheet, picking, asking.ticked)
        after.save(person_of(request))
    except (GraphError, ActionRefused) as refusal:
        return _show(request, sheet, picking, asking, error=_words(refusal))
    return back_to_tab(request, sheet.id, picking.tab)
