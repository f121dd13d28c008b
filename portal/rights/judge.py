"""Reads the table for one person. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from portal.rights.held import EVERY, Answer, Every, Rights
from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole
from portal.rights.table import ASK_AN_ADMIN, ASK_PORTAL, ASK_TO_TAKE, WHO_MAY, Action, Row

ALLOWED = Answer(True)


def may(rights: Rights, action: Action, catalog_id: str | None = None) -> Answer:
    """May they do it in this catalog? None means in a catalog that is yet to be created, or without any."""
    row = WHO_MAY[action]
    if row.changes and rights.changes_nothing:
        return Answer(False, f"{row.doing} is not for holders of the role Auditor.", ASK_TO_TAKE)
    if _may_everywhere(rights, row):
        return ALLOWED
    allowed = _may_there(rights, row, catalog_id) if catalog_id else _may_in_new_catalog(rights, row)
    return ALLOWED if allowed else _refusal(rights, row, catalog_id or "")


def catalogs_where(rights: Rights, action: Action) -> frozenset[str] | Literal[Every.EVERY]:
    """Ids of the existing catalogs in which they may; EVERY for those who may everywhere."""
    row = WHO_MAY[action]
    if row.changes and rights.changes_nothing:
        return frozenset()
    if _may_everywhere(rights, row):
        return EVERY
    known = {*rights.catalog_roles, *rights.granted}
    return frozenset(catalog_id for catalog_id in known if _may_there(rights, row, catalog_id))


def shown_by_grant_alone(rights: Rights, catalog_id: str) -> bool:
    """Whether the portal shows them a catalog that Microsoft would not."""
    without = replace(rights, granted={})
    return may(rights, Action.READ, catalog_id).allowed and not may(without, Action.READ, catalog_id).allowed


def _may_everywhere(rights: Rights, row: Row) -> bool:
    return bool(rights.directory_roles & row.everywhere or rights.portal_roles & row.in_portal)


def _may_there(rights: Rights, row: Row, catalog_id: str) -> bool:
    given = rights.granted_in(catalog_id) & rights.portal_roles
    return bool(rights.roles_in(catalog_id) & row.there or given & row.where_granted)


def _may_in_new_catalog(rights: Rights, row: Row) -> bool:
    return bool(rights.tenant_roles & row.in_new_catalog)


def _refusal(rights: Rights, row: Row, catalog_id: str) -> Answer:
    near = row.there if catalog_id else row.in_new_catalog
    names = [*_names(near), *_names(row.everywhere), *_names(row.in_portal)]
    if catalog_id:
        names += [f"{name} (for the catalogs it was given)" for name in _names(row.where_granted)]
    doing = row.doing if catalog_id else row.doing.replace("this catalog", "a new catalog")
    reason = f"{doing} takes one of these roles: {', '.join(names)}."
    return Answer(False, reason, f"{_half(rights, row, catalog_id)}{row.help}")


def _half(rights: Rights, row: Row, catalog_id: str) -> str:
    """Role and grant are both needed; whoever has one of them is told where the other comes from."""
    if not catalog_id:
        return ""
    if held := rights.portal_roles & row.where_granted:
        return f"You hold {_words(held)}, but this catalog is not given to you. {ASK_AN_ADMIN} "
    if given := rights.granted_in(catalog_id) & row.where_granted:
        return f"This catalog is given to you for {_words(given)}, which you do not hold. {ASK_PORTAL} "
    return ""


def _words(roles: Iterable[PortalRole]) -> str:
    return f"the role {' and '.join(_names(roles))}"


def _names(roles: Iterable[CatalogRole | TenantRole | DirectoryRole | PortalRole]) -> list[str]:
    return sorted(role.words for role in roles)
