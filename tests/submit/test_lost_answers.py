"""The answer to a write is lost: its effect is looked for, adopted if it is there, made once if it is not."""

import pytest

from tests.submit.support import assert_exactly_one, document, mark_of, same_name, submitted, work
from wizard.models import JournalEntry, Submission
from wizard.submit import resume

State = JournalEntry.State

#: How an answer may be lost, before or after the tenant acted.
LOSSES: dict[str, dict[str, object]] = {
    "504 before": {"status": 504, "when": "before"},
    "504 after": {"status": 504, "when": "after"},
    "reset before": {"kind": "reset", "when": "before"},
    "reset after": {"kind": "reset", "when": "after"},
    "cut short": {"kind": "truncate", "when": "after"},
}
DUPLICATE = {"status": 409, "code": "DuplicateAccessPackage"}
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


def test_a_package_of_that_name_without_our_mark_is_never_adopted(company, ada, content):
    older = same_name(company, content, description=content.basics.description)
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
    """Whatever stands between us and Microsoft sent one call twice."""
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    submission = submitted(ada, content)
    same_name(company, content, description=mark_of(submission))
    stopped = work()
    assert stopped.state == Submission.State.NEEDS_PERSON
    assert "2 objects" in stopped.problem
    assert len(company.calls("POST", "/resourceRoleScopes")) == 0


def test_a_conflict_after_a_lost_answer_may_be_with_our_own_work(company, ada, content):
    """The looks come too early, the repeated write is refused as a duplicate, the next look finds it."""
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    company.faults({"method": "GET", "path": "accessPackages$", "status": 404, "times": 5})
    company.faults({"method": "POST", "path": "accessPackages$"} | DUPLICATE)
    submitted(ada, content)
    assert_exactly_one(company, content, work())


def test_a_conflict_with_a_foreign_package_stops_and_adopts_nothing(company, ada, content):
    """A tenant that allows a name once: ours never arrived, and the name belongs to somebody else."""
    foreign = same_name(company, content, description=content.basics.description)
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 before"])
    company.faults({"method": "POST", "path": "accessPackages$", "times": -1} | DUPLICATE)
    submitted(ada, content)
    stopped = work()
    assert stopped.state == Submission.State.FAILED
    assert "DuplicateAccessPackage" in stopped.problem
    assert company.packages("Campaign") == [foreign]
    assert not JournalEntry.objects.filter(adopted=True, step="package").exists()


def test_while_it_is_made_it_says_what_it_is_and_in_the_end_what_was_approved(company, ada, content):
    company.faults({"method": "PATCH", "path": "accessPackages/", "status": 403, "code": "accessDenied"})
    submission = submitted(ada, content)
    work()
    assert [row["description"] for row in company.packages("Campaign")] == [mark_of(submission)]
    assert str(submission.pk) in mark_of(submission)
    assert company.calls("POST", "/assignmentPolicies") == [], "nobody can request it before it has its words"
    resume(submission, by=ada)
    assert_exactly_one(company, content, work())
    assert [row["description"] for row in company.packages("Campaign")] == ["Campaign in one package"]


@pytest.mark.parametrize("loss", ["504 before", "504 after", "reset after"])
def test_a_lost_answer_to_a_description_is_sent_again_without_looking(loss, company, ada, content):
    company.faults({"method": "PATCH", "path": "accessPackages/"} | LOSSES[loss])
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    calls = JournalEntry.objects.filter(step="describe:package").order_by("attempt")
    assert [(call.is_look, call.state) for call in calls] == [(False, State.UNKNOWN), (False, State.DONE)]
    assert [row["description"] for row in company.packages("Campaign")] == ["Campaign in one package"]


def test_an_approved_description_that_is_empty_takes_the_mark_away(company, ada, content):
    basics = content.basics.model_copy(update={"description": ""})
    submitted(ada, content.model_copy(update={"basics": basics}))
    assert_exactly_one(company, content, work())
    assert [row["description"] for row in company.packages("Campaign")] == [""]


def test_a_role_that_is_there_already_may_be_our_own_work(company, ada, content):
    """The looks come too early, the repeated write is refused with 400, the next look finds the role."""
    company.faults({"method": "POST", "path": "resourceRoleScopes$"} | LOSSES["504 after"])
    company.faults({"method": "GET", "path": "accessPackages/[^/]+$", "status": 404, "times": 5})
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    refused = JournalEntry.objects.get(step__startswith="role:", status=400)
    assert refused.error_code == "InvalidRequest"
