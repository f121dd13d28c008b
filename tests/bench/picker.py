"""What a picker adds to Graph's own time, with 100,000 people and 30,000 groups in the company.

`python -m tests.bench.picker` makes each search by turns: the bare Graph calls with requests, side by side
where there are two of them, and the picker's results through the whole portal. The ratio of the medians is
promised for a Graph that takes 150 ms, as in the benchmark of submissions; it is shown as well for a company
that answers at once, where the portal's own milliseconds say more than a ratio. The company runs in a process
of its own. Exits 1 when a ratio is above the limit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import requests

from tests.bench._figures import Figure, report
from tests.bench._portal import set_up

USERS, GROUPS = 100_000, 30_000
LIMIT = 1.3
#: Milliseconds that Graph takes where the ratio is promised.
LATENCY = 150
#: How often each search has its turn, by the milliseconds that Graph takes.
TURNS = {0: 40, LATENCY: 20}
#: Address of the picker, what is searched for, and which kind.
SEARCHES = (
    ("targets", "alma", "user"),
    ("targets", "alma dahl", "user"),
    ("targets", "beacon", "group"),
    ("targets", "be", "all"),
    ("targets", "", "all"),
    ("groups", "beacon", "group"),
)


@dataclass(frozen=True)
class Url:
    """A running company, as far as signing in goes."""

    url: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Somebody in front of the portal, and the token it uses for them."""

    client: Any
    draft: Any
    graph: str
    session: requests.Session
    token: str

    def picker(self, slot: str, text: str, kind: str) -> None:
        query = {"part": "results", "q": text, "kind": kind, "see_all": "1"}
        answer = self.client.get(
            f"/drafts/{self.draft.pk}/pick/{slot}/", query, headers={"HX-Request": "true"}
        )
        if answer.status_code != 200 or b'class="pick"' not in answer.content:
            sys.exit(f"The picker answered {answer.status_code}\n{answer.content.decode()[:2000]}")

    def bare(self, call: Any) -> list[Any]:
        headers = {"Authorization": f"Bearer {self.token}", **call.headers}
        answer = self.session.get(f"{self.graph}/v1.0{call.path}", headers=headers, timeout=60)
        rows: list[Any] = answer.json()["value"]
        return rows


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, _company(folder) as graph:
        set_up(f"{folder}/portal.sqlite3", graph)
        desk = _desk(graph)
        figures = [figure for latency in TURNS for figure in _measured(desk, latency)]
    return report(figures)


@contextmanager
def _company(folder: str) -> Iterator[str]:
    """A large company in a process of its own; its address."""
    port, began = Path(folder) / "port", time.perf_counter()
    crowd = ["--users", str(USERS), "--groups", str(GROUPS)]
    command = [sys.executable, "-m", "portal.tenant", "--port", "0", "--port-file", str(port), *crowd]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not port.exists():
            if process.poll() is not None:
                sys.exit("The company did not start.")
            time.sleep(0.05)
        print(f"picker: a company of {USERS:,} people and {GROUPS:,} groups started in", end=" ")
        print(f"{time.perf_counter() - began:.1f} s", flush=True)
        yield f"http://127.0.0.1:{port.read_text().strip()}"
    finally:
        process.terminate()
        process.wait()


def _desk(graph: str) -> Desk:
    """Ada, Global Administrator, with a draft in Marketing."""
    from django.test import Client

    from portal.signin.models import Person
    from portal.signin.tokens import token_for
    from tests.signin.walk import PORTAL_HOST, sign_in
    from wizard.actions import drafts
    from wizard.document import Basics, Document, Policy
    from wizard.lookups import catalogs

    client = Client(headers={"host": PORTAL_HOST})
    sign_in(client, Url(graph), "ada")
    ada = Person.objects.get()
    catalog = next(one for one in catalogs.visible(ada) if one.display_name == "Marketing")
    document = Document(basics=Basics(name="Campaign", catalog=catalog), policies=(Policy(),))
    draft = drafts.begin(id=uuid.uuid4(), by=ada, document=document, typed={})
    session = requests.Session()
    session.trust_env = False
    return Desk(client=client, draft=draft, graph=graph, session=session, token=token_for(ada))


def _measured(desk: Desk, latency: int) -> Iterator[Figure]:
    requests.post(f"{desk.graph}/_control/settings", json={"latency_ms": latency}, timeout=60)
    print(f"Graph takes {latency} ms\n{'':30} {'bare ms':>8} {'picker ms':>10} {'ratio':>6}")
    for slot, text, kind in SEARCHES:
        bare, picker = _by_turns(desk, slot, text, kind, TURNS[latency])
        what = f"{slot}: {kind} '{text}'"
        print(f"{what:30} {bare:>8.1f} {picker:>10.1f} {picker / bare:>6.2f}", flush=True)
        yield _figure(what, latency, bare, picker)


def _figure(what: str, latency: int, bare: float, picker: float) -> Figure:
    promised = latency == LATENCY
    return Figure(
        what=f"Picker {what}, Graph {'late by 150 ms' if promised else 'at once'}",
        measured=f"{picker / bare:.2f} times the bare call, {picker - bare:.0f} ms more",
        promise=f"at most {LIMIT}" if promised else "",
        kept=not promised or picker / bare <= LIMIT,
    )


def _by_turns(desk: Desk, slot: str, text: str, kind: str, turns: int) -> tuple[float, float]:
    """Median milliseconds of the bare calls and of the picker; whatever else runs here weighs on both."""
    bare, picker = [], []
    calls = _calls(text, kind)
    with ThreadPoolExecutor(len(calls)) as pool:
        for turn in range(turns + 2):
            first = _time(lambda: list(pool.map(desk.bare, calls)))
            second = _time(lambda: desk.picker(slot, text, kind))
            if turn > 1:  # the company sorts its names at the first search of each kind
                bare.append(first)
                picker.append(second)
    return median(bare), median(picker)


def _calls(text: str, kind: str) -> list[Any]:
    from portal.graph.calls import directory

    calls = {"user": directory.users_matching(text), "group": directory.groups_matching(text)}
    return [call for word, call in calls.items() if kind in ("all", word)]


def _time(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
