"""Requests: who is asked as well when nobody acted in time (R30, R34 to R39).

Forwarding starts the day after half of the decision time and never on the last day.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.document import Alternates, Manager, Policy, Principal, SecondLevelManager, SpecificApprovers
from wizard.labels import ORDINALS, stage_title
from wizard.rules.approval import MOST_DAYS, on_stage, stages_of
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error
from wizard.rules.registry import policy_rule

#: The shortest decision time that leaves a day for forwarding.
LEAST_DAYS = 4
#: Stages that can have alternates: the first and the second.
WITH_ALTERNATES = 2


def forward_days(decision_days: int) -> range:
    """The days on which a request can be forwarded; empty where the decision time leaves none.

    >>> list(forward_days(5)), list(forward_days(14))[0], list(forward_days(14))[-1]
    ([4], 8, 13)
    """
    return range((decision_days + 1) // 2 + 1, decision_days)


class _Escalation(NamedTuple):
    number: int
    decision_days: int | None
    alternates: Alternates


def _escalations(policy: Policy) -> list[_Escalation]:
    """The stages with alternates."""
    return [
        _Escalation(number, stage.decision_days, stage.alternates)
        for number, stage in enumerate(stages_of(policy))
        if stage.alternates is not None
    ]


def _windows(policy: Policy) -> Iterator[tuple[_Escalation, int, range]]:
    """With a decision time that R33 and R35 pass: the days, and when forwarding can happen."""
    for one in _escalations(policy):
        if one.decision_days is not None and LEAST_DAYS <= one.decision_days <= MOST_DAYS:
            yield one, one.decision_days, forward_days(one.decision_days)


class _Named(NamedTuple):
    """A list of approvers that must not share anybody with another one."""

    place: Place
    #: What somebody on it is, and as what somebody else is to be listed.
    role: str
    plural: str
    people: Sequence[Principal]


def _named(policy: Policy) -> Iterator[_Named]:
    """First the approvers of every stage, then the alternates: an overlap is reported at the alternates."""
    for number, stage in enumerate(stages_of(policy)):
        if isinstance(stage.approver, SpecificApprovers):
            title = stage_title(number)
            article = "a" if number < len(ORDINALS) else "an"
            place = on_stage(number, "approvers")
            yield _Named(place, f"{article} {title}", f"{title}s", stage.approver.approvers)
    for number, _, alternates in _escalations(policy):
        if isinstance(alternates.approver, SpecificApprovers):
            role = f"an alternate of the {stage_title(number)}"
            yield _Named(on_stage(number, "alternates"), role, "alternates", alternates.approver.approvers)


@policy_rule("R30")
def approvers_and_alternates_are_different_people(policy: Policy, facts: Facts) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for place, role, plural, people in _named(policy):
        for person in {one.id.casefold(): one for one in people}.values():
            if earlier := seen.get(person.id.casefold()):
                name = person.display_name or person.id
                yield error("R30", place, f"{name} is already {earlier}. List different people as {plural}.")
            seen.setdefault(person.id.casefold(), role)


@policy_rule("R34")
def the_third_stage_has_no_alternates(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, _, _ in _escalations(policy):
        if number >= WITH_ALTERNATES:
            message = "Only the First and the Second Approver can have alternates."
            place = on_stage(number, "alternates_enabled")
            yield error("R34", place, message, f"Set it to No for the {stage_title(number)}.")


@policy_rule("R35")
def alternates_need_four_days(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, days, _ in _escalations(policy):
        if days is not None and 1 <= days < LEAST_DAYS:
            message = f"Set at least {LEAST_DAYS} days for the decision, or turn off alternate approvers."
            yield error("R35", on_stage(number, "decision_days"), message)


@policy_rule("R36")
def forwarding_starts_after_half_the_time(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for (number, _, alternates), days, window in _windows(policy):
        day = alternates.forward_after_days
        if day is None:
            message, hint = _allowed(window), ""
        elif day < window.start:
            half = f"half of {days} days is day {days / 2:g}"
            message = f"Requests can't be forwarded before day {window.start}: {half}, "
            message, hint = message + "and forwarding starts the day after.", _allowed(window)
        else:
            continue
        yield error("R36", on_stage(number, "forward_after_days"), message, hint)


def _allowed(window: range) -> str:
    first, last = window[0], window[-1]
    return f"Enter a whole number from {first} to {last}." if first < last else f"Enter {first}."


@policy_rule("R37")
def forwarding_never_waits_for_the_last_day(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for (number, _, alternates), _, window in _windows(policy):
        day = alternates.forward_after_days
        if day is not None and day >= window.stop:
            latest = window[-1]
            message = f"Requests can't be forwarded on the last day; the latest day is {latest}."
            yield error("R37", on_stage(number, "forward_after_days"), message, _allowed(window))


@policy_rule("R38")
def alternates_are_named(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, _, alternates in _escalations(policy):
        if isinstance(alternates.approver, SpecificApprovers) and not alternates.approver.approvers:
            message = "Add at least one alternate approver."
            yield error("R38", on_stage(number, "alternates"), message, "Or turn off alternate approvers.")


@policy_rule("R39")
def second_level_managers_follow_managers(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, _, alternates in _escalations(policy):
        if not isinstance(alternates.approver, SecondLevelManager):
            continue
        if not isinstance(stages_of(policy)[0].approver, Manager):
            message = "The second level manager can only stand in where the First Approver is the manager."
            yield error(
                "R39", on_stage(number, "alternate_kind"), message, "Choose specific alternate approvers."
            )
        if not alternates.approver.fallback:
            message = "Add a fallback in case the second level manager can't be found."
            yield error("R39", on_stage(number, "alternate_fallback"), message)
