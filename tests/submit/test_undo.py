"""What a submission made is taken back, and nothing else."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from portal.signin.models import TokenCache
from portal.tenant.entitlements import new_assignment, new_package, new_resource
from tests.submit.support import assert_exactly_one, document, signed_in, submitted, work
from tests.submit.test_lost_answers import LOSSES, foreign_package
from tests.submit.test_parking import sign_in_again
from tests.submit.undoing import dump, everything, pressed_undo
from wizard.actions.errors import WrongMoment
from wizard.actions.undo import NotConfirmed, StillHeld
from wizard.models import Draft, Event, JournalEntry, Submission
from wizard.submit import progress, resume
from wizard.submit.decide import NONE, decide, question_of

State = Submission.State


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def undone(submission, by, **how):
    pressed_undo(submission, by, **how)
    after = work()
    assert (after.state, after.problem) == (State.UNDONE, "")
    return after


def refuse(company, method, path, **fault):
    company.faults({"method": method, "path": path, "status": 403, "code": "accessDenied"} | fault)


def line_of(submission, key):
    return next(line for line in progress(submission).lines if line.key.startswith(key))


def holds(company, package, name="Emil Larsen"):
    """Somebody was given the package."""
    policy = next(row for row in company.state.rows("policy") if row["_package"] == package["id"])
    user = company.named("user", name)
    return company.state.put("assignment", new_assignment(package, policy, user))


def waits(company, package, state="pendingApproval"):
    row = {"id": "r1", "state": state, "_package": package["id"], "_catalog": package["_catalog"]}
    return company.state.put("assignmentRequest", row)


@pytest.mark.postgres
def test_the_package_goes_and_its_resources_stay(company, ada, content):
    before = dump(company, "resource")
    submission = submitted(ada, content)
    work()
    after = undone(submission, ada)
    assert dump(company, "resource") == before
    assert company.resources(content.resource_roles[0].resource) == 1
    assert after.finished_at is not None
    assert Draft.objects.get().state == Draft.State.UNDONE
    pressed = Event.objects.get(kind="undo_pressed")
    assert (pressed.by, pressed.data["was"]) == (ada, "created")
    assert Event.objects.get(kind="undone").data["submission"] == str(submission.pk)


def test_it_goes_in_reverse_order(company, ada):
    submission = submitted(ada, everything(company))
    work()
    undone(submission, ada, with_resources=True)
    gone = [
        call["path"].split("/")[4]
        for call in company.tenant.tenant.requests
        if call["method"] == "DELETE" or (call["body"] or {}).get("requestType") == "adminRemove"
    ]
    packages = ["assignmentPolicies", "assignmentPolicies", "accessPackages"]
    assert gone == [*packages, *["resourceRequests"] * 3, "catalogs"]


def test_a_resource_that_was_there_before_is_never_touched(company, ada, content):
    """Somebody brought it in after the review: Graph says that it is there already."""
    company.in_catalog(content.resource_roles[0].resource)
    before = dump(company)
    submission = submitted(ada, content)
    assert work().state == State.CREATED
    undone(submission, ada, with_resources=True)
    assert dump(company) == before


def test_a_resource_that_another_package_uses_stays(company, ada, content):
    submission = submitted(ada, content)
    work()
    other = submitted(ada, document(company, "Newsroom", content.resource_roles[0].resource))
    assert work().state == State.CREATED
    after = undone(submission, ada, with_resources=True)
    assert company.resources(content.resource_roles[0].resource) == 1
    line = line_of(after, "undo:resource:")
    assert line.state == "kept"
    assert line.words == "It stays. Microsoft Graph answered: The resource is used by an access package."
    assert other.entries.exists()


@pytest.mark.parametrize("what", ["resource", "package"])
def test_a_catalog_in_which_others_put_something_stays(what, company, ada):
    submission = submitted(ada, everything(company))
    work()
    catalog = company.named("catalog", "Campaign catalog")
    if what == "resource":
        group = company.named("group", "Brand Designers")
        company.state.put("resource", new_resource(catalog["id"], "AadGroup", group, {}))
    else:
        company.state.put("accessPackage", new_package(catalog["id"], {"displayName": "Foreign"}))
    after = undone(submission, ada, with_resources=True)
    assert company.named("catalog", "Campaign catalog") == catalog
    assert line_of(after, "undo:catalog").state == "kept"


def test_a_new_catalog_stays_with_the_resources_in_it(company, ada):
    submission = submitted(ada, everything(company))
    work()
    undone(submission, ada)
    assert company.named("catalog", "Campaign catalog")
    assert company.packages("Campaign") == []


class TestSomebodyHoldsIt:
    def test_nothing_begins(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        (package,) = company.packages("Campaign")
        holds(company, package)
        waits(company, package)
        with pytest.raises(StillHeld, match=r"1 assignment exists and 1 request is open.*assignment manager"):
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
        foreign_package(company, content, age=dt.timedelta(0))
        pressed_undo(submission, ada)
        asked = work()
        assert asked.state == State.NEEDS_PERSON
        question = question_of(asked)
        chosen = package["id"] if ours else NONE
        assert decide(asked, number=question.number, chosen=chosen, by=ada)
        assert work().state == State.UNDONE
        left = [row["id"] for row in company.packages("Campaign")]
        assert len(left) == (1 if ours else 2)
        assert (package["id"] in left) is not ours


class TestConsent:
    @pytest.mark.parametrize("typed", ["campaign", "Campaig", "Campaign 2"])
    def test_another_name_is_none(self, typed, company, ada, content):
        submission = submitted(ada, content)
        work()
        with pytest.raises(NotConfirmed):
            pressed_undo(submission, ada, typed=typed)
        assert Submission.objects.get().state == State.CREATED

    def test_what_moves_is_not_undone(self, company, ada, content):
        submission = submitted(ada, content)
        with pytest.raises(WrongMoment):
            pressed_undo(submission, ada)

    def test_nothing_made_is_nothing_removed(self, company, ada, content):
        refuse(company, "POST", "resourceRequests$")
        refuse(company, "POST", "accessPackages$")
        submission = submitted(ada, content)
        assert work().state == State.FAILED
        undone(submission, ada)
        assert company.calls("DELETE") == []


class TestAfterwards:
    def test_the_draft_goes_its_way_again(self, company, ada, content):
        submission = submitted(ada, content)
        work()
        undone(submission, ada)
        draft = Draft.objects.get()
        assert draft.is_editable
        again = Submission.objects.create(
            draft=draft,
            created_by=ada,
            plan=submission.plan,
            digest=submission.digest,
            not_before=submission.not_before,
        )
        created = work()
        assert created.pk == again.pk
        assert_exactly_one(company, content, created)

    @pytest.mark.postgres
    def test_never_two_on_the_way(self, company, ada, content):
        submission = submitted(ada, content)
        facts = {"created_by": ada, "plan": [], "digest": "x", "not_before": submission.not_before}
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.create(draft=submission.draft, **facts)
        work()
        undone(submission, ada)
        Submission.objects.create(draft=submission.draft, **facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.create(draft=submission.draft, **facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=submission.pk).update(state=State.FAILED, finished_at=None)


def test_every_call_of_the_way_back_is_in_the_journal(company, ada, content):
    submission = submitted(ada, content)
    work()
    undone(submission, ada)
    back = JournalEntry.objects.filter(submission=submission, step__startswith="undo:").order_by("pk")
    assert [(entry.step, entry.method, entry.state) for entry in back] == [
        ("undo:assignments", "GET", "done"),
        ("undo:requests", "GET", "done"),
        ("undo:policy:1", "DELETE", "done"),
        ("undo:package", "DELETE", "done"),
    ]
    assert all(entry.request_id for entry in back)
