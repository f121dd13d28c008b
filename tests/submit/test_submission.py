"""A submission on its way: the straight road, the waits, the stops."""

import pytest

from tests.submit.support import EM, Company, assert_exactly_one, document, plan_of, submitted, work
from wizard.models import Event, JournalEntry, Submission
from wizard.plan import Step
from wizard.submit import resume

State = Submission.State


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"), roles=("Member", "Owner"))


def writes(submission: Submission) -> list[Step]:
    return [step for step in plan_of(submission).steps if step.call.method == "POST"]


@pytest.mark.postgres
def test_a_package_with_everything_is_created(company, ada, content):
    submission = submitted(ada, content)
    assert_exactly_one(company, content, work())
    submission.refresh_from_db()
    assert submission.finished_at is not None
    assert (submission.lease_owner, submission.problem) == ("", "")
    assert Event.objects.get(kind="created").data["submission"] == str(submission.pk)


def test_what_is_sent_is_what_was_approved(company, ada, content):
    """Every body equals the approved one, but for the places that earlier answers fill."""
    submission = submitted(ada, content)
    work()
    sent = company.calls("POST")
    approved = {step.call.path.rpartition("/")[2]: step for step in writes(submission)}
    assert {call["path"].rpartition("/")[2] for call in sent} == set(approved)
    bodies = [call["body"] for call in sent if call["path"] == f"{EM}/accessPackages"]
    mark = f"Being created by the access package portal (reference {submission.pk})."
    assert bodies == [{**(approved["accessPackages"].call.body or {}), "description": mark}]
    policy = next(call["body"] for call in sent if call["path"] == f"{EM}/assignmentPolicies")
    package = company.packages("Campaign")[0]["id"]
    assert policy == {**(approved["assignmentPolicies"].call.body or {}), "accessPackage": {"id": package}}


def test_every_call_is_in_the_journal_with_the_ids_that_support_asks_for(company, ada, content):
    work_done = submitted(ada, content)
    work()
    entries = JournalEntry.objects.filter(submission=work_done)
    assert {entry.state for entry in entries} == {JournalEntry.State.DONE}
    assert all(entry.request_id and entry.finished_at for entry in entries)
    ours = {str(entry.client_request_id) for entry in entries}
    arrived = [call for method in ("POST", "PATCH", "GET") for call in company.calls(method)]
    assert ours == {call["client-request-id"] for call in arrived}


def test_a_resource_that_shows_late_is_waited_for(company, ada, content):
    company.setting(visible_after_reads=2, roles_after_reads=1)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    reads = JournalEntry.objects.filter(step__startswith="visible:")
    assert [entry.state for entry in reads.order_by("attempt")] == ["not_yet", "not_yet", "done"]


def test_patience_that_runs_out_leaves_what_can_be_resumed(company, ada, content, settings):
    settings.PORTAL_PATIENCE_SECONDS = 0
    company.setting(visible_after_reads=1)
    submission = submitted(ada, content)
    stopped = work()
    assert stopped.state == State.FAILED
    assert "Wait until the catalog shows Campaigners" in stopped.problem
    assert "Resume" in stopped.problem
    assert resume(submission, by=ada)
    assert_exactly_one(company, content, work())


def test_a_refusal_says_what_graph_said_and_can_be_resumed(company, ada, content):
    company.faults(
        {"method": "POST", "path": "accessPackages$", "status": 403, "code": "accessDenied",
         "message": "User is not authorized to perform the operation."}
    )  # fmt: skip
    submission = submitted(ada, content)
    stopped = work()
    assert stopped.state == State.FAILED
    entry = JournalEntry.objects.get(step="package")
    for words in ("Create the access package Campaign", "not authorized", "accessDenied", entry.request_id):
        assert words in stopped.problem
    assert stopped.draft.state == "submitting"
    assert resume(submission, by=ada)
    assert_exactly_one(company, content, work())


def test_a_resource_that_cannot_be_delivered_stops_at_once(company, ada, content):
    company.setting(failed_origins=[content.resource_roles[0].resource.origin_id])
    submitted(ada, content)
    assert "deliveryFailed" in work().problem
    company.setting(failed_origins=[])


def test_a_tenant_that_has_not_caught_up_is_asked_again(company, ada, content):
    company.faults({"method": "POST", "path": "resourceRoleScopes$", "status": 404, "code": "RoleNotFound"})
    submitted(ada, content)
    assert_exactly_one(company, content, work())


def test_a_submission_is_resumed_only_while_it_is_stopped(company, ada, content):
    submission = submitted(ada, content)
    assert not resume(submission, by=ada)
    work()
    assert not resume(submission, by=ada)


class TestThrottling:
    def test_a_short_pause_is_waited_for(self, company, ada, content):
        company.faults(throttled("0"))
        submitted(ada, content)
        assert_exactly_one(company, content, work())

    def test_a_long_pause_is_stored_and_the_lease_given_back(self, company, ada, content):
        company.faults(throttled("315"))
        submission = submitted(ada, content)
        waiting = work()
        assert waiting.state == State.QUEUED
        assert waiting.lease_owner == ""
        assert "pause" in waiting.problem
        entry = JournalEntry.objects.get(step="package")
        assert entry.finished_at is not None
        assert 314 <= (waiting.not_before - entry.finished_at).total_seconds() <= 316
        with pytest.raises(AssertionError, match="nothing is due"):
            work()
        Submission.objects.filter(pk=submission.pk).update(not_before=entry.finished_at)
        assert_exactly_one(company, content, work())

    def test_throttling_never_uses_up_patience(self, company, ada, content, settings):
        settings.PORTAL_PATIENCE_SECONDS = 0
        company.faults(throttled("0") | {"times": 5})
        submitted(ada, content)
        assert_exactly_one(company, content, work())


def throttled(retry_after: str) -> dict[str, object]:
    headers = {"Retry-After": retry_after}
    return {
        "method": "POST",
        "path": "accessPackages$",
        "status": 429,
        "code": "TooManyRequests",
        "headers": headers,
    }


def test_a_list_with_several_pages_is_read_to_its_end(company: Company, ada, content):
    company.setting(page_size=1, empty_pages=True)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
