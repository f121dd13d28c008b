"""Reads the table for one person. Pure."""

from collections.abc import Iterable
from typing import Literal

from portal.rights.held import EVERY, Answer, Every, Rights
from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole
from portal.rights.table import WHO_MAY, Action, Row

ALLOWED = Answer(True)


def may(rights: Rights, action: Action, catalog_id: str | None = None) -> Answer:
    """May they do it in this catalog? None means in a catalog that is yet to be created, or without any."""
    row = WHO_MAY[action]
    if _may_everywhere(rights, row):
        return ALLOWED
    allowed = _may_there(rights, row, catalog_id) if catalog_id else _may_in_new_catalog(rights, row)
    return ALLOWED if allowed else _refusal(row, new_catalog=not catalog_id)


def catalogs_where(rights: Rights, action: Action) -> frozenset[str] | Literal[Every.EVERY]:
    """Ids of the existing catalogs in which they may; EVERY for those who may everywhere."""
    row = WHO_MAY[action]
    if _may_everywhere(rights, row):
        return EVERY
    return frozenset(catalog_id for catalog_id in rights.catalog_roles if _may_there(rights, row, catalog_id))


def _may_everywhere(rights: Rights, row: Row) -> bool:
    return bool(rights.directory_roles & row.everywhere or rights.portal_roles & row.in_portal)


def _may_there(rights: Rights, row: Row, catalog_id: str) -> bool:
    held = rights.roles_in(catalog_id)
    return bool(held & row.there or (held and rights.portal_roles & row.beside_any_role_there))


def _may_in_new_catalog(rights: Rights, row: Row) -> bool:
    return bool(rights.tenant_roles & row.in_new_catalog)


def _refusal(row: Row, *, new_catalog: bool) -> Answer:
    near = row.in_new_catalog if new_catalog else row.there
    names = [*_names(near), *_names(row.everywhere), *_names(row.in_portal)]
    if not new_catalog:
        names += [f"{name} (with any role in the catalog)" for name in _names(row.beside_any_role_there)]
    doing = row.doing.replace("this catalog", "a new catalog") if new_catalog else row.doing
    return Answer(False, f"{doing} takes one of these roles: {', '.join(names)}.", row.help)


def _names(roles: Iterable[CatalogRole | TenantRole | DirectoryRole | PortalRole]) -> list[str]:
    return sorted(role.words for role in roles)
