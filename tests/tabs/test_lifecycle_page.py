"""What Lifecycle shows of access reviews, drawn and over HTTP."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.tabs.documents import draft
from tests.tabs.test_on_the_wire import policy_of, post, see
from tests.tabs.test_pages import Sight
from tests.views.stage import document, drafted, text_of
from wizard.document import Approval, Policy, SpecificReviewers
from wizard.lookups.facts import today
from wizard.rules import Facts, check

REVIEW = {"starts_on": "2027-01-31", "frequency": "monthly", "duration_days": 20}


class TestTheSection:
    def test_no_shows_nothing_of_reviews(self):
        sight = Sight("lifecycle")
        assert "Require access reviews" in sight.text
        assert "Review frequency" not in sight.text

    def test_yes_shows_the_rest_and_the_calendar(self):
        sight = Sight("lifecycle", draft(access_review=REVIEW))
        assert "Annually Bi-annually Quarterly Monthly Weekly" in sight.text
        assert "Self-review" in sight.text
        assert "Maximum 27" in sight.text
        assert "Each review stays open for 20 days; the next one opens 1 month after" in sight.text
        assert "28 February 2027 to 19 March 2027" in sight.text
        assert sight.tag(id="more-review") == '<details class="more" id="more-review">'
        assert "style=" not in sight.html

    @pytest.mark.parametrize(("kind", "slot"), [("specific", "reviewers"), ("manager", "review_fallback")])
    def test_people_of_the_chosen_kind(self, kind, slot):
        sight = Sight("lifecycle", draft(access_review={"reviewer": {"kind": kind}}))
        assert sight.tag(value=f"pick/{slot}")
        assert sight.tag(id=f"id_{slot}")

    def test_what_is_said_of_the_advanced_settings_unfolds_them(self):
        problem = ("review_helpers", "No helpers.", "warning")
        sight = Sight("lifecycle", draft(access_review=REVIEW), problems=[problem])
        assert sight.tag(id="more-review").endswith(" open>")
        assert "No helpers." in sight.text

    def test_without_licence_the_reason_is_there(self):
        sight = Sight("lifecycle", governance_licence=False)
        assert "Needs a Microsoft Entra ID Governance licence" in sight.text
        assert "disabled" in sight.tag(name="review", value="yes")


class TestEveryProblemLeadsToAControl:
    """R60 to R64 and their like."""

    @pytest.mark.parametrize(
        "review",
        [
            {"duration_days": 300, "starts_on": "2020-01-01"},
            {"reviewer": {"kind": "manager"}, "if_no_response": "take_recommendations"},
            {"decision_helpers": False, "if_no_response": "take_recommendations"},
        ],
    )
    @pytest.mark.parametrize("expiration", [{"kind": "after_hours", "hours": 8}, {"kind": "never"}])
    def test_of_a_review(self, review, expiration):
        content = draft(access_review=review, expiration=expiration)
        sight = Sight("lifecycle", content)
        found = [
            one for one in check(content, Facts(today=today())) if one.place.control.startswith("review")
        ]
        assert found
        for one in found:
            assert sight.tag(id=one.place.anchor)


@pytest.fixture
def started(company, priya):
    content = document(company)
    return drafted(priya, content.model_copy(update={"policies": (Policy(approval=Approval()),)}))


class TestOverTheWire:
    def test_yes_begins_today(self, started, priya):
        post(priya, started, "lifecycle", review="yes", do="redraw")
        assert policy_of(started).access_review.starts_on == today()
        assert "Each review stays open for 25 days" in text_of(see(priya, started, "lifecycle"))

    def test_reviewers_are_picked(self, company, started, priya):
        post(priya, started, "lifecycle", review="yes")
        opened = post(priya, started, "lifecycle", open="pick/reviewers")
        address = reverse("wizard:pick", args=[started.pk, "reviewers"])
        assert opened.headers["Location"] == address
        ivan = company.named("user", "Ivan Petrov")["id"]
        priya.post(address, do="select", selected=f"user:{ivan}")
        reviewer = policy_of(started).access_review.reviewer
        assert isinstance(reviewer, SpecificReviewers)
        assert [one.display_name for one in reviewer.reviewers] == ["Ivan Petrov"]
        post(priya, started, "lifecycle", **{"remove:reviewers": ivan})
        assert policy_of(started).access_review.reviewer == SpecificReviewers()

    def test_too_many_days_are_told_with_what_is_allowed(self, started, priya):
        post(priya, started, "lifecycle", review="yes", review_frequency="monthly", review_duration="28")
        post(priya, started, "lifecycle", go="review")
        assert "For a monthly review enter 1 to 27 days." in text_of(see(priya, started, "lifecycle"))

    def test_what_is_not_offered_is_refused(self, started, priya):
        answer = post(priya, started, "lifecycle", review="yes", review_frequency="daily")
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert policy_of(started).access_review.frequency == "quarterly"
