"""Resource roles: what people receive (R8, R10 to R19)."""

from collections import Counter
from collections.abc import Iterator

from wizard.document import (
    AfterDays,
    AfterHours,
    Document,
    Expiration,
    Never,
    OnDate,
    Resource,
    ResourceRole,
    Role,
)
from wizard.rules.catalog import chosen_catalog
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import rule
from wizard.rules.seen import same_id

RESOURCES = Place(tab="resource-roles", control="resources")


def _row(number: int) -> Place:
    return Place(tab="resource-roles", control=f"role-{number}")


def name_of(resource: Resource) -> str:
    """What to call it in a message."""
    return resource.display_name or resource.origin_id or "a resource without id"


def is_owner(role: Role) -> bool:
    """Its origin id tells (Owner_<group id>); where there is none, the name that was chosen."""
    return (role.origin_id or role.display_name).split("_")[0].strip().casefold() == "owner"


def is_eligible(role: Role) -> bool:
    """Eligible Member and Eligible Owner: activated through Privileged Identity Management."""
    names = filter(None, (role.display_name, role.origin_id))
    return any(name.strip().casefold().startswith("eligible") for name in names)


@rule("R8")
def every_resource_belongs_to_the_chosen_catalog(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = chosen_catalog(document, facts)
    known = frozenset[str]() if catalog and catalog.is_new else facts.catalog_resource_ids
    if catalog is None or known is None:
        return
    for number, row in enumerate(document.resource_roles):
        inside = row.resource.catalog_resource_id
        if inside is not None and inside not in known:
            message = f"'{name_of(row.resource)}' is not in catalog '{catalog.name}'."
            hint = "Remove the row and pick the resource again, or change the catalog back."
            yield error("R8", _row(number), message, hint)


@rule("R10")
def a_package_without_roles_gives_nothing(document: Document, facts: Facts) -> Iterator[Problem]:
    if not document.resource_roles:
        message = "The package has no resource roles, so people receive nothing."
        yield warning("R10", RESOURCES, message, "You can add resource roles later.")


@rule("R11")
def every_row_has_a_role(document: Document, facts: Facts) -> Iterator[Problem]:
    for number, row in enumerate(document.resource_roles):
        if row.role is None or not row.role.display_name.strip():
            yield error("R11", _row(number), f"Select a role for '{name_of(row.resource)}'.")


@rule("R12")
def a_dynamic_group_offers_owner_only(document: Document, facts: Facts) -> Iterator[Problem]:
    for number, row in enumerate(document.resource_roles):
        if row.resource.is_dynamic and row.role and not is_owner(row.role):
            message = f"Select Owner for '{name_of(row.resource)}', or remove it."
            hint = "A rule decides who is a member of a dynamic group, so a package can only give ownership."
            yield error("R12", _row(number), message, hint)


@rule("R13")
def eligible_roles_need_a_pim_managed_group(document: Document, facts: Facts) -> Iterator[Problem]:
    for number, row in enumerate(document.resource_roles):
        if row.role and is_eligible(row.role) and not row.resource.is_pim_managed:
            message = f"Select Member or Owner for '{name_of(row.resource)}'."
            hint = "Eligible roles exist only for groups managed by Privileged Identity Management."
            yield error("R13", _row(number), message, hint)


@rule("R14")
def only_who_may_add_a_resource_uses_it(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = chosen_catalog(document, facts)
    reasons = facts.cannot_add or {}
    for number, row in enumerate(document.resource_roles):
        reason = reasons.get(row.resource.origin_id, "")
        if reason and catalog and row.resource.catalog_resource_id is None:
            message = f"You can't add '{name_of(row.resource)}' to catalog '{catalog.name}'. {reason}"
            yield error("R14", _row(number), message, "Remove the row, or have it added by someone who may.")


@rule("R17")
def groups_mastered_elsewhere_cannot_be_used(document: Document, facts: Facts) -> Iterator[Problem]:
    for number, row in enumerate(document.resource_roles):
        if row.resource.is_synced:
            reason = "it is synced from on-premises Active Directory"
        elif row.resource.sub_type.strip().casefold() == "distribution":
            reason = "it is a mail group of Exchange"
        else:
            continue
        message = f"'{name_of(row.resource)}' can't be used: {reason}, so its members can't be changed here."
        yield error("R17", _row(number), message, "Remove the row; use a group made in Entra ID instead.")


@rule("R18")
def a_role_is_given_once(document: Document, facts: Facts) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(document.resource_roles):
        if row.role is None:
            continue
        pair = (row.resource.origin_id.casefold(), (row.role.origin_id or row.role.display_name).casefold())
        if pair in seen:
            message = f"'{name_of(row.resource)}' with role '{row.role.display_name}' is listed twice."
            yield error("R18", _row(number), message, "Select another role, or remove the row.")
        seen.add(pair)


@rule("W2")
def several_roles_of_one_application_all_count(document: Document, facts: Facts) -> Iterator[Problem]:
    applications = [one.resource for one in document.resource_roles if _is_application(one)]
    rows = Counter(one.origin_id.casefold() for one in applications)
    for application in {one.origin_id.casefold(): one for one in applications}.values():
        if rows[application.origin_id.casefold()] > 1:
            message = f"People receive all listed roles of '{name_of(application)}' together."
            yield warning("W2", RESOURCES, message, "Keep one role if that is not meant.")


def _is_application(row: ResourceRole) -> bool:
    return row.resource.origin_system == "AadApplication"


@rule("R19")
def eligibility_lasts_as_long_as_the_package(document: Document, facts: Facts) -> Iterator[Problem]:
    longest = max((_days(one.expiration, facts) for one in document.policies), default=0)
    for number, row in enumerate(document.resource_roles):
        days = _eligible_days(row, facts)
        if days is not None and longest > days:
            name = name_of(row.resource)
            message = f"'{name}' ends eligible access after {days:g} days, before the package does."
            hint = "Let assignments expire earlier, or change the group's setting in PIM."
            yield warning("R19", _row(number), message, hint)


def _eligible_days(row: ResourceRole, facts: Facts) -> float | None:
    """Members and owners of a group have a setting each; None where the access is active, or unlimited."""
    if row.role is None or not is_eligible(row.role):
        return None
    access = "owner" if "owner" in row.role.display_name.casefold() else "member"
    return (facts.eligible_days or {}).get(same_id(row.resource.origin_id), {}).get(access)


def _days(expiration: Expiration, facts: Facts) -> float:
    """How long an assignment lasts at most; 0 where the value is still missing."""
    match expiration:
        case Never():
            return float("inf")
        case OnDate(date=date):
            return (date - facts.today).days if date else 0
        case AfterDays(days=days):
            return days or 0
        case AfterHours(hours=hours):
            return (hours or 0) / 24
