"""What a person may do: directory roles, catalog roles and portal roles become one answer with a reason.

Knows the tenant and the person, and nothing of drafts.
"""

from portal.rights.held import EVERY, Answer, Every, Rights
from portal.rights.judge import catalogs_where, may, shown_by_grant_alone
from portal.rights.outside import OutsideResource, may_add
from portal.rights.reading import (
    REMEMBERED,
    AccountDisabled,
    changes_nothing,
    owned_ids,
    rights_in_portal,
    rights_of,
    rights_seen_by_application,
)
from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole
from portal.rights.table import Action, ResourceKind

__all__ = [
    "EVERY",
    "REMEMBERED",
    "AccountDisabled",
    "Action",
    "Answer",
    "CatalogRole",
    "DirectoryRole",
    "Every",
    "OutsideResource",
    "PortalRole",
    "ResourceKind",
    "Rights",
    "TenantRole",
    "catalogs_where",
    "changes_nothing",
    "may",
    "may_add",
    "owned_ids",
    "rights_in_portal",
    "rights_of",
    "rights_seen_by_application",
    "shown_by_grant_alone",
]
