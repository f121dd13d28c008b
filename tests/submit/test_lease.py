"""One writer for each submission, whoever else is awake."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.submit.support import (
    assert_exactly_one,
    document,
    let_the_lease_run_out,
    submitted,
    work,
)
from wizard.models import JournalEntry, Submission
from wizard.submit import LostLease, claim, run_submission
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
        late.intend("package", content_call(submission), is_look=False)
    with pytest.raises(LostLease):
        run_submission(submission.pk, worker="first")
    assert JournalEntry.objects.count() == 0


def content_call(submission: Submission):
    from tests.submit.support import plan_of

    return plan_of(submission).steps[0].call


def test_nothing_is_sent_once_the_lease_may_have_run_out(company, ada, content, monkeypatch):
    submission = submitted(ada, content)
    held = claim("first")
    assert held is not None
    lease = lease_of(held)
    lease.check()
    claim_by_another(submission)
    with pytest.raises(LostLease):
        lease.renew()
    with pytest.raises(LostLease):
        lease.check()


def claim_by_another(submission: Submission) -> None:
    let_the_lease_run_out(submission)
    assert claim("another") is not None


@pytest.mark.postgres
def test_two_worker_processes_make_one_package(company, ada, content, process_environment):
    submission = submitted(ada, content)
    command = [sys.executable, "manage.py", "worker", "--once"]
    workers = [subprocess.Popen(command, cwd=ROOT, env=process_environment) for _ in range(2)]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    submission.refresh_from_db()
    assert_exactly_one(company, content, submission)
    assert submission.lease_number == 1


def test_a_worker_that_is_asked_to_stop_gives_the_submission_back(company, ada, content):
    submission = submitted(ada, content)
    claimed = claim("first")
    assert claimed is not None
    stop = threading.Event()
    stop.set()
    assert run_submission(submission.pk, worker="first", stop=stop) == Submission.State.QUEUED
    assert company.calls("POST") == []
    assert_exactly_one(company, content, work())
