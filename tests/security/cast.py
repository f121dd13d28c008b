"""Everybody who may come to the portal, and one object of each kind and state that they may come for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.grants.changes import EVERYBODY, grant
from portal.grants.models import CatalogGrant
from portal.signin.backend import PATH
from portal.signin.models import Person
from portal.tenant.roles import PACKAGE_MANAGER
from tests.signin.control import revoke
from tests.signin.walk import PORTAL_HOST
from tests.views.stage import (
    EVERYTHING,
    Company,
    Seat,
    approved,
    document,
    drafted,
    edited,
    in_review,
    judged,
    submitted,
)
from wizard.actions import reviews, submissions, undo
from wizard.models import Draft, Submission
from wizard.submit import way_back

#: Column of the table: who it is, by the name with which they sign in.
PEOPLE = {
    "stranger": "emil",
    "author": "priya",  # package manager of Marketing; wrote whatever is not foreign
    "other": "carlos",  # writes drafts of their own elsewhere
    "coeditor": "klara",  # package manager of Marketing who changed the drafts
    "manager": "jonas",  # package manager of Marketing who wrote nothing
    "helpdesk": "hanna",  # was given Marketing; Microsoft shows her Finance too
    "reviewer": "rafael",  # was given Marketing; Microsoft shows him Finance too
    "ownrev": "olivia",  # owner of Marketing, so a reviewer, who changed the drafts
    "owner": "sofia",  # owner of Marketing who wrote nothing
    "auditor": "audrey",  # was given Marketing and Finance
    "govern": "ivan",  # Identity Governance Administrator
    "admin": "petra",  # administers the portal
    "disabled": "amir",  # was signed in when the account was switched off
}
#: What has been submitted, by how it ended.
ENDED = ("failed", "created", "undoing")
#: Without a way through the sign-in page of this tenant.
ANONYMOUS, ABROAD = "anonym", "abroad"
COLUMNS = [ANONYMOUS, *PEOPLE, ABROAD]

#: An id that no object has.
NOBODYS, NOBODYS_GRANT = "0a0b0c0d-1111-4222-8333-444455556666", "987654321"
#: Names that nobody without a role in Finance may ever read: a catalog, its package, its draft.
SHOWN = ("Canary catalog", "Canary package")
CANARIES = (*SHOWN, "Canary draft")
HOME = "Marketing"
#: Who may read which of them. A role that Microsoft gives in the catalog shows it and its packages, but no
#: drafts; an Admin has to know by name the catalogs that were given.
OPEN_TO = {
    "govern": {*CANARIES},
    "auditor": {*CANARIES},
    "helpdesk": {*SHOWN},
    "reviewer": {*SHOWN},
    "admin": {SHOWN[0]},
}
#: What an Admin of the portal gave to everybody with the role.
GIVEN = {"Helpdesk": [HOME], "Reviewer": [HOME], "Auditor": [HOME, CANARIES[0]]}


@dataclass(kw_only=True)
class Cast:
    """Who is there and what is there. Objects go by the word that the table uses."""

    clients: dict[str, Client] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    submissions: dict[str, Submission] = field(default_factory=dict)
    grants: dict[str, CatalogGrant] = field(default_factory=dict)

    def key(self, word: str, kind: str) -> str:
        """The id in an address; `nothing` and `new` fit no object."""
        known: dict[str, Any] = self._of(kind)
        return str(known[word].pk) if word in known else NOBODYS_GRANT if kind == "grant_id" else NOBODYS

    def _of(self, kind: str) -> dict[str, Any]:
        kinds: dict[str, dict[str, Any]] = {"submission_id": self.submissions, "grant_id": self.grants}
        return kinds.get(kind, self.drafts)


def assemble(tenant: Any) -> Cast:
    """Signs everybody in, then writes the drafts. What the tenant says is remembered from then on."""
    tenant.tenant.settings.change({"visible_after_reads": 0, "roles_after_reads": 0})
    company = Company(tenant)
    _roles(company)
    _canaries(company)
    seats = {column: company.seat(name) for column, name in PEOPLE.items()}
    cast = Cast(clients={column: seat.client for column, seat in seats.items()}, grants=_given(company))
    cast.clients[ANONYMOUS] = Client(headers={"host": PORTAL_HOST})
    cast.clients[ABROAD] = _abroad()
    _objects(cast, company, seats, company.seat("gustav"))
    _switch_off(company, seats["disabled"])
    _settle(cast)
    return cast


def _settle(cast: Cast) -> None:
    """Sessions note when they were last seen, once a minute, and what was last told of reviews that wait."""
    for column, client in cast.clients.items():
        client.get("/healthz" if column == "disabled" else "/drafts/")


def _roles(company: Company) -> None:
    for name in ("jonas", "klara"):
        person = next(row for row in company.state.rows("user") if row["userPrincipalName"].startswith(name))
        marketing = company.named("catalog", "Marketing")["id"]
        company.state.put(
            "roleAssignment",
            {
                "id": str(uuid.uuid4()),
                "principalId": person["id"],
                "roleDefinitionId": PACKAGE_MANAGER,
                "appScopeId": f"/AccessPackageCatalog/{marketing}",
            },
        )


def _given(company: Company) -> dict[str, CatalogGrant]:
    """The first of them is the one that people try to end."""
    CatalogGrant.objects.all().delete()
    for role, names in GIVEN.items():
        grant(
            role=role,
            holder=EVERYBODY,
            catalogs={company.named("catalog", name)["id"]: name for name in names},
            by=None,
        )
    return {"granted": CatalogGrant.objects.earliest("pk")}


def _canaries(company: Company) -> None:
    """Finance and what is in it bear names that show wherever they leak."""
    catalog = company.named("catalog", "Finance")
    company.state.put("catalog", catalog | {"displayName": CANARIES[0]})
    package = company.named("accessPackage", "Month-end closing")
    company.state.put("accessPackage", package | {"displayName": CANARIES[1]})


def _abroad() -> Client:
    """A person of another tenant with a session, such as one from before the portal moved."""
    person = Person.objects.create(
        home_account_id="abroad",
        object_id=uuid.uuid4(),
        tenant_id=uuid.uuid4(),
        display_name="Abroad",
        user_principal_name="abroad@elsewhere.example",
        portal_roles=["Admin", "Auditor", "Reviewer"],
    )
    client = Client(headers={"host": PORTAL_HOST})
    client.force_login(person, backend=PATH)
    return client


def _objects(cast: Cast, company: Company, seats: dict[str, Seat], gustav: Seat) -> None:
    author, reviewer = seats["author"], seats["owner"]
    for state in ("drafting", "waiting", "approved", *ENDED):
        draft = drafted(author, document(company, name=f"Here {state}"))
        for column in ("coeditor", "ownrev"):
            draft = edited(draft, seats[column], description=f"Changed by the {column}")
        cast.drafts[state] = draft
    _advance(cast, author, reviewer)
    homeless = document(company, name="Homeless")
    basics = homeless.basics.model_copy(update={"catalog": None})
    cast.drafts["homeless"] = drafted(author, homeless.model_copy(update={"basics": basics}))
    _foreign(cast, company, gustav)


def _advance(cast: Cast, author: Seat, reviewer: Seat) -> None:
    for state in ("waiting", "approved", *ENDED):
        reviews.send_for_review(draft=cast.drafts[state], by=author.person, problems=[])
        cast.drafts[state] = Draft.objects.get(pk=cast.drafts[state].pk)
    for state in ("approved", *ENDED):
        cast.drafts[state] = judged(cast.drafts[state], reviewer)
    for state in ENDED:
        made = submissions.create(draft=cast.drafts[state], by=author.person, rights=EVERYTHING, problems=[])
        cast.submissions[state] = _sent_back(made, author) if state == "undoing" else _ended(made, state)


def _sent_back(made: Submission, author: Seat) -> Submission:
    """Its author pressed Undo, which stopped before anything was gone."""
    plan, name = way_back.of(made).plain, made.draft.name
    failed = _ended(made, "failed")
    undo.undo(submission=failed, by=author.person, rights=EVERYTHING, typed=name, plan=plan, held="")
    return _ended(made, "failed")


def _ended(made: Submission, state: str) -> Submission:
    finished = timezone.now() if state == "created" else None
    Submission.objects.filter(pk=made.pk).update(state=state, finished_at=finished)
    if state == "created":
        Draft.objects.filter(pk=made.draft_id).update(state=Draft.State.CREATED)
    return Submission.objects.get(pk=made.pk)


def _foreign(cast: Cast, company: Company, gustav: Seat) -> None:
    """Of a catalog in which most of the cast have no part, by somebody outside of the cast."""
    reviewer = company.seat("aaron")
    content = document(company, name=CANARIES[2], catalog=CANARIES[0])
    cast.drafts["foreign"] = in_review(gustav, content)
    cast.drafts["foreign-approved"] = approved(gustav, content, by=reviewer)
    cast.submissions["foreign"] = _ended(submitted(gustav, content, by=reviewer), "failed")


def _switch_off(company: Company, seat: Seat) -> None:
    row = company.state.get("user", str(seat.person.object_id))
    company.state.put("user", row | {"accountEnabled": False})
    revoke(company.tenant, str(seat.person.object_id))
