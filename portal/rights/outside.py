"""May this person add this resource to that catalog? Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.rights.held import Answer, Rights
from portal.rights.judge import may
from portal.rights.table import ADDS_ANYWHERE, ADDS_AS_CATALOG_OWNER, Action, ResourceKind


@dataclass(frozen=True, kw_only=True)
class OutsideResource:
    """What has to be known of a resource that is not in the catalog yet."""

    kind: ResourceKind
    #: Object id of the group or service principal, or the URL of the site.
    origin_id: str
    display_name: str = ""


def may_add(
    rights: Rights, resource: OutsideResource, owned_ids: Collection[str], *, catalog_id: str | None
) -> Answer:
    """May they? `owned_ids` are object ids that the person owns; catalog None is one yet to be created.

    Only the tenant knows who administers a site: a catalog owner is let through, the reason being a caveat.
    """
    in_catalog = may(rights, Action.ADD_OUTSIDE_RESOURCE, catalog_id)
    anywhere = any(resource.kind in ADDS_ANYWHERE.get(role, ()) for role in rights.directory_roles)
    if anywhere and not rights.changes_nothing:
        return Answer(True)
    if not in_catalog:
        return in_catalog
    if resource.origin_id.casefold() in {owned.casefold() for owned in owned_ids}:
        return Answer(True)
    if any(resource.kind in ADDS_AS_CATALOG_OWNER.get(role, ()) for role in rights.directory_roles):
        return Answer(True)
    return _of_a_stranger(resource)


def _of_a_stranger(resource: OutsideResource) -> Answer:
    name = resource.display_name or resource.origin_id
    if resource.kind is ResourceKind.SITE:
        return Answer(
            True,
            f"'{name}' can only be added by a SharePoint Administrator or one of its own administrators.",
        )
    fitting = sorted(role.words for role, kinds in ADDS_AS_CATALOG_OWNER.items() if resource.kind in kinds)
    reason = f"You can't add '{name}': adding {_a(resource.kind)} takes owning it or one of these roles: "
    return Answer(
        False, f"{reason}{', '.join(fitting)}.", f"An owner of '{name}' can make you one, or add it for you."
    )


def _a(kind: ResourceKind) -> str:
    return f"{'an' if kind is ResourceKind.APPLICATION else 'a'} {kind}"
