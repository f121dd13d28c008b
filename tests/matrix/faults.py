"""The fault matrix: everything Graph may answer instead of an answer, at every call of a submission."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unittest.mock import patch

from tests.matrix.clock import Clock, virtual_time
from tests.matrix.elsewhere import AnotherHost
from tests.matrix.expected import FAULTS, Ending, Kind
from tests.matrix.ground import Ground, carry
from tests.matrix.oracle import at_most_once, everything_is_there_once
from tests.submit.support import plan_of
from wizard.models import Submission
from wizard.submit import resume, wake_parked

State = Submission.State

#: Every call of a submission: method and path. A call that is not listed fails the matrix.
ROUTES = {
    "catalog": ("POST", r"/catalogs$"),
    "resource": ("POST", r"/resourceRequests$"),
    "visible": ("GET", r"/catalogs/[^/]+/resources$"),
    "roles": ("GET", r"/resourceRoles$"),
    "package": ("POST", r"/accessPackages$"),
    "role": ("POST", r"/resourceRoleScopes$"),
    "policy": ("POST", r"/assignmentPolicies$"),
    "describe catalog": ("PATCH", r"/catalogs/[^/]+$"),
    "describe package": ("PATCH", r"/accessPackages/[^/]+$"),
    "verify": ("GET", r"/accessPackages/[^/]+$"),
    "verify policies": ("GET", r"/assignmentPolicies/[^/]+$"),
}

#: Undisturbed runs that are counted.
RUNS = 3

#: Where the effect of a write is looked for. With one resource nothing else asks there before.
LOOKS = {
    "catalog": r"/catalogs$",
    "resource": r"/catalogs/[^/]+/resources$",
    "package": r"/accessPackages$",
    "role": r"/accessPackages/[^/]+$",
    "policy": r"/accessPackages/[^/]+$",
}

LOST = {"status": 504, "code": "GatewayTimeout", "when": "after"}

ENDINGS = {State.CREATED: Ending.COMPLETES, State.FAILED: Ending.STOPS, State.PARKED: Ending.PARKS}

#: Seconds until the client gives a silent Graph up: to connect, to answer.
SHORT = (3.0, 0.3)

#: Seconds of real time in which calls that were under way already may still arrive.
UNDER_WAY = 1.0


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The fault meets the `number`th call of the route, or the look for its lost answer."""

    fault: str
    route: str
    number: int = 0
    looking: bool = False

    def __str__(self) -> str:
        look = ", while looking for it" if self.looking else ""
        return f"{self.fault} at {self.route} {self.number + 1}{look}"

    @property
    def kind(self) -> Kind:
        return FAULTS[self.fault]

    @property
    def is_read(self) -> bool:
        return self.looking or ROUTES[self.route][0] == "GET"

    @property
    def expected(self) -> Ending:
        return self.kind.expected("look" if self.looking else self.route, is_read=self.is_read)


def cells(counts: dict[str, int]) -> Iterator[Cell]:
    """All of them; `counts` says how often an undisturbed submission takes each route."""
    for fault, kind in FAULTS.items():
        for route, count in counts.items():
            if ROUTES[route][0] == "GET" or not kind.pages_only:
                yield from (Cell(fault=fault, route=route, number=number) for number in range(count))
            if route in LOOKS:
                yield Cell(fault=fault, route=route, looking=True)


def undisturbed(ground: Ground) -> dict[str, int]:
    """How often each route is taken, at least: calls that are side by side may share a reading, or not."""
    runs = [_routes_of_one_run(ground) for _ in range(RUNS)]
    counts = {route: min(run[route] for run in runs) for route in ROUTES}
    return {route: count for route, count in counts.items() if count}


def _routes_of_one_run(ground: Ground) -> dict[str, int]:
    """Raises AssertionError for a call that the table does not know."""
    submission = ground.fresh()
    with virtual_time() as clock:
        carry(submission, clock)
    everything_is_there_once(ground.company, submission)
    calls = [(call["method"], call["path"]) for call in ground.company.calls()]
    unknown = [call for call in calls if not any(_is_on(route, *call) for route in ROUTES)]
    assert unknown == [], "ROUTES does not know them"
    return {route: sum(_is_on(route, *call) for call in calls) for route in ROUTES}


def ends_as_expected(ground: Ground, cell: Cell) -> None:
    """Raises AssertionError unless it ends as the table says, and after mending exactly once."""
    submission = ground.fresh(small=cell.looking)
    with AnotherHost() as elsewhere, virtual_time() as clock, patch("portal.graph.client.TIMEOUT", SHORT):
        ground.company.faults(*_faults(cell, elsewhere.url))
        carry(submission, clock)
        at_most_once(ground.company, submission)
        assert _ending(submission, cell, ground) is cell.expected, submission.problem or submission.state
        _nothing_was_sent_in_the_pause(ground, cell)
        _mend(ground, submission, clock)
    everything_is_there_once(ground.company, submission)
    assert elsewhere.seen == []


def _faults(cell: Cell, elsewhere: str) -> list[dict[str, Any]]:
    method, path = ROUTES[cell.route]
    code = cell.kind.codes.get(cell.route, {})
    fault = {"method": method, "path": path, "skip": cell.number} | cell.kind.fault | code
    if cell.kind.fault.get("kind") == "elsewhere":
        fault["link"] = f"{elsewhere}/v1.0/more"
    if not cell.looking:
        return [fault]
    look = {"method": "GET", "path": LOOKS[cell.route], "skip": 0}
    return [{"method": method, "path": path} | LOST, fault | look]


def _is_on(route: str, method: str, path: str) -> bool:
    return ROUTES[route][0] == method and re.search(ROUTES[route][1], path) is not None


def _ending(submission: Submission, cell: Cell, ground: Ground) -> Ending:
    """How it was left; one that stopped must say where."""
    assert _was_met(ground, submission, cell), "the fault met no call, or another one"
    if submission.state == State.FAILED:
        titles = [step.title for step in plan_of(submission).steps]
        assert any(title in submission.problem for title in titles), submission.problem
        assert "esume" in submission.problem, submission.problem
    return ENDINGS.get(State(submission.state), Ending.OTHER)


def _was_met(ground: Ground, submission: Submission, cell: Cell) -> bool:
    met = [call for call in ground.company.calls() if call["reason"].startswith("fault ")]
    ids = [call["client-request-id"] for call in met]
    return submission.entries.filter(client_request_id__in=ids, is_look=cell.looking).exists()


def _nothing_was_sent_in_the_pause(ground: Ground, cell: Cell) -> None:
    """After a 429 Graph hears nothing of the submission before the time is over."""
    if not cell.kind.silence:
        return
    times = [(_seconds(call), call["status"]) for call in ground.company.calls()]
    throttled = max(moment for moment, status in times if status == 429)
    since = [moment - throttled for moment, _ in times]
    early = [seconds for seconds in since if UNDER_WAY < seconds < cell.kind.silence]
    assert early == [], f"sent {early} seconds after the 429"


def _mend(ground: Ground, submission: Submission, clock: Clock) -> None:
    ground.company.tenant.tenant.faults.clear()
    if submission.state == State.FAILED:
        assert resume(submission, by=ground.person)
    elif submission.state == State.PARKED:
        assert wake_parked(ground.person) == 1
    if submission.state != State.CREATED:
        carry(submission, clock)


def _seconds(call: dict[str, Any]) -> float:
    return datetime.fromisoformat(call["time"]).timestamp()


def sample(counts: dict[str, int], share: int) -> Sequence[Cell]:
    """Every `share`th cell of each fault, beginning elsewhere for each: every fault and route has a turn."""
    chosen = []
    for place, fault in enumerate(FAULTS):
        of_fault = [cell for cell in cells(counts) if cell.fault == fault]
        chosen += of_fault[place % min(share, len(of_fault)) :: share]
    return chosen
