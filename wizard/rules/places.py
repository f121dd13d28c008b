"""Where on the page the members of the document are edited."""

import re

from wizard.document.shape import Path, path_text
from wizard.rules.problem import Place
from wizard.rules.registry import of_policy_control

#: Member, tab and control; the first that begins the path counts. Braces take the numbers of the path.
_PLACES = [
    (re.compile(member + r"(?![\w])"), tab, control)
    for member, tab, control in (
        (r"basics\.name", "basics", "name"),
        (r"basics\.description", "basics", "description"),
        (r"basics\.catalog", "basics", "catalog"),
        (r"resource_roles\[(\d+)\]", "resource-roles", "role-{}"),
        (r"resource_roles", "resource-roles", "resources"),
        (r"audience\.targets", "requests", "targets"),
        (r"audience\.organizations", "requests", "organizations"),
        (r"audience", "requests", "family"),
        (r"approval\.requestor_justification", "requests", "requestor_justification"),
        (r"approval\.stages\[(\d+)\]\.approver\.approvers", "requests", "stage-{}-approvers"),
        (r"approval\.stages\[(\d+)\]\.approver\.fallback", "requests", "stage-{}-fallback"),
        (r"approval\.stages\[(\d+)\]\.approver", "requests", "stage-{}-approver_kind"),
        (r"approval\.stages\[(\d+)\]\.decision_days", "requests", "stage-{}-decision_days"),
        (r"approval\.stages\[(\d+)\]\.approver_justification", "requests", "stage-{}-approver_justification"),
        (r"approval\.stages\[(\d+)\]\.alternates\.approver\.approvers", "requests", "stage-{}-alternates"),
        (
            r"approval\.stages\[(\d+)\]\.alternates\.approver\.fallback",
            "requests",
            "stage-{}-alternate_fallback",
        ),
        (r"approval\.stages\[(\d+)\]\.alternates\.approver", "requests", "stage-{}-alternate_kind"),
        (
            r"approval\.stages\[(\d+)\]\.alternates\.forward_after_days",
            "requests",
            "stage-{}-forward_after_days",
        ),
        (r"approval\.stages\[(\d+)\]\.alternates", "requests", "stage-{}-alternates_enabled"),
        (r"approval\.stages", "requests", "stage_count"),
        (r"approval", "requests", "approval"),
        (r"disable_assignment_emails", "requests", "disable_assignment_emails"),
        (r"enabled", "requests", "enabled"),
        (r"verified_ids", "requests", "verified_ids"),
        (r"verified_ids_by_hand", "requests", "verified_ids_by_hand"),
        (r"questions\[(\d+)\]\.choices\[(\d+)\]", "requestor-information", "question-{}-choice-{}"),
        (r"questions\[(\d+)\]\.(\w+)", "requestor-information", "question-{}-{}"),
        (r"questions\[(\d+)\]", "requestor-information", "question-{}-text"),
        (r"questions", "requestor-information", "question-0-text"),
        (r"expiration\.date", "lifecycle", "expiration_date"),
        (r"expiration\.time_zone", "lifecycle", "expiration_date"),
        (r"expiration\.days", "lifecycle", "expiration_days"),
        (r"expiration\.hours", "lifecycle", "expiration_hours"),
        (r"expiration", "lifecycle", "expiration"),
        (r"custom_timeline", "lifecycle", "custom_timeline"),
        (r"extension\.approval_required", "lifecycle", "extension_approval"),
        (r"extension", "lifecycle", "extension"),
        (r"access_review\.starts_on", "lifecycle", "review_start"),
        (r"access_review\.frequency", "lifecycle", "review_frequency"),
        (r"access_review\.duration_days", "lifecycle", "review_duration"),
        (r"access_review\.reviewer\.reviewers", "lifecycle", "reviewers"),
        (r"access_review\.reviewer\.fallback", "lifecycle", "review_fallback"),
        (r"access_review\.reviewer", "lifecycle", "reviewer"),
        (r"access_review\.if_no_response", "lifecycle", "review_no_response"),
        (r"access_review\.decision_helpers", "lifecycle", "review_helpers"),
        (r"access_review\.reviewer_justification", "lifecycle", "review_justification"),
        (r"access_review", "lifecycle", "review"),
    )
]
#: For what belongs to no control, such as the version.
NOWHERE = Place(tab="basics", control="name")


def place_of(path: Path) -> Place:
    """The control for a member of the document; the nearest one where it has none of its own."""
    if path[:1] == ("policies",):
        position = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        place = _place(path_text(path[2:])) or Place(tab="requests", control="family")
        return of_policy_control(position, place)
    return _place(path_text(path)) or NOWHERE


def _place(text: str) -> Place | None:
    for member, tab, control in _PLACES:
        if match := member.match(text):
            return Place(tab=tab, control=control.format(*match.groups()))
    return None
