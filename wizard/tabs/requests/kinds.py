"""Families, scopes and approver kinds: what exists, what it is called, what is offered where."""

from __future__ import annotations

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
#: The scope that cannot do without approval.
ANYBODY = "all_external_users"

APPROVERS = {
    "manager": "Manager as approver",
    "sponsors": "Sponsors as approvers",
    "external_sponsor": "External sponsor",
    "internal_sponsor": "Internal sponsor",
    "specific": "Choose specific approvers",
}
#: Per family and stage the approver kinds on offer.
OFFERED = {
    "internal": (("manager", "sponsors", "specific"), ("sponsors", "specific"), ("specific",)),
    "external": (
        ("external_sponsor", "internal_sponsor", "specific"),
        ("internal_sponsor", "external_sponsor", "specific"),
        ("specific", "internal_sponsor", "external_sponsor"),
    ),
}
ALTERNATES = {
    "specific": "Choose specific alternate approvers",
    "second_level_manager": "Second level manager as alternate approver",
}

ORDINALS = ("First", "Second", "Third")
MOST_STAGES = len(ORDINALS)
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


def stage_title(stage: int) -> str:
    """First Approver, Second Approver, Third Approver."""
    return f"{ORDINALS[stage]} Approver" if stage < MOST_STAGES else f"Approver {stage + 1}"
