"""What each page costs the server, and how little that grows with the number of drafts.

`python -m tests.bench.pages` fetches every page with 100 and with 20,000 drafts in the database, by turns.
Times are those of the processor, so that whatever else the machine does hardly shows. The company runs in
this process over real HTTP, so its work counts too; people sign in through its own page. Exits 1 when a
page needs more than 12 SQL queries.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.bench._figures import Figure, report
from tests.bench._portal import set_up

FEW, MANY = 100, 20_000
QUERIES = 12
#: How often each page has its turn in both databases, and how often it is fetched in one.
ROUNDS, TURNS = 16, 3
TABS = ("basics", "resource-roles", "requests", "requestor-information", "lifecycle", "review")


@dataclass(kw_only=True)
class Page:
    """One thing people ask the portal for, and what it took: seconds by number of drafts, and queries."""

    what: str
    fetch: Callable[[], Any]
    #: Pages promise few queries; a save is none.
    promises: bool = True
    seconds: dict[int, list[float]] = field(default_factory=lambda: {FEW: [], MANY: []})
    queries: int = 0
    #: Requests to Graph of a visit soon after another, those inside a batch one by one.
    asked: int = 0

    def typical(self, drafts: int) -> float:
        return median(self.seconds[drafts])


def main() -> int:
    from portal.tenant.server import start_tenant

    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, start_tenant() as tenant:
        places = {count: f"{folder}/{count}.sqlite3" for count in (FEW, MANY)}
        set_up(places[FEW], tenant.url)
        print(f"pages: server time and SQL queries with {FEW} and {MANY:,} drafts", flush=True)
        smallest, *pages = _prepared(tenant, places)
        for place in places.values():
            _count_queries([smallest, *pages], place, tenant.tenant.requests)
        for number in range(ROUNDS):
            # Whoever comes second finds a warmer machine, so they take turns at that too.
            order = list(places.items())[:: -1 if number % 2 else 1]
            for page in (smallest, *pages):
                for count, place in order:
                    _take_times(page, count, place)
    _say([smallest, *pages])
    return report([_figure(page, smallest) for page in pages])


def _prepared(tenant: Any, places: dict[int, str]) -> list[Page]:
    """Both databases filled alike, people signed in, and the pages they will ask for."""
    from django.db import connection

    from tests.bench._drafts import fill, looked_at
    from tests.submit.support import Company
    from tests.views.stage import Seat

    company = Company(tenant)
    company.setting(visible_after_reads=0, roles_after_reads=0)
    ada, olivia, rafael = (Seat(tenant, name) for name in ("ada", "olivia", "rafael"))
    draft = looked_at(company, olivia)
    pages = list(_pages(company, draft, ada, olivia, rafael))
    fill(company, draft, FEW)
    connection.close()
    shutil.copy(places[FEW], places[MANY])
    _turn_to(places[MANY])
    fill(company, draft, MANY)
    return pages


def _pages(company: Any, draft: Any, ada: Any, olivia: Any, rafael: Any) -> Iterator[Page]:
    """The smallest first. Ada sees every draft there is; Olivia wrote the one that is looked at."""
    base = f"/drafts/{draft.pk}"
    yield Page(what="Smallest answer to somebody signed in", fetch=_get(olivia, "/"))
    for key in TABS:
        yield Page(what=f"Tab {key.replace('-', ' ')}", fetch=_get(olivia, f"{base}/{key}/"))
    yield Page(what="List of drafts", fetch=_get(ada, "/drafts/"))
    yield Page(what="List of drafts, searched and sorted", fetch=_get(ada, "/drafts/?q=camp&sort=name"))
    yield Page(what="New draft", fetch=_get(olivia, "/drafts/new/"))
    yield Page(what="Picker of groups", fetch=_get(olivia, f"{base}/pick/groups/"))
    yield Page(what="Picker of people", fetch=_get(olivia, f"{base}/pick/targets/"))
    yield Page(what="Reviews that wait", fetch=_get(rafael, "/reviews/"))
    yield Page(what="Reviewer's page", fetch=_get(rafael, f"/reviews/{_waiting(company, olivia).pk}/"))
    yield Page(what="Creation", fetch=_get(olivia, f"/submissions/{_created(company, olivia, rafael).pk}/"))
    yield Page(what="Access packages", fetch=_get(ada, "/packages/"))
    yield Page(what="Autosave of a draft", fetch=_saving(olivia, draft), promises=False)


def _waiting(company: Any, author: Any) -> Any:
    from tests.bench._drafts import package
    from tests.views.stage import in_review

    return in_review(author, package(company, "Autumn campaign"))


def _created(company: Any, author: Any, reviewer: Any) -> Any:
    from tests.bench._drafts import package
    from tests.views.stage import submitted, work

    submitted(author, package(company, "Winter campaign"), by=reviewer)
    return work()


def _get(seat: Any, address: str) -> Callable[[], Any]:
    """As a browser asks: compressed."""
    return lambda: seat.client.get(address, headers={"accept-encoding": "gzip"})


def _saving(seat: Any, draft: Any) -> Callable[[], Any]:
    """The description changes with every call, so that every call writes."""
    address = f"/drafts/{draft.pk}/basics/"
    text = seat.client.get(address).content.decode()
    page = re.search(r'name="page" value="([^"]*)"', text)
    assert page
    told = {"page": page[1], "name": draft.name, "catalog": draft.catalog_id, "autosave": "1"}

    def save() -> Any:
        from wizard.models import Draft

        revision = Draft.objects.values_list("revision", flat=True).get(pk=draft.pk)
        typed = told | {"revision": str(revision), "description": f"As of {time.perf_counter_ns()}"}
        return seat.client.post(address, typed, headers={"HX-Request": "true", "accept-encoding": "gzip"})

    return save


def _turn_to(place: str) -> None:
    """The portal works with this database from now on."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = place


def _count_queries(pages: list[Page], place: str, requests: Any) -> None:
    """Once with nothing remembered and once more: of the SQL queries the dearer visit counts."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _turn_to(place)
    for page in pages:
        cache.clear()
        for _ in range(2):
            requests.clear()
            with CaptureQueriesContext(connection) as captured:
                _checked(page)
            page.queries, page.asked = max(page.queries, len(captured)), len(requests)


def _checked(page: Page) -> None:
    answer = page.fetch()
    if answer.status_code not in (200, 302):
        sys.exit(f"{page.what}: answered {answer.status_code}\n{answer.content.decode()[:2000]}")


def _take_times(page: Page, drafts: int, place: str) -> None:
    """Once unmeasured, then TURNS times."""
    _turn_to(place)
    page.fetch()
    for _ in range(TURNS):
        began = time.process_time()
        page.fetch()
        page.seconds[drafts].append(time.process_time() - began)


def _say(pages: list[Page]) -> None:
    print(f"{'':40} {'ms at':>8} {'ms at':>8}")
    print(f"{'':40} {FEW:>8} {MANY:>8} {'ratio':>6} {'SQL':>4} {'Graph':>6}")
    for page in pages:
        few, many = page.typical(FEW), page.typical(MANY)
        times = f"{few * 1000:>8.1f} {many * 1000:>8.1f} {many / few:>6.2f}"
        print(f"{page.what:40} {times} {page.queries:>4} {page.asked:>6}")


def _figure(page: Page, smallest: Page) -> Figure:
    growth = page.typical(MANY) / page.typical(FEW)
    weight = page.typical(MANY) / smallest.typical(MANY)
    times = f"{growth:.2f} times as long with {MANY:,} drafts, {weight:.0f} times the smallest answer"
    return Figure(
        what=page.what,
        measured=f"{times}, {page.queries} queries, {page.asked} request{'s' * (page.asked != 1)} to Graph",
        promise=f"at most {QUERIES} queries" if page.promises else "",
        kept=page.queries <= QUERIES or not page.promises,
    )


if __name__ == "__main__":
    sys.exit(main())
