"""Somebody holds it, Graph refuses, a sign-in ends, an answer is in doubt: the way back stops well."""

import pytest

from portal.signin.models import TokenCache
from portal.tenant.entitlements import new_assignment
from tests.submit.support import document, mark_of, same_name, signed_in, submitted, work
from tests.submit.test_lost_answers import LOSSES
from tests.submit.test_parking import sign_in_again
from tests.submit.undoing import EVERYTHING, asked, dump, everything, pressed_undo, refuse, undone
from wizard.actions.errors import WrongMoment
from wizard.actions.undo import StillHeld, keep
from wizard.models import Draft, Event, Submission
from wizard.submit import progress, resume, way_back
from wizard.submit.decide import NONE, decide

State = Submission.State


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def holds(company, package, name="Emil Larsen"):
    """Somebody was given the package."""
    policy = next(row for row in company.state.rows("policy") if row["_package"] == package["id"])
    user = company.named("user", name)
    return company.state.put("assignment", new_assignment(package, policy, user))


def waits(company, package, state="pendingApproval"):
    row = {"id": "r1", "state": state, "_package": package["id"], "_catalog": package["_catalog"]}
    return company.state.put("assignmentRequest", row)


class TestSomebodyHoldsIt:
    def test_nothing_begins(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        (package,) = company.packages("Campaign")
        holds(company, package)
        waits(company, package)
        with pytest.raises(
            StillHeld, match=r"1 assignment exists and 1 request is open .*assignment manager"
        ):
            pressed_undo(submission, ada)
        assert Submission.objects.get().state == State.CREATED

    @pytest.mark.parametrize("how", [holds, waits])
    def test_meanwhile_it_is_what_it_was(self, how, company, ada, content):
        """They got it after Undo was pressed: nothing is removed, the package is created as before."""
        submission = submitted(ada, content)
        created = work()
        pressed_undo(submission, ada)
        (package,) = company.packages("Campaign")
        how(company, package)
        before = dump(company)
        refused = work()
        assert refused.state == State.CREATED
        assert "for this access package" in refused.problem
        assert (refused.undo_plan, refused.finished_at) == (None, created.finished_at)
        assert dump(company) == before
        assert Draft.objects.get().state == Draft.State.CREATED
        assert Event.objects.filter(kind="undo_refused").count() == 1
        company.state.tables["assignment"] = {}
        company.state.tables["assignmentRequest"] = {}
        undone(submission, ada)

    @pytest.mark.parametrize("state", ["delivered", "denied", "canceled", "deliveryFailed"])
    def test_a_request_that_is_over_counts_no_more(self, state, company, ada, content):
        submission = submitted(ada, content)
        work()
        waits(company, company.packages("Campaign")[0], state)
        undone(submission, ada)

    def test_an_assignment_that_is_over_is_left_to_graph(self, company, ada, content):
        """Graph still counts it: the run stops with Graph's words before anything is gone."""
        submission = submitted(ada, content)
        work()
        company.state.put(
            "assignment", holds(company, company.packages("Campaign")[0]) | {"state": "expired"}
        )
        before = dump(company)
        pressed_undo(submission, ada)
        stopped = work()
        assert stopped.state == State.FAILED
        assert "The policy has assignments and cannot be deleted" in stopped.problem
        assert dump(company) == before

    def test_half_way_it_stops_and_asks_again_each_time(self, company, ada):
        submission = submitted(ada, everything(company))
        work()
        pressed_undo(submission, ada)
        refuse(company, "DELETE", "accessPackages/")
        assert work().state == State.FAILED
        (package,) = company.packages("Campaign")
        waits(company, package)
        assert resume(submission, by=ada)
        stopped = work()
        assert stopped.state == State.FAILED
        assert "1 request is open" in stopped.problem
        company.state.remove("assignmentRequest", "r1")
        assert resume(submission, by=ada)
        assert work().state == State.UNDONE


class TestItIsNotWhatSomebodyAgreedTo:
    def test_a_way_back_that_was_altered_in_the_database_removes_nothing(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        pressed_undo(submission, ada)
        plan = Submission.objects.get().undo_plan
        plan[-1]["call"]["path"] = plan[-1]["call"]["path"].replace("accessPackages", "catalogs")
        Submission.objects.update(undo_plan=plan)
        before = dump(company)
        stopped = work()
        assert stopped.state == State.FAILED
        assert "not the one that somebody agreed to" in stopped.problem
        assert dump(company) == before
        undone(submission, ada)

    def test_a_way_back_that_nobody_pressed_for(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        Submission.objects.update(
            state=State.QUEUED,
            finished_at=None,
            undo_by=ada,
            undo_plan=way_back.of(submission).plain.to_json(),
        )
        before = dump(company)
        assert work().state == State.FAILED
        assert dump(company) == before


class TestItStops:
    def test_with_graphs_words_and_can_be_resumed(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        pressed_undo(submission, ada)
        refuse(company, "DELETE", "assignmentPolicies/", message="The policy has assignments.")
        stopped = work()
        assert (stopped.state, stopped.label) == (State.FAILED, "Stopped while undoing")
        assert "“Delete the policy Initial Policy” was refused" in stopped.problem
        assert "The policy has assignments (code accessDenied" in stopped.problem
        assert Draft.objects.get().state == Draft.State.UNDOING
        assert resume(submission, by=ada)
        assert work().state == State.UNDONE

    def test_what_cannot_be_taken_out_can_be_left_out(self, company, ada, content):
        """403 on a resource stops; pressed again without resources, the rest is over."""
        submission = submitted(ada, content)
        work()
        pressed_undo(submission, ada, with_resources=True)
        refuse(company, "POST", "resourceRequests$")
        assert work().state == State.FAILED
        undone(submission, ada)
        assert company.resources(content.resource_roles[0].resource) == 1
        assert company.packages("Campaign") == []

    def test_parks_for_whoever_pressed_undo(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        olivia = signed_in(company, "Olivia Brandt")
        pressed_undo(submission, olivia)
        TokenCache.objects.filter(person=olivia).delete()
        parked = work()
        assert parked.state == State.PARKED
        assert "Olivia Brandt has to sign in again" in parked.problem
        sign_in_again(company, ada)
        assert Submission.objects.get().state == State.PARKED
        sign_in_again(company, olivia)
        assert work().state == State.UNDONE

    def test_what_is_gone_already_is_done(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        pressed_undo(submission, ada)
        for row in [row for row in company.state.rows("policy") if row["displayName"] == "Initial Policy"]:
            if row["_package"] == company.packages("Campaign")[0]["id"]:
                company.state.remove("policy", row["id"])
        assert work().state == State.UNDONE

    def test_a_directory_that_does_not_show_yet_what_it_made_is_asked_again(
        self, company, ada, content, settings
    ):
        """404 so soon after the creation proves nothing."""
        submission = submitted(ada, content)
        work()
        settings.PORTAL_LOOK_SECONDS = 600
        pressed_undo(submission, ada)
        refuse(company, "DELETE", "accessPackages/", status=404, code="AccessPackageNotFound", times=2)
        assert work().state == State.UNDONE
        assert company.packages("Campaign") == []


class TestInDoubt:
    """The answer to the package was lost, and then nobody could look."""

    def stopped(self, company, ada, content, loss):
        company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES[loss])
        refuse(company, "GET", "accessPackages$")
        submission = submitted(ada, content)
        assert work().state == State.FAILED
        return submission

    @pytest.mark.parametrize("loss", ["504 before", "504 after"])
    def test_it_is_looked_for_first(self, loss, company, ada, content):
        before = dump(company, "resource")
        submission = self.stopped(company, ada, content, loss)
        undone(submission, ada)
        assert dump(company, "resource") == before
        assert len(company.calls("POST", "/accessPackages")) == 1, "an undo creates nothing"

    @pytest.mark.parametrize("ours", [True, False])
    def test_two_that_could_be_it_are_a_question(self, ours, company, ada, content):
        submission = self.stopped(company, ada, content, "504 after")
        (package,) = company.packages("Campaign")
        same_name(company, content, description=mark_of(submission))
        pressed_undo(submission, ada)
        stopped = work()
        assert stopped.state == State.NEEDS_PERSON
        chosen = package["id"] if ours else NONE
        assert decide(stopped, number=asked(stopped).number, chosen=chosen, by=ada)
        assert work().state == State.UNDONE
        left = [row["id"] for row in company.packages("Campaign")]
        assert len(left) == (1 if ours else 2)
        assert (package["id"] in left) is not ours


class TestCalledOff:
    """An undo that stopped before anything was gone."""

    def stopped(self, company, ada, content, path="assignmentPolicies/"):
        submission = submitted(ada, content)
        work()
        pressed_undo(submission, ada)
        refuse(company, "DELETE", path)
        return work()

    def test_the_package_is_what_it_was(self, company, ada, content):
        stopped = self.stopped(company, ada, content)
        keep(submission=stopped, by=ada, rights=EVERYTHING)
        kept = Submission.objects.get()
        assert (kept.state, kept.undo_plan, kept.problem) == (State.CREATED, None, "")
        assert kept.finished_at is not None
        assert Draft.objects.get().state == Draft.State.CREATED
        assert {line.state for line in progress(kept).lines} == {"done"}
        undone(kept, ada)

    def test_a_stopped_creation_can_be_resumed_again(self, company, ada, content):
        refuse(company, "POST", "assignmentPolicies$")
        submission = submitted(ada, content)
        failed = work()
        pressed_undo(submission, ada)
        refuse(company, "GET", "assignments$")
        keep(submission=work(), by=ada, rights=EVERYTHING)
        kept = Submission.objects.get()
        assert (kept.state, kept.problem) == (State.FAILED, failed.problem)
        assert [line.key for line in progress(kept).lines if line.state == "failed"] == ["policy:1"]
        assert resume(kept, by=ada)
        assert work().state == State.CREATED

    @pytest.mark.parametrize("lost", [{}, LOSSES["504 after"], LOSSES["reset after"]])
    def test_not_once_something_is_or_may_be_gone(self, lost, company, ada, content):
        """A removal whose answer was lost may have landed."""
        if lost:
            company.faults({"method": "DELETE", "path": "assignmentPolicies/"} | lost)
        stopped = self.stopped(
            company, ada, content, path="assignmentPolicies/" if lost else "accessPackages/"
        )
        with pytest.raises(WrongMoment):
            keep(submission=stopped, by=ada, rights=EVERYTHING)
