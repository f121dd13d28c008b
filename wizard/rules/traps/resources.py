"""Resources that give more, or less, than they seem to (T22 to T27)."""

from collections.abc import Iterator

from wizard.document import Document, Resource, ResourceRole
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, warning
from wizard.rules.registry import rule
from wizard.rules.resource_roles import is_eligible, is_owner, name_of
from wizard.rules.seen import SeenApplication, SeenGroup, same_id
from wizard.rules.traps.who import deciders


def _rows(document: Document) -> Iterator[tuple[Place, ResourceRole]]:
    for number, row in enumerate(document.resource_roles):
        yield Place(tab="resource-roles", control=f"role-{number}"), row


def _is_group(row: ResourceRole) -> bool:
    return row.resource.origin_system == "AadGroup"


@rule("T22")
def an_application_lets_people_in(document: Document, facts: Facts) -> Iterator[Problem]:
    for place, row in _rows(document):
        now = (facts.seen or {}).get(same_id(row.resource.origin_id))
        if isinstance(now, SeenApplication) and now.enabled is False:
            message = f"Sign-in to '{now.display_name}' is switched off, so its roles are of no use."
            yield warning("T22", place, message, "Have it enabled, or remove the row.")


@rule("T23")
def a_role_assignable_group_may_give_directory_roles(document: Document, facts: Facts) -> Iterator[Problem]:
    for place, row in _rows(document):
        if _is_group(row) and _is_assignable(row.resource, facts):
            message = f"'{name_of(row.resource)}' can hold directory roles: members may be administrators."
            yield warning("T23", place, message, "Check its roles; require approval and access reviews.")


def _is_assignable(resource: Resource, facts: Facts) -> bool:
    now = (facts.seen or {}).get(same_id(resource.origin_id))
    return now.is_assignable_to_role if isinstance(now, SeenGroup) else resource.is_assignable_to_role


@rule("T24")
def owners_can_change_the_group(document: Document, facts: Facts) -> Iterator[Problem]:
    for place, row in _rows(document):
        if _is_group(row) and row.role and is_owner(row.role):
            name = name_of(row.resource)
            what = "change the rule of membership" if row.resource.is_dynamic else "add and remove anybody"
            message = f"Owners of '{name}' can {what}, past this package."
            yield warning("T24", place, message, "Give Member where that is enough.")


@rule("T25")
def a_package_does_not_make_its_own_approvers(document: Document, facts: Facts) -> Iterator[Problem]:
    roles = {
        same_id(one.id): role
        for policy in document.policies
        for _, role, people in deciders(policy)
        for one in people
    }
    for place, row in _rows(document):
        if role := roles.get(same_id(row.resource.origin_id)):
            message = f"'{name_of(row.resource)}' is also {role}: who gets the package decides on the next."
            yield warning("T25", place, message, "Let another group decide.")


@rule("T26")
def standing_access_goes_past_activation(document: Document, facts: Facts) -> Iterator[Problem]:
    for place, row in _rows(document):
        if row.resource.is_pim_managed and row.role and not is_eligible(row.role):
            name = name_of(row.resource)
            message = f"'{name}' is managed by PIM, but {row.role.display_name} is active without activation."
            yield warning("T26", place, message, "Select the eligible role if people shall activate it.")


@rule("T27")
def active_makes_eligible_idle(document: Document, facts: Facts) -> Iterator[Problem]:
    eligible = {same_id(one.resource.origin_id) for one in document.resource_roles if _eligible(one)}
    for place, row in _rows(document):
        if row.role and not _eligible(row) and same_id(row.resource.origin_id) in eligible:
            message = f"Who is active in '{name_of(row.resource)}' needs no eligible role beside it."
            yield warning("T27", place, message, "Keep one of the two roles.")


def _eligible(row: ResourceRole) -> bool:
    return row.role is not None and is_eligible(row.role)
