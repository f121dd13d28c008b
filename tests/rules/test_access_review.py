"""R60 to R64, W7: access reviews."""

import pytest

from tests.rules.support import ALICE, BOB, TODAY, TOMORROW, YESTERDAY, controls, messages, package, problems
from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    ManagerReview,
    OnDate,
    SelfReview,
    SpecificReviewers,
)
from wizard.rules import Level

REVIEWERS = SpecificReviewers(reviewers=(ALICE,))


def reviewing(*, expiration=None, **members):
    review = AccessReview(**{"starts_on": TODAY, "reviewer": REVIEWERS, **members})
    return package(access_review=review, expiration=expiration or AfterDays())


LONGEST = {
    "weekly": ("a weekly", 5),
    "monthly": ("a monthly", 27),
    "quarterly": ("a quarterly", 80),
    "bi_annually": ("a bi-annual", 170),
    "annually": ("an annual", 360),
}


@pytest.mark.parametrize("frequency", LONGEST)
def test_r60_passes_up_to_the_longest(frequency):
    _, longest = LONGEST[frequency]
    for days in (1, longest):
        assert messages("R60", reviewing(frequency=frequency, duration_days=days)) == []


@pytest.mark.parametrize("frequency", LONGEST)
def test_r60_refuses_what_would_overlap(frequency):
    words, longest = LONGEST[frequency]
    for days in (0, longest + 1, None):
        document = reviewing(frequency=frequency, duration_days=days)
        assert messages("R60", document) == [f"For {words} review enter 1 to {longest} days."]
        assert controls("R60", document) == ["review_duration"]


def test_no_review_is_not_judged():
    for rule in ("R60", "R61", "R62", "R63", "R64", "W7"):
        assert messages(rule, package()) == []


@pytest.mark.parametrize("reviewer", [REVIEWERS, ManagerReview(fallback=(BOB,)), SelfReview()])
def test_r61_passes_where_somebody_reviews(reviewer):
    assert messages("R61", reviewing(reviewer=reviewer)) == []


@pytest.mark.parametrize(
    ("reviewer", "message", "control"),
    [
        (SpecificReviewers(), "Add at least one reviewer.", "reviewers"),
        (ManagerReview(), "Add a fallback reviewer.", "review_fallback"),
    ],
)
def test_r61_wants_reviewers(reviewer, message, control):
    assert messages("R61", reviewing(reviewer=reviewer)) == [message]
    assert controls("R61", reviewing(reviewer=reviewer)) == [control]


@pytest.mark.parametrize("start", [TODAY, TOMORROW])
def test_r62_passes_from_today_on(start):
    assert messages("R62", reviewing(starts_on=start)) == []


@pytest.mark.parametrize("start", [YESTERDAY, None])
def test_r62_refuses_yesterday(start):
    assert messages("R62", reviewing(starts_on=start)) == ["Choose today or a later date."]
    assert controls("R62", reviewing(starts_on=start)) == ["review_start"]


def test_r63_passes_where_access_ends_after_the_start():
    assert messages("R63", reviewing(starts_on=TOMORROW, expiration=OnDate(date=TOMORROW))) == []
    assert messages("R63", reviewing(starts_on=None, expiration=OnDate(date=TODAY))) == []
    assert messages("R63", reviewing(starts_on=TODAY, expiration=OnDate())) == []


def test_r63_warns_of_a_review_that_never_runs():
    (found,) = problems("R63", reviewing(starts_on=TOMORROW, expiration=OnDate(date=TODAY)))
    assert found.level is Level.WARNING
    assert found.place.control == "review_start"


def test_r64_passes_for_days():
    assert messages("R64", reviewing(expiration=AfterDays(days=30))) == []


def test_r64_warns_of_reviews_of_hours():
    (found,) = problems("R64", reviewing(expiration=AfterHours(hours=8)))
    assert found.level is Level.WARNING
    assert found.place.control == "review"
    assert messages("R64", reviewing()) == []


def test_w7_warns_of_recommendations_that_nobody_makes():
    taken = {"if_no_response": "take_recommendations"}
    assert controls("W7", reviewing(**taken, decision_helpers=False)) == ["review_helpers"]
    assert controls("W7", reviewing(**taken)) == controls("W7", reviewing(decision_helpers=False)) == []
