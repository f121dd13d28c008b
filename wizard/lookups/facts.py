"""The facts that rules judge by, read from the tenant for one person and one document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from portal.graph.calls import entitlement
from portal.graph.errors import GraphRefused, NotAllowed
from portal.rights import (
    Action,
    DirectoryRole,
    Rights,
    may,
    rights_in_portal,
    rights_of,
    shown_by_grant_alone,
)
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import (
    AllConnectedOrganizations,
    Document,
    ExistingCatalog,
    SpecificConnectedOrganizations,
)
from wizard.lookups import adding, catalogs, licences, organizations, resources
from wizard.lookups.as_resource import Row
from wizard.lookups.memory import forget
from wizard.lookups.preflight import Preflight, preflight
from wizard.rules import CatalogFacts, Facts
from wizard.rules.seen import Seen, same_id


def today() -> dt.date:
    return timezone.now().date()


def facts_at_hand() -> Facts:
    """What is known without asking the tenant."""
    return Facts(today=today(), cloud_lacks=settings.CLOUD.lacks)


def facts_for(person: Person, rights: Rights, document: Document, *, author_id: str | None = None) -> Facts:
    """All that rules can ask about this document; `author_id` is whose draft it is. Raises GraphError."""
    usable = catalogs.usable(person, rights)
    read = preflight(person, document)
    return Facts(
        today=today(),
        catalogs={one.id: _catalog_facts(one) for one in usable},
        may_create_catalog=may(rights, Action.CREATE_CATALOG).allowed,
        catalog_names=frozenset(one.display_name.strip().casefold() for one in catalogs.visible(person)),
        package_names=_package_names(person, document),
        cannot_add=_cannot_add(person, rights, document),
        governance_licence=licences.governance(person),
        is_global_administrator=DirectoryRole.GLOBAL_ADMINISTRATOR in rights.directory_roles,
        organization_ids=_organization_ids(person, document),
        catalog_resource_ids=_catalog_resource_ids(person, document),
        seen=_all_seen(person, document, read),
        unread=(*read.unread, *_hidden(person, document)),
        offered_roles=read.offered_roles,
        managers=read.managers,
        managers_of_all=read.managers_of_all,
        eligible_days=read.eligible_days,
        invitations_from=read.invitations_from,
        configured_organizations=_configured(person, document),
        cloud_lacks=settings.CLOUD.lacks,
        author_id=author_id,
    )


def forget_facts(person: Person, document: Document) -> None:
    """What is remembered of the tenant for moving between tabs is asked anew."""
    for what in ("catalogs", "organizations"):
        forget(person, what)
    if isinstance(document.basics.catalog, ExistingCatalog):
        resources.forget_catalog(person, document.basics.catalog)


def seen_now(person: Person, document: Document) -> dict[str, Seen | None]:
    """What the document names as the tenant has it, by id. Raises GraphError."""
    return _all_seen(person, document, preflight(person, document))


def _all_seen(person: Person, document: Document, read: Preflight) -> dict[str, Seen | None]:
    return {**read.seen, **_catalog_seen(person, document), **_sites_seen(person, document)}


def _catalog_seen(person: Person, document: Document) -> dict[str, Seen | None]:
    catalog = document.basics.catalog
    if not isinstance(catalog, ExistingCatalog):
        return {}
    known = {same_id(one.id): one for one in catalogs.visible(person)}
    now = known.get(same_id(catalog.id))
    if now is None and catalog.id in rights_in_portal(person).granted:
        return {}  # not gone: Microsoft does not show it to this person
    return {same_id(catalog.id): Seen(id=now.id, display_name=now.display_name) if now else None}


def _sites_seen(person: Person, document: Document) -> dict[str, Seen | None]:
    """Sites of the catalog; what is no longer in it is R8's to name."""
    if not any(row.resource.origin_system == "SharePointOnline" for row in document.resource_roles):
        return {}
    rows = (_inside(person, document) or {}).values()
    return {
        same_id(row["originId"]): Seen(id=row["originId"], display_name=row["displayName"])
        for row in rows
        if row.get("originSystem") == "SharePointOnline" and row.get("displayName")
    }


def _configured(person: Person, document: Document) -> int | None:
    """Only for the audience that means all of them; None as well for a person who may not see them."""
    if not any(isinstance(one.audience, AllConnectedOrganizations) for one in document.policies):
        return None
    try:
        return len(organizations.configured(person))
    except GraphRefused:
        return None


def _catalog_facts(catalog: ExistingCatalog) -> CatalogFacts:
    return CatalogFacts(
        id=catalog.id,
        display_name=catalog.display_name,
        is_externally_visible=catalog.is_externally_visible,
        is_published=catalog.is_published,
    )


def _package_names(person: Person, document: Document) -> frozenset[str]:
    """The document's own name if the chosen catalog has a package of that name: all that R6 needs to know."""
    catalog, name = document.basics.catalog, document.basics.name.strip()
    if not name or not isinstance(catalog, ExistingCatalog):
        return frozenset()
    rows = graph_for(person).rows(entitlement.packages_named(name))
    same = [row for row in rows if (row.get("catalog") or {}).get("id") == catalog.id]
    return frozenset(row["displayName"].strip().casefold() for row in same)


def _cannot_add(person: Person, rights: Rights, document: Document) -> Mapping[str, str]:
    outside = [row.resource for row in document.resource_roles if row.resource.catalog_resource_id is None]
    reasons = {one.origin_id: adding.why_not(person, rights, document.basics.catalog, one) for one in outside}
    return {origin_id: reason for origin_id, reason in reasons.items() if reason}


def _catalog_resource_ids(person: Person, document: Document) -> frozenset[str] | None:
    catalog = document.basics.catalog
    if not document.resource_roles or not isinstance(catalog, ExistingCatalog):
        return None
    inside = _inside(person, document)
    return None if inside is None else frozenset(row["id"] for row in inside.values())


def _hidden(person: Person, document: Document) -> tuple[str, ...]:
    """What a person may not read to whom the portal alone gave the catalog."""
    hides = bool(document.resource_roles) and _inside(person, document) is None
    return ("resources of the catalog",) if hides else ()


def _inside(person: Person, document: Document) -> Mapping[str, Row] | None:
    """The catalog's resources; None where Microsoft does not show them to the person. Raises GraphError."""
    catalog = document.basics.catalog
    try:
        return resources.of_catalog(person, catalog)
    except NotAllowed:
        if isinstance(catalog, ExistingCatalog) and shown_by_grant_alone(rights_of(person), catalog.id):
            return None
        raise


def _organization_ids(person: Person, document: Document) -> frozenset[str] | None:
    asked = any(isinstance(one.audience, SpecificConnectedOrganizations) for one in document.policies)
    return frozenset(one.id for one in organizations.known(person)) if asked else None
