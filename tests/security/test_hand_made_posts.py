"""Posts that no page of ours sends: unknown fields, ids that nobody may pick, numbers without end."""

import json
from typing import Any

import pytest
from django.urls import reverse

from tests.views.stage import Company, Seat, document, drafted, in_review, text_of
from tests.views.submissions import Staged, address
from wizard.models import Draft, Submission

pytestmark = pytest.mark.django_db(transaction=True)

TABS = ("basics", "resource-roles", "requests", "requestor-information", "lifecycle")
NOBODY = "11111111-2222-4333-8444-555566667777"
ISSUERS = '[{"issuer": "did:web:evil.example", "credential_types": ["Anything"]}]'
#: Members of rows and documents, people lists, and what the pages remember beside a draft.
FIELDS = [
    "id", "author", "author_id", "state", "digest", "document", "typed", "checked", "roles", "tabs",
    "revision_of", "catalog_id", "catalog_name", "policies", "resource_roles", "catalog_resource_id",
    "questions", "targets", "organizations", "approvers", "reviewers", "people", "stage-0-approvers",
    "stage-0-fallback", "stage-2-approvers", "verified_ids", "verified_ids@waiting", "issuers",
    "role-0", "role-99", "selected", "ticked",
]  # fmt: skip


@pytest.fixture
def draft(company: Company, priya: Seat) -> Draft:
    return drafted(priya, document(company))


def tab(draft: Draft, key: str) -> str:
    return reverse("wizard:tab", args=[draft.pk, key])


def posts(seat: Seat, draft: Draft, key: str, **data: str) -> Any:
    revision = Draft.objects.get(pk=draft.pk).revision
    return seat.post(tab(draft, key), revision=str(revision), go="stay", **data)


def kept(draft: Draft) -> str:
    """All that the database has of it."""
    now = Draft.objects.get(pk=draft.pk)
    return json.dumps([now.document, now.typed])


@pytest.mark.parametrize("value", [NOBODY, ISSUERS])
@pytest.mark.parametrize("key", TABS)
def test_fields_that_no_page_has_are_not_taken(priya: Seat, draft: Draft, key: str, value: str) -> None:
    assert posts(priya, draft, key, **dict.fromkeys(FIELDS, value)).status_code == 303
    assert value not in kept(draft)
    assert "evil" not in kept(draft)
    assert Draft.objects.get(pk=draft.pk).author_id == priya.person.pk


def test_nobody_slips_verified_ids_past_the_pane(priya: Seat, draft: Draft) -> None:
    """They wait beside the draft while nobody can request: going there and back must not bring in others."""
    waiting = {"verified_ids@waiting": ISSUERS, "verified_ids_by_hand": "yes"}
    for family in ("none", "directory", "none", "external"):
        posts(priya, draft, "requests", family=family, scope="all_members", **waiting)
    assert "did:web:evil.example" not in kept(draft)
    pane = reverse("wizard:issuer", args=[draft.pk])
    answer = priya.post(pane, before="", issuer="did:web:evil.example", credential_types="Anything")
    assert answer.status_code == 403
    assert "did:web:evil.example" not in kept(draft)


@pytest.mark.parametrize(
    "slot", ["targets", "organizations", "groups", "applications", "sites", "stage-0-approvers", "reviewers"]
)
@pytest.mark.parametrize(
    "id", [NOBODY, f"user:{NOBODY}", "user:me", "user:../groups", "https://evil.example/sites/x"]
)
def test_whom_the_tenant_does_not_know_nobody_picks(priya: Seat, draft: Draft, slot: str, id: str) -> None:
    before = kept(draft)
    answer = priya.post(reverse("wizard:pick", args=[draft.pk, slot]), do="select", selected=id)
    assert answer.status_code in (200, 404)
    assert kept(draft) == before


def test_a_foreign_catalog_and_none_at_all_are_refused_alike(
    company: Company, priya: Seat, draft: Draft
) -> None:
    finance = company.named("catalog", "Finance")["id"]
    foreign = posts(priya, draft, "basics", catalog=finance)
    nowhere = posts(priya, draft, "basics", catalog=NOBODY)
    assert foreign.status_code == nowhere.status_code == 403
    assert text_of(foreign).replace(finance, NOBODY) == text_of(nowhere)
    assert "Finance" not in text_of(foreign) + kept(draft)


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 18, "-1", "٣", "", "1e3"])
def test_a_question_that_was_never_asked_decides_nothing(
    company: Company, priya: Seat, rafael: Seat, number: str
) -> None:
    asks = Staged(company, priya, rafael).into("asks")
    assert priya.post(address(asks, "decide"), question=number, chosen="none").status_code == 303
    assert Submission.objects.get(pk=asks.pk).state == Submission.State.NEEDS_PERSON


def test_what_was_not_shown_cannot_be_chosen(company: Company, priya: Seat, rafael: Seat) -> None:
    """Another package of the tenant, which an undo would then take away."""
    victim = company.has_package("Somebody else's")["id"]
    asks = Staged(company, priya, rafael).into("asks")
    number = priya.get(address(asks)).context["question"]["number"]
    priya.post(address(asks, "decide"), question=str(number), chosen=victim)
    assert Submission.objects.get(pk=asks.pk).state == Submission.State.NEEDS_PERSON
    assert not asks.entries.filter(answer__id=victim).exists()


@pytest.mark.parametrize("ids", [["x" * 10_000], ["1"], [NOBODY] * 300, ["' or 1=1 --"]], ids=len)
def test_grants_of_what_is_no_catalog(petra: Seat, ids: list[str]) -> None:
    data = {"role": "Helpdesk", "holder": "person", "person": NOBODY, "catalog": ids, "do": "give"}
    answer = petra.client.post(reverse("wizard:new_grant"), data)
    assert answer.status_code == 422
    assert NOBODY not in petra.get(reverse("wizard:settings")).content.decode()


def test_who_lost_the_rights_decides_nothing_more(company: Company, priya: Seat, rafael: Seat) -> None:
    """It was her own submission, and still is; but what she chose would be taken for ours."""
    asks = Staged(company, priya, rafael).into("asks")
    question = priya.get(address(asks)).context["question"]
    company.takes_roles_from(priya)
    chosen = question["candidates"][0]["id"]
    answer = priya.post(address(asks, "decide"), question=str(question["number"]), chosen=chosen)
    assert answer.status_code == 403
    assert Submission.objects.get(pk=asks.pk).state == Submission.State.NEEDS_PERSON


def test_who_lost_the_role_a_moment_ago_approves_nothing_more(
    company: Company, priya: Seat, olivia: Seat
) -> None:
    """What the portal remembers of rights for a minute is for reading alone."""
    draft = in_review(priya, document(company))
    page = olivia.get(reverse("wizard:verdict", args=[draft.pk]))
    company.takes_roles_from(olivia)
    answer = olivia.post(
        reverse("wizard:verdict", args=[draft.pk]),
        verdict="approved",
        digest=page.context["judged"].digest,
    )
    assert answer.status_code in (403, 404)
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.IN_REVIEW
