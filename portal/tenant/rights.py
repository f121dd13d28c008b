"""What a caller may do in entitlement management, by directory role, catalog role or app permission."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from portal.tenant import roles
from portal.tenant.caller import Caller
from portal.tenant.directory import directory_roles, holders_of
from portal.tenant.errors import not_authorized
from portal.tenant.state import Row, State

READ_WRITE = "EntitlementManagement.ReadWrite.All"
READ = "EntitlementManagement.Read.All"


@dataclass
class Rights:
    """Rights of one caller, worked out once per request."""

    state: State
    caller: Caller

    @cached_property
    def directory_roles(self) -> set[str]:
        return directory_roles(self.state, self.caller.object_id)

    @cached_property
    def _assignments(self) -> list[Row]:
        mine = {self.caller.object_id, *holders_of(self.state, self.caller.object_id)}
        return [row for row in self.state.rows("roleAssignment") if row["principalId"] in mine]

    @cached_property
    def administers(self) -> bool:
        """Everything in entitlement management, in every catalog."""
        if self.caller.is_app and READ_WRITE in self.caller.scopes:
            return True
        return bool(self.directory_roles & roles.ADMINISTRATORS)

    @cached_property
    def reads_everything(self) -> bool:
        if self.administers or (self.caller.is_app and READ in self.caller.scopes):
            return True
        return bool(self.directory_roles & roles.READERS)

    @cached_property
    def has_catalog_role(self) -> bool:
        return bool(self._assignments)

    def catalog_roles(self, catalog_id: str) -> set[str]:
        """Definition ids of the roles held in this catalog."""
        scope = roles.EM_SCOPE + catalog_id
        return {row["roleDefinitionId"] for row in self._assignments if row["appScopeId"] == scope}

    def tenant_roles(self) -> set[str]:
        return {row["roleDefinitionId"] for row in self._assignments if row["appScopeId"] == "/"}

    def may_read(self, catalog_id: str) -> bool:
        return self.reads_everything or bool(self.catalog_roles(catalog_id))

    def may_manage_packages(self, catalog_id: str) -> bool:
        return self._holds(catalog_id, roles.CATALOG_OWNER, roles.PACKAGE_MANAGER)

    def may_own(self, catalog_id: str) -> bool:
        """Edit the catalog, its resources and its delegates."""
        return self._holds(catalog_id, roles.CATALOG_OWNER)

    def may_assign(self, catalog_id: str) -> bool:
        return self.may_manage_packages(catalog_id) or self._holds(catalog_id, roles.ASSIGNMENT_MANAGER)

    def may_create_catalogs(self) -> bool:
        return self.administers or roles.CATALOG_CREATOR in self.tenant_roles()

    def may_manage_organizations(self) -> bool:
        return self.administers or roles.CONNECTED_ORGANIZATION_ADMINISTRATOR in self.tenant_roles()

    def _holds(self, catalog_id: str, *wanted: str) -> bool:
        return self.administers or bool(self.catalog_roles(catalog_id) & set(wanted))

    def readable(self, rows: Iterable[Row], catalog_key: str) -> list[Row]:
        return [row for row in rows if self.may_read(row[catalog_key])]


def require(allowed: bool, reason: str) -> None:
    """Raise entitlement management's 403 unless allowed."""
    if not allowed:
        raise not_authorized(reason)
