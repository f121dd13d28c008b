"""When the person's sign-in no longer suffices, the submission waits for them and then goes on by itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import user_logged_in
from django.db import connection

from portal.signin.models import TokenCache
from tests.submit.support import TIMEOUT, assert_exactly_one, document, signed_in, submitted, work
from wizard.models import Event, Submission


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def sign_in_again(company, person):
    again = signed_in(company, person.display_name)
    user_logged_in.send(sender=type(again), request=None, user=again)


def test_without_tokens_nothing_is_sent(company, ada, content):
    TokenCache.objects.all().delete()
    submitted(ada, content)
    parked = work()
    assert parked.state == Submission.State.PARKED
    assert "Ada Okafor has to sign in again" in parked.problem
    assert company.calls("POST") == []
    sign_in_again(company, ada)
    assert_exactly_one(company, content, work())
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        "begun",
        "create_pressed",
        "creation_parked",
        "creation_resumed",
        "created",
    ]


def test_a_claims_challenge_half_way_parks_and_goes_on(company, ada, content):
    company.faults({"method": "POST", "path": "assignmentPolicies$", "kind": "challenge", "times": 2})
    submitted(ada, content)
    assert work().state == Submission.State.PARKED
    company.tenant.tenant.faults.clear()
    sign_in_again(company, ada)
    assert_exactly_one(company, content, work())


def test_a_sign_in_during_the_run_is_not_missed(company, ada, content):
    """The sign-in came before the submission was parked, so nobody will sign in again to wake it."""
    gate = company.hold("/assignmentPolicies")
    company.faults({"method": "POST", "path": "assignmentPolicies$", "kind": "challenge", "times": 2})
    submission = submitted(ada, content)
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(work_and_close)
        assert gate.arrived.wait(TIMEOUT)
        sign_in_again(company, ada)
        gate.opened.set()
        run.result(TIMEOUT)
    submission.refresh_from_db()
    assert submission.state == Submission.State.QUEUED
    assert_exactly_one(company, content, work())


def work_and_close() -> None:
    try:
        work()
    finally:
        connection.close()


def test_somebody_elses_sign_in_wakes_nothing(company, ada, content):
    TokenCache.objects.all().delete()
    submission = submitted(ada, content)
    work()
    sign_in_again(company, signed_in(company, "Olivia Brandt"))
    submission.refresh_from_db()
    assert submission.state == Submission.State.PARKED


def test_an_expired_token_is_renewed_without_a_stop(company, ada, content):
    company.faults(
        {"method": "POST", "path": "accessPackages$", "status": 401, "code": "InvalidAuthenticationToken"}
    )
    submitted(ada, content)
    assert_exactly_one(company, content, work())
