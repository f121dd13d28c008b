"""What the page of a submission can say at each moment."""

import pytest
from django.utils import timezone

from portal.signin.models import TokenCache
from tests.submit.support import document, mark_of, plan_of, same_name, submitted, work
from tests.submit.test_lost_answers import LOSSES
from wizard.models import JournalEntry, Submission
from wizard.submit import claim, progress
from wizard.submit.journal import Journal
from wizard.submit.lease import Lease


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def line_of(submission: Submission, key: str):
    return next(line for line in progress(submission).lines if line.key.startswith(key))


def refuse(company, path: str, **fault) -> None:
    company.faults({"method": "POST", "path": path, "status": 403, "code": "accessDenied"} | fault)


def test_before_the_first_call_everything_waits(company, ada, content):
    now = progress(submitted(ada, content))
    assert {line.state for line in now.lines} == {"waiting"}
    assert (now.done, now.total, now.percent, now.longest_wait) == (0, len(now.lines), 0, 0.0)
    assert "known after creation" in now.lines[-1].path


def test_afterwards_everything_is_done(company, ada, content, django_assert_max_num_queries):
    submitted(ada, content)
    created = work()
    with django_assert_max_num_queries(2):
        now = progress(created)
    assert {line.state for line in now.lines} == {"done"}
    assert (now.done, now.percent) == (now.total, 100)
    assert {line.attempts for line in now.lines} == {1}
    assert {line.words for line in now.lines} == {""}
    assert all(line.started and line.seconds > 0 for line in now.lines)
    assert now.longest_wait == max(line.seconds for line in now.lines)


def test_a_step_that_was_refused_says_why_and_the_others_wait(company, ada, content):
    refuse(company, "accessPackages$", message="Ask your administrator.")
    submitted(ada, content)
    stopped = work()
    assert line_of(stopped, "package").state == "failed"
    assert "Ask your administrator (code accessDenied, request id" in line_of(stopped, "package").words
    assert line_of(stopped, "policy").state == "waiting"


def test_a_read_that_is_repeated_says_until_when(company, ada, content):
    """Half way: the worker has asked twice and has not given up."""
    submission = submitted(ada, content)
    claimed = claim("worker")
    assert claimed is not None
    journal = Journal(Lease(claimed.pk, owner="worker", number=claimed.lease_number))
    step = next(step for step in plan_of(submission).steps if step.until)
    for _ in range(2):
        journal.close(journal.intend(step.key, step.call, is_look=False), JournalEntry.State.NOT_YET)
    line = line_of(claimed, step.key)
    assert (line.state, line.attempts) == ("running", 2)
    assert line.words.startswith("Microsoft has not caught up yet. Asked 2 times; waiting until ")


def test_a_pause_that_microsoft_asked_for_says_until_when(company, ada, content):
    refuse(company, "accessPackages$", status=429, headers={"Retry-After": "120"})
    submitted(ada, content)
    waiting = work()
    assert waiting.not_before > timezone.now()
    assert line_of(waiting, "package").words.startswith(
        "Microsoft asked for a pause. It goes on by itself at"
    )


def test_what_was_found_instead_of_sent_again_is_marked(company, ada, content):
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    submitted(ada, content)
    line = line_of(work(), "package")
    assert (line.state, line.adopted, line.attempts) == ("done", True, 1)


def test_a_question_to_a_person_stands_at_its_step(company, ada, content):
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    same_name(company, content, description=mark_of(submitted(ada, content)))
    line = line_of(work(), "package")
    assert line.state == "asks"
    assert "2 objects" in line.words


def test_a_parked_submission_fails_no_step(company, ada, content):
    TokenCache.objects.all().delete()
    submitted(ada, content)
    parked = work()
    assert {line.state for line in progress(parked).lines} == {"waiting"}
