"""What a person may do: directory roles, catalog roles and portal roles become one answer with a reason.

Knows the tenant and the person, and nothing of drafts.
"""

from portal.rights.held import EVERY, Answer, Every, Rights
from portal.rights.judge import catalogs_where, may
from portal.rights.outside import OutsideResource, may_add
from portal.rights.reading import REMEMBERED, owned_ids, rights_of
from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole
from portal.rights.table import Action, ResourceKind

__all__ = [
    "EVERY",
    "REMEMBERED",
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
    "may",
    "may_add",
    "owned_ids",
    "rights_of",
]
