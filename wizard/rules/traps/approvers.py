"""Stages that hang on one person or on nobody (T5 to T9)."""

from collections.abc import Iterator

from wizard.document import Manager, ManagerReview, Policy, SecondLevelManager, SpecificApprovers, Stage
from wizard.labels import stage_title
from wizard.rules.access_review import FALLBACK
from wizard.rules.approval import on_stage, stages_of
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, warning
from wizard.rules.registry import policy_rule
from wizard.rules.seen import ManagersOfAll, same_id
from wizard.rules.traps.who import everyone, is_certain, stage_deciders, targets_of


@policy_rule("T5")
def nobody_is_their_own_only_approver(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """R42 speaks where both are named; this is about groups and longer lists."""
    targets = targets_of(policy)
    asking = everyone(facts, targets).names.keys()
    for number, stage in enumerate(stages_of(policy)):
        approver = stage.approver
        if not isinstance(approver, SpecificApprovers) or not is_certain(facts, approver.approvers):
            continue
        deciding = everyone(facts, approver.approvers).names
        plain = len(targets) == len(approver.approvers) == 1 and targets[0].id == approver.approvers[0].id
        if len(deciding) == 1 and not plain and deciding.keys() <= asking:
            (name,) = deciding.values()
            message = f"{name} may request, and nobody else could approve that as the {stage_title(number)}."
            yield warning("T5", on_stage(number, "approvers"), message, "Add a second approver.")


@policy_rule("T6")
def a_stage_does_not_wait_for_one_person(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, stage in enumerate(stages_of(policy)):
        if only := _alone(stage):
            message = f"Only {only} can decide; while they are away, requests run out of time and are denied."
            hint = "Add a second approver, a group, or alternate approvers."
            yield warning("T6", on_stage(number, "approvers"), message, hint)


def _alone(stage: Stage) -> str:
    """The one named person nobody stands in for."""
    if not isinstance(stage.approver, SpecificApprovers) or stage.alternates is not None:
        return ""
    match stage.approver.approvers:
        case (only,) if only.kind == "user":
            return only.display_name or only.id
    return ""


@policy_rule("T7")
def a_fallback_is_somebody_else(policy: Policy, facts: Facts) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for place, role, people in stage_deciders(policy):
        for one in people:
            earlier = seen.setdefault(same_id(one.id), role)
            if earlier != role and ("fallback" in earlier or "fallback" in role):
                message = f"{one.display_name or one.id} is {earlier} and {role}: the same person twice."
                yield warning("T7", place, message, "Choose somebody else for one of them.")


@policy_rule("T8")
def managers_are_known(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if counted := _counted(policy, facts):
        hint = "Enter managers in the directory, or name approvers."
        for place, who in _standing_in(policy):
            yield warning("T8", place, f"{counted}; {who}.", hint)


def _counted(policy: Policy, facts: Facts) -> str:
    """How many have no manager; empty where all have one, or nobody knows."""
    everybody = (facts.managers_of_all or {}).get(policy.audience.kind)
    if everybody:
        return _counted_of_all(everybody)
    if facts.managers is None:
        return ""
    in_scope = everyone(facts, targets_of(policy)).names.keys() & facts.managers.asked
    missing = in_scope & facts.managers.missing
    return f"{len(missing)} of {len(in_scope)} people checked in scope have no manager" if missing else ""


def _counted_of_all(everybody: ManagersOfAll) -> str:
    """Graph cannot count them, so of a large directory only the first are looked at, and the others said."""
    missing, asked = everybody.missing, everybody.asked
    if others := everybody.total - asked:
        return f"{missing:,} of the first {asked:,} people have no manager ({others:,} not checked)"
    return f"{missing:,} of {asked:,} people in scope have no manager" if missing else ""


def _standing_in(policy: Policy) -> Iterator[tuple[Place, str]]:
    """Where a manager is wanted, and who acts in place of one."""
    for number, stage in enumerate(stages_of(policy)):
        if isinstance(stage.approver, Manager):
            yield on_stage(number, "fallback"), "their requests go to the fallback"
        if stage.alternates and isinstance(stage.alternates.approver, SecondLevelManager):
            yield on_stage(number, "alternate_fallback"), "the fallback is their alternate approver"
    if policy.access_review and isinstance(policy.access_review.reviewer, ManagerReview):
        yield FALLBACK, "the fallback reviews their access"


@policy_rule("T9")
def the_author_does_not_approve(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for place, role, people in stage_deciders(policy):
        for one in people:
            if facts.author_id and same_id(one.id) == same_id(facts.author_id):
                message = f"{one.display_name or one.id} wrote this package and is {role}."
                yield warning("T9", place, message, "Let somebody else decide on requests.")
