"""Users who can request access, between the controls and the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wizard.document import (
    AllConnectedOrganizations,
    AllExternalUsers,
    AllMembers,
    AllUsers,
    Audience,
    ConnectedOrganization,
    DirectAssignmentOnly,
    Principal,
    SpecificConnectedOrganizations,
    SpecificUsers,
)
from wizard.tabs.base import Listed

_WITHOUT_LIST: Mapping[str, Audience] = {
    "all_members": AllMembers(),
    "all_users": AllUsers(),
    "all_connected_organizations": AllConnectedOrganizations(),
    "all_external_users": AllExternalUsers(),
    "none": DirectAssignmentOnly(),
}


def controls_of(audience: Audience) -> dict[str, str]:
    """None has no scope, so it leaves the remembered one alone."""
    if audience.family == "none":
        return {"family": "none"}
    return {"family": audience.family, "scope": audience.kind}


def people_of(audience: Audience) -> dict[str, Sequence[Listed]]:
    match audience:
        case SpecificUsers(targets=targets):
            return {"targets": targets}
        case SpecificConnectedOrganizations(organizations=organizations):
            return {"organizations": organizations}
        case _:
            return {}


def audience_of(
    kind: str, targets: tuple[Principal, ...], organizations: tuple[ConnectedOrganization, ...]
) -> Audience:
    """Only the kind's own list goes in."""
    match kind:
        case "specific_users":
            return SpecificUsers(targets=targets)
        case "specific_connected_organizations":
            return SpecificConnectedOrganizations(organizations=organizations)
        case _:
            return _WITHOUT_LIST[kind]
