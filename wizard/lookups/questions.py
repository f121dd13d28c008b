"""What to ask the tenant about a document: everything that it names, each thing once, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.document import (
    AllMembers,
    AllUsers,
    ConnectedOrganization,
    Document,
    ExternalSponsor,
    InternalSponsor,
    Manager,
    ManagerReview,
    Policy,
    Principal,
    Resource,
    SecondLevelManager,
)
from wizard.rules.approval import stages_of
from wizard.rules.references import references
from wizard.rules.resource_roles import is_eligible
from wizard.rules.whole_package import is_guid

#: Named groups whose members are looked at, and how many members of each.
MOST_GROUPS = 20
MOST_MEMBERS = 200
#: People in scope whose managers are looked up.
MOST_MANAGED = 200
#: The same where the audience is everybody: one page of Graph, at its largest.
MOST_OF_ALL = 999
#: Connected organizations and resources that are looked at one by one.
MOST_ORGANIZATIONS = 40
MOST_RESOURCES = 40


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Ids by kind, without repetition, in the order of the page; only what has the form of an id."""

    users: tuple[str, ...]
    groups: tuple[str, ...]
    #: Groups of people come before groups that are resources.
    with_members: tuple[str, ...]
    applications: tuple[str, ...]
    organizations: tuple[str, ...]
    #: Resources of the catalog whose roles are compared.
    resources: tuple[Resource, ...]
    asks_internal_sponsors: bool
    asks_external_sponsors: bool
    asks_managers: bool
    #: Kinds of audiences that name nobody and need managers.
    asks_managers_of: tuple[str, ...]
    #: Groups with eligible roles.
    eligible: tuple[str, ...]
    asks_invitations: bool


def questions_of(document: Document) -> Questions:
    named = [one.what for one in references(document)]
    people = [one for one in named if isinstance(one, Principal)]
    given = [one for one in named if isinstance(one, Resource)]
    teams = _ids(one.id for one in people if one.kind == "group")
    groups = _ids([*teams, *(one.origin_id for one in given if one.origin_system == "AadGroup")])
    kinds = {type(stage.approver) for policy in document.policies for stage in stages_of(policy)}
    return Questions(
        users=_ids(one.id for one in people if one.kind == "user"),
        groups=groups,
        with_members=groups[:MOST_GROUPS],
        applications=_ids(one.origin_id for one in given if one.origin_system == "AadApplication"),
        organizations=_ids(one.id for one in named if isinstance(one, ConnectedOrganization))[
            :MOST_ORGANIZATIONS
        ],
        resources=_inside(given),
        asks_internal_sponsors=InternalSponsor in kinds,
        asks_external_sponsors=ExternalSponsor in kinds,
        asks_managers=any(map(_asks_managers, document.policies)),
        asks_managers_of=tuple(
            dict.fromkeys(_everybody(one) for one in document.policies if _everybody(one))
        ),
        eligible=_ids(_eligible(document))[:MOST_RESOURCES],
        asks_invitations=any(one.audience.family == "external" for one in document.policies),
    )


def _ids(ids: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id.casefold() for id in ids if is_guid(id)))


def _inside(resources: list[Resource]) -> tuple[Resource, ...]:
    """Those that the catalog has, each once."""
    inside = {one.origin_id: one for one in resources if one.catalog_resource_id}
    kept = [one for one in inside.values() if is_guid(one.catalog_resource_id or "")]
    return tuple(kept[:MOST_RESOURCES])


def _eligible(document: Document) -> Iterator[str]:
    for row in document.resource_roles:
        if row.resource.origin_system == "AadGroup" and row.role and is_eligible(row.role):
            yield row.resource.origin_id


def _everybody(policy: Policy) -> str:
    """The kind of an audience of everybody in the directory whose managers matter."""
    everybody = isinstance(policy.audience, AllMembers | AllUsers)
    return policy.audience.kind if everybody and _asks_managers(policy) else ""


def _asks_managers(policy: Policy) -> bool:
    stages = stages_of(policy)
    return (
        any(isinstance(one.approver, Manager) for one in stages)
        or any(one.alternates and isinstance(one.alternates.approver, SecondLevelManager) for one in stages)
        or bool(policy.access_review and isinstance(policy.access_review.reviewer, ManagerReview))
    )
