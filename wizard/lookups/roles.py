"""Roles that a resource offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wizard.document import OriginSystem, Role
from wizard.lookups import groups

Row = Mapping[str, Any]
#: Of a site nobody has asked yet, only the usual names of its permission groups are known; the catalog
#: gives the ids.
SITE_ROLES = ("Owners", "Members", "Visitors")
#: What entitlement management offers for an application without roles of its own; its id comes from the
#: catalog.
DEFAULT_ACCESS = "Default Access"


def listed(row: Row) -> Role:
    """A row of the catalog's resourceRoles."""
    return Role(
        display_name=row.get("displayName") or row["originId"], origin_id=row["originId"], id=row.get("id")
    )


def of_directory(system: OriginSystem, row: Row) -> Sequence[Role]:
    """What the directory says of a resource that is not in the catalog yet."""
    if system == "AadGroup":
        return _of_group(row)
    if system == "AadApplication":
        return _of_application(row)
    return [Role(display_name=f"{row.get('displayName', '')} {name}".strip()) for name in SITE_ROLES]


def _of_group(group: Row) -> Sequence[Role]:
    """A group with dynamic membership lets nobody be put into it: owner only (R12)."""
    names = ("Owner",) if groups.is_dynamic(group) else ("Member", "Owner")
    return [Role(display_name=name, origin_id=f"{name}_{group['id']}") for name in names]


def _of_application(application: Row) -> Sequence[Role]:
    found = [
        Role(display_name=one.get("displayName") or one["id"], origin_id=one["id"])
        for one in application.get("appRoles") or ()
        if one.get("isEnabled") and "User" in (one.get("allowedMemberTypes") or ())
    ]
    return found or [Role(display_name=DEFAULT_ACCESS)]
