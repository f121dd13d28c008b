"""The answer to a write is lost: its effect is looked for, adopted if it is there, made once if it is not."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests.submit.support import assert_exactly_one, document, submitted, work
from wizard.models import JournalEntry, Submission

State = JournalEntry.State

#: How an answer may be lost, before or after the tenant acted.
LOSSES: dict[str, dict[str, object]] = {
    "504 before": {"status": 504, "when": "before"},
    "504 after": {"status": 504, "when": "after"},
    "reset before": {"kind": "reset", "when": "before"},
    "reset after": {"kind": "reset", "when": "after"},
    "cut short": {"kind": "truncate", "when": "after"},
}
WRITES = {
    "resource": "resourceRequests$",
    "package": "accessPackages$",
    "role": "resourceRoleScopes$",
    "policy": "assignmentPolicies$",
}


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("loss", LOSSES)
def test_it_makes_exactly_one(loss, write, company, ada, content):
    company.faults({"method": "POST", "path": WRITES[write]} | LOSSES[loss])
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    arrived = [call for call in company.calls("POST") if "before" not in call["reason"]]
    assert len(arrived) == len(WRITES), "no write landed twice"


def test_what_was_found_is_adopted_and_the_journal_says_so(company, ada, content):
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    submission = submitted(ada, content)
    work()
    calls = JournalEntry.objects.filter(submission=submission, step="package").order_by("attempt")
    assert [(call.is_look, call.state, call.adopted) for call in calls] == [
        (False, State.UNKNOWN, False),
        (True, State.DONE, True),
    ]
    assert calls[1].answer["id"] == company.packages("Campaign")[0]["id"]


def test_a_directory_that_lags_is_looked_at_patiently(company, ada, content):
    """The first looks find nothing although the package is there."""
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    company.faults({"method": "GET", "path": "accessPackages$", "status": 404, "times": 3})
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    assert len(company.calls("POST", "/accessPackages")) == 1


def test_an_older_package_of_that_name_is_never_adopted(company, ada, content):
    older = company.named("accessPackage", foreign_package(company, content, age=dt.timedelta(days=1)))
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 before"])
    submitted(ada, content)
    assert work().state == Submission.State.CREATED
    assert len(company.packages("Campaign")) == 2
    assert company.contents(older) == {"scopes": 0, "policies": 0}


def test_a_package_of_that_name_that_another_submission_made_is_never_adopted(company, ada, content):
    submitted(ada, content)
    first = work()
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 before"])
    second = submitted(ada, content)
    work()
    ids = JournalEntry.objects.filter(step="package", state=State.DONE).values_list("answer__id", flat=True)
    assert len(set(ids)) == 2, (first, second)


def test_two_that_could_be_it_are_left_to_a_person(company, ada, content):
    foreign_package(company, content, age=dt.timedelta(0))
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    submitted(ada, content)
    stopped = work()
    assert stopped.state == Submission.State.NEEDS_PERSON
    assert "2 objects" in stopped.problem
    assert len(company.calls("POST", "/resourceRoleScopes")) == 0


def test_a_conflict_after_a_lost_answer_may_be_with_our_own_work(company, ada, content):
    """The looks come too early, the repeated write is refused as a duplicate, the next look finds it."""
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    company.faults({"method": "GET", "path": "accessPackages$", "status": 404, "times": 5})
    company.faults(
        {"method": "POST", "path": "accessPackages$", "status": 409, "code": "DuplicateAccessPackage"}
    )
    submitted(ada, content)
    assert_exactly_one(company, content, work())


def test_a_role_that_is_there_already_may_be_our_own_work(company, ada, content):
    """The looks come too early, the repeated write is refused with 400, the next look finds the role."""
    company.faults({"method": "POST", "path": "resourceRoleScopes$"} | LOSSES["504 after"])
    company.faults({"method": "GET", "path": "accessPackages/[^/]+$", "status": 404, "times": 5})
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    refused = JournalEntry.objects.get(step__startswith="role:", status=400)
    assert refused.error_code == "InvalidRequest"


def foreign_package(company, content, *, age: dt.timedelta) -> str:
    """Somebody else's package with the same name and description in the same catalog."""
    moment = (timezone.now() - age).isoformat()
    row = {
        "id": str(uuid.uuid4()),
        "displayName": content.basics.name,
        "description": content.basics.description,
        "isHidden": False,
        "createdDateTime": moment,
        "modifiedDateTime": moment,
        "_catalog": content.basics.catalog.id,
    }
    company.state.put("accessPackage", row)
    return str(row["displayName"])
