"""The Requests tab, and its part of the summary."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.document import Document, Policy, SpecificConnectedOrganizations, SpecificUsers, Stage
from wizard.labels import CONTROLS, STAGE_CONTROLS, stage_title
from wizard.tabs.base import Row, Section, Tab, Table
from wizard.tabs.requests.form import RequestsForm
from wizard.tabs.requests.kinds import FAMILIES, SCOPE_LABELS
from wizard.tabs.requests.show import alternate_approvers, approvers, names
from wizard.tabs.words import WORDS

NOBODY_REQUESTS = "Nobody can request yet."
NOBODY_ASSIGNS = "Nobody can be given access yet, not even by an administrator."


def summary(document: Document) -> Sequence[Section]:
    policy = document.policy
    stages = policy.approval.stages if policy.approval else ()
    return [
        Section(title="Requests", rows=_rows(policy)),
        *(Section(title=stage_title(n), rows=_stage(stage)) for n, stage in enumerate(stages)),
        *_verified_ids(policy),
    ]


def _rows(policy: Policy) -> list[Row]:
    return [
        Row(label=CONTROLS["family"], values=_audience(policy)),
        *_approval(policy),
        Row(label=CONTROLS["disable_assignment_emails"], values=[WORDS[policy.disable_assignment_emails]]),
        Row(label="Enabled", values=_enabled(policy)),
        *_stage_count(policy),
    ]


def _audience(policy: Policy) -> list[str]:
    match policy.audience:
        case SpecificUsers(targets=targets):
            return [SCOPE_LABELS["specific_users"], *names(targets)]
        case SpecificConnectedOrganizations(organizations=organizations):
            return [SCOPE_LABELS["specific_connected_organizations"], *names(organizations)]
        case audience:
            return [SCOPE_LABELS.get(audience.kind) or dict(FAMILIES)["none"]]


def _approval(policy: Policy) -> list[Row]:
    """None has no request settings, so nothing is said of them."""
    if policy.approval is None:
        return [] if policy.audience.family == "none" else [Row(label=CONTROLS["approval"], values=["No"])]
    justification = WORDS[policy.approval.requestor_justification]
    return [
        Row(label=CONTROLS["approval"], values=["Yes"]),
        Row(label=CONTROLS["requestor_justification"], values=[justification]),
    ]


def _enabled(policy: Policy) -> list[str]:
    if policy.enabled:
        return ["Yes"]
    return ["No", NOBODY_ASSIGNS if policy.audience.family == "none" else NOBODY_REQUESTS]


def _stage_count(policy: Policy) -> list[Row]:
    if policy.approval is None:
        return []
    return [Row(label=CONTROLS["stage_count"], values=[str(len(policy.approval.stages))])]


def _stage(stage: Stage) -> list[Row]:
    return [
        Row(label=STAGE_CONTROLS["approver_kind"], values=approvers(stage)),
        Row(label=STAGE_CONTROLS["decision_days"], values=_number(stage.decision_days)),
        Row(label=STAGE_CONTROLS["approver_justification"], values=[WORDS[stage.approver_justification]]),
        Row(
            label=STAGE_CONTROLS["alternates_enabled"],
            values=[WORDS[stage.alternates is not None]],
        ),
        *_alternates(stage),
    ]


def _alternates(stage: Stage) -> list[Row]:
    if stage.alternates is None:
        return []
    day = _number(stage.alternates.forward_after_days)
    return [
        Row(label=STAGE_CONTROLS["alternate_kind"], values=alternate_approvers(stage.alternates)),
        Row(label=STAGE_CONTROLS["forward_after_days"], values=day),
    ]


def _verified_ids(policy: Policy) -> list[Section]:
    """All of them are asked for, so they stand together."""
    if not policy.verified_ids:
        return []
    rows = [[one.issuer, ", ".join(one.credential_types)] for one in policy.verified_ids]
    by_hand = Row(label=CONTROLS["verified_ids_by_hand"], values=[WORDS[policy.verified_ids_by_hand]])
    table = Table(columns=["Issuer Identifier", "Credential types"], rows=rows)
    return [Section(title=CONTROLS["verified_ids"], rows=[by_hand], table=table)]


def _number(value: int | None) -> list[str]:
    return [] if value is None else [str(value)]


TAB = Tab(
    key="requests",
    title="Requests",
    required=True,
    form=RequestsForm,
    template="wizard/tabs/requests.html",
    summary=summary,
)
