"""What a change on one tab means for another."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from portal.graph.errors import NotAllowed
from wizard.document import Document, ExistingCatalog
from wizard.lookups import resources
from wizard.permissions import person_of
from wizard.views.sheet import Sheet


def after_change(request: HttpRequest, sheet: Sheet) -> Sheet:
    """A new catalog means that each resource is looked for in it again: ids and roles belong to a catalog
    (R8).

    Raises GraphUnreachable when the tenant cannot be asked; nothing is saved then.
    """
    before = _stored_catalog(sheet)
    now = sheet.document.basics.catalog
    if not sheet.document.resource_roles or _identity(before) == _identity(now):
        return sheet
    try:
        rows, offered = resources.settle(person_of(request), sheet.document.resource_roles, catalog=now)
    except NotAllowed:  # a catalog that only a grant of the portal shows
        rows, offered = resources.unsettled(sheet.document.resource_roles), {}
    document = sheet.document.model_copy(update={"resource_roles": rows})
    return replace(sheet, document=document).with_roles(offered)


def _stored_catalog(sheet: Sheet) -> object:
    if sheet.draft is None:
        return None
    return Document.model_validate(sheet.draft.document).basics.catalog


def _identity(catalog: object) -> str:
    return catalog.id if isinstance(catalog, ExistingCatalog) else ""
