"""One writer for each submission, whoever else is awake."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from tests.submit.support import (
    TIMEOUT,
    assert_exactly_one,
    document,
    let_the_lease_run_out,
    plan_of,
    submitted,
    work,
)
from wizard.models import JournalEntry, Submission
from wizard.submit import LostLease, StillUnderWay, claim, executor, run_submission
from wizard.submit.journal import Journal
from wizard.submit.lease import Lease

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def lease_of(submission: Submission) -> Lease:
    return Lease(submission.pk, owner=submission.lease_owner, number=submission.lease_number)


@pytest.mark.postgres
def test_a_submission_is_claimed_once(company, ada, content):
    submitted(ada, content)
    assert claim("first") is not None
    assert claim("second") is None


@pytest.mark.postgres
def test_a_lease_that_ran_out_can_be_claimed(company, ada, content):
    submission = submitted(ada, content)
    claim("first")
    let_the_lease_run_out(submission)
    taken = claim("second")
    assert taken is not None
    assert (taken.lease_owner, taken.lease_number) == ("second", 2)


@pytest.mark.postgres
def test_a_late_worker_is_fenced_off(company, ada, content):
    submission = submitted(ada, content)
    first = claim("first")
    assert first is not None
    late = Journal(lease_of(first))
    let_the_lease_run_out(submission)
    claim("second")
    with pytest.raises(LostLease):
        late.intend("package", plan_of(submission).steps[0].call, is_look=False)
    with pytest.raises(LostLease):
        run_submission(submission.pk, worker="first")
    assert JournalEntry.objects.count() == 0


def test_nothing_is_sent_once_the_lease_may_have_run_out(company, ada, content):
    submission = submitted(ada, content)
    held = claim("first")
    assert held is not None
    lease = lease_of(held)
    lease.check()
    let_the_lease_run_out(submission)
    assert claim("another") is not None
    with pytest.raises(LostLease):
        lease.renew()
    with pytest.raises(LostLease):
        lease.check()


@pytest.mark.postgres
def test_two_worker_processes_make_one_package(company, ada, content, process_environment):
    submission = submitted(ada, content)
    command = [sys.executable, "manage.py", "worker", "--once"]
    workers = [subprocess.Popen(command, cwd=ROOT, env=process_environment) for _ in range(2)]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    submission.refresh_from_db()
    assert_exactly_one(company, content, submission)
    assert submission.lease_number == 1


@pytest.mark.postgres
def test_a_worker_that_is_asked_to_stop_hears_its_calls_out(company, ada, content, process_environment):
    """SIGTERM half way: what is under way is written down, nothing new begins, the submission is free."""
    submission = submitted(ada, content)
    gate = company.hold("/accessPackages")
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=process_environment)
    assert gate.arrived.wait(TIMEOUT)
    worker.terminate()
    gate.opened.set()
    assert worker.wait(TIMEOUT) == 0
    submission.refresh_from_db()
    assert (submission.state, submission.lease_owner) == (Submission.State.QUEUED, "")
    assert JournalEntry.objects.get(step="package").state == JournalEntry.State.DONE
    assert company.calls("POST", "/assignmentPolicies") == []
    assert_exactly_one(company, content, work())


def test_a_call_that_does_not_end_in_time_is_looked_for_later(company, ada, content, monkeypatch):
    monkeypatch.setattr(executor, "LAST_WORDS", 0.0)
    submission = submitted(ada, content)
    claim("first")
    stop, gate = threading.Event(), company.hold("/accessPackages")
    with ThreadPoolExecutor(1) as pool:
        left = pool.submit(run_and_close, submission.pk, stop)
        assert gate.arrived.wait(TIMEOUT)
        stop.set()
        assert isinstance(left.exception(TIMEOUT), StillUnderWay)
    submission.refresh_from_db()
    assert submission.lease_owner == "first", "nobody may take over before the lease has run out"
    gate.opened.set()
    let_the_lease_run_out(submission)
    assert_exactly_one(company, content, work())


def run_and_close(submission_id, stop: threading.Event) -> None:
    try:
        run_submission(submission_id, worker="first", stop=stop)
    finally:
        connection.close()
