"""What somebody asks of a picker, whether by address (with script) or by its form (without)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.http import HttpRequest

from portal.graph.calls import GraphCall
from wizard.lookups.portions import Rest
from wizard.permissions import person_of

RESULTS = "results"
SEE_ALL = "see_all"
#: Longest text to search for, and of a pasted list.
LONGEST, LONGEST_LIST = 200, 100_000
#: Most that can be ticked at once.
MOST_TICKS = 1000
#: Seconds for which Show more goes on where the list stopped.
AGE = 3600


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One search, its page, or a pasted list."""

    text: str = ""
    kind: str = "all"
    #: See all: the whole directory, not the catalog alone.
    everything: bool = False
    ticked: Sequence[str] = ()
    #: Where the list goes on; None for its beginning.
    after: Rest | None = None
    #: A list was pasted and Find was pressed; the text is kept also when it was not.
    finds: bool = False
    pasted: str = ""
    #: Only the results are wanted, not the page around them.
    part: bool = False


def asking_of(request: HttpRequest, slot: str) -> Asking:
    """Read from a GET or a POST; what makes no sense is as if it were not there."""
    said = request.POST if request.method == "POST" else request.GET
    asking = Asking(
        text=said.get("q", "").replace("\0", "")[:LONGEST],
        kind=said.get("kind", "all"),
        everything=said.get(SEE_ALL) == "1",
        ticked=list(dict.fromkeys(said.getlist("selected")))[: MOST_TICKS + 1],
        finds=said.get("do") == "find",
        pasted=said.get("pasted", "").replace("\0", "")[:LONGEST_LIST],
        part=request.GET.get("part") == RESULTS,
    )
    return _continued(asking, said.get("more", ""), _salt(request, slot))


def mark_of(request: HttpRequest, slot: str, asking: Asking, rest: Rest | None) -> str:
    """What the button Show more carries: signed, for this person and this picker alone, so that nobody can
    send the portal anywhere else with it. Empty when there is no more.
    """
    if rest is None:
        return ""
    lists = [[word, call.path, call.headers] for word, call in rest.lists]
    asked = [asking.text, asking.kind, asking.everything]
    return signing.dumps([asked, rest.shown, rest.total, lists], salt=_salt(request, slot), compress=True)


def _salt(request: HttpRequest, slot: str) -> str:
    return f"picker:{person_of(request).pk}:{slot}"


def _continued(asking: Asking, mark: str, salt: str) -> Asking:
    """The list that the mark belongs to; its beginning, where the mark is too old or nobody's."""
    try:
        kept: Any = signing.loads(mark, salt=salt, max_age=AGE) if mark else None
    except signing.BadSignature:
        kept = None
    if kept is None:
        return asking
    (text, kind, everything), shown, total, lists = kept
    calls = [(word, GraphCall(path=path, headers=headers)) for word, path, headers in lists]
    after = Rest(shown=shown, total=total, lists=calls)
    return replace(asking, text=text, kind=kind, everything=everything, after=after)
