"""The assignment policy's body. https://learn.microsoft.com/graph/api/resources/accesspackageassignmentpolicy"""

from typing import Any, assert_never

from portal.graph.calls import answer, entitlement, path_answer
from wizard.document import (
    AllConnectedOrganizations,
    AllExternalUsers,
    AllMembers,
    AllUsers,
    Approval,
    Audience,
    DirectAssignmentOnly,
    Policy,
    SpecificConnectedOrganizations,
    SpecificUsers,
    Stage,
)
from wizard.plan import keys, subjects
from wizard.plan.errors import needed
from wizard.plan.lifecycle import expiration, review_settings
from wizard.plan.questions import questions
from wizard.plan.resources import NOT_YET
from wizard.plan.step import Look, Match, Step

JSON = dict[str, Any]


def policy_step(policy: Policy, position: int, needs: tuple[str, ...]) -> Step:
    """Comes after every role, so that nobody can request a half-filled package."""
    key = keys.policy(position)
    return Step(
        key=key,
        title=f"Create the policy {policy.name}",
        call=entitlement.create_assignment_policy(policy_body(policy)),
        needs=needs,
        look=Look(
            call=entitlement.package_contents(path_answer(keys.PACKAGE, "id")),
            match=Match(name=key, under="assignmentPolicies", where={"displayName": policy.name}),
        ),
        undo=entitlement.delete(f"{entitlement.ENTITLEMENT}/assignmentPolicies/{path_answer(key, 'id')}"),
        not_yet_codes=NOT_YET,
    )


def policy_body(policy: Policy) -> JSON:
    scope, targets = allowed_targets(policy.audience)
    body: JSON = {
        "displayName": policy.name,
        "description": policy.description,
        "allowedTargetScope": scope,
        "specificAllowedTargets": targets,
        "expiration": expiration(policy.expiration),
        "requestorSettings": _requestor_settings(policy),
        "requestApprovalSettings": _approval_settings(policy),
        "notificationSettings": {"isAssignmentNotificationDisabled": policy.disable_assignment_emails},
        "questions": questions(policy.questions),
        "accessPackage": {"id": answer(keys.PACKAGE, "id")},
    }
    if policy.access_review is not None:
        body["reviewSettings"] = review_settings(policy.access_review)
    return body


def allowed_targets(audience: Audience) -> tuple[str, list[JSON]]:
    """allowedTargetScope and specificAllowedTargets, which only make sense together."""
    match audience:
        case SpecificUsers(targets=targets):
            return "specificDirectoryUsers", subjects.principals(targets)
        case AllMembers():
            return "allMemberUsers", []
        case AllUsers():
            return "allDirectoryUsers", []
        case SpecificConnectedOrganizations(organizations=organizations):
            named = [subjects.connected_organization(one.id) for one in organizations]
            return "specificConnectedOrganizationUsers", named
        case AllConnectedOrganizations():
            return "allConfiguredConnectedOrganizationUsers", []
        case AllExternalUsers():
            return "allExternalUsers", []
        case DirectAssignmentOnly():
            return "notSpecified", []
        case _:
            assert_never(audience)


def _requestor_settings(policy: Policy) -> JSON:
    """Whoever may request may also give back; with direct assignment nobody serves themselves."""
    requestable = not isinstance(policy.audience, DirectAssignmentOnly)
    return {
        "enableTargetsToSelfAddAccess": requestable and policy.enabled,
        "enableTargetsToSelfUpdateAccess": requestable and policy.extension is not None,
        "enableTargetsToSelfRemoveAccess": requestable,
        "allowCustomAssignmentSchedule": policy.custom_timeline,
        "enableOnBehalfRequestorsToAddAccess": False,
        "enableOnBehalfRequestorsToUpdateAccess": False,
        "enableOnBehalfRequestorsToRemoveAccess": False,
        "onBehalfRequestors": [],
    }


def _approval_settings(policy: Policy) -> JSON:
    approval = policy.approval
    return {
        "isApprovalRequiredForAdd": approval is not None,
        "isApprovalRequiredForUpdate": bool(policy.extension and policy.extension.approval_required),
        "isRequestorJustificationRequired": approval is not None and approval.requestor_justification,
        "stages": [_stage(stage) for stage in _stages(approval)],
    }


def _stages(approval: Approval | None) -> tuple[Stage, ...]:
    return approval.stages if approval else ()


def _stage(stage: Stage) -> JSON:
    return {
        "durationBeforeAutomaticDenial": f"P{needed(stage.decision_days, 'a number of days')}D",
        "isApproverJustificationRequired": stage.approver_justification,
        "primaryApprovers": subjects.primary_approvers(stage.approver),
        "fallbackPrimaryApprovers": subjects.fallback_approvers(stage.approver),
        **_escalation(stage),
    }


def _escalation(stage: Stage) -> JSON:
    if stage.alternates is None:
        off = {"isEscalationEnabled": False, "durationBeforeEscalation": "PT0S"}
        return off | {"escalationApprovers": [], "fallbackEscalationApprovers": []}
    days = needed(stage.alternates.forward_after_days, "the day to forward on")
    return {
        "isEscalationEnabled": True,
        "durationBeforeEscalation": f"P{days}D",
        "escalationApprovers": subjects.escalation_approvers(stage.alternates),
        "fallbackEscalationApprovers": subjects.fallback_approvers(stage.alternates.approver),
    }
