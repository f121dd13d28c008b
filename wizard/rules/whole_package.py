"""Across the parts: policies, and the ids by which the tenant knows things (R66, D2, D4, D7)."""

import re
from collections.abc import Iterator

from wizard.document import Document, ExistingCatalog, Policy, Resource
from wizard.rules.basics import CATALOG
from wizard.rules.facts import Facts
from wizard.rules.people import people_lists
from wizard.rules.problem import Place, Problem, error
from wizard.rules.registry import of_policy, policy_rule, rule
from wizard.rules.requests import FAMILY

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LOOKS_LIKE = "An id looks like 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9."
_SITE = re.compile(r"https://[^\s/]+(/\S*)?", re.IGNORECASE)


def is_guid(text: str) -> bool:
    """The form of every object id in Entra."""
    return _GUID.fullmatch(text) is not None


@rule("R66")
def a_package_has_a_policy(document: Document, facts: Facts) -> Iterator[Problem]:
    if not document.policies:
        message = "Without a policy nobody can get the package. Choose who can request access."
        yield error("R66", FAMILY, message)


@rule("D4")
def policies_have_names_of_their_own(document: Document, facts: Facts) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, policy in enumerate(document.policies):
        name = policy.name.strip()
        if not name:
            yield of_policy(
                position, error("D4", FAMILY, "Enter a name for the policy.", "Such as Initial Policy.")
            )
        elif name.casefold() in seen:
            message = f"Another policy is already named '{name}'."
            yield of_policy(position, error("D4", FAMILY, message, "Give each policy a name of its own."))
        seen.add(name.casefold())


@rule("D2")
def ids_have_the_form_of_ids(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = document.basics.catalog
    if isinstance(catalog, ExistingCatalog) and not is_guid(catalog.id):
        message = f"{_called(catalog.id, catalog.display_name)} is not the id of a catalog."
        yield error("D2", CATALOG, message, _LOOKS_LIKE)
    for number, row in enumerate(document.resource_roles):
        yield from _resource_ids(Place(tab="resource-roles", control=f"role-{number}"), row.resource)
    for position, policy in enumerate(document.policies):
        yield from (of_policy(position, problem) for problem in _people_ids(policy))


def _resource_ids(place: Place, resource: Resource) -> Iterator[Problem]:
    name = _called(resource.origin_id, resource.display_name)
    if resource.origin_system == "SharePointOnline":
        if not _SITE.fullmatch(resource.origin_id):
            yield error("D2", place, f"{name} is not the address of a site.", "It begins with https://.")
    elif not is_guid(resource.origin_id):
        yield error("D2", place, f"{name} is not an object id.", _LOOKS_LIKE)
    inside = resource.catalog_resource_id
    if inside is not None and not is_guid(inside):
        message = f"{_called(inside, resource.display_name)} is not the id of a resource in a catalog."
        yield error("D2", place, message, _LOOKS_LIKE)


def _people_ids(policy: Policy) -> Iterator[Problem]:
    for place, listed in people_lists(policy):
        for one in listed:
            if not is_guid(one.id):
                message = f"{_called(one.id, one.display_name)} is not an object id."
                yield error("D2", place, message, _LOOKS_LIKE)


def _called(id: str, name: str) -> str:
    """Nothing in quotes where there is no id at all."""
    return f"'{id}' ({name})" if name else f"'{id}'"


@policy_rule("D7")
def nobody_is_listed_twice(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for place, listed in people_lists(policy):
        seen: set[str] = set()
        for one in listed:
            if one.id.casefold() in seen:
                yield error(
                    "D7", place, f"{one.display_name or one.id} is listed twice.", "Remove one of the two."
                )
            seen.add(one.id.casefold())
