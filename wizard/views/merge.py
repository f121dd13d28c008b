"""Two people, one tab: what may be joined silently and what a person has to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from wizard.document import load
from wizard.labels import label_of
from wizard.models import Revision
from wizard.tabs import Tab
from wizard.views.sheet import Sheet

KEEP = "keep/"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One control that both changed. `name` is the radio pair's."""

    name: str
    label: str
    mine: str
    theirs: str


def posted_controls(request: HttpRequest) -> dict[str, str]:
    """The last value of each control; those decided as "theirs" on the conflict page are left out and so
    keep theirs.
    """
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    theirs = {
        name[len(KEEP) :] for name, value in sent.items() if name.startswith(KEEP) and value == "theirs"
    }
    return {name: value for name, value in sent.items() if name not in theirs and not name.startswith(KEEP)}


def own_base(sheet: Sheet, base: int) -> int:
    """The revision the page would know if all answers had reached it: its own saves are no one else's."""
    if sheet.draft is None or base == sheet.revision:
        return base
    later = Revision.objects.filter(draft=sheet.draft, number__gt=base).order_by("number")
    for number, page in later.values_list("number", "page"):
        if page != sheet.page:
            break
        base = number
    return base


def differences(sheet: Sheet, tab: Tab, base: int, sent: Mapping[str, str]) -> list[Difference]:
    """Empty unless the page is older than the draft and both changed the same control of this tab to
    different values.
    """
    if base == sheet.revision or sheet.draft is None:
        return []
    then = _controls_at(sheet, tab, base)
    now = tab.form.controls_of(sheet.document)
    both = [
        name
        for name, value in sent.items()
        if name in now and value != now[name] and then.get(name) != now[name] and then.get(name) != value
    ]
    return [
        Difference(name=KEEP + name, label=label_of(tab.key, name), mine=sent[name], theirs=now[name])
        for name in both
    ]


def without_stale(sheet: Sheet, tab: Tab, base: int, sent: Mapping[str, str]) -> dict[str, str]:
    """What was sent, less the controls that only the other person changed: an old page must not take them
    back.
    """
    if base == sheet.revision or sheet.draft is None:
        return dict(sent)
    then = _controls_at(sheet, tab, base)
    return {name: value for name, value in sent.items() if name not in then or then[name] != value}


def _controls_at(sheet: Sheet, tab: Tab, revision: int) -> dict[str, str]:
    found = Revision.objects.filter(draft=sheet.draft, number=revision).first()
    return tab.form.controls_of(load(found.document)) if found else {}
