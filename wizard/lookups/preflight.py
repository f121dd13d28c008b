"""Everything a document refers to, read again in two rounds of parallel calls.

The first asks for all that is named, the second for the managers of the people whom the first found in scope.
What the person may not read stays unknown and is named as such. Raises GraphError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.graph.asking import read_what_may_be_read
from portal.graph.calls import GraphCall, again, entitlement
from portal.graph.client import GraphClient
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.document import Document, ExistingCatalog, Resource
from wizard.lookups import again as seen_as
from wizard.lookups.questions import MOST_MANAGED, MOST_MEMBERS, MOST_OF_ALL, Questions, questions_of
from wizard.rules.seen import Managers, ManagersOfAll, Seen, SeenGroup, same_id
from wizard.rules.traps.who import targets_of

#: Asked about PIM only with this one, since it is refused without.
PIM_SCOPE = "RoleManagementPolicy.Read.AzureADGroup"
Row = Mapping[str, Any]
#: Answers by call: calls are data, so the same question is asked once.
Answers = Mapping[str, Any]
Ask = Callable[[Sequence[str]], GraphCall]
Read = Callable[[Row], Seen]


@dataclass(frozen=True, kw_only=True)
class Preflight:
    """The members of Facts that come from here."""

    seen: Mapping[str, Seen | None]
    unread: tuple[str, ...]
    offered_roles: Mapping[str, frozenset[str]]
    managers: Managers | None
    managers_of_all: Mapping[str, ManagersOfAll]
    eligible_days: Mapping[str, Mapping[str, float]]
    invitations_from: str | None


def preflight(person: Person, document: Document) -> Preflight:
    """Reads; remembers nothing, so what it says is what the tenant says now."""
    client, asked = graph_for(person), questions_of(document)
    answers = _asked(client, _first_round(asked, document))
    seen, unread = _seen(asked, answers)
    return Preflight(
        seen=seen,
        unread=unread,
        offered_roles=_offered(asked, document, answers),
        managers=_managers(client, asked, document, seen),
        managers_of_all=_managers_of_all(asked, answers),
        eligible_days={
            id: seen_as.eligible_days(answers.get(again.eligibility_policies(id).path))
            for id in asked.eligible
        },
        invitations_from=(answers.get(again.authorization_policy().path) or {}).get("allowInvitesFrom"),
    )


def _asked(client: GraphClient, calls: Sequence[GraphCall]) -> Answers:
    found = read_what_may_be_read(client, calls) if calls else []
    return {call.path: answer for call, answer in zip(calls, found, strict=True)}


def _first_round(asked: Questions, document: Document) -> list[GraphCall]:
    calls = [
        *map(again.users, again.portions(asked.users)),
        *map(again.groups, again.portions(asked.groups)),
        *map(again.service_principals, again.portions(asked.applications)),
        *(_members(id) for id in asked.with_members),
        *map(again.connected_organization, asked.organizations),
        *(_roles(document, one) for one in asked.resources),
        *map(_everybody, asked.asks_managers_of),
    ]
    if PIM_SCOPE in settings.PORTAL_EXTRA_SCOPES:
        calls += map(again.eligibility_policies, asked.eligible)
    if asked.asks_internal_sponsors:
        calls += map(again.internal_sponsors, asked.organizations)
    if asked.asks_external_sponsors:
        calls += map(again.external_sponsors, asked.organizations)
    return [*calls, again.authorization_policy()] if asked.asks_invitations else calls


def _members(group_id: str) -> GraphCall:
    return again.members(group_id, top=MOST_MEMBERS)


def _everybody(kind: str) -> GraphCall:
    return again.managers_of_all(guests=kind == "all_users", top=MOST_OF_ALL)


def _roles(document: Document, resource: Resource) -> GraphCall:
    catalog = document.basics.catalog
    return entitlement.resource_roles(
        catalog=catalog.id if isinstance(catalog, ExistingCatalog) else "",
        resource=resource.catalog_resource_id or "",
        origin_system=resource.origin_system,
    )


def _seen(asked: Questions, answers: Answers) -> tuple[dict[str, Seen | None], tuple[str, ...]]:
    """What was found by id, None for what is gone; and the kinds that could not be read."""

    def as_group(row: Row) -> Seen:
        return seen_as.group(row, answers.get(_members(same_id(row["id"])).path))

    kinds: Sequence[tuple[str, Sequence[str], Ask, Read]] = (
        ("users", asked.users, again.users, seen_as.user),
        ("groups", asked.groups, again.groups, as_group),
        ("applications", asked.applications, again.service_principals, seen_as.application),
    )
    seen: dict[str, Seen | None] = _organizations(asked, answers)
    unread = []
    for kind, ids, call, read in kinds:
        for portion in again.portions(ids):
            answer = answers[call(portion).path]
            if answer is None:
                unread.append(kind)
            else:
                rows = {same_id(row["id"]): row for row in answer["value"]}
                seen |= {id: read(rows[id]) if id in rows else None for id in portion}
    return seen, tuple(dict.fromkeys(unread))


def _organizations(asked: Questions, answers: Answers) -> dict[str, Seen | None]:
    """Those that are there; R23 names the others."""
    rows = {id: answers[again.connected_organization(id).path] for id in asked.organizations}
    return {
        id: seen_as.organization(
            row,
            answers.get(again.internal_sponsors(id).path),
            answers.get(again.external_sponsors(id).path),
        )
        for id, row in rows.items()
        if row
    }


def _offered(asked: Questions, document: Document, answers: Answers) -> dict[str, frozenset[str]]:
    """Only of resources whose roles fit into one page, and that have any: a catalog may still be at it."""
    lists = {one.origin_id: answers.get(_roles(document, one).path) for one in asked.resources}
    return {
        same_id(id): frozenset(row["originId"] for row in answer["value"])
        for id, answer in lists.items()
        if answer and answer["value"] and "@odata.nextLink" not in answer
    }


def _managers(
    client: GraphClient, asked: Questions, document: Document, seen: Mapping[str, Seen | None]
) -> Managers | None:
    """Of the people named in scope, directly or through groups, as many as the bound allows."""
    people = _in_scope(document, seen)[:MOST_MANAGED] if asked.asks_managers else []
    answers = _asked(client, [again.managers(portion) for portion in again.portions(people)])
    if not answers or None in answers.values():
        return None
    rows = [row for answer in answers.values() for row in answer["value"]]
    return Managers(
        asked=frozenset(same_id(row["id"]) for row in rows),
        missing=frozenset(same_id(row["id"]) for row in rows if not row.get("manager")),
    )


def _managers_of_all(asked: Questions, answers: Answers) -> dict[str, ManagersOfAll]:
    """What could be read; Graph counts the people, but not those without a manager."""
    pages = {kind: answers[_everybody(kind).path] for kind in asked.asks_managers_of}
    return {kind: seen_as.managers_of_all(page) for kind, page in pages.items() if page}


def _in_scope(document: Document, seen: Mapping[str, Seen | None]) -> list[str]:
    found: dict[str, None] = {}
    for policy in document.policies:
        for target in targets_of(policy):
            now = seen.get(same_id(target.id))
            ids: Iterable[str] = now.people if isinstance(now, SeenGroup) else [same_id(target.id)]
            found |= dict.fromkeys(ids if now else ())
    return list(found)
