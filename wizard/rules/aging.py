"""What was stored against what the tenant says now: gone, turned into something else, renamed (A1 to A5).

https://learn.microsoft.com/entra/id-governance/entitlement-management-access-package-create
"""

from collections.abc import Iterator

from wizard.document import Document, ExistingCatalog, Principal, Resource
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.references import Reference, references
from wizard.rules.registry import rule
from wizard.rules.seen import Seen, SeenGroup, same_id

UPDATE = "Update names on Review + create takes it over."
#: Where to speak of what could not be read.
_UNREAD = {
    "users": Place(tab="requests", control="targets"),
    "groups": Place(tab="requests", control="targets"),
    "connected organizations": Place(tab="requests", control="organizations"),
}
_RESOURCES = Place(tab="resource-roles", control="resources")


@rule("A1", "A2", "A3")
def what_changed_in_the_tenant_is_named(document: Document, facts: Facts) -> Iterator[Problem]:
    """Gone (A1), turned unusable (A2), renamed (A3). In one walk: a document can name a thousand things."""
    if not facts.seen:
        return
    for reference in references(document):
        id = reference.id
        if now := facts.seen.get(id):
            yield from _turned(reference, now)
            yield from _renamed(reference, now)
        elif id in facts.seen:
            yield from _gone(reference, facts)


def _gone(reference: Reference, facts: Facts) -> Iterator[Problem]:
    """Of catalogs R2 tells the author."""
    if not isinstance(reference.what, ExistingCatalog) or facts.catalogs is None:
        message = f"{_kind(reference)} '{reference.name}' no longer exists in the tenant."
        yield error("A1", reference.place, message, "Remove it, or choose another one.")


def _kind(reference: Reference) -> str:
    match reference.what:
        case Principal(kind="user"):
            return "User"
        case Principal() | Resource(origin_system="AadGroup"):
            return "Group"
        case Resource(origin_system="AadApplication"):
            return "Application"
        case Resource():
            return "Site"
        case ExistingCatalog():
            return "Catalog"
        case _:
            return "Connected organization"


def _turned(reference: Reference, now: Seen) -> Iterator[Problem]:
    if isinstance(reference.what, Resource) and isinstance(now, SeenGroup):
        for change in _for_the_worse(reference.what, now):
            yield error("A2", reference.place, f"Group '{now.display_name}' {change}.", UPDATE)


def _for_the_worse(stored: Resource, now: SeenGroup) -> Iterator[str]:
    """What was refused when it was picked has been said then."""
    if now.is_dynamic and not stored.is_dynamic:
        yield "has dynamic membership now, so a package can only give ownership"
    if now.is_synced and not stored.is_synced:
        yield "is synced from on-premises Active Directory now, so it can't be used"
    if now.sub_type == "Distribution" and stored.sub_type not in ("", "Distribution"):
        yield "is a mail group of Exchange now, so it can't be used"


def _renamed(reference: Reference, now: Seen) -> Iterator[Problem]:
    before = reference.what.display_name
    if before and now.display_name != before:
        message = f"{_kind(reference)} '{before}' is called '{now.display_name}' now."
        yield warning("A3", reference.place, message, UPDATE)


@rule("A4")
def a_role_that_vanished_is_named(document: Document, facts: Facts) -> Iterator[Problem]:
    offered = facts.offered_roles or {}
    for number, row in enumerate(document.resource_roles):
        now = offered.get(same_id(row.resource.origin_id))
        role = row.role.origin_id if row.role else None
        if now is not None and role is not None and role.casefold() not in map(str.casefold, now):
            place = Place(tab="resource-roles", control=f"role-{number}")
            name = row.resource.display_name or row.resource.origin_id
            message = f"'{name}' no longer offers the role '{row.role.display_name if row.role else role}'."
            yield error("A4", place, message, "Remove the row and pick the resource again.")


@rule("A5")
def what_was_not_read_again_is_named(document: Document, facts: Facts) -> Iterator[Problem]:
    for what in facts.unread:
        message = f"Not checked again: {what}. Your sign-in may not read them."
        yield warning("A5", _UNREAD.get(what, _RESOURCES), message, "Somebody with more rights sees more.")
