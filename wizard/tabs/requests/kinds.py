"""Families, scopes and approver kinds: what exists, what it is called, what is offered where."""

from __future__ import annotations

from wizard.labels import APPROVERS
from wizard.rules.approval import MOST_STAGES, OFFERED

FAMILIES = (
    ("internal", "For users in your directory"),
    ("external", "For users not in your directory"),
    ("none", "None (administrator direct assignments only)"),
)
FAMILY_LINES = {
    "internal": "Allow users and groups in your directory to request this access package",
    "external": "Allow users in connected organizations (other directories and domains) to request this "
    "access package",
    "none": "Allow administrators to directly assign specific users to this access package. "
    "Users cannot request this access package",
}

FAMILY_HELP = "Unsure, or planning automatic assignment? Start with None and add a policy after creation."

#: Per family that can request, its scopes; the first is the default.
SCOPES = {
    "internal": (
        ("specific_users", "Specific users and groups"),
        ("all_members", "All members (excluding guests)"),
        ("all_users", "All users (including guests)"),
    ),
    "external": (
        ("specific_connected_organizations", "Specific connected organizations"),
        ("all_connected_organizations", "All connected organizations"),
        (
            "all_external_users",
            "All users (All connected organizations + any new external users)",
        ),
    ),
}
SCOPE_LABELS = {kind: label for scopes in SCOPES.values() for kind, label in scopes}
SCOPE_HELP = {
    "internal": "All members are all users except guests; all users are members and guests.",
    "external": "A guest account is created when a request is approved, without an invitation email; the "
    "guest gets an email when access is delivered. After their last assignment has ended, guests can no "
    "longer sign in and are deleted later. Your external collaboration settings must allow inviting them.",
}
#: The scope that cannot do without approval.
ANYBODY = "all_external_users"

#: The alternate who only exists where the manager is the First Approver.
SECOND_LEVEL = "second_level_manager"
ALTERNATES = {
    "specific": "Choose specific alternate approvers",
    SECOND_LEVEL: "Second level manager as alternate approver",
}

NO_LICENCE = "Needs a Microsoft Entra ID Governance licence, which this tenant does not have."


def scopes(family: str) -> tuple[str, ...]:
    """The scopes of a family; none for None."""
    return tuple(kind for kind, _ in SCOPES.get(family, ()))


def offered(family: str, stage: int) -> tuple[str, ...]:
    """The approver kinds of a stage (from 0); one beyond the third, from a file, has the third's."""
    return OFFERED[family][min(stage, MOST_STAGES - 1)] if family in OFFERED else tuple(APPROVERS)


def default_kind(family: str, stage: int) -> str:
    """What a stage starts with: somebody near the requestor first, then people chosen by name."""
    return offered(family, 0)[0] if stage == 0 else "specific"
