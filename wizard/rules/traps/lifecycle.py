"""Ends that come too soon, too late or unannounced (T36 to T42)."""

from collections.abc import Iterator

from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    DirectAssignmentOnly,
    Never,
    OnDate,
    Policy,
)
from wizard.labels import FREQUENCIES
from wizard.rules.approval import on_stage, stages_of
from wizard.rules.facts import Facts
from wizard.rules.lifecycle import EXTENSION
from wizard.rules.problem import Place, Problem, warning
from wizard.rules.registry import policy_rule
from wizard.rules.requests import ENABLED
from wizard.rules.traps.audience import EMAILS

EXPIRATION = Place(tab="lifecycle", control="expiration")
TIMELINE = Place(tab="lifecycle", control="custom_timeline")
FREQUENCY = Place(tab="lifecycle", control="review_frequency")
#: Days before the end at which the first of two mails goes out.
FIRST_MAIL = 14
#: Days from one round of reviews to the next.
ROUND = {"annually": 365, "bi_annually": 182, "quarterly": 91, "monthly": 30, "weekly": 7}


def days_of_access(policy: Policy, facts: Facts) -> float | None:
    """How long access lasts at most; None where it never ends or the value is still missing."""
    match policy.expiration:
        case OnDate(date=date) if date:
            return (date - facts.today).days
        case AfterDays(days=days):
            return days
        case AfterHours(hours=hours) if hours is not None:
            return hours / 24
        case _:
            return None


@policy_rule("T36")
def there_is_time_for_the_first_mail(policy: Policy, facts: Facts) -> Iterator[Problem]:
    days = days_of_access(policy, facts)
    if policy.extension and days is not None and 0 < days < FIRST_MAIL:
        message = f"Access ends sooner than {FIRST_MAIL} days: the first mail about extending can't be sent."
        yield warning("T36", EXTENSION, message, "Let access last longer, or tell people to extend in time.")


@policy_rule("T37")
def people_are_reminded_to_extend(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.extension and policy.disable_assignment_emails:
        message = "Without assignment emails nobody is reminded that access ends and can be extended."
        yield warning("T37", EMAILS, message, "Set Disable assignment emails to No.")


@policy_rule("T38")
def the_decision_comes_before_the_end(policy: Policy, facts: Facts) -> Iterator[Problem]:
    days = days_of_access(policy, facts)
    deciding = sum(stage.decision_days or 0 for stage in stages_of(policy))
    if days is not None and 0 < days < deciding:
        message = f"Decisions may take {deciding} days; access lasts {_length(days)}."
        last = on_stage(len(stages_of(policy)) - 1, "decision_days")
        yield warning("T38", last, message, "Decide sooner, or let access last longer.")


def _length(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}" if days >= 1 else f"{days * 24:g} hours"


@policy_rule("T39")
def a_review_comes_round_before_the_end(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """On a date and after hours other rules speak (R63, R64)."""
    match policy.expiration, policy.access_review:
        case AfterDays(days=int() as days), AccessReview(frequency=often) if 0 < days < ROUND[often]:
            message = f"Most assignments end before a review ({FREQUENCIES[often].lower()}) sees them."
            yield warning("T39", FREQUENCY, message, "Review more often, or require no access reviews.")


@policy_rule("T40")
def what_never_ends_is_reviewed(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.expiration, Never) and policy.access_review is None:
        message = "Access never ends and nobody looks at it again."
        yield warning("T40", EXPIRATION, message, "Let it expire, or require access reviews.")


@policy_rule("T41")
def what_never_ends_has_an_end_all_the_same(policy: Policy, facts: Facts) -> Iterator[Problem]:
    can_ask = not isinstance(policy.audience, DirectAssignmentOnly)
    if isinstance(policy.expiration, Never) and policy.custom_timeline and can_ask:
        message = "Requestors may choose an end by themselves although assignments never expire."
        yield warning("T41", TIMELINE, message, "Set Users can request specific timeline to No.")


@policy_rule("T42")
def a_day_is_left_to_request(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """An end that comes while the policy is still switched off."""
    match policy.expiration:
        case OnDate(date=date) if date and not policy.enabled and 0 < (date - facts.today).days <= FIRST_MAIL:
            message = f"Access ends on {date}, and nobody can request yet."
            yield warning("T42", ENABLED, message, "Switch it on now, or choose a later date.")
