"""Created with the application's own identity: Microsoft then judges the application alone.

So the portal judges the person, and what needs the person themself cannot be done.
"""

from __future__ import annotations

from django.conf import settings

from portal.rights import EVERY, Action, Rights, catalogs_where
from wizard.document import Document, NewCatalog

SITES = (
    "This package holds a SharePoint site. This portal creates packages with its own identity, and Microsoft "
    "lists the sites of a catalog only to people. Take the site out, or ask whoever runs the portal to let "
    "people create with their own rights."
)
NEW_CATALOG = (
    "This package needs a new catalog. This portal creates packages with its own identity, so you would not "
    "own the catalog afterwards. Choose an existing one, or ask an Identity Governance Administrator."
)


def as_application() -> bool:
    """Whether Create, pressed now, uses the application's own identity."""
    return bool(settings.PORTAL_CREATE_AS == "application")


def why_not_as_application(document: Document, rights: Rights) -> str:
    """Why the application cannot create it for this person; empty where it can."""
    if any(row.resource.origin_system == "SharePointOnline" for row in document.resource_roles):
        return SITES
    needs_owner = catalogs_where(rights, Action.CREATE_PACKAGE) is not EVERY
    return NEW_CATALOG if isinstance(document.basics.catalog, NewCatalog) and needs_owner else ""
