"""People, groups and connected organizations for the lists of the Requests tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from wizard.lookups import organizations, principals
from wizard.permissions import person_of
from wizard.tabs import BY_KEY
from wizard.tabs.base import Choices, Listed
from wizard.views.picking import Picking
from wizard.views.sheet import Sheet

KINDS = (
    {"value": "all", "label": "All"},
    {"value": "user", "label": "Users"},
    {"value": "group", "label": "Groups"},
)


def offer(request: HttpRequest, sheet: Sheet, picking: Picking) -> dict[str, Any]:
    """Rows that match and what is ticked, for components/picker.html. Raises GraphError."""
    ticked = request.GET.getlist("selected")
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "all")
    found, more = _search(request, picking, text, kind)
    listed = {key_of(one) for one in _listed(sheet, picking)}
    rows = [_row(one, ticked, listed) for one in found]
    shown = {
        "rows": rows,
        "total": len(rows),
        "more": more,
        "columns": ["Name", "Type", "Details"],
        "selected": _selected(request, picking, ticked),
        "search_label": "Search by name or domain" if _organizations(picking) else "Search by name",
    }
    return shown if _organizations(picking) else {**shown, "kind": kind, "kinds": KINDS}


def take(request: HttpRequest, sheet: Sheet, picking: Picking, ticked: Sequence[str]) -> Sheet:
    """The sheet with the ticked ones added to the slot's list, each once. Raises GraphError."""
    tab = BY_KEY[picking.tab]
    form = tab.form.drawn(sheet.document, sheet.remembered(tab), Choices(offered_roles=sheet.offered_roles))
    before = form.people.get(picking.slot, ())
    listed = {key_of(one) for one in before}
    added = [one for one in _read(request, picking, ticked) if key_of(one) not in listed]
    form.people[picking.slot] = (*before, *added)
    return sheet.with_tab(tab, form.apply_to(sheet.document), form.remember(), left=False)


def key_of(one: Listed) -> str:
    return f"{getattr(one, 'kind', 'organization')}:{one.id}"


def _organizations(picking: Picking) -> bool:
    return "organizations" in picking.kinds


def _search(request: HttpRequest, picking: Picking, text: str, kind: str) -> tuple[Sequence[Listed], bool]:
    person = person_of(request)
    if _organizations(picking):
        return organizations.search(person, text), False
    wanted = [one for one in principals.KINDS if kind in ("all", one) and f"{one}s" in picking.kinds]
    return principals.search(person, text, wanted)


def _read(request: HttpRequest, picking: Picking, keys: Sequence[str]) -> Sequence[Listed]:
    person = person_of(request)
    if _organizations(picking):
        return organizations.by_ids(person, [key.removeprefix("organization:") for key in keys])
    return principals.by_keys(person, keys)


def _selected(request: HttpRequest, picking: Picking, ticked: Sequence[str]) -> list[dict[str, str]]:
    """Only a whole page shows them; htmx keeps them on the page and asks for results alone."""
    if not ticked or request.GET.get("part"):
        return []
    return [_shown(one) for one in _read(request, picking, ticked)]


def _row(one: Listed, ticked: Sequence[str], listed: set[str]) -> dict[str, Any]:
    shown = _shown(one)
    reason = "Already in the list." if shown["id"] in listed else ""
    return {**shown, "checked": shown["id"] in ticked, "reason": reason}


def _shown(one: Listed) -> dict[str, str]:
    kind = getattr(one, "kind", "organization")
    words = {"user": "User", "group": "Group", "organization": "Connected organization"}
    return {
        "id": key_of(one),
        "name": one.display_name,
        "kind": kind,
        "type": words[kind],
        "detail": one.detail,
    }


def _listed(sheet: Sheet, picking: Picking) -> Sequence[Listed]:
    tab = BY_KEY[picking.tab]
    people = {**sheet.remembered(tab).people, **tab.form.people_of(sheet.document)}
    return people.get(picking.slot, ())
