"""Everything in a document that lives in the tenant, with where it stands on the page."""

from collections.abc import Iterator
from typing import NamedTuple

from wizard.document import ConnectedOrganization, Document, ExistingCatalog, Principal, Resource
from wizard.rules.basics import CATALOG
from wizard.rules.people import people_lists
from wizard.rules.problem import Place
from wizard.rules.registry import of_policy_control
from wizard.rules.seen import same_id

Referred = ExistingCatalog | Resource | Principal | ConnectedOrganization


class Reference(NamedTuple):
    """One mention; the same thing can be mentioned in several places."""

    place: Place
    what: Referred

    @property
    def id(self) -> str:
        """Ready to be compared."""
        return same_id(self.what.origin_id if isinstance(self.what, Resource) else self.what.id)

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return self.what.display_name or self.id or "something without id"


def references(document: Document) -> Iterator[Reference]:
    """In the order of the tabs."""
    if isinstance(document.basics.catalog, ExistingCatalog):
        yield Reference(CATALOG, document.basics.catalog)
    for number, row in enumerate(document.resource_roles):
        yield Reference(Place(tab="resource-roles", control=f"role-{number}"), row.resource)
    for position, policy in enumerate(document.policies):
        for place, listed in people_lists(policy):
            for one in listed:
                yield Reference(of_policy_control(position, place), one)
