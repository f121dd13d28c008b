"""The second pair of eyes over HTTP."""

import pytest
from django.urls import reverse

from tests.views.stage import document, drafted, edited, in_review, judged, submitted, text_of
from wizard.actions import reviews
from wizard.models import Draft, Review

LIST = reverse("wizard:reviews")
State = Draft.State


def page(seat, draft):
    return seat.get(reverse("wizard:verdict", args=[draft.pk]))


def state_of(draft):
    return Draft.objects.get(pk=draft.pk).state


class TestWaiting:
    def test_the_oldest_first(self, company, priya, rafael):
        later = drafted(priya, document(company, name="Sent second"))
        first = drafted(priya, document(company, name="Sent first"))
        for draft in (first, later):
            reviews.send_for_review(draft=draft, by=priya.person, problems=[])
        answer = rafael.get(LIST)
        assert [draft.name for draft in answer.context["page"]] == ["Sent first", "Sent second"]
        assert answer.context["review_count"] == 2
        assert "Priya Nair" in text_of(answer)

    def test_nobody_waits_for_their_own(self, company, olivia):
        in_review(olivia, document(company))
        assert "Nothing waits for you" in text_of(olivia.get(LIST))

    def test_nor_for_what_they_wrote_a_part_of(self, company, priya, olivia):
        draft = edited(drafted(priya, document(company)), olivia, description="With a word of Olivia's")
        reviews.send_for_review(draft=draft, by=priya.person, problems=[])
        assert olivia.get(LIST).context["review_count"] == 0

    def test_own_verdicts_stay_in_sight(self, company, priya, rafael):
        draft = judged(in_review(priya, document(company)), rafael, "rejected", "No budget.")
        text = text_of(rafael.get(LIST))
        assert "Your verdicts" in text
        assert "Campaign Rejected" in text
        assert page(rafael, draft).status_code == 200

    def test_tenant_down(self, company, priya, rafael):
        in_review(priya, document(company))
        company.goes_down()
        answer = rafael.get(LIST)
        assert answer.status_code == 200
        assert "Your tenant cannot be reached." in text_of(answer)

    def test_few_queries_for_many(self, company, priya, rafael, django_assert_max_num_queries):
        base = {"author": priya.person, "updated_by": priya.person, "document": {"version": 1}}
        catalog = company.named("catalog", "Marketing")["id"]
        Draft.objects.bulk_create(
            Draft(**base, state=State.IN_REVIEW, catalog_id=catalog, name=str(n)) for n in range(100)
        )
        with django_assert_max_num_queries(12):
            assert rafael.get(LIST).context["review_count"] == 100


class TestDeciding:
    @pytest.fixture
    def draft(self, company, priya):
        return in_review(priya, document(company))

    def test_everything_a_reviewer_needs(self, draft, rafael):
        text = text_of(page(rafael, draft))
        for words in (
            "By Priya Nair, in the catalog Marketing",
            "Name Campaign",
            "(5 calls to Microsoft Graph)",
            "Priya Nair : revision 1",
            "Approve",
        ):
            assert words in text

    def test_a_reader_is_not_told_to_mend_their_own_rights(self, draft, rafael):
        """Rafael may not create in Marketing; that is no fault of the draft."""
        assert page(rafael, draft).context["errors"] == []

    def test_approve(self, draft, rafael):
        done = rafael.press(page(rafael, draft), "Approve")
        assert done.headers["Location"] == LIST
        assert state_of(draft) == State.APPROVED
        assert "Campaign: approved." in text_of(rafael.get(LIST))

    @pytest.mark.parametrize(
        ("button", "state"),
        [("Ask for changes", State.CHANGES_REQUESTED), ("Reject", State.REJECTED)],
    )
    def test_with_a_reason(self, draft, rafael, button, state):
        rafael.press(page(rafael, draft), button, reason="Who pays?")
        assert state_of(draft) == state
        assert Review.objects.get().reason == "Who pays?"

    @pytest.mark.parametrize("button", ["Ask for changes", "Reject"])
    def test_without_a_reason_the_page_asks_for_one(self, draft, rafael, button):
        answer = rafael.press(page(rafael, draft), button, reason="  ")
        assert answer.status_code == 422
        assert "Say why, so that the author knows what to do." in text_of(answer)
        assert 'aria-invalid="true"' in answer.content.decode()
        assert '<a href="#id_reason">Say why' in answer.content.decode()
        assert state_of(draft) == State.IN_REVIEW

    def test_a_reason_that_is_too_long_is_kept(self, draft, rafael):
        answer = rafael.press(page(rafael, draft), "Reject", reason="x" * 4001)
        assert answer.status_code == 422
        assert "x" * 4001 in answer.content.decode()
        assert state_of(draft) == State.IN_REVIEW

    def test_what_was_read_is_what_is_approved(self, draft, priya, rafael):
        """Taken back, changed and sent again behind an open page."""
        seen = page(rafael, draft)
        changed = edited(draft, priya, description="Twice as much")
        reviews.send_for_review(draft=changed, by=priya.person, problems=[])
        answer = rafael.press(seen, "Approve", reason="Fine with me")
        assert answer.status_code == 409
        assert "changed after you opened this page" in text_of(answer)
        assert "Twice as much" in text_of(answer)
        assert "Fine with me" in answer.content.decode()
        assert state_of(draft) == State.IN_REVIEW
        rafael.press(answer, "Approve")
        assert state_of(draft) == State.APPROVED

    def test_a_verdict_without_a_digest_is_none(self, draft, rafael):
        answer = rafael.post(reverse("wizard:verdict", args=[draft.pk]), verdict="approved")
        assert answer.status_code == 409
        assert state_of(draft) == State.IN_REVIEW

    @pytest.mark.parametrize("verdict", ["", "created", "in_review"])
    def test_a_verdict_that_does_not_exist(self, draft, rafael, verdict):
        digest = page(rafael, draft).context["judged"].digest
        answer = rafael.post(reverse("wizard:verdict", args=[draft.pk]), verdict=verdict, digest=digest)
        assert answer.status_code == 422
        assert state_of(draft) == State.IN_REVIEW

    def test_two_reviewers(self, draft, rafael, olivia):
        seen = page(olivia, draft)
        rafael.press(page(rafael, draft), "Approve")
        answer = olivia.press(seen, "Reject", reason="Wait")
        assert answer.status_code == 409
        assert "has moved on" in text_of(answer)
        assert state_of(draft) == State.APPROVED


class TestWhoCannot:
    def refused(self, seat, draft, why):
        answer = page(seat, draft)
        assert why in text_of(answer)
        assert 'name="verdict"' not in answer.content.decode()
        digest = answer.context["judged"].digest
        sent = seat.post(reverse("wizard:verdict", args=[draft.pk]), verdict="approved", digest=digest)
        assert sent.status_code == 403
        assert state_of(draft) == State.IN_REVIEW

    def test_the_author(self, company, olivia):
        self.refused(olivia, in_review(olivia, document(company)), "You wrote part of this draft")

    def test_an_editor(self, company, priya, olivia):
        draft = edited(drafted(priya, document(company)), olivia, description="More")
        draft = reviews.send_for_review(draft=draft, by=priya.person, problems=[])
        self.refused(olivia, draft, "You wrote part of this draft")

    def test_without_the_right(self, company, olivia, priya):
        self.refused(priya, in_review(olivia, document(company)), "takes one of these roles: Catalog owner")

    def test_a_stranger(self, company, priya, emil):
        draft = in_review(priya, document(company))
        assert page(emil, draft).status_code == 404
        assert emil.post(reverse("wizard:verdict", args=[draft.pk]), verdict="approved").status_code == 404

    def test_nothing_to_decide(self, company, priya, rafael):
        text = text_of(page(rafael, drafted(priya, document(company))))
        assert "There is nothing to decide" in text


class TestSinceLastTime:
    def test_what_differs(self, company, priya, rafael):
        draft = judged(in_review(priya, document(company)), rafael, "changes_requested", "Say for whom.")
        draft = edited(draft, priya, description="For the press team")
        reviews.send_for_review(draft=draft, by=priya.person, problems=[])
        text = text_of(page(rafael, draft))
        assert "Changed since Rafael Costa looked at it (changes requested)" in text
        assert "Basics: Description All that Campaign needs For the press team" in text
        assert "Say for whom." in text

    def test_the_first_time_there_is_nothing_to_compare(self, company, priya, rafael):
        assert "Changed since" not in text_of(page(rafael, in_review(priya, document(company))))


def test_tenant_down_keeps_what_was_written(company, priya, rafael):
    draft = in_review(priya, document(company))
    seen = page(rafael, draft)
    company.goes_down()
    answer = rafael.press(seen, "Reject", reason="Too <wide> & too long")
    assert answer.status_code == 503
    assert "Too &lt;wide&gt; &amp; too long" in answer.content.decode()
    assert "Campaign" not in text_of(answer)
    company.comes_back()
    rafael.press(answer, "Try again", reason="Too <wide> & too long")
    assert Review.objects.get().reason == "Too <wide> & too long"


def test_few_queries(company, priya, rafael, django_assert_max_num_queries):
    draft = judged(in_review(priya, document(company)), rafael, "changes_requested", "Say for whom.")
    draft = edited(draft, priya, description="For the press team")
    reviews.send_for_review(draft=draft, by=priya.person, problems=[])
    page(rafael, draft)
    with django_assert_max_num_queries(12):
        page(rafael, draft)


def test_what_is_being_created_can_still_be_read(company, priya, rafael):
    submission = submitted(priya, document(company), by=rafael)
    text = text_of(page(rafael, submission.draft))
    assert "There is nothing to decide: this draft is in the state “Creating”." in text
