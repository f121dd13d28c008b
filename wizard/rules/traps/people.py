"""Accounts and groups that cannot do what they are named for (T1 to T4)."""

from collections.abc import Iterator

from wizard.document import Policy
from wizard.rules.facts import Facts
from wizard.rules.problem import Problem, warning
from wizard.rules.registry import policy_rule
from wizard.rules.requests import TARGETS
from wizard.rules.seen import SeenGroup
from wizard.rules.traps.who import deciders, groups_among, name_of, targets_of, users_among


@policy_rule("T1")
def a_decider_can_sign_in(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for place, role, people in deciders(policy):
        for one, now in users_among(facts, people):
            if now.enabled is False:
                message = f"The account of {name_of(one, now)}, {role}, is disabled: no answer will come."
                yield warning("T1", place, message, "Choose somebody who can sign in.")


@policy_rule("T2")
def a_group_has_members(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for place, role, people in deciders(policy):
        for one, group in groups_among(facts, people):
            if why := _nobody(group):
                message = f"Group '{name_of(one, group)}', {role}, {why}: nobody will answer."
                yield warning("T2", place, message, "Add members to it, or choose another group.")
    for one, group in groups_among(facts, targets_of(policy)):
        if why := _nobody(group):
            message = f"Group '{name_of(one, group)}' {why}: nobody can request through it."
            yield warning("T2", TARGETS, message, "Add members to it, or choose another group.")


def _nobody(group: SeenGroup) -> str:
    """Why nobody acts through it; empty where somebody can, or nobody knows."""
    if group.size == 0:
        return "is empty"
    able = [one for one in group.people.values() if one.enabled is not False]
    return "" if able or not group.is_complete else "has no member who can sign in"


@policy_rule("T3")
def a_guest_decides_for_the_company(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for place, role, people in deciders(policy):
        for one, now in users_among(facts, people):
            if now.is_guest:
                message = f"{name_of(one, now)}, {role}, is a guest of your directory."
                yield warning("T3", place, message, "Make sure that somebody from outside shall decide.")


@policy_rule("T4")
def a_named_requestor_can_sign_in(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for one, now in users_among(facts, targets_of(policy)):
        if now.enabled is False:
            message = f"The account of {name_of(one, now)} is disabled, so there will be no request."
            yield warning("T4", TARGETS, message, "Remove it from the list.")
