"""People, groups and connected organizations for the lists of the Requests and Lifecycle tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from wizard.actions.errors import ActionRefused
from wizard.lookups import organizations, pasted, principals
from wizard.lookups.candidates import Candidate
from wizard.lookups.portions import Portion
from wizard.permissions import person_of
from wizard.tabs import BY_KEY
from wizard.tabs.base import Choices, Listed
from wizard.views.asking import Asking
from wizard.views.offer import Offer, require_all
from wizard.views.picking import Picking
from wizard.views.sheet import Sheet

KINDS = (
    {"value": "all", "label": "All"},
    {"value": "user", "label": "Users"},
    {"value": "group", "label": "Groups"},
)
LISTED = "Already in the list."


def frame(picking: Picking, asking: Asking) -> dict[str, Any]:
    """What stands there whether the tenant answers or not."""
    columns = ["Name", "Type", "Details"]
    if _organizations(picking):
        return {"columns": columns, "search_label": "Search by name or domain"}
    return {
        "columns": columns,
        "search_label": "Search by name or address",
        "kinds": KINDS,
        "kind": asking.kind,
        "may_paste": True,
    }


def offer(request: HttpRequest, sheet: Sheet, picking: Picking, asking: Asking) -> Offer:
    """Rows that match and what is ticked. Raises GraphError, or ActionRefused for a list that is too long."""
    listed = {key_of(one): one for one in _listed(sheet, picking)}
    around: dict[str, Any] = {"selected": _selected(request, picking, asking)}
    if not asking.part:
        around["listed"] = [_shown(one) for one in listed.values()]
    if _organizations(picking):
        return _directories(request, asking, listed, around)
    if asking.finds:
        answer = _found_in_list(request, picking, asking, listed)
        return Offer(around=around | {"answer": answer}, said=_told(answer))
    found = principals.search(person_of(request), asking.text, _kinds(picking, asking.kind), asking.after)
    return Offer(rows=_rows(found, asking, listed), portion=found, around=around)


def take(request: HttpRequest, sheet: Sheet, picking: Picking, ticked: Sequence[str]) -> Sheet:
    """The sheet with the ticked ones added to the slot's list, each once. Raises GraphError, or ActionRefused
    where some cannot be read.
    """
    read = _read(request, picking, ticked)
    require_all(len(ticked), len(read))
    tab = BY_KEY[picking.tab]
    form = tab.form.drawn(sheet.document, sheet.remembered(tab), Choices(offered_roles=sheet.offered_roles))
    before = form.people.get(picking.slot, ())
    listed = {key_of(one) for one in before}
    form.people[picking.slot] = (*before, *(one for one in read if key_of(one) not in listed))
    return sheet.with_tab(tab, form.apply_to(sheet.document), form.remember(), left=False)


def key_of(one: Listed) -> str:
    return f"{getattr(one, 'kind', 'organization')}:{one.id}"


def _organizations(picking: Picking) -> bool:
    return "organizations" in picking.kinds


def _kinds(picking: Picking, kind: str) -> list[principals.Kind]:
    offered = [one for one in principals.KINDS if f"{one}s" in picking.kinds]
    return [one for one in offered if one == kind] or offered


def _directories(
    request: HttpRequest, asking: Asking, listed: dict[str, Listed], around: dict[str, Any]
) -> Offer:
    found = organizations.search(person_of(request), asking.text, asking.after)
    wanted = asking.text.strip()
    nothing = f"No connected organization matches '{wanted}'." if wanted else "There are none yet."
    around |= {"empty": f"{nothing} Ask an administrator to add it."}
    return Offer(rows=_rows(found, asking, listed), portion=found, around=around)


def _found_in_list(
    request: HttpRequest, picking: Picking, asking: Asking, listed: dict[str, Listed]
) -> dict[str, Any]:
    """What became of a pasted list: found is ticked, unclear is offered, missing is told."""
    entries = pasted.entries_of(asking.pasted)
    if len(entries) > pasted.MOST:
        raise ActionRefused(f"Paste at most {pasted.MOST} at once; this list has {len(entries):,}.")
    answer = pasted.look_up(person_of(request), entries, _kinds(picking, "all"))
    found = {key_of(one.one): one for one in answer.found}
    return {
        "found": [_row(one, [key], listed) for key, one in found.items()],
        "unclear": [
            (
                text,
                [{**_row(one, asking.ticked, listed), "dom": f"unclear-{n}-{one.one.id}"} for one in offered],
            )
            for n, (text, offered) in enumerate(answer.unclear)
        ],
        "missing": answer.missing,
    }


def _told(answer: dict[str, Any]) -> str:
    found, unclear, missing = (len(answer[part]) for part in ("found", "unclear", "missing"))
    return f"{found} found and ticked, {unclear} unclear, {missing} not found"


def _read(request: HttpRequest, picking: Picking, keys: Sequence[str]) -> Sequence[Listed]:
    person = person_of(request)
    if _organizations(picking):
        return organizations.by_ids(person, [key.removeprefix("organization:") for key in keys])
    return [found.one for found in principals.by_keys(person, keys)]


def _selected(request: HttpRequest, picking: Picking, asking: Asking) -> list[dict[str, Any]]:
    """Only a whole page shows them; htmx keeps them on the page and asks for results alone."""
    if not asking.ticked or asking.part:
        return []
    return [_shown(one) for one in _read(request, picking, asking.ticked)]


def _rows(found: Portion[Candidate[Any]], asking: Asking, listed: dict[str, Listed]) -> list[dict[str, Any]]:
    return [_row(one, asking.ticked, listed) for one in found.found]


def _row(found: Candidate[Any], ticked: Sequence[str], listed: dict[str, Listed]) -> dict[str, Any]:
    shown = _shown(found.one)
    reason = LISTED if shown["id"] in listed else found.never
    return {
        **shown,
        "type": found.type,
        "note": found.note,
        "reason": reason,
        "checked": shown["id"] in ticked and not reason,
    }


def _shown(one: Listed) -> dict[str, Any]:
    kind, key = getattr(one, "kind", "organization"), key_of(one)
    return {"id": key, "dom": key, "name": one.display_name, "kind": kind, "detail": one.detail}


def _listed(sheet: Sheet, picking: Picking) -> Sequence[Listed]:
    tab = BY_KEY[picking.tab]
    people = {**sheet.remembered(tab).people, **tab.form.people_of(sheet.document)}
    return people.get(picking.slot, ())
