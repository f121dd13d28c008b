"""What of the list of drafts a person asked for: search, filters, order and page, all in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, QueryDict

from portal.graph.errors import DOWN
from portal.rights import Rights
from portal.signin.models import Person
from wizard.models import Draft
from wizard.permissions import person_of, rights_for, visible_drafts

PER_PAGE = 25
#: Columns that can be sorted by, in the order of the table, with their heads.
COLUMNS = {"name": "Name", "catalog": "Catalog", "state": "State", "changed": "Last changed"}
#: The latest change first: whoever comes back goes on where they were.
USUAL = "-changed"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The query string, read; what makes no sense in it counts as absent."""

    q: str = ""
    #: A state of drafts, or empty for all.
    state: str = ""
    mine: bool = False
    #: A column, with a dash before it for the last one first.
    sort: str = USUAL

    def address(self, **changes: Any) -> str:
        """The query string of this list with some of it changed, such as ?q=brand&sort=name."""
        now = replace(self, **changes)
        told = {"q": now.q, "state": now.state, "mine": "1" if now.mine else "", "sort": now.sort}
        kept = {name: value for name, value in told.items() if value and (name, value) != ("sort", USUAL)}
        return "?" + urlencode(kept)

    @property
    def narrows(self) -> bool:
        """Whether drafts may be left out."""
        return bool(self.q or self.state or self.mine)


def wanted_by(query: QueryDict) -> Wanted:
    state, sort = query.get("state", ""), query.get("sort", "")
    return Wanted(
        q=query.get("q", "").strip()[:200],
        state=state if state in Draft.State.values else "",
        mine=query.get("mine") == "1",
        sort=sort if sort.removeprefix("-") in COLUMNS else USUAL,
    )


def rights_if_known(request: HttpRequest) -> Rights | None:
    """None while the tenant does not answer."""
    try:
        return rights_for(request)
    except DOWN:
        return None


def visible_now(request: HttpRequest) -> QuerySet[Draft]:
    """What the person may see; their own drafts alone while nobody can tell what else."""
    person, rights = person_of(request), rights_if_known(request)
    return visible_drafts(person, rights) if rights else Draft.objects.filter(author=person)


def page_of(drafts: QuerySet[Draft], wanted: Wanted, person: Person, number: str) -> Page[Draft]:
    """One page of the visible `drafts`. A page that does not exist is the nearest one that does."""
    found = drafts.filter(_condition(wanted, person)).order_by(*_order(wanted.sort))
    rows = found.select_related("author").prefetch_related("submissions").defer("document", "typed")
    return Paginator(rows, PER_PAGE).get_page(number)


def _condition(wanted: Wanted, person: Person) -> Q:
    condition = Q(author=person) if wanted.mine else Q()
    if wanted.state:
        condition &= Q(state=wanted.state)
    for word in wanted.q.split():
        condition &= Q(name__icontains=word) | Q(catalog_name__icontains=word)
    return condition


def _order(sort: str) -> tuple[OrderBy, ...]:
    """The column, then the latest change; the key makes the order of pages certain."""
    by: dict[str, F | Lower] = {
        "name": Lower("name"),
        "catalog": Lower("catalog_name"),
        "state": F("state"),
        "changed": F("updated_at"),
    }
    column = by[sort.removeprefix("-")]
    first = column.desc() if sort.startswith("-") else column.asc()
    return (first, F("updated_at").desc(), F("pk").asc())


def heads(wanted: Wanted) -> list[dict[str, str]]:
    """For components/sort.html: each column's link sorts by it, or turns the order round."""
    return [
        {
            "label": label,
            "url": wanted.address(sort=f"-{key}" if wanted.sort == key else key),
            "direction": {key: "ascending", f"-{key}": "descending"}.get(wanted.sort, ""),
        }
        for key, label in COLUMNS.items()
    ]
