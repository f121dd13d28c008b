"""Every control that Graph v1.0 can express: changed in a draft that uses everything, it changes its property
of the plan, and no other.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.csdl import assert_request_valid
from wizard.document import dump, load
from wizard.document.lenient import read
from wizard.document.text import parse
from wizard.labels import CONTROLS, QUESTION_CONTROLS, STAGE_CONTROLS
from wizard.plan import build_plan, plan_as_json

MAXIMAL = Path(__file__).resolve().parents[2] / "docs" / "examples" / "maximal.yaml"

EMIL = {"kind": "user", "id": "29ca6ec6-caee-5844-b8a7-f6c6e27d6c8d", "display_name": "Emil Larsen"}
POLICY = "policies.0"
STAGE = f"{POLICY}.approval.stages.0"
APPROVAL = "policy:1.requestApprovalSettings"
SENT_STAGE = f"{APPROVAL}.stages.0"
SETTINGS = "policy:1.requestorSettings"
REVIEW = f"{POLICY}.access_review"
SENT_REVIEW = "policy:1.reviewSettings"
ORGANIZATION = {"id": "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9", "display_name": "Fabrikam"}

#: Control, member of the document, its new value, and what changes in the plan: step and property.
ROWS: list[tuple[str, str, Any, set[str]]] = [
    ("name", "basics.name", "Another", {"package.displayName"}),
    ("description", "basics.description", "Another", {"describe:package.description"}),
    (
        "catalog",
        "basics.catalog",
        {"kind": "existing", "id": ORGANIZATION["id"]},
        {"catalog", "describe:catalog", "package.catalog.id"}
        | {f"resource:{n}.catalog.id" for n in range(5)},
    ),
    ("catalog_name", "basics.catalog.name", "Another", {"catalog.displayName"}),
    ("catalog_description", "basics.catalog.description", "Another", {"describe:catalog.description"}),
    ("catalog_enabled", "basics.catalog.enabled", False, {"catalog.state"}),
    (
        "catalog_enabled_for_external_users",
        "basics.catalog.enabled_for_external_users",
        True,
        {"catalog.isExternallyVisible"},
    ),
    (
        "role-0",
        "resource_roles.0.role.display_name",
        "Owner",
        {"role:0.role.displayName"},
    ),
    (
        "resources",
        "resource_roles",
        "first",
        {f"{kind}:{row}" for kind in ("resource", "visible", "roles", "role") for row in range(1, 5)},
    ),
    ("family", f"{POLICY}.audience", {"kind": "none"}, {
        "policy:1.allowedTargetScope", "policy:1.specificAllowedTargets.0",
        "policy:1.specificAllowedTargets.1", "policy:1.specificAllowedTargets.2",
        f"{SETTINGS}.enableTargetsToSelfAddAccess", f"{SETTINGS}.enableTargetsToSelfUpdateAccess",
        f"{SETTINGS}.enableTargetsToSelfRemoveAccess",
    }),
    ("scope", f"{POLICY}.audience", {"kind": "all_members"}, {
        "policy:1.allowedTargetScope", "policy:1.specificAllowedTargets.0",
        "policy:1.specificAllowedTargets.1", "policy:1.specificAllowedTargets.2",
    }),
    ("targets", f"{POLICY}.audience.targets.0.id", ORGANIZATION["id"],
     {"policy:1.specificAllowedTargets.0.groupId"}),
    ("organizations", f"{POLICY}.audience",
     {"kind": "specific_connected_organizations", "organizations": [ORGANIZATION]}, {
        "policy:1.allowedTargetScope", "policy:1.specificAllowedTargets.0.@odata.type",
        "policy:1.specificAllowedTargets.0.groupId",
        "policy:1.specificAllowedTargets.0.connectedOrganizationId",
        "policy:1.specificAllowedTargets.1", "policy:1.specificAllowedTargets.2",
    }),
    ("approval", f"{POLICY}.approval", None, {
        f"{APPROVAL}.isApprovalRequiredForAdd", f"{APPROVAL}.isRequestorJustificationRequired",
        f"{APPROVAL}.stages.0", f"{APPROVAL}.stages.1", f"{APPROVAL}.stages.2",
    }),
    ("requestor_justification", f"{POLICY}.approval.requestor_justification", False,
     {f"{APPROVAL}.isRequestorJustificationRequired"}),
    ("stage-approver_kind", f"{STAGE}.approver.kind", "sponsors",
     {f"{SENT_STAGE}.primaryApprovers.0.@odata.type", f"{SENT_STAGE}.primaryApprovers.0.managerLevel"}),
    ("stage-approvers", f"{POLICY}.approval.stages.2.approver.approvers.0.id", EMIL["id"],
     {f"{APPROVAL}.stages.2.primaryApprovers.0.userId"}),
    ("stage-fallback", f"{STAGE}.approver.fallback.0.id", EMIL["id"],
     {f"{SENT_STAGE}.fallbackPrimaryApprovers.0.groupId"}),
    ("stage-decision_days", f"{STAGE}.decision_days", 12, {f"{SENT_STAGE}.durationBeforeAutomaticDenial"}),
    ("stage-approver_justification", f"{STAGE}.approver_justification", False,
     {f"{SENT_STAGE}.isApproverJustificationRequired"}),
    ("stage-alternates_enabled", f"{STAGE}.alternates", None, {
        f"{SENT_STAGE}.isEscalationEnabled", f"{SENT_STAGE}.durationBeforeEscalation",
        f"{SENT_STAGE}.escalationApprovers.0", f"{SENT_STAGE}.fallbackEscalationApprovers.0",
    }),
    ("stage-alternate_kind", f"{STAGE}.alternates.approver", {"kind": "specific", "approvers": [EMIL]}, {
        f"{SENT_STAGE}.escalationApprovers.0.@odata.type", f"{SENT_STAGE}.escalationApprovers.0.userId",
        f"{SENT_STAGE}.escalationApprovers.0.managerLevel", f"{SENT_STAGE}.fallbackEscalationApprovers.0",
    }),
    ("stage-alternates", f"{POLICY}.approval.stages.1.alternates.approver.approvers.0.id", EMIL["id"],
     {f"{APPROVAL}.stages.1.escalationApprovers.0.userId"}),
    ("stage-alternate_fallback", f"{STAGE}.alternates.approver.fallback.0.id", EMIL["id"],
     {f"{SENT_STAGE}.fallbackEscalationApprovers.0.groupId"}),
    ("stage-forward_after_days", f"{STAGE}.alternates.forward_after_days", 9,
     {f"{SENT_STAGE}.durationBeforeEscalation"}),
    ("disable_assignment_emails", f"{POLICY}.disable_assignment_emails", False,
     {"policy:1.notificationSettings.isAssignmentNotificationDisabled"}),
    ("enabled", f"{POLICY}.enabled", False, {f"{SETTINGS}.enableTargetsToSelfAddAccess"}),
    ("question-text", f"{POLICY}.questions.0.text", "Another?", {"policy:1.questions.0.text"}),
    ("question-format", f"{POLICY}.questions.0.format", "long_text",
     {"policy:1.questions.0.isSingleLineQuestion"}),
    ("question-choices", f"{POLICY}.questions.1.choices.1.text", "Shorter",
     {"policy:1.questions.1.choices.1.text", "policy:1.questions.1.choices.1.actualValue"}),
    ("question-required", f"{POLICY}.questions.0.required", False, {"policy:1.questions.0.isRequired"}),
    ("question-localizations", f"{POLICY}.questions.0.localizations.0.text", "Hva?",
     {"policy:1.questions.0.localizations.0.text"}),
    ("question-regex_pattern", f"{POLICY}.questions.0.regex_pattern", "[0-9]",
     {"policy:1.questions.0.regexPattern"}),
    ("expiration", f"{POLICY}.expiration", {"kind": "never"},
     {"policy:1.expiration.type", "policy:1.expiration.endDateTime"}),
    ("expiration_date", f"{POLICY}.expiration.date", "2037-12-31", {"policy:1.expiration.endDateTime"}),
    ("expiration_days", f"{POLICY}.expiration", {"kind": "after_days", "days": 30}, {
        "policy:1.expiration.type", "policy:1.expiration.endDateTime", "policy:1.expiration.duration",
    }),
    ("expiration_hours", f"{POLICY}.expiration", {"kind": "after_hours", "hours": 8}, {
        "policy:1.expiration.type", "policy:1.expiration.endDateTime", "policy:1.expiration.duration",
    }),
    ("custom_timeline", f"{POLICY}.custom_timeline", False, {f"{SETTINGS}.allowCustomAssignmentSchedule"}),
    ("extension", f"{POLICY}.extension", None,
     {f"{SETTINGS}.enableTargetsToSelfUpdateAccess", f"{APPROVAL}.isApprovalRequiredForUpdate"}),
    ("extension_approval", f"{POLICY}.extension.approval_required", False,
     {f"{APPROVAL}.isApprovalRequiredForUpdate"}),
    ("review_start", f"{REVIEW}.starts_on", "2036-02-02", {f"{SENT_REVIEW}.schedule.startDateTime"}),
    ("review_frequency", f"{REVIEW}.frequency", "annually",
     {f"{SENT_REVIEW}.schedule.recurrence.pattern.interval"}),
    ("review_duration", f"{REVIEW}.duration_days", 20, {f"{SENT_REVIEW}.schedule.expiration.duration"}),
    ("reviewer", f"{REVIEW}.reviewer", {"kind": "self"}, {
        f"{SENT_REVIEW}.isSelfReview", f"{SENT_REVIEW}.primaryReviewers.0",
        f"{SENT_REVIEW}.fallbackReviewers.0",
    }),
    ("reviewers", f"{REVIEW}.reviewer", {"kind": "specific", "reviewers": [EMIL]}, {
        f"{SENT_REVIEW}.primaryReviewers.0.@odata.type", f"{SENT_REVIEW}.primaryReviewers.0.userId",
        f"{SENT_REVIEW}.primaryReviewers.0.managerLevel", f"{SENT_REVIEW}.fallbackReviewers.0",
    }),
    ("review_fallback", f"{REVIEW}.reviewer.fallback.0.id", EMIL["id"],
     {f"{SENT_REVIEW}.fallbackReviewers.0.userId"}),
    ("review_no_response", f"{REVIEW}.if_no_response", "remove_access",
     {f"{SENT_REVIEW}.expirationBehavior"}),
    ("review_helpers", f"{REVIEW}.decision_helpers", False, {f"{SENT_REVIEW}.isRecommendationEnabled"}),
    ("review_justification", f"{REVIEW}.reviewer_justification", False,
     {f"{SENT_REVIEW}.isReviewerJustificationRequired"}),
    ("review", REVIEW, None, {SENT_REVIEW}),
    ("stage_count", f"{POLICY}.approval.stages", "first", {f"{APPROVAL}.stages.1", f"{APPROVAL}.stages.2"}),
]  # fmt: skip

#: Graph v1.0 has no property for them.
NOT_EXPRESSIBLE = {"verified_ids", "verified_ids_by_hand"}


def document() -> Any:
    """The draft in JSON."""
    return dump(read(parse(MAXIMAL.read_bytes())).document)


def plan_of(data: Any) -> dict[str, Any]:
    """Bodies by step; steps about one resource are numbered, since their keys hold its id."""
    numbers: dict[str, int] = {}
    plan = {}
    for step in plan_as_json(build_plan(load(data))):
        kind, _, rest = step["key"].partition(":")
        if kind in ("resource", "visible", "roles", "role"):
            position = numbers[kind] = numbers.get(kind, -1) + 1
            rest = str(position)
        plan[f"{kind}:{rest}" if rest else kind] = step["body"]
    return plan


def change(data: Any, path: str, value: Any) -> None:
    """Sets the member at a path such as policies.0.enabled."""
    *parents, last = [int(one) if one.isdigit() else one for one in path.split(".")]
    for one in parents:
        data = data[one]
    if value == "first":
        value = data[last][:1]
    data[last] = value


def differences(before: Any, after: Any, path: str = "") -> set[str]:
    """Where two JSON values differ: the smallest members."""
    if type(before) is not type(after) or not isinstance(before, dict | list):
        return set() if before == after else {path}
    one, other = (dict(enumerate(v)) if isinstance(v, list) else v for v in (before, after))
    found: set[str] = set()
    for key in {*one, *other}:
        inner = f"{path}.{key}".lstrip(".")
        if key not in one or key not in other:
            found.add(inner)
        else:
            found |= differences(one[key], other[key], inner)
    return found


@pytest.mark.parametrize(("control", "path", "value", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_a_control_changes_its_property_and_no_other(control, path, value, expected):
    changed = document()
    change(changed, path, copy.deepcopy(value))
    assert differences(plan_of(document()), plan_of(changed)) == expected


def test_every_control_that_graph_can_express_has_a_row():
    stages = {f"stage-{name}" for name in STAGE_CONTROLS}
    questions = {f"question-{name}" for name in QUESTION_CONTROLS}
    rows = {"role-0" if control == "role-0" else control for control, *_ in ROWS}
    assert rows - {"role-0"} == (set(CONTROLS) | stages | questions) - NOT_EXPRESSIBLE


def test_what_graph_cannot_express_changes_nothing():
    without = document()
    change(without, f"{POLICY}.verified_ids", [])
    change(without, f"{POLICY}.verified_ids_by_hand", False)
    assert plan_of(without) == plan_of(document())


def test_the_plan_that_uses_everything_is_what_the_official_types_say():
    for step in plan_as_json(build_plan(load(document()))):
        if step["method"] == "POST":
            assert_request_valid("POST", step["path"], without_places(step["body"]))


def without_places(body: Any) -> Any:
    """Ids that are known after creation, as some id."""
    if isinstance(body, dict):
        return {name: without_places(value) for name, value in body.items()}
    if isinstance(body, list):
        return [without_places(one) for one in body]
    return ORGANIZATION["id"] if isinstance(body, str) and body.startswith("<known after") else body
