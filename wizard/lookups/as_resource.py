"""Rows of Graph as resources, and what no package can ever hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from wizard.document import OriginSystem, Resource
from wizard.lookups import groups
from wizard.lookups.candidates import Candidate

Row = Mapping[str, Any]

#: Client ids of services that are the same in every tenant.
SERVICES = {
    "00000002-0000-0ff1-ce00-000000000000": "Exchange Online",
    "00000003-0000-0ff1-ce00-000000000000": "SharePoint Online",
}
LIBRARY = "A document library or a document cannot be picked, only its whole site."
_BELOW_A_SITE = re.compile(r"/(shared documents|forms|lists|siteassets|sitepages)(/|$)|\.[a-z]{3,4}$")


def same(origin_id: str) -> str:
    """Origin ids as the tenant compares them: case does not count, nor a site's last slash."""
    return origin_id.casefold().rstrip("/")


def why_never(system: OriginSystem, row: Row) -> str:
    """Why no package can hold it, whoever asks (R17); empty where one can.

    https://learn.microsoft.com/entra/id-governance/entitlement-management-catalog-create
    """
    if system == "AadGroup":
        return groups.why_not(row)
    return _why_no_application(row) if system == "AadApplication" else _why_no_site(row)


def of_directory(system: OriginSystem, row: Row) -> Resource:
    """What the directory or SharePoint says of it."""
    return Resource(
        origin_system=system,
        origin_id=row["webUrl"] if system == "SharePointOnline" else row["id"],
        display_name=row.get("displayName") or row.get("name") or "",
        sub_type=_sub_type(system, row),
        is_dynamic=groups.is_dynamic(row),
        is_synced=groups.is_synced(row),
        is_assignable_to_role=bool(row.get("isAssignableToRole")),
        read_at=dt.datetime.now(dt.UTC),
    )


def of_catalog(row: Row) -> Resource:
    """What the catalog says of it: little more than the name."""
    return Resource(
        origin_system=row["originSystem"],
        origin_id=row["originId"],
        display_name=row.get("displayName") or row["originId"],
        sub_type={"AadApplication": "Application", "SharePointOnline": "Site"}.get(row["originSystem"], ""),
        catalog_resource_id=row["id"],
        read_at=dt.datetime.now(dt.UTC),
    )


def candidate(system: OriginSystem, row: Row) -> Candidate[Resource]:
    """A row of the directory as the picker offers it."""
    one = of_directory(system, row)
    detail = {"AadGroup": "mail", "AadApplication": "appId", "SharePointOnline": "webUrl"}[system]
    return Candidate(
        one=one, type=_type(system, row), detail=row.get(detail) or "", never=why_never(system, row)
    )


def candidate_of_catalog(row: Row) -> Candidate[Resource]:
    """A row of the catalog as the picker offers it."""
    one = of_catalog(row)
    detail = one.origin_id if one.origin_system == "SharePointOnline" else ""
    return Candidate(one=one, type=one.sub_type or "Group", detail=detail)


def _sub_type(system: OriginSystem, row: Row) -> str:
    if system == "AadGroup":
        return groups.sub_type(row)
    return "Application" if system == "AadApplication" else "Site"


def _type(system: OriginSystem, row: Row) -> str:
    """One more word than the Sub Type: an application that nobody can sign in to looks like any other."""
    off = system == "AadApplication" and row.get("accountEnabled") is False
    return f"{_sub_type(system, row)}{' (sign-in disabled)' if off else ''}"


def _why_no_application(row: Row) -> str:
    if service := SERVICES.get(str(row.get("appId") or "").lower()):
        return f"{service} is a service of Microsoft, not an application with roles to give."
    if row.get("signInAudience") == "PersonalMicrosoftAccount":
        return "Accepts only personal Microsoft accounts, so nobody of a directory can be given a role."
    return ""


def _why_no_site(row: Row) -> str:
    return LIBRARY if _BELOW_A_SITE.search(unquote(row.get("webUrl") or "").casefold().rstrip("/")) else ""
