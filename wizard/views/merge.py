"""Two people, one tab: what may be joined silently and what a person has to choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

from wizard.document import load
from wizard.labels import label_of
from wizard.models import Revision
from wizard.tabs import Tab
from wizard.views.rows import KeyedRows, Renumbering, Rows
from wizard.views.sheet import Sheet

KEEP = "keep/"
#: What stands for a value whose row the other person removed.
REMOVED = "(removed)"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One control that both changed. `name` is the radio pair's."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a page sent, and what it knew when it did: what it was drawn from and what it saved itself since.

    `revision` is the one that the page may take itself for; while it still shows old values of controls that
    others changed (`others`), that is the one it was drawn from.
    """

    revision: int
    controls: Mapping[str, str]
    button: str
    #: The pane that its button opens.
    opens: str = ""
    others: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    #: Values of rows that are gone, as the page changed them.
    gone: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> dict[str, str]:
        """The controls that the page changed; the others it merely still shows."""
        if not self.others:
            return dict(self.controls)
        return {name: value for name, value in self.controls.items() if self.known.get(name) != value}


def sent_by(request: HttpRequest, sheet: Sheet, tab: Tab, base: int) -> Sent:
    """`base` is the revision that the page was drawn from. Its own saves are no one else's."""
    controls, button = posted_controls(request), str(request.POST.get("do", ""))
    opens = str(request.POST.get("open", ""))
    since = [] if sheet.draft is None or base == sheet.revision else _since(sheet, base)
    others = {one.page for one in since if one.number > base} != {sheet.page}
    if not since:
        return Sent(revision=base, controls=controls, button=button, opens=opens)
    known = _folded(tab, base, since, sheet.page) if others else {}
    fresh = Sent(
        revision=base if others else sheet.revision,
        controls=controls,
        button=button,
        opens=opens,
        others=others,
        known=known,
    )
    return _counted_anew(fresh, tab, since[0], sheet)


def posted_controls(request: HttpRequest) -> dict[str, str]:
    """The last value of each control; those decided as "theirs" on the conflict page are left out and so
    keep theirs.
    """
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    theirs = {
        name[len(KEEP) :] for name, value in sent.items() if name.startswith(KEEP) and value == "theirs"
    }
    return {name: value for name, value in sent.items() if name not in theirs and not name.startswith(KEEP)}


def _since(sheet: Sheet, base: int) -> list[Revision]:
    """All revisions for a base that is none, such as 0: such a page knows only what it saved itself."""
    found = Revision.objects.filter(draft=sheet.draft).order_by("number")
    return list(found.filter(number__gte=base)) or list(found)


def _folded(tab: Tab, base: int, since: Iterable[Revision], page: str) -> dict[str, str]:
    """The controls of revision `base`, with each later change that the page made itself."""
    before: dict[str, str] = {}
    known: dict[str, str] = {}
    for one in since:
        now = tab.form.controls_of(load(one.document))
        if one.number == base or one.page == page:
            known |= {name: value for name, value in now.items() if before.get(name) != value}
        before = now
    return known


def _counted_anew(sent: Sent, tab: Tab, drawn: Revision, sheet: Sheet) -> Sent:
    """Its rows under the numbers they have today. Own rows that can be typed over are sent as a whole."""
    rows = _rows(sent, tab, drawn, sheet)
    if not rows.changes or not (sent.others or tab.form.rows_are_picked):
        return sent
    lost = {
        name: value
        for name, value in sent.own.items()
        if rows.control(name) is None and not name.endswith("-key")
    }
    return Sent(
        revision=sent.revision,
        controls=rows.controls(sent.controls),
        button=rows.button(sent.button),
        opens=rows.button(sent.opens),
        others=sent.others,
        known=rows.controls(sent.known),
        gone=lost if sent.others else {},
    )


def _rows(sent: Sent, tab: Tab, drawn: Revision, sheet: Sheet) -> Rows:
    """By the keys that the page sent with its rows; by what they said when it was drawn if it sent none."""
    keys = tab.form.keys_sent(sent.controls)
    if any(keys):
        known = max(len(tab.form.rows_of(load(drawn.document))), len(tab.form.keys_sent(sent.known)))
        now = tab.form.keys_of(sheet.document, sheet.remembered(tab))
        return KeyedRows(before=keys, now=now, known=known)
    return Renumbering(before=tab.form.rows_of(load(drawn.document)), now=tab.form.rows_of(sheet.document))


def differences(sheet: Sheet, tab: Tab, sent: Sent) -> list[Difference]:
    """Empty unless the page is older than the draft and both changed the same control of this tab to
    different values.
    """
    if not sent.others:
        return []
    now = tab.form.controls_of(sheet.document)
    both = {
        name: now[name]
        for name, value in sent.own.items()
        if name in now and value != now[name] and sent.known.get(name) != now[name]
    }
    return [
        *(_difference(tab, name, sent.controls[name], theirs) for name, theirs in both.items()),
        *(_difference(tab, name, value, REMOVED) for name, value in sent.gone.items()),
    ]


def _difference(tab: Tab, name: str, mine: str, theirs: str) -> Difference:
    return Difference(name=KEEP + name, label=label_of(tab.key, name), mine=mine, theirs=theirs)
