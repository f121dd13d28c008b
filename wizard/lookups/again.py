"""Graph's rows as what rules see of them. Missing properties are not guessed: they are None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.dateparse import parse_duration

from wizard.lookups import groups
from wizard.rules.seen import ManagersOfAll, SeenApplication, SeenGroup, SeenOrganization, SeenUser, same_id

Row = Mapping[str, Any]
#: Part of every guest's sign-in name. https://learn.microsoft.com/entra/external-id/user-properties
GUEST_MARK = "#EXT#"
#: PIM's rule "Expire eligible assignments after".
ELIGIBILITY_ENDS = "Expiration_Admin_Eligibility"


def user(row: Row) -> SeenUser:
    """Without User.Read.All neither account state nor type are told; a guest's name may tell all the same."""
    guest = GUEST_MARK in (row.get("userPrincipalName") or "") or None
    kind = row.get("userType")
    return SeenUser(
        id=row["id"],
        display_name=_name(row),
        enabled=row.get("accountEnabled"),
        is_guest=kind == "Guest" if kind else guest,
    )


def group(row: Row, members: Any = None) -> SeenGroup:
    """`members` is the first page of its members, None where they were not read."""
    page: Sequence[Row] = (members or {}).get("value") or ()
    count = (members or {}).get("@odata.count")
    return SeenGroup(
        id=row["id"],
        display_name=_name(row),
        sub_type=groups.sub_type(row),
        is_dynamic=groups.is_dynamic(row),
        is_synced=groups.is_synced(row),
        is_assignable_to_role=bool(row.get("isAssignableToRole")),
        size=count if count is not None else len(page) if members is not None else None,
        people={same_id(one["id"]): user(one) for one in page if _is(one, "user")},
        groups=frozenset(same_id(one["id"]) for one in page if _is(one, "group")),
        is_complete=members is not None and "@odata.nextLink" not in members,
    )


def application(row: Row) -> SeenApplication:
    return SeenApplication(id=row["id"], display_name=_name(row), enabled=row.get("accountEnabled"))


def organization(row: Row, internal: Any = None, external: Any = None) -> SeenOrganization:
    """`internal` and `external` are the lists of its sponsors, None where they were not read."""
    domains = [one.get("domainName") or "" for one in row.get("identitySources") or ()]
    social = [one.get("socialIdentitySourceType") or "" for one in row.get("identitySources") or ()]
    return SeenOrganization(
        id=row["id"],
        display_name=_name(row),
        is_proposed=row.get("state") == "proposed",
        domains=(*filter(None, domains), *(f"{one}.com" for one in social if one)),
        internal_sponsors=_count(internal),
        external_sponsors=_count(external),
    )


def managers_of_all(page: Row) -> ManagersOfAll:
    """The first page of everybody, with the count of all."""
    rows: Sequence[Row] = page["value"]
    missing = [one for one in rows if not one.get("manager")]
    return ManagersOfAll(total=page.get("@odata.count", len(rows)), asked=len(rows), missing=len(missing))


def eligible_days(policies: Any) -> dict[str, float]:
    """For `member` and `owner` the days after which PIM ends eligible access, where it does.

    https://learn.microsoft.com/graph/api/resources/unifiedrolemanagementpolicyexpirationrule
    """
    found = {}
    for one in (policies or {}).get("value") or ():
        for rule in (one.get("policy") or {}).get("rules") or ():
            lasts = parse_duration(rule.get("maximumDuration") or "")
            if rule.get("id") == ELIGIBILITY_ENDS and rule.get("isExpirationRequired") and lasts:
                found[one["roleDefinitionId"]] = lasts / dt.timedelta(days=1)
    return found


def _count(answer: Any) -> int | None:
    return None if answer is None else len(answer.get("value") or ())


def _name(row: Row) -> str:
    return str(row.get("displayName") or row["id"])


def _is(row: Row, kind: str) -> bool:
    return bool(row.get("@odata.type") == f"#microsoft.graph.{kind}")
