"""Lifecycle: access reviews (R60 to R64)."""

from collections.abc import Iterator

from wizard.document import (
    AccessReview,
    AfterHours,
    ManagerReview,
    OnDate,
    Policy,
    SpecificReviewers,
)
from wizard.labels import FREQUENCIES
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import policy_rule

REVIEW = Place(tab="lifecycle", control="review")
START = Place(tab="lifecycle", control="review_start")
DURATION = Place(tab="lifecycle", control="review_duration")
REVIEWERS = Place(tab="lifecycle", control="reviewers")
FALLBACK = Place(tab="lifecycle", control="review_fallback")
HELPERS = Place(tab="lifecycle", control="review_helpers")

#: The longest a review can stay open, in days: one round ends before the next begins.
LONGEST = {"annually": 360, "bi_annually": 170, "quarterly": 80, "monthly": 27, "weekly": 5}
_KIND = {
    "annually": "an annual",
    "bi_annually": "a bi-annual",
    "quarterly": "a quarterly",
    "monthly": "a monthly",
    "weekly": "a weekly",
}


@policy_rule("R60")
def a_review_ends_before_the_next_begins(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.access_review:
        case AccessReview(frequency=frequency, duration_days=days):
            longest = LONGEST[frequency]
            if days is None or not 1 <= days <= longest:
                message = f"For {_KIND[frequency]} review enter 1 to {longest} days."
                yield error("R60", DURATION, message, "A round has to end before the next one begins.")


@policy_rule("R61")
def somebody_reviews(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.access_review:
        case AccessReview(reviewer=SpecificReviewers(reviewers=())):
            yield error("R61", REVIEWERS, "Add at least one reviewer.", "Users and groups can review.")
        case AccessReview(reviewer=ManagerReview(fallback=())):
            hint = "The fallback reviews where the manager is not found."
            yield error("R61", FALLBACK, "Add a fallback reviewer.", hint)


@policy_rule("R62")
def reviews_start_today_or_later(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.access_review:
        case AccessReview(starts_on=start) if start is None or start < facts.today:
            yield error("R62", START, "Choose today or a later date.", f"Today is {facts.today}.")


@policy_rule("R63")
def a_review_can_start_before_access_ends(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.expiration, policy.access_review:
        case OnDate(date=end), AccessReview(starts_on=start) if end and start and end < start:
            message = f"The review can never run: assignments end on {end}, before it starts."
            yield warning("R63", START, message, "Choose an earlier start, or require no access reviews.")


@policy_rule("R64")
def hours_are_too_short_for_reviews(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.expiration, policy.access_review:
        case AfterHours(), AccessReview(frequency=frequency):
            message = (
                f"Assignments end after hours, before a review ({FREQUENCIES[frequency].lower()}) closes."
            )
            yield warning("R64", REVIEW, message, "Set Require access reviews to No.")


@policy_rule("W7")
def recommendations_need_helpers(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.access_review:
        case AccessReview(if_no_response="take_recommendations", decision_helpers=False):
            message = "Without decision helpers there are no recommendations to take."
            yield warning(
                "W7", HELPERS, message, "Show reviewer decision helpers, or choose another outcome."
            )
