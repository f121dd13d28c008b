"""Nothing is read twice, and nothing is sent that the chain of calls does not need."""

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.graph.answers import GraphAnswer
from portal.graph.calls import GraphCall
from portal.graph.client import GraphClient
from tests.submit.support import EM, TIMEOUT, assert_exactly_one, document, submitted, work
from wizard.models import JournalEntry, Submission

RESOURCES = 5


@pytest.fixture
def content(company):
    """Five resources from outside, one role of each."""
    groups = [company.new_group(f"Team {number}") for number in range(RESOURCES)]
    return document(company, "Campaign", *groups)


def test_five_resources_that_are_awaited_at_once_share_one_reading(company, ada, content):
    gate = company.hold("/resources")
    submission = submitted(ada, content)
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(work_and_close)
        assert gate.arrived.wait(TIMEOUT)
        wait_until(lambda: waiting(submission) == RESOURCES)
        gate.opened.set()
        run.result(TIMEOUT)
    submission.refresh_from_db()
    assert_exactly_one(company, content, submission)
    assert len(company.calls("GET", "/resources")) == 1
    shared = JournalEntry.objects.filter(step__startswith="visible:")
    assert shared.count() == RESOURCES, "each step has its own line in the journal"
    assert len(set(shared.values_list("client_request_id", flat=True))) == 1


def test_a_reading_that_does_not_show_them_yet_is_shared_again(company, ada, content):
    """Whoever pauses is told by the reading that another one's pause let out first."""
    company.setting(visible_after_reads=3)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    asked = JournalEntry.objects.filter(step__startswith="visible:").count()
    assert len(company.calls("GET", "/resources")) * 2 < asked


def test_every_call_is_needed(company, ada, content):
    """One request each for what is written; one reading for roles of a resource, the policy, the package."""
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    counted = {
        (method, ending): len(company.calls(method, ending))
        for method, ending in (
            ("POST", "/resourceRequests"),
            ("POST", "/accessPackages"),
            ("POST", "/resourceRoleScopes"),
            ("POST", "/assignmentPolicies"),
            ("GET", "/resourceRoles"),
        )
    }
    assert counted == {
        ("POST", "/resourceRequests"): RESOURCES,
        ("POST", "/accessPackages"): 1,
        ("POST", "/resourceRoleScopes"): RESOURCES,
        ("POST", "/assignmentPolicies"): 1,
        ("GET", "/resourceRoles"): RESOURCES,
    }
    assert len(company.calls("PATCH")) == 1
    package = company.packages("Campaign")[0]["id"]
    assert len(company.calls("GET", package)) == 1
    policies = [call for call in company.calls("GET") if call["path"].startswith(f"{EM}/assignmentPolicies/")]
    assert len(policies) == 1


def test_four_calls_are_under_way_at_once_and_never_a_fifth(company, ada, content, monkeypatch):
    """The first four wait for each other, so they are there together; five could be."""
    crowd = Crowd(monkeypatch, meeting=4)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    assert crowd.most == 4


def test_roles_are_put_into_the_package_one_after_another(company, ada, content, monkeypatch):
    crowd = Crowd(monkeypatch, path="/resourceRoleScopes")
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    assert crowd.most == 1


def test_looks_for_lost_answers_share_a_reading_that_left_after_the_loss(company, ada, content):
    company.faults(
        {"method": "POST", "path": "resourceRequests$", "status": 504, "when": "after", "times": 4}
    )
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    looks = JournalEntry.objects.filter(is_look=True)
    assert looks.count() == 4
    for look in looks:
        lost = JournalEntry.objects.get(step=look.step, is_look=False, state="unknown")
        assert lost.finished_at is not None
        assert look.started_at >= lost.finished_at
    assert len(company.calls("POST", "/resourceRequests")) == RESOURCES


class Crowd:
    """Counts the calls that are under way at one time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, path: str = "", meeting: int = 0) -> None:
        self.path, self.most, self._now, self._count = path, 0, 0, 0
        self._lock = threading.Lock()
        self._meeting, self._places = threading.Barrier(max(meeting, 1)), meeting
        self._send = GraphClient.send
        monkeypatch.setattr(GraphClient, "send", lambda *arguments: self.counted(*arguments))

    def counted(self, client: GraphClient, call: GraphCall, request_id: uuid.UUID) -> GraphAnswer:
        with self._lock:
            self._count += 1
            self._now += call.path.endswith(self.path)
            self.most = max(self.most, self._now)
            meets = self._count <= self._places
        if meets:
            self._meeting.wait(TIMEOUT)
        try:
            return self._send(client, call, request_id)
        finally:
            with self._lock:
                self._now -= call.path.endswith(self.path)


def waiting(submission: Submission) -> int:
    """Steps that wait for the catalog to show their resource."""
    return submission.entries.filter(step__startswith="visible:", state="intended").count()


def wait_until(true: Callable[[], bool]) -> None:
    """Returns as soon as it is so."""
    deadline, pause = time.monotonic() + TIMEOUT, threading.Event()
    while not true():
        assert time.monotonic() < deadline
        pause.wait(0.01)


def work_and_close() -> None:
    try:
        work()
    finally:
        connection.close()
