"""Two workers, two presses: there is one of everything, and one who writes."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests.submit.crashing import start
from tests.submit.support import (
    TIMEOUT,
    assert_exactly_one,
    document,
    submitted,
    work,
)
from wizard.models import Draft, JournalEntry, Submission
from wizard.submit import claim

#: Submissions that workers fall upon at one moment, and how many workers do.
RACES, WORKERS = 200, 4


@pytest.fixture
def content(company):
    """One call after another: nobody is stopped inside another call's commit, which locks the database."""
    return document(company, "Campaign", company.in_catalog(company.new_group("Campaigners")))


def queued(person, number: int) -> None:
    """So many submissions that need nothing but to be claimed."""
    drafts = [Draft(author=person, updated_by=person, document={}, state="submitting") for _ in range(number)]
    Draft.objects.bulk_create(drafts)
    facts = {"created_by": person, "plan": [], "digest": "", "not_before": timezone.now()}
    Submission.objects.bulk_create([Submission(draft=draft, **facts) for draft in drafts])


@pytest.mark.postgres
def test_of_many_workers_each_submission_has_one(ada):
    queued(ada, RACES)
    together = threading.Barrier(WORKERS)

    def claims(worker: str) -> list[tuple[object, str]]:
        together.wait(TIMEOUT)
        try:
            return [(found.pk, worker) for found in iter(lambda: claim(worker), None)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        taken = [one for found in pool.map(claims, "ABCD") for one in found]
    assert len(taken) == RACES
    assert dict(taken) == dict(Submission.objects.values_list("pk", "lease_owner"))
    assert set(Submission.objects.values_list("lease_number", flat=True)) == {1}


@pytest.mark.postgres
@pytest.mark.parametrize("instant", ["after intent", "answer unread"])
def test_a_worker_that_slept_past_its_lease_neither_sends_it_nor_writes(
    instant, company, ada, content, process_environment, request
):
    """SIGSTOP at that instant of the package's call; a second worker makes it whole; SIGCONT."""
    submission = submitted(ada, content)
    environment = process_environment | {"PORTAL_LOOK_SECONDS": "0"}
    sleeper = start(instant, "package", environment, by=signal.SIGSTOP, lease=SHORT_LEASE)
    request.addfinalizer(sleeper.kill)
    _wait_until_stopped(sleeper.pid)
    _wait_until_the_lease_is_over(submission)
    assert_exactly_one(company, content, work("the next worker"))
    written, sent = JournalEntry.objects.count(), len(company.calls("POST", "/accessPackages"))
    os.kill(sleeper.pid, signal.SIGCONT)
    sleeper.join(TIMEOUT)
    assert sleeper.exitcode == 0
    assert JournalEntry.objects.count() == written
    assert len(company.calls("POST", "/accessPackages")) == sent
    late = JournalEntry.objects.filter(step="package").order_by("attempt").first()
    assert late is not None
    assert (late.lease_number, late.state) == (1, JournalEntry.State.UNKNOWN)
    submission.refresh_from_db()
    assert_exactly_one(company, content, submission)


#: Seconds, so that a lease can run out while the test looks on; its first heartbeat is after a third of it.
SHORT_LEASE = 1.5


def _wait_until_stopped(pid: int) -> None:
    _wait_until(lambda: "T (stopped)" in Path(f"/proc/{pid}/status").read_text())


def _wait_until_the_lease_is_over(submission: Submission) -> None:
    owned = Submission.objects.filter(pk=submission.pk)
    _wait_until(lambda: owned.filter(lease_until__lt=timezone.now()).exists())


def _wait_until(happened) -> None:
    pause = threading.Event()
    for _ in range(TIMEOUT * 100):
        if happened():
            return
        pause.wait(0.01)
    raise AssertionError("it never happens")
