"""Requests: stages and their approvers (R28 to R33, R40 to R42)."""

from collections.abc import Iterator, Mapping

from wizard.document import (
    Approval,
    Approver,
    DirectAssignmentOnly,
    Policy,
    SpecificApprovers,
    SpecificUsers,
    Sponsors,
    Stage,
)
from wizard.labels import APPROVERS, ORDINALS, stage_title
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import policy_rule

STAGE_COUNT = Place(tab="requests", control="stage_count")
MOST_STAGES = 3
#: "Decision must be made in how many days?"
MOST_DAYS = 14

#: Per family, the kinds that each stage offers.
OFFERED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "internal": (("manager", "sponsors", "specific"), ("sponsors", "specific"), ("specific",)),
    "external": (
        ("external_sponsor", "internal_sponsor", "specific"),
        ("internal_sponsor", "external_sponsor", "specific"),
        ("specific", "internal_sponsor", "external_sponsor"),
    ),
}

#: When the fallback steps in, per kind that needs one.
WITHOUT_FALLBACK = {
    "manager": "Add a fallback approver in case the requestor has no manager.",
    "sponsors": "Add a fallback approver in case the requestor has no sponsor.",
    "internal_sponsor": "Add a fallback approver in case the organization has no internal sponsor.",
    "external_sponsor": "Add a fallback approver in case the organization has no external sponsor.",
}


def on_stage(number: int, control: str) -> Place:
    """A control on a stage's card; stages count from 0."""
    return Place(tab="requests", control=f"stage-{number}-{control}")


def stages_of(policy: Policy) -> tuple[Stage, ...]:
    """The stages that requests go through; none where nobody can request (R27 speaks of leftovers)."""
    if policy.approval is None or isinstance(policy.audience, DirectAssignmentOnly):
        return ()
    return policy.approval.stages


@policy_rule("R28")
def approval_has_one_to_three_stages(policy: Policy, facts: Facts) -> Iterator[Problem]:
    match policy.approval:
        case Approval(stages=stages) if not 1 <= len(stages) <= MOST_STAGES:
            yield error("R28", STAGE_COUNT, "Choose 1, 2 or 3 stages.", f"There are {len(stages)} now.")


@policy_rule("R29")
def the_approver_kind_is_offered_here(policy: Policy, facts: Facts) -> Iterator[Problem]:
    per_stage = OFFERED.get(policy.audience.family, ())
    for number, (stage, offered) in enumerate(zip(stages_of(policy), per_stage, strict=False)):
        if stage.approver.kind not in offered:
            kind = APPROVERS[stage.approver.kind]
            message = f"'{kind}' can't be used as the {ORDINALS[number].lower()} approver for this audience."
            hint = f"On offer: {', '.join(APPROVERS[one] for one in offered)}."
            yield error("R29", on_stage(number, "approver_kind"), message, hint)


@policy_rule("R31")
def managers_and_sponsors_need_a_fallback(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, stage in enumerate(stages_of(policy)):
        if _fallback_is_missing(stage.approver):
            message = WITHOUT_FALLBACK[stage.approver.kind]
            yield error("R31", on_stage(number, "fallback"), message, "Users and groups can step in.")


def _fallback_is_missing(approver: Approver) -> bool:
    return not isinstance(approver, SpecificApprovers) and not approver.fallback


@policy_rule("R32")
def specific_approvers_are_named(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, stage in enumerate(stages_of(policy)):
        if isinstance(stage.approver, SpecificApprovers) and not stage.approver.approvers:
            message = f"Add at least one approver to the {stage_title(number)}."
            yield error("R32", on_stage(number, "approvers"), message, "Users and groups can approve.")


@policy_rule("R33")
def decisions_are_due_within_14_days(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, stage in enumerate(stages_of(policy)):
        if stage.decision_days is None or not 1 <= stage.decision_days <= MOST_DAYS:
            message = f"Enter a whole number from 1 to {MOST_DAYS}."
            yield error("R33", on_stage(number, "decision_days"), message)


@policy_rule("R40")
def sponsors_need_the_governance_licence(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, stage in enumerate(stages_of(policy)):
        if isinstance(stage.approver, Sponsors) and facts.governance_licence is False:
            message = "Sponsors as approvers requires a Microsoft Entra ID Governance subscription."
            yield error("R40", on_stage(number, "approver_kind"), message, "Choose another kind of approver.")


@policy_rule("R41")
def a_kind_is_used_once(policy: Policy, facts: Facts) -> Iterator[Problem]:
    used: dict[str, int] = {}
    for number, stage in enumerate(stages_of(policy)):
        kind = stage.approver.kind
        if kind in used:
            message = f"'{APPROVERS[kind]}' is already the {stage_title(used[kind])}."
            yield error("R41", on_stage(number, "approver_kind"), message, "Choose another kind of approver.")
        elif not isinstance(stage.approver, SpecificApprovers):
            used[kind] = number


@policy_rule("R42")
def nobody_approves_their_own_request(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if not isinstance(policy.audience, SpecificUsers) or len(policy.audience.targets) != 1:
        return
    only = policy.audience.targets[0]
    for number, stage in enumerate(stages_of(policy)):
        named = stage.approver.approvers if isinstance(stage.approver, SpecificApprovers) else ()
        if only.kind == "user" and [one.id.casefold() for one in named] == [only.id.casefold()]:
            message = (
                f"{only.display_name or only.id} is the only requestor and can't approve the own request."
            )
            yield warning("R42", on_stage(number, "approvers"), message, "Add a second approver.")
