"""Approval and its stages, between the controls and the document."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.document import (
    Alternates,
    Approval,
    Approver,
    ExternalSponsor,
    InternalSponsor,
    Manager,
    Principal,
    SecondLevelManager,
    SpecificApprovers,
    Sponsors,
    Stage,
)
from wizard.tabs.base import Listed, yes_no
from wizard.tabs.requests.kinds import default_kind
from wizard.tabs.typed import TypedForm

_BY_RELATION = {
    "manager": Manager,
    "sponsors": Sponsors,
    "internal_sponsor": InternalSponsor,
    "external_sponsor": ExternalSponsor,
}
STAGE_CONTROLS = (
    "approver_kind",
    "decision_days",
    "approver_justification",
    "alternates_enabled",
    "alternate_kind",
    "forward_after_days",
)


def controls_of(approval: Approval | None) -> dict[str, str]:
    """Without approval nothing is said of stages: the remembered ones wait."""
    if approval is None:
        return {"approval": "no"}
    found = {
        "approval": "yes",
        "requestor_justification": yes_no(approval.requestor_justification),
        "stage_count": str(len(approval.stages)),
    }
    for n, stage in enumerate(approval.stages):
        found |= {f"stage-{n}-{name}": value for name, value in _stage_controls(stage).items()}
    return found


def _stage_controls(stage: Stage) -> dict[str, str]:
    found = {
        "approver_kind": stage.approver.kind,
        "approver_justification": yes_no(stage.approver_justification),
        "alternates_enabled": yes_no(stage.alternates is not None),
    }
    if stage.decision_days is not None:
        found["decision_days"] = str(stage.decision_days)
    if stage.alternates is not None:
        found["alternate_kind"] = stage.alternates.approver.kind
        if stage.alternates.forward_after_days is not None:
            found["forward_after_days"] = str(stage.alternates.forward_after_days)
    return found


def defaults(family: str, before: Sequence[Stage]) -> dict[str, str]:
    """What the wizard starts with. The days of stages that the document holds are its own, even blank."""
    found = {"approval": "yes", "requestor_justification": "yes", "stage_count": "1"}
    for n in range(max(3, len(before))):
        found |= {
            f"stage-{n}-approver_kind": default_kind(family, n),
            f"stage-{n}-decision_days": "" if n < len(before) else "14",
            f"stage-{n}-approver_justification": "yes",
            f"stage-{n}-alternates_enabled": "no",
            f"stage-{n}-alternate_kind": "specific",
            f"stage-{n}-forward_after_days": "",
        }
    return found


def people_of(approval: Approval | None) -> dict[str, Sequence[Listed]]:
    found: dict[str, Sequence[Listed]] = {}
    for n, stage in enumerate(approval.stages if approval else ()):
        found |= _people(f"stage-{n}-approvers", f"stage-{n}-fallback", stage.approver)
        if stage.alternates:
            slots = f"stage-{n}-alternates", f"stage-{n}-alternate_fallback"
            found |= _people(*slots, stage.alternates.approver)
    return found


def _people(
    named: str, fallback: str, approver: Approver | SecondLevelManager
) -> dict[str, Sequence[Listed]]:
    if isinstance(approver, SpecificApprovers):
        return {named: approver.approvers}
    return {fallback: approver.fallback}


def stage_of(form: TypedForm, n: int, before: Stage | None) -> Stage:
    """Stage `n` as the form has it; `before` is the document's, None for one that is new to it."""
    stage = before or Stage()
    prefix = f"stage-{n}-"
    return Stage(
        approver=_approver(
            form.chosen(prefix + "approver_kind", stage.approver.kind),
            form.principals(prefix + "approvers"),
            form.principals(prefix + "fallback"),
        ),
        decision_days=form.number(prefix + "decision_days", stage.decision_days),
        approver_justification=form.answer(prefix + "approver_justification", stage.approver_justification),
        alternates=_alternates(form, prefix, stage.alternates),
    )


def _approver(kind: str, named: tuple[Principal, ...], fallback: tuple[Principal, ...]) -> Approver:
    relation = _BY_RELATION.get(kind)
    return relation(fallback=fallback) if relation else SpecificApprovers(approvers=named)


def _alternates(form: TypedForm, prefix: str, before: Alternates | None) -> Alternates | None:
    if not form.answer(prefix + "alternates_enabled", before is not None):
        return None
    known = before or Alternates()
    second_level = form.chosen(prefix + "alternate_kind", known.approver.kind) == "second_level_manager"
    return Alternates(
        approver=SecondLevelManager(fallback=form.principals(prefix + "alternate_fallback"))
        if second_level
        else SpecificApprovers(approvers=form.principals(prefix + "alternates")),
        forward_after_days=form.number(prefix + "forward_after_days", known.forward_after_days),
    )
