"""A database full of drafts, and the one among them that is looked at."""

from __future__ import annotations

import itertools
import random
import uuid
from typing import Any

from django.db import transaction

from portal.signin.models import Person
from tests.views.stage import Seat, document, drafted
from wizard import document as d
from wizard.evidence import of_revision, record
from wizard.models import Draft, Revision

CATALOGS = ("General", "Marketing", "Finance", "Research")
#: People who write drafts beside those who are measured.
AUTHORS = 50
#: How often each state is met; creations come with submissions, which no list of drafts counts.
STATES = {
    Draft.State.DRAFTING: 50,
    Draft.State.IN_REVIEW: 20,
    Draft.State.APPROVED: 10,
    Draft.State.CHANGES_REQUESTED: 10,
    Draft.State.REJECTED: 10,
}
THINGS = ("Campaign", "Onboarding", "Ledger", "Warehouse", "Research data", "Press room", "Fair", "Archive")


def package(company: Any, name: str) -> d.Document:
    """Ten resource roles, two stages, three questions, half a year: a well-filled package."""
    groups = [company.in_catalog(company.new_group(f"{name} {number}")) for number in range(10)]
    emil = company.named("user", "Emil Larsen")
    leads = company.named("group", "IT Leads")
    fallback = (d.Principal(kind="group", id=leads["id"], display_name="IT Leads"),)
    target = d.Principal(kind="user", id=emil["id"], display_name="Emil Larsen")
    policy = d.Policy(
        audience=d.SpecificUsers(targets=(target,)),
        approval=d.Approval(
            requestor_justification=True,
            stages=(
                d.Stage(approver=d.Manager(fallback=fallback)),
                d.Stage(approver=d.SpecificApprovers(approvers=fallback)),
            ),
        ),
        enabled=True,
        questions=(
            d.ShortText(text="Which cost centre pays?", required=True),
            d.LongText(text="What will you do with it?"),
            d.MultipleChoice(text="How long?", choices=(d.Choice(text="Weeks"), d.Choice(text="Months"))),
        ),
        expiration=d.AfterDays(days=180),
    )
    rows = tuple(
        d.ResourceRole(
            resource=group, role=d.Role(display_name="Member", origin_id=f"Member_{group.origin_id}")
        )
        for group in groups
    )
    return document(company, name).model_copy(update={"resource_roles": rows, "policies": (policy,)})


def looked_at(company: Any, seat: Seat) -> Draft:
    """The draft whose tabs are measured; its author is in the seat."""
    return drafted(seat, package(company, "Spring campaign"))


def fill(company: Any, like: Draft, count: int) -> None:
    """Other people's drafts, as big as `like`, until there are `count`; each with one revision."""
    chance = random.Random(1)
    authors = _authors(like.author)
    catalogs = [company.catalog(name) for name in CATALOGS]
    numbers = itertools.count(Draft.objects.count())
    states = chance.choices(list(STATES), weights=list(STATES.values()), k=count)
    drafts = [
        _draft(like, next(numbers), chance.choice(authors), chance.choice(catalogs), state)
        for state in states[: count - Draft.objects.count()]
    ]
    Draft.objects.bulk_create(drafts, batch_size=500)
    Revision.objects.bulk_create(map(_revision, drafts), batch_size=500)
    with transaction.atomic():
        for draft in drafts:
            record(draft.pk, "begun", by=draft.author, data=of_revision(draft))


def _draft(like: Draft, number: int, author: Person, catalog: d.ExistingCatalog, state: str) -> Draft:
    name = f"{THINGS[number % len(THINGS)]} {number}"
    basics: dict[str, Any] = like.document["basics"] | {"name": name}
    basics |= {"catalog": basics["catalog"] | {"id": catalog.id, "display_name": catalog.display_name}}
    return Draft(
        author=author,
        updated_by=author,
        state=state,
        document=like.document | {"basics": basics},
        name=name,
        catalog_id=catalog.id,
        catalog_name=catalog.display_name,
    )


def _revision(draft: Draft) -> Revision:
    return Revision(draft=draft, number=1, by=draft.author, document=draft.document)


def _authors(like: Person) -> list[Person]:
    """The same people at every call."""
    return [_author(like, number) for number in range(AUTHORS)]


def _author(like: Person, number: int) -> Person:
    oid = uuid.UUID(int=number + 1)
    told = {
        "object_id": oid,
        "tenant_id": like.tenant_id,
        "display_name": f"Author {number}",
        "user_principal_name": f"author{number}@contoso.onmicrosoft.com",
    }
    person, _ = Person.objects.get_or_create(home_account_id=f"{oid}.{like.tenant_id}", defaults=told)
    return person
