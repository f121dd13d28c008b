"""Review + create: everything that was typed on one page, what is wrong with it, and what will be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wizard.actions.errors import ActionRefused, NotAllowed, NotReady
from wizard.actions.identity import as_application
from wizard.models import Draft
from wizard.permissions import person_of
from wizard.rules import Problem
from wizard.tabs import BY_KEY, REVIEW, TABS
from wizard.views import page
from wizard.views.ages import are_outdated
from wizard.views.judged import UNREACHABLE, Judged, judge
from wizard.views.next_step import footer
from wizard.views.sheet import sheet_of
from wizard.views.shown import plan_of, summary_of
from wizard.views.stuck import stuck

STATUS: dict[type[ActionRefused], HTTPStatus] = {
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotReady: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def show(request: HttpRequest, draft: Draft, refusal: ActionRefused | None = None) -> HttpResponse:
    """The page; with a `refusal`, why what was asked for did not happen.

    Somebody who cannot edit is not told what they could not have edited.
    """
    editable = page.may_edit(request, draft)
    judged = judge(request, draft, for_reader=not editable)
    context = {
        **content_of_page(draft, judged, editable=editable),
        "tabs": _strip(draft, judged) if editable else [],
        "editable": editable,
        "refusal": str(refusal or ""),
        "outdated": editable and are_outdated(judged.problems),
        "verdicts": verdicts_on(draft, judged),
        "as_application": as_application() and draft.is_editable,
        "stuck": stuck(draft),
        "footer": _with_previous(draft, request, judged, editable=editable),
    }
    status = STATUS.get(type(refusal), HTTPStatus.CONFLICT) if refusal else HTTPStatus.OK
    response = render(request, "wizard/review.html", context, status=status)
    response["HX-Push-Url"] = reverse("wizard:review", args=[draft.pk])
    return response


def content_of_page(draft: Draft, judged: Judged, *, editable: bool) -> dict[str, Any]:
    """What author and reviewer both read."""
    return {
        "nav": "drafts",
        "close_url": reverse("wizard:drafts"),
        "draft": draft,
        "judged": judged,
        "unreachable": judged.trouble == UNREACHABLE,
        "errors": problems_of(draft, judged.errors, links=editable),
        "warnings": problems_of(draft, judged.warnings, links=editable),
        "summary": summary_of(judged.document, address=lambda key: _tab(draft, key) if editable else ""),
        "plan": plan_of(judged.content.plan) if judged.content else None,
    }


def problems_of(draft: Draft, problems: Sequence[Problem], *, links: bool) -> list[dict[str, str]]:
    """For components/error_summary.html; links only for those who can follow them to the control."""
    return [
        {
            "message": one.message,
            "hint": one.hint,
            "tab": BY_KEY[one.place.tab].title if one.place.tab in BY_KEY else "",
            "href": f"{_tab(draft, one.place.tab)}#{one.place.anchor}" if links else "",
        }
        for one in problems
    ]


def verdicts_on(draft: Draft, judged: Judged) -> list[dict[str, Any]]:
    """What reviewers said, the latest first, and whether it was said of what is there now."""
    return [
        {"review": one, "of_this": bool(judged.digest) and one.digest == judged.digest}
        for one in draft.reviews.select_related("by").order_by("-at", "-pk")
    ]


def _strip(draft: Draft, judged: Judged) -> list[dict[str, Any]]:
    """Here every tab is judged, looked at or not."""
    sheet = sheet_of(draft)
    everything = replace(sheet, typed={**sheet.typed, "checked": [tab.key for tab in TABS]})
    return page.strip(everything, REVIEW, judged.problems)


def _tab(draft: Draft, key: str) -> str:
    return reverse("wizard:tab", args=[draft.pk, key])


def _with_previous(draft: Draft, request: HttpRequest, judged: Judged, *, editable: bool) -> dict[str, Any]:
    found = footer(draft, person_of(request), judged, editable=editable)
    previous = [{"label": "Previous", "href": _tab(draft, TABS[-1].key)}] if editable else []
    return {"action": found.action, "buttons": [*previous, *found.buttons]}
