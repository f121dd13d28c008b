"""A catalog that only a grant of the portal gives: Microsoft shows nothing of it to this person."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from portal.grants.changes import EVERYBODY, grant
from portal.grants.models import CatalogGrant
from tests.signin.control import requests_to
from tests.views.named import LONG_AGO
from tests.views.stage import document, drafted, in_review, text_of
from wizard.document import Resource, ResourceRole, Role
from wizard.models import Draft, Review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def research(company, hanna, rafael) -> str:
    """Given to Helpdesk and Reviewer; Hanna and Rafael hold no role in it."""
    CatalogGrant.objects.all().delete()
    id = str(company.named("catalog", "Research")["id"])
    for role in ("Helpdesk", "Reviewer"):
        grant(role=role, holder=EVERYBODY, catalogs={id: "Research"}, by=None)
    return id


@pytest.fixture
def application(company, settings) -> str:
    """The portal may use its own identity; its registration holds the reading permissions of the seed."""
    settings.PORTAL_CREATE_AS = "application"
    return str(company.named("servicePrincipal", "Access package portal")["id"])


def inside(company: Any, catalog: str) -> dict[str, Any]:
    """A group that is a resource of the catalog."""
    rows = [one for one in company.state.rows("resource") if one["_catalog"] == catalog]
    return next(one for one in rows if one["originSystem"] == "AadGroup")


def with_group(company: Any, catalog: str, name: str = "Campaign") -> Any:
    found = inside(company, catalog)
    resource = Resource(
        origin_system="AadGroup",
        origin_id=found["originId"],
        display_name=found["displayName"],
        catalog_resource_id=found["id"],
        read_at=LONG_AGO,
    )
    role = Role(display_name="Member", origin_id=f"Member_{found['originId']}")
    row = ResourceRole(resource=resource, role=role)
    return document(company, name=name, catalog="Research").model_copy(update={"resource_roles": (row,)})


def test_it_is_offered_and_saved(company, research, hanna):
    page = hanna.get("/drafts/new/")
    assert "Research" in text_of(page)
    draft = drafted(hanna, document(company))
    tab = reverse("wizard:tab", args=[draft.pk, "basics"])
    hanna.post(tab, catalog=research, name="Lab", description="x", revision="1", go="stay")
    assert Draft.objects.get(pk=draft.pk).catalog_id == research


def test_a_draft_gets_as_far_as_review(company, research, hanna, rafael):
    draft = drafted(hanna, document(company, catalog="Research"))
    page = hanna.get(reverse("wizard:review", args=[draft.pk]))
    assert page.context["judged"].errors == []
    hanna.press(page, "Send for review")
    assert Draft.objects.get().state == Draft.State.IN_REVIEW
    seen = rafael.get(reverse("wizard:verdict", args=[draft.pk]))
    assert "no longer exists" not in text_of(seen)
    digest = seen.context["judged"].digest
    address = reverse("wizard:verdict", args=[draft.pk])
    assert rafael.post(address, verdict="approved", digest=digest, reason="").status_code == 302
    assert Review.objects.get().verdict == "approved"


def test_it_is_never_created_by_the_helpdesk(company, research, hanna, rafael):
    draft = in_review(hanna, document(company, catalog="Research"))
    address = reverse("wizard:create", args=[draft.pk])
    digest = hanna.get(reverse("wizard:review", args=[draft.pk])).context["judged"].digest
    assert hanna.post(address, digest=digest).status_code == 403


@pytest.mark.parametrize("slot", ["groups", "applications", "sites"])
def test_the_picker_says_why_it_is_empty_and_who_can_help(company, research, hanna, slot):
    draft = drafted(hanna, document(company, catalog="Research"))
    answer = hanna.get(reverse("wizard:pick", args=[draft.pk, slot]))
    text = text_of(answer)
    assert answer.status_code == 200
    assert "Microsoft does not show you the resources of 'Research'" in text
    assert "An owner of the catalog can make you a catalog reader" in text


def test_every_page_of_such_a_draft_answers(company, research, hanna, rafael, olivia):
    """Also with a resource in it, which an owner added."""
    draft = in_review(olivia, with_group(company, research))
    for seat in (hanna, rafael):
        for key in ("basics", "resource-roles", "requests", "requestor-information", "lifecycle"):
            answer = seat.get(reverse("wizard:tab", args=[draft.pk, key]))
            assert answer.status_code in (200, 302), key
        assert seat.get(reverse("wizard:review", args=[draft.pk])).status_code == 200
        assert seat.get(reverse("wizard:verdict", args=[draft.pk])).status_code == 200
    page = hanna.get(reverse("wizard:review", args=[draft.pk]))
    assert "Not checked again: resources of the catalog." in text_of(page)
    assert page.context["judged"].trouble == ""


def test_moving_resources_there_keeps_them_as_outside(company, research, hanna, olivia):
    draft = drafted(olivia, with_group(company, research))
    marketing = company.named("catalog", "Marketing")["id"]
    grant(role="Helpdesk", holder=EVERYBODY, catalogs={marketing: "Marketing"}, by=None)
    tab = reverse("wizard:tab", args=[draft.pk, "basics"])
    there = hanna.post(tab, catalog=marketing, name="x", description="x", revision="1", go="stay")
    assert there.status_code in (200, 303)
    back = hanna.post(tab, catalog=research, name="x", description="x", revision="2", go="stay")
    assert back.status_code in (200, 303)
    now = Draft.objects.get()
    assert now.catalog_id == research
    assert now.document["resource_roles"][0]["resource"]["catalog_resource_id"] is None


def test_the_applications_identity_reads_there_and_nowhere_else(
    company, research, application, hanna, rafael
):
    draft = drafted(hanna, document(company, catalog="Research"))
    page = hanna.get(reverse("wizard:pick", args=[draft.pk, "groups"]))
    assert inside(company, research)["displayName"] in [row["name"] for row in page.context["picker"]["rows"]]
    mine = [one for one in requests_to(company.tenant, "/catalogs/") if one["who"] == application]
    assert mine
    assert all(research in one["path"] for one in mine)


def test_the_applications_identity_is_not_lent_for_foreign_catalogs(company, research, application, hanna):
    finance = company.named("catalog", "General")["id"]
    draft = drafted(hanna, document(company, catalog="General"))
    answer = hanna.get(reverse("wizard:pick", args=[draft.pk, "groups"]))
    assert "Microsoft does not show you the resources" in text_of(answer)
    asked = requests_to(company.tenant, f"/catalogs/{finance}")
    assert application not in {one["who"] for one in asked}


def test_with_it_the_rules_know_everything(company, research, application, hanna, olivia):
    draft = drafted(olivia, with_group(company, research))
    page = hanna.get(reverse("wizard:review", args=[draft.pk]))
    assert page.context["judged"].trouble == ""
    assert page.context["judged"].errors == []


def test_sites_stay_unseen_and_the_picker_says_so(company, research, application, hanna):
    draft = drafted(hanna, document(company, catalog="Research"))
    text = text_of(hanna.get(reverse("wizard:pick", args=[draft.pk, "sites"])))
    assert "Microsoft lists the SharePoint sites of a catalog only to people who hold a role in it." in text
