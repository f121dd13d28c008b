"""What a submission made is taken back, and nothing else."""

import pytest
from django.db import IntegrityError, transaction

from portal.tenant.entitlements import new_package, new_resource
from tests.submit.support import assert_exactly_one, document, submitted, work
from tests.submit.undoing import dump, everything, pressed_undo, refuse, undone
from wizard.actions.errors import WrongMoment
from wizard.actions.undo import NotConfirmed
from wizard.models import Draft, Event, JournalEntry, Submission
from wizard.submit import progress

State = Submission.State


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


def line_of(submission, key):
    return next(line for line in progress(submission).lines if line.key.startswith(key))


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


def test_a_catalog_stays_with_a_resource_that_cannot_be_taken_out(company, ada):
    """It is no longer theirs: Graph says so, and deleting the catalog would take it out all the same."""
    submission = submitted(ada, everything(company))
    work()
    refuse(company, "POST", "resourceRequests$", status=400, code="CallerNotResourceOwner")
    after = undone(submission, ada, with_resources=True)
    assert [line.state for line in progress(after).lines].count("kept") == 3
    catalog = company.named("catalog", "Campaign catalog")
    assert sum(row["_catalog"] == catalog["id"] for row in company.state.rows("resource")) == 1


def test_a_new_catalog_stays_with_the_resources_in_it(company, ada):
    submission = submitted(ada, everything(company))
    work()
    undone(submission, ada)
    assert company.named("catalog", "Campaign catalog")
    assert company.packages("Campaign") == []


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
