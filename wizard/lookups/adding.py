"""Whether a person may add a resource to a catalog: the document's words in, the table's answer out."""

from __future__ import annotations

from portal.rights import Action, Answer, OutsideResource, ResourceKind, Rights, may, may_add, owned_ids
from portal.signin.models import Person
from wizard.document import Catalog, ExistingCatalog, Resource


def name_of(catalog: Catalog | None) -> str:
    """The catalog's name as people read it."""
    if catalog is None:
        return ""
    return catalog.display_name if isinstance(catalog, ExistingCatalog) else catalog.name


def may_see_all(rights: Rights, catalog: Catalog | None) -> bool:
    """Whether See all is offered: never to an access package manager (R14)."""
    return catalog is not None and may(rights, Action.ADD_OUTSIDE_RESOURCE, _id(catalog)).allowed


def why_not(person: Person, rights: Rights, catalog: Catalog | None, resource: Resource) -> str:
    """Why the person may not add it, with who can help; empty where they may. Raises GraphError."""
    answer = answer_for(person, rights, catalog, resource)
    return refusal_of(answer)


def refusal_of(answer: Answer) -> str:
    """Why not, with who can help; empty for those who may."""
    return "" if answer.allowed else f"{answer.reason} {answer.who_can_help}".strip()


def answer_for(person: Person, rights: Rights, catalog: Catalog | None, resource: Resource) -> Answer:
    """Whether the person may add it; what may still stop those who may is its reason. Raises GraphError."""
    outside = OutsideResource(
        kind=_kind(resource), origin_id=resource.origin_id, display_name=resource.display_name
    )
    return may_add(rights, outside, owned_ids(person), catalog_id=_id(catalog))


def _id(catalog: Catalog | None) -> str | None:
    return catalog.id if isinstance(catalog, ExistingCatalog) else None


def _kind(resource: Resource) -> ResourceKind:
    role_assignable = bool(resource.is_assignable_to_role)
    return ResourceKind.of(resource.origin_system, resource.sub_type, is_assignable_to_role=role_assignable)
