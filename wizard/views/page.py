"""The frame around a tab: strip, banners, footer, and the answers that only bring parts of it up to date."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from wizard.actions.drafts import EDITABLE
from wizard.models import Draft
from wizard.permissions import may_change
from wizard.rules import Facts, Level, Problem, check
from wizard.tabs import REVIEW, TABS, Tab, TabForm
from wizard.views.choices import time_zone
from wizard.views.merge import Difference, Sent
from wizard.views.sheet import Sheet

NEXT_WORDS = {
    "resource-roles": "Next: Resource roles >",
    "requests": "Next: Requests >",
    "requestor-information": "Next: Requestor Information >",
    "lifecycle": "Next: Lifecycle >",
    REVIEW: "Next: Review + create >",
}
#: What changing one control makes of another that was right before is told without waiting.
AT_ONCE = {"R35", "R36", "R37", "R49"}
KEYS = [*(tab.key for tab in TABS), REVIEW]


def may_edit(request: HttpRequest, draft: Draft) -> bool:
    """For a draft that the person may read."""
    return draft.state in EDITABLE and may_change(request, draft)


def today() -> dt.date:
    return timezone.now().date()


def quick_problems(sheet: Sheet) -> list[Problem]:
    """What the rules say without asking the tenant; Review + create asks it."""
    return check(sheet.document, Facts(today=today()))


def tab_page(
    request: HttpRequest,
    sheet: Sheet,
    tab: Tab,
    form: TabForm,
    *,
    tenant_down: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """One tab. Errors show once the person has left the tab, those of AT_ONCE and refused values at once."""
    problems = quick_problems(sheet)
    here = [one for one in problems if one.place.tab == tab.key]
    shown = [one for one in here if tab.key in sheet.checked or one.id in AT_ONCE]
    form.mark(shown)
    context = {
        **frame(request, sheet, tab.key, problems),
        "tab": tab,
        "form": form,
        "document": sheet.document,
        "editable": True,
        "problems": shown,
        "tenant_down": tenant_down,
        "voids": bool(sheet.draft and sheet.draft.state in (Draft.State.IN_REVIEW, Draft.State.APPROVED)),
    }
    return render(request, "wizard/draft.html", context, status=status)


def frame(request: HttpRequest, sheet: Sheet, current: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """What strip, footer and heading need."""
    return {
        "sheet": sheet,
        "draft": sheet.draft,
        "nav": "drafts",
        "close_url": reverse("wizard:drafts"),
        "tabs": strip(sheet, current, problems),
        "buttons": buttons(current),
        "wrong": _wrong(current, problems),
        "saved_at": _saved_at(request, sheet),
    }


def _wrong(current: str, problems: Sequence[Problem]) -> str:
    """This tab's controls whose value a rule refuses, and why; JSON for js/wrong.js."""
    found: dict[str, list[str]] = {}
    for one in problems:
        if one.place.tab == current and one.level is Level.ERROR:
            found.setdefault(one.place.control, []).append(one.message)
    return json.dumps(found)


def _saved_at(request: HttpRequest, sheet: Sheet) -> dt.datetime | None:
    """On the clock of the person who reads it."""
    zone = ZoneInfo(time_zone(request))
    return timezone.make_naive(sheet.draft.updated_at, zone) if sheet.draft else None


def strip(sheet: Sheet, current: str, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    failing = {
        one.place.tab
        for one in problems
        if one.level is Level.ERROR and (one.place.tab in sheet.checked or one.id in AT_ONCE)
    }
    shown = [(tab.key, tab.title, tab.required) for tab in TABS]
    return [
        {
            "key": key,
            "title": title,
            "url": _address(sheet, key),
            "current": key == current,
            "required": required,
            "failing": key in failing,
        }
        for key, title, required in [*shown, (REVIEW, "Review + create", False)]
    ]


def _address(sheet: Sheet, key: str) -> str:
    if key == REVIEW:
        return reverse("wizard:review", args=[sheet.id])
    return reverse("wizard:tab", args=[sheet.id, key])


def buttons(current: str) -> list[dict[str, Any]]:
    """Review + create, Previous (absent on the first tab), Next."""
    position = KEYS.index(current)
    found: list[dict[str, Any]] = [{"label": "Review + create", "value": REVIEW}]
    if position:
        found.append({"label": "Previous", "value": KEYS[position - 1]})
    following = KEYS[position + 1]
    return [*found, {"label": NEXT_WORDS[following], "value": following, "primary": True}]


def saved_parts(request: HttpRequest, sheet: Sheet, tab: Tab, *, base: int | None = None) -> HttpResponse:
    """After an autosave: revision (`base` where it is not the saved one), strip and status, each swapped
    into its place; the controls stay untouched.
    """
    context = {**frame(request, sheet, tab.key, quick_problems(sheet)), "base": base}
    response = render(request, "wizard/_saved.html", context)
    response["HX-Reswap"] = "none"
    response["HX-Replace-Url"] = _address(sheet, tab.key)
    return response


def conflict_page(
    request: HttpRequest, sheet: Sheet, tab: Tab, differences: Sequence[Difference], sent: Sent
) -> HttpResponse:
    """Both versions side by side; everything typed is on the page and is sent again with the choice.

    What the old page merely still showed is not: it would take back what the other person changed.
    """
    if request.POST.get("autosave"):
        return _not_now()
    again = [(name, value) for name, value in sent.own.items() if name not in _OWN]
    context = {**frame(request, sheet, tab.key, []), "tab": tab, "differences": differences, "sent": again}
    response = render(request, "wizard/conflict.html", context, status=HTTPStatus.CONFLICT)
    if request.headers.get("HX-Request"):
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = (
            "#main",
            "outerHTML",
            "#main",
        )
    return response


def _not_now() -> HttpResponse:
    """An autosave leaves the page alone while somebody types; the next press of a button asks them."""
    response = HttpResponse(status=HTTPStatus.CONFLICT)
    response["HX-Reswap"] = "none"
    response["X-Not-Saved"] = "the same was changed elsewhere. Go to any tab to choose what to keep."
    return response


#: Of the conflict page's own making; not carried over.
_OWN = {"csrfmiddlewaretoken", "revision", "page", "turn", "autosave", "do", "open"}


def moved_on(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The draft is being created or was: what was typed is shown, so that it can still be copied."""
    sent = [(name, value) for name, value in request.POST.items() if name not in _OWN and value]
    return render(request, "wizard/moved_on.html", {"draft": draft, "sent": sent}, status=HTTPStatus.CONFLICT)
