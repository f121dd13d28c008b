"""What a person holds, and the shape of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Roles of one person at one moment; roles that decide nothing here are left out."""

    directory_roles: frozenset[DirectoryRole] = frozenset()
    tenant_roles: frozenset[TenantRole] = frozenset()
    #: By catalog id; a catalog without a role is absent.
    catalog_roles: Mapping[str, frozenset[CatalogRole]] = field(default_factory=dict)
    portal_roles: frozenset[PortalRole] = frozenset()
    #: By catalog id: for which portal roles an Admin gave it to the person, held in Entra or not.
    granted: Mapping[str, frozenset[PortalRole]] = field(default_factory=dict)
    #: By catalog id: the names of those catalogs, as of when they were given.
    granted_names: Mapping[str, str] = field(default_factory=dict)

    def roles_in(self, catalog_id: str) -> frozenset[CatalogRole]:
        return self.catalog_roles.get(catalog_id, frozenset())

    def granted_in(self, catalog_id: str) -> frozenset[PortalRole]:
        return self.granted.get(catalog_id, frozenset())

    @property
    def changes_nothing(self) -> bool:
        """An auditor who could change what they audit would be none, whatever else they hold."""
        return PortalRole.AUDITOR in self.portal_roles


@dataclass(frozen=True)
class Answer:
    """May they? If not, what is missing and who can give it, both as sentences.

    With `allowed` a reason is a caveat: something that the portal cannot see and the tenant will check.
    """

    allowed: bool
    reason: str = ""
    who_can_help: str = ""

    def __bool__(self) -> bool:
        return self.allowed


class Every(Enum):
    """Stands for all catalogs, also those that nobody has created yet."""

    EVERY = "every catalog"

    def __contains__(self, catalog_id: object) -> bool:
        return True


EVERY: Final = Every.EVERY
