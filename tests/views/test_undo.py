"""The page on which somebody says that a submission is to be undone."""

from html import unescape

import pytest
from django.urls import reverse

from portal.tenant.entitlements import new_assignment
from tests.views.stage import EVERYTHING, edited, judged, text_of, work
from tests.views.submissions import Staged, address, press_undo
from wizard.actions import reviews, submissions
from wizard.models import Draft, Submission

State = Submission.State
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staged(company, priya, rafael):
    return Staged(company, priya, rafael)


@pytest.fixture
def created(staged):
    return staged.created()


def holds(company, name="Emil Larsen"):
    (package,) = company.packages("Campaign")
    policy = next(row for row in company.state.rows("policy") if row["_package"] == package["id"])
    company.state.put("assignment", new_assignment(package, policy, company.named("user", name)))


class TestTheQuestion:
    def test_it_says_what_goes_and_what_stays(self, created, priya):
        text = text_of(priya.get(address(created, "undo")))
        assert "The policy Initial Policy The access package Campaign" in text
        assert "The catalog Marketing. It was there before." in text
        assert "type the name of the access package: Campaign" in text
        assert "Also take the resources" not in text

    def test_the_page_of_the_submission_leads_there(self, created, priya):
        page = priya.get(address(created)).content.decode()
        assert f'<a class="button" href="{address(created, "undo")}">Undo this creation</a>' in page

    @pytest.mark.parametrize("state", ["queued", "paused"])
    def test_not_while_it_moves(self, state, staged, priya):
        moving = staged.into(state)
        assert "Undo" not in text_of(priya.get(address(moving)))
        assert priya.get(address(moving, "undo")).headers["Location"] == address(moving)

    @pytest.mark.parametrize("state", ["failed", "asks"])
    def test_whatever_stopped_it(self, state, staged, priya):
        assert "Undo this creation" in text_of(priya.get(address(staged.into(state))))

    def test_parked_it_says_first_that_somebody_has_to_sign_in(self, staged, priya):
        parked = staged.parked()
        text = text_of(priya.get(address(parked)))
        assert "Sign in again" in text
        assert "again=1" in priya.get(address(parked, "undo")).headers["Location"]

    def test_somebody_holds_it(self, company, created, priya):
        holds(company)
        text = text_of(priya.get(address(created, "undo")))
        assert "This cannot be undone now. 1 assignment exists for this access package." in text
        for role in ("assignment manager", "Catalog owner", "Identity Governance Administrator"):
            assert role in text
        assert 'name="name"' not in priya.get(address(created, "undo")).content.decode()

    def test_tenant_down(self, company, created, priya):
        page = priya.get(address(created, "undo"))
        company.goes_down()
        assert "Your tenant cannot be reached" in text_of(priya.get(address(created, "undo")))
        answer = priya.press(page, "Undo", name="Campaign")
        assert "Nothing was undone." in text_of(answer)
        assert Submission.objects.get().state == State.CREATED


class TestTheAnswer:
    def test_the_exact_name_undoes_it(self, company, created, priya):
        assert press_undo(priya, created).headers["Location"] == address(created)
        text = text_of(priya.get(address(created)))
        assert "Waiting for a worker to undo 0 of 4" in text
        assert "who pressed Undo" in text
        work()
        text = text_of(priya.get(address(created)))
        assert "The creation of Campaign was undone." in text
        assert "Undone 4 of 4" in text
        assert "Create the access package Campaign" in text, "what had been done is still told"
        assert company.packages("Campaign") == []

    @pytest.mark.parametrize("typed", ["", "campaign", "Campaig", "Campaign (2)"])
    def test_another_name_keeps_the_page(self, typed, created, priya):
        answer = press_undo(priya, created, name=typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "The name is not the one of the access package." in page
        assert f'value="{typed}"' in unescape(page) or not typed
        assert Submission.objects.get().state == State.CREATED

    def test_spaces_around_it_do_not_count(self, created, priya):
        assert press_undo(priya, created, name=" Campaign ").status_code == 303

    def test_a_get_undoes_nothing(self, created, priya):
        priya.get(address(created, "undo"), name="Campaign")
        assert Submission.objects.get().state == State.CREATED

    def test_somebody_got_it_meanwhile(self, company, created, priya):
        page = priya.get(address(created, "undo"))
        holds(company)
        answer = priya.press(page, "Undo", name="Campaign")
        assert answer.status_code == 409
        assert "1 assignment exists" in text_of(answer)
        assert Submission.objects.get().state == State.CREATED

    def test_somebody_got_it_before_the_worker_came(self, company, staged, priya):
        submission = staged.undoing()
        holds(company)
        work()
        text = text_of(priya.get(address(submission)))
        assert "Not undone. Nothing is removed meanwhile: 1 assignment exists" in text
        assert "Campaign was created." in text

    def test_what_was_read_is_what_is_done(self, staged, priya):
        submission = staged.failed()
        page = priya.get(address(submission, "undo"))
        priya.post(address(submission, "resume"))
        work()
        answer = priya.press(page, "Undo", name="Campaign")
        assert answer.status_code == 409
        assert "has changed since you opened this page" in text_of(answer)

    def test_twice_is_once(self, created, priya):
        page = priya.get(address(created, "undo"))
        assert [priya.press(page, "Undo", name="Campaign").status_code for _ in range(2)] == [303, 303]
        assert Submission.objects.get().undo_plan


class TestWhoMay:
    def test_not_a_reviewer(self, created, rafael):
        assert rafael.get(address(created, "undo")).status_code == 403
        assert rafael.post(address(created, "undo"), name="Campaign").status_code == 403
        assert "Undo this creation" not in text_of(rafael.get(address(created)))

    def test_not_a_stranger(self, created, emil):
        assert emil.get(address(created, "undo")).status_code == 404
        assert emil.post(address(created, "undo"), name="Campaign").status_code == 404

    def test_an_owner_of_the_catalog_with_their_own_rights(self, company, created, olivia):
        press_undo(olivia, created)
        assert Submission.objects.get().undo_by == olivia.person
        assert work().state == State.UNDONE
        assert "With the rights of Olivia Brandt" in text_of(olivia.get(address(created)))

    def test_rights_are_asked_anew(self, company, created, priya):
        page = priya.get(address(created, "undo"))
        company.takes_roles_from(priya)
        answer = priya.press(page, "Undo", name="Campaign")
        assert answer.status_code in (403, 409)
        assert Submission.objects.get().state == State.CREATED


class TestCalledOff:
    def stopped(self, company, staged):
        submission = staged.undoing()
        company.fault(method="DELETE", path="assignmentPolicies/", status=403, code="accessDenied")
        work()
        return submission

    def test_while_nothing_is_gone(self, company, staged, priya):
        submission = self.stopped(company, staged)
        assert "Nothing is gone yet" in text_of(priya.get(address(submission)))
        assert priya.post(address(submission, "keep")).status_code == 303
        assert "Campaign was created." in text_of(priya.get(address(submission)))
        assert priya.post(address(submission, "keep")).status_code == 409

    def test_not_afterwards(self, staged, priya):
        submission = staged.undo_stopped()
        assert "Nothing is gone yet" not in text_of(priya.get(address(submission)))
        assert priya.post(address(submission, "keep")).status_code == 409

    def test_not_by_everybody(self, company, staged, rafael, emil):
        submission = self.stopped(company, staged)
        assert rafael.post(address(submission, "keep")).status_code == 403
        assert emil.post(address(submission, "keep")).status_code == 404


def test_nothing_made_is_told_so(company, staged, priya):
    company.fault(method="POST", path="accessPackages$", status=400, code="InvalidModel")
    submission = staged.created()
    text = text_of(priya.get(address(submission, "undo")))
    assert "Nothing: nothing was made." in text
    press_undo(priya, submission)
    assert work().state == State.UNDONE


class TestAfterwards:
    def test_the_draft_is_changed_reviewed_and_created_again(self, company, staged, priya, rafael):
        staged.undone()
        draft = Draft.objects.get()
        assert text_of(priya.get(reverse("wizard:drafts"))).count("See what was undone") == 1
        review = priya.get(reverse("wizard:review", args=[draft.pk]))
        assert priya.press(review, "Send for review").status_code == 303
        page = rafael.get(reverse("wizard:verdict", args=[draft.pk]))
        digest = page.context["judged"].digest
        rafael.post(reverse("wizard:verdict", args=[draft.pk]), verdict="approved", digest=digest)
        pressed = priya.press(priya.get(reverse("wizard:review", args=[draft.pk])), "Create")
        second = Submission.objects.exclude(state=State.UNDONE).get()
        assert pressed.headers["Location"] == address(second)
        assert work().state == State.CREATED
        assert len(company.packages("Campaign")) == 1
        assert "See what was created" in text_of(priya.get(reverse("wizard:drafts")))

    def test_a_change_makes_it_a_draft_again(self, staged, priya):
        staged.undone()
        assert edited(Draft.objects.get(), priya, description="Other").state == Draft.State.DRAFTING

    def test_its_history_cannot_be_discarded(self, staged, priya):
        staged.undone()
        discard = reverse("wizard:discard", args=[Draft.objects.get().pk])
        assert discard not in priya.get(reverse("wizard:drafts")).content.decode()
        assert priya.post(discard).status_code == 409

    def test_while_undoing_nothing_can_be_changed(self, staged, priya):
        staged.undoing()
        draft = Draft.objects.get()
        assert (draft.state, draft.is_editable) == ("undoing", False)
        assert "Watch undoing" in text_of(priya.get(reverse("wizard:review", args=[draft.pk])))

    def test_the_next_one_is_not_confused_by_the_last(self, company, staged, priya, rafael):
        """The undone submission had stopped at its policy; the new one has not."""
        press_undo(priya, staged.failed())
        work()
        sent = reviews.send_for_review(draft=Draft.objects.get(), by=priya.person, problems=[])
        draft = judged(sent, rafael)
        second = submissions.create(draft=draft, by=priya.person, rights=EVERYTHING, problems=[])
        assert "Stopped" not in text_of(priya.get(address(second)))


class TestDeciding:
    def test_the_candidates_are_on_the_page(self, company, staged, priya):
        asked = staged.asks()
        answer = priya.get(address(asked))
        text = text_of(answer)
        for package in company.packages("Campaign"):
            assert package["id"] in text
        assert text.count("This one is ours: Campaign") == 2
        assert "None of these: send it again" in text
        assert "2 minutes ago" in text

    @pytest.mark.parametrize("which", [0, 1, None])
    def test_the_choice_goes_on_by_itself(self, which, company, staged, priya):
        asked = staged.asks()
        question = priya.get(address(asked)).context["question"]
        chosen = "none" if which is None else question["candidates"][which]["id"]
        answer = priya.post(address(asked, "decide"), question=str(question["number"]), chosen=chosen)
        assert answer.headers["Location"] == address(asked)
        assert work().state == State.CREATED
        assert len(company.packages("Campaign")) == (3 if which is None else 2)

    @pytest.mark.parametrize("sent", [{}, {"chosen": "x"}, {"question": "x", "chosen": "none"}])
    def test_anything_else_decides_nothing(self, sent, staged, priya):
        asked = staged.asks()
        number = priya.get(address(asked)).context["question"]["number"]
        answer = priya.client.post(address(asked, "decide"), {"question": number, **sent}, follow=True)
        assert answer.status_code == 200
        assert Submission.objects.get().state == State.NEEDS_PERSON

    def test_only_who_may_resume(self, staged, rafael, olivia, emil):
        asked = staged.asks()
        assert "Which one is ours?" not in text_of(rafael.get(address(asked)))
        assert rafael.post(address(asked, "decide"), chosen="none").status_code == 403
        assert emil.post(address(asked, "decide"), chosen="none").status_code == 404
        assert "Which one is ours?" in text_of(olivia.get(address(asked)))
