"""When the person's sign-in no longer suffices, the submission waits for them and then goes on by itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.db import connection
from django.test import Client

from portal.signin.backend import PATH
from portal.signin.models import TokenCache
from tests.submit.support import (
    TIMEOUT,
    assert_exactly_one,
    document,
    later,
    plan_of,
    signed_in,
    submitted,
    work,
)
from wizard.models import Event, JournalEntry, Submission
from wizard.submit import parked_for


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def sign_in_again(company, person):
    again = signed_in(company, person.display_name)
    Client().force_login(again, PATH)


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


CALLS = 9


@pytest.mark.parametrize("number", range(CALLS))
def test_a_token_refused_at_any_call_is_renewed_once_and_the_same_call_sent_again(
    number, company, ada, content
):
    submission = submitted(ada, content)
    assert len(plan_of(submission).steps) == CALLS
    company.faults(EXPIRED | {"path": "identityGovernance/entitlementManagement/", "skip": number})
    assert_exactly_one(company, content, work())
    sent = [call["client-request-id"] for call in company.tenant.tenant.requests if call["status"] == 401]
    assert len(sent) == 1
    statuses = [
        call["status"] for call in company.tenant.tenant.requests if call["client-request-id"] == sent[0]
    ]
    assert [status < 300 for status in statuses] == [False, True]
    assert not JournalEntry.objects.filter(attempt__gt=1).exists(), "to the journal it is one call"


def test_a_token_that_is_refused_for_ever_is_renewed_once_and_no_more(company, ada, content):
    company.faults(EXPIRED | {"method": "POST", "path": "accessPackages$", "times": -1})
    submitted(ada, content)
    parked = work()
    assert parked.state == Submission.State.PARKED
    assert len(company.calls("POST", "/accessPackages")) == 2
    company.tenant.tenant.faults.clear()
    sign_in_again(company, ada)
    assert_exactly_one(company, content, work())


EXPIRED = {"status": 401, "code": "InvalidAuthenticationToken", "message": "Lifetime validation failed."}


def test_what_microsoft_wants_to_see_is_kept_for_the_next_sign_in(company, ada, content):
    company.faults({"method": "POST", "path": "assignmentPolicies$", "kind": "challenge", "times": 2})
    submission = submitted(ada, content)
    parked = work()
    assert "Microsoft asks for a new or a stronger sign-in. Ada Okafor has to sign in again" in parked.problem
    needed = parked_for(parked)
    assert needed is not None
    assert (needed.need, "access_token" in needed.claims) == ("sign-in", True)
    sign_in_again(company, ada)
    submission.refresh_from_db()
    assert parked_for(submission) is None


def test_a_revoked_sign_in_says_so(company, ada, content):
    revoke(company, ada)
    later(submitted(ada, content))
    parked = work()
    assert "revoked or has expired. Ada Okafor has to sign in again" in parked.problem
    assert company.calls("POST") == []


def test_a_disabled_account_waits_for_an_administrator(company, ada, content):
    """Tokens that Graph still took are refused by the time they are renewed."""
    user = company.named("user", "Ada Okafor")
    company.state.put("user", user | {"accountEnabled": False})
    company.faults(EXPIRED | {"method": "POST", "path": "assignmentPolicies$"})
    submission = submitted(ada, content)
    parked = work()
    needed = parked_for(parked)
    assert parked.state == Submission.State.PARKED
    assert needed is not None
    assert needed.need == "account"
    assert "The account of Ada Okafor is disabled. An administrator" in parked.problem
    company.state.put("user", user)
    sign_in_again(company, ada)
    submission.refresh_from_db()
    assert_exactly_one(company, content, work())


def revoke(company, person) -> None:
    address = f"{company.tenant.url}/_control/revoke"
    requests.post(address, json={"user": str(person.object_id)}, timeout=10).raise_for_status()
