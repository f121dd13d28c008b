"""Lifecycle: when assignments end and whether they can be extended (R53 to R58)."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from wizard.document import AfterDays, AfterHours, DirectAssignmentOnly, Never, OnDate, Policy
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import policy_rule

DATE = Place(tab="lifecycle", control="expiration_date")
DAYS = Place(tab="lifecycle", control="expiration_days")
HOURS = Place(tab="lifecycle", control="expiration_hours")
EXTENSION = Place(tab="lifecycle", control="extension")
EXTENSION_APPROVAL = Place(tab="lifecycle", control="extension_approval")

MOST_DAYS = 3660
MOST_HOURS = MOST_DAYS * 24
#: The end of its last day has no name in every time zone.
LAST_YEAR = 9998


@policy_rule("R53")
def the_date_is_in_the_future(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.expiration:
        case OnDate(date=date) if date is None or date <= facts.today:
            yield error("R53", DATE, "Choose a date after today.", f"Today is {facts.today}.")
        case OnDate(date=dt.date() as date) if date.year > LAST_YEAR:
            yield error("R53", DATE, f"Choose a date before the year {LAST_YEAR + 1}.", "Or choose Never.")


@policy_rule("D5")
def the_time_zone_exists(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.expiration, OnDate) and not is_time_zone(policy.expiration.time_zone):
        message = f"'{policy.expiration.time_zone}' is not a time zone."
        yield error("D5", DATE, message, "Use a name such as Europe/Paris, America/New_York or UTC.")


def is_time_zone(name: str) -> bool:
    """Whether the name is one of the IANA database."""
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return False
    return True


@policy_rule("R54")
def days_are_0_to_3660(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.expiration:
        case AfterDays(days=days) if days is None or not 0 <= days <= MOST_DAYS:
            yield error("R54", DAYS, f"Enter a whole number from 0 to {MOST_DAYS}.")


@policy_rule("W6")
def no_days_at_all_end_at_once(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.expiration == AfterDays(days=0):
        message = "Assignments would end as soon as they are delivered."
        yield warning("W6", DAYS, message, "Enter 1 or more, or choose Never.")


@policy_rule("R55")
def hours_are_1_or_more(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.expiration:
        case AfterHours(hours=hours) if hours is None or hours < 1:
            yield error("R55", HOURS, "Enter a whole number of hours, 1 or more.", f"At most {MOST_HOURS}.")
        case AfterHours(hours=int() as hours) if hours > MOST_HOURS:
            message = f"Enter a whole number of hours from 1 to {MOST_HOURS}."
            yield error("R55", HOURS, message, f"{MOST_HOURS} hours are {MOST_DAYS} days.")


@policy_rule("R56")
def what_never_ends_is_not_extended(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.expiration, Never) and policy.extension is not None:
        message = "Assignments that never expire can't be extended. Set Allow users to extend access to No."
        yield error("R56", EXTENSION, message, "Or let assignments expire.")


@policy_rule("R57")
def extensions_are_approved_as_requests_are(policy: Policy, facts: Facts) -> Iterator[Problem]:
    asks = policy.extension is not None and policy.extension.approval_required
    if asks and policy.approval is None and not isinstance(policy.audience, DirectAssignmentOnly):
        message = (
            "There are no approval settings to use. Turn on Require approval on the Requests tab, "
            "or set this to No."
        )
        yield error("R57", EXTENSION_APPROVAL, message)


@policy_rule("R58")
def only_requestors_extend(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, DirectAssignmentOnly) and policy.extension is not None:
        message = "Only people who can request can extend. Set Allow users to extend access to No."
        yield error("R58", EXTENSION, message, "Or choose who can request access.")
