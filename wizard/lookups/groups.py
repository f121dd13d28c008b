"""Kinds of groups, told apart by their properties. https://learn.microsoft.com/graph/api/resources/groups-overview"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def sub_type(group: Row) -> str:
    """What the wizard shows in the Sub Type column."""
    if group.get("isAssignableToRole"):
        return "Assignable to roles"
    if "Team" in (group.get("resourceProvisioningOptions") or ()):
        return "Team"
    if "Unified" in (group.get("groupTypes") or ()):
        return "Microsoft 365"
    return "Distribution" if group.get("mailEnabled") else "Security"


def is_dynamic(group: Row) -> bool:
    return "DynamicMembership" in (group.get("groupTypes") or ())


def is_synced(group: Row) -> bool:
    return bool(group.get("onPremisesSyncEnabled"))


def why_not(group: Row) -> str:
    """Why a group can never be a resource (R17), or an empty text."""
    if is_synced(group):
        return "Synced from on-premises Active Directory: its members cannot be changed in Entra ID."
    if group.get("mailEnabled") and "Unified" not in (group.get("groupTypes") or ()):
        return "A mail group of Exchange: its members cannot be changed in Entra ID."
    return ""
