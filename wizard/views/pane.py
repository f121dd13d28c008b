"""Panes: the right-hand side with htmx, a page of their own without script."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wizard.permissions import editable_draft
from wizard.tabs import BY_KEY
from wizard.views.choices import choices_for
from wizard.views.page import tab_page
from wizard.views.sheet import sheet_of


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def as_pane(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The template extends the pane or the page by itself; htmx is told where it belongs."""
    response = render(request, template, context, status=status)
    if is_htmx(request):
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = (
            "#pane",
            "innerHTML",
            ".pane",
        )
        # The first save of a new draft may just have given it its address.
        response["HX-Replace-Url"] = context["close_url"]
    return response


def back_to_tab(request: HttpRequest, draft_id: uuid.UUID, key: str) -> HttpResponse:
    """After a pane did its work: the tab drawn anew, and the pane closed."""
    if not is_htmx(request):
        address = reverse("wizard:tab", args=[draft_id, key])
        return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
    tab, sheet = BY_KEY[key], sheet_of(editable_draft(request, draft_id))
    choices, down = choices_for(request, tab, sheet)
    form = tab.form.drawn(sheet.document, sheet.remembered(tab), choices)
    response = tab_page(request, sheet, tab, form, tenant_down=down)
    response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "#main", "outerHTML", "#main"
    response["HX-Trigger"] = "pane-close"
    return response
