"""A catalog in which a person has no part does not exist for them: no list, picker or refusal names it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.picker.stage import with_requests
from tests.views.stage import Company, Seat, document, drafted
from wizard.models import Draft

pytestmark = pytest.mark.django_db
CANARY = "Canary"


@pytest.fixture(autouse=True)
def finance(company: Company) -> dict[str, Any]:
    """Neither Priya nor Olivia has a part in it."""
    row = company.named("catalog", "Finance")
    for kind in ("accessPackage", "resource"):
        for one in [one for one in company.state.rows(kind) if _catalog_of(one) == row["id"]]:
            company.state.put(kind, one | {"displayName": f"{CANARY} {one['displayName']}"})
    return company.state.put("catalog", row | {"displayName": f"{CANARY} catalog"})  # type: ignore[no-any-return]


def _catalog_of(row: dict[str, Any]) -> str:
    return str(row.get("_catalog") or row.get("catalogId") or "")


@pytest.fixture
def draft(company: Company, priya: Seat) -> Draft:
    return drafted(priya, with_requests(document(company)))


@pytest.mark.parametrize("name", ["drafts", "new", "reviews", "packages"])
def test_no_list_names_it(priya: Seat, draft: Draft, name: str) -> None:
    page = priya.get(reverse(f"wizard:{name}"))
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    assert CANARY not in priya.get(reverse(f"wizard:{name}"), q="finance").content.decode()


@pytest.mark.parametrize("slot", ["groups", "applications", "sites", "targets", "organizations"])
def test_no_picker_names_it(priya: Seat, olivia: Seat, draft: Draft, slot: str) -> None:
    url = reverse("wizard:pick", args=[draft.pk, slot])
    for seat in (priya, olivia):
        for query in ({}, {"q": "finance"}, {"see_all": "on"}, {"q": "ledger", "see_all": "on"}):
            assert CANARY not in seat.client.get(url, query).content.decode()


@pytest.mark.parametrize("tab", ["basics", "resource-roles", "requests"])
def test_no_tab_names_it(priya: Seat, draft: Draft, tab: str) -> None:
    assert CANARY not in priya.get(reverse("wizard:tab", args=[draft.pk, tab])).content.decode()


def test_no_refusal_names_it(priya: Seat, finance: dict[str, Any], draft: Draft) -> None:
    """Sent by hand with the true id: refused as one that is not offered."""
    url = reverse("wizard:tab", args=[draft.pk, "basics"])
    answer = priya.post(url, revision="1", name="Mine", description="d", catalog=finance["id"])
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()
    assert CANARY not in priya.get(reverse("wizard:review", args=[draft.pk])).content.decode()


def test_a_draft_that_names_it_tells_its_author_no_more_than_they_wrote(
    priya: Seat, company: Company, finance: dict[str, Any]
) -> None:
    """Such as one from before the person left the catalog, or written by hand."""
    content = document(company, catalog=finance["displayName"])
    catalog = content.basics.catalog.model_copy(update={"display_name": "As I knew it"})  # type: ignore[union-attr]
    basics = content.basics.model_copy(update={"catalog": catalog})
    draft = drafted(priya, content.model_copy(update={"basics": basics}))
    pages = [
        reverse("wizard:review", args=[draft.pk]),
        reverse("wizard:tab", args=[draft.pk, "resource-roles"]),
    ]
    for url in pages:
        assert CANARY not in priya.get(url).content.decode()
    create = priya.post(reverse("wizard:create", args=[draft.pk]), digest="x")
    assert create.status_code in (403, 409, 422)
    assert CANARY not in create.content.decode()


def test_the_names_can_be_read_by_those_who_belong_there(company: Company, draft: Draft) -> None:
    gustav = company.seat("gustav")
    assert f"{CANARY} catalog" in gustav.get(reverse("wizard:new")).content.decode()
    assert CANARY in gustav.get(reverse("wizard:packages")).content.decode()


def test_an_unknown_catalog_looks_the_same(priya: Seat, draft: Draft, finance: dict[str, Any]) -> None:
    url = reverse("wizard:tab", args=[draft.pk, "basics"])
    foreign, nothing = (
        priya.post(url, revision="1", name="Campaign", description="d", catalog=one)
        .content.decode()
        .count("<")
        for one in (finance["id"], str(uuid.uuid4()))
    )
    assert foreign == nothing
