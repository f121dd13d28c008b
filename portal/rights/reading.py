"""Asks Graph what a person holds, and remembers it for a minute; what the portal itself gives, never."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from django.core.cache import cache

from portal.grants.changes import standing_for
from portal.graph.calls import directory
from portal.graph.client import GraphClient, Rows
from portal.graph.errors import GraphError, NotAllowed
from portal.rights.held import Rights
from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole
from portal.signin.models import Person
from portal.wiring import graph_for, graph_for_application

log = logging.getLogger(__name__)


class AccountDisabled(GraphError):
    """The person's account is switched off: whatever roles it holds, nobody may use them."""


#: Seconds for which what Graph said is believed; Graph itself checks every write anyway.
REMEMBERED = 60
CATALOG_SCOPE = "/AccessPackageCatalog/"

Known = TypeVar("Known", bound=StrEnum)


def rights_of(person: Person, *, fresh: bool = False) -> Rights:
    """What the person holds, at most a minute old, or as it is now with `fresh`.

    Raises GraphError, SignInNeeded among it.
    """
    key = f"rights:{person.object_id}"
    held: Rights | None = None if fresh else cache.get(key)
    if held is None:
        held = _read(graph_for(person), str(person.object_id))
        cache.set(key, held, REMEMBERED)
    return _with_portal(held, person)


def rights_in_portal(person: Person) -> Rights:
    """What the portal itself gives the person; the tenant is not asked."""
    return _with_portal(Rights(), person)


def changes_nothing(person: Person) -> bool:
    """Whether the person is an auditor, as of their last sign-in; asks nobody."""
    return PortalRole.AUDITOR in _known(PortalRole, person.portal_roles)


def rights_seen_by_application(person: Person) -> Rights:
    """What the person holds, read with the application's own permissions.

    Raises AccountDisabled; other GraphErrors, NotAllowed where those permissions do not suffice.
    """
    graph, id = graph_for_application(), str(person.object_id)
    if not graph.read(directory.user(id)).get("accountEnabled"):
        raise AccountDisabled(f"the account of {person.pk} is disabled")
    groups, roles = graph.rows_all([directory.groups_of(id), directory.directory_roles_of(id)])
    return _with_portal(_rights(roles, _assignments(graph, [id, *(row["id"] for row in groups)])), person)


def _with_portal(held: Rights, person: Person) -> Rights:
    """App roles count from the last sign-in, grants from this moment."""
    granted: dict[str, frozenset[PortalRole]] = {}
    names: dict[str, str] = {}
    for row in standing_for(person):
        found = granted.get(row.catalog_id, frozenset())
        granted[row.catalog_id] = found | _known(PortalRole, [row.role])
        names[row.catalog_id] = row.catalog_name
    roles = _known(PortalRole, person.portal_roles)
    return replace(held, portal_roles=roles, granted=granted, granted_names=names)


def owned_ids(person: Person, *, fresh: bool = False) -> frozenset[str]:
    """Ids of the groups and applications that the person owns, at most a minute old. Raises GraphError."""
    key = f"owned:{person.object_id}"
    found: frozenset[str] | None = None if fresh else cache.get(key)
    if found is None:
        rows = graph_for(person).rows(directory.my_owned_objects())
        found = frozenset(row["id"] for row in rows)
        cache.set(key, found, REMEMBERED)
    return found


def _read(graph: GraphClient, object_id: str) -> Rights:
    """Two rounds of parallel reads: roles held through a group are listed under the group. Whom the tenant
    does not even let ask for assignments holds none.
    """
    groups, roles = graph.rows_all([directory.my_groups(), directory.my_directory_roles()])
    try:
        held = _assignments(graph, [object_id, *(group["id"] for group in groups)])
    except NotAllowed as refusal:
        log.warning("role assignments may not be read: %s", refusal)
        held = []
    return _rights(roles, held)


def _rights(roles: Rows, held: Rows) -> Rights:
    return Rights(
        directory_roles=_known(DirectoryRole, (role.get("roleTemplateId") for role in roles)),
        tenant_roles=_known(TenantRole, (row["roleDefinitionId"] for row in held if not _catalog_of(row))),
        catalog_roles=_by_catalog(held),
    )


def _assignments(graph: GraphClient, principals: Iterable[str]) -> Rows:
    """Role assignments of all the principals. Raises GraphError."""
    lists = graph.rows_of_many([directory.role_assignments_of(principal) for principal in principals])
    return [row for rows in lists for row in rows]


def _by_catalog(held: Rows) -> Mapping[str, frozenset[CatalogRole]]:
    found: dict[str, frozenset[CatalogRole]] = {}
    for row in held:
        roles = _known(CatalogRole, [row["roleDefinitionId"]])
        if roles and (catalog := _catalog_of(row)):
            found[catalog] = found.get(catalog, frozenset()) | roles
    return found


def _catalog_of(row: dict[str, Any]) -> str:
    """The catalog's id; empty for a role that holds in the whole tenant."""
    scope = str(row.get("appScopeId") or "")
    return scope.removeprefix(CATALOG_SCOPE) if scope.startswith(CATALOG_SCOPE) else ""


def _known(kind: type[Known], ids: Iterable[Any]) -> frozenset[Known]:
    """Those of the ids that are roles of this kind."""
    wanted = {str(one) for one in ids}
    return frozenset(role for role in kind if role.value in wanted)
