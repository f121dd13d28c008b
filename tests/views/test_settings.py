"""The page Settings: an Admin says who may act for the portal in which catalogs, for all to see."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.grants.models import CatalogGrant
from tests.fixtures.browser import faults_found_by_axe
from tests.views.granting import NEW, catalog_id, give, may_draft, object_id
from tests.views.stage import document, drafted, in_review, text_of
from wizard.models import Review

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_given")]


class TestGiving:
    def test_everybody_with_the_role_is_given_a_catalog(self, company, petra, hanna):
        finance = catalog_id(company, "Finance")
        assert not may_draft(hanna, finance)
        assert give(petra, finance).status_code == 302
        assert may_draft(hanna, finance)
        assert not may_draft(hanna, catalog_id(company, "Marketing"))

    def test_one_person_is_found_by_name_and_given_several(self, company, petra, hanna):
        drafted(hanna, document(company))
        drafted(hanna, document(company, catalog="Finance"))
        page = petra.post(NEW, people_q="Hanna", do="search", holder="person", role="Helpdesk")
        assert "hanna@contoso.onmicrosoft.com" in text_of(page)
        marketing, finance = catalog_id(company, "Marketing"), catalog_id(company, "Finance")
        give(petra, marketing, finance, person=object_id(company, "Hanna Virtanen"))
        assert may_draft(hanna, marketing)
        assert may_draft(hanna, finance)
        grant = CatalogGrant.objects.get(catalog_id=finance)
        assert (grant.holder_name, grant.catalog_name) == ("Hanna Virtanen", "Finance")

    def test_a_person_is_found_by_address_or_object_id(self, company, petra):
        for asked in ("hanna@contoso.onmicrosoft.com", object_id(company, "Hanna Virtanen")):
            page = petra.post(NEW, people_q=asked, do="search")
            assert [row["name"] for row in page.context["people"]] == ["Hanna Virtanen"]

    def test_the_directory_decides_who_somebody_is(self, company, petra):
        """Whatever id a page sends: nobody is given anything whom the directory does not know."""
        answer = give(petra, catalog_id(company, "Finance"), person=str(uuid.uuid4()))
        assert answer.status_code == 422
        assert "Find and pick one person." in text_of(answer)
        assert not CatalogGrant.objects.exists()

    def test_what_is_missing_is_said_and_what_was_picked_stays(self, company, petra):
        answer = petra.post(NEW, people_q="Hanna", catalogs_q="Fin", do="give", holder="person")
        text = text_of(answer)
        assert answer.status_code == 422
        assert "Choose a role." in text
        assert "Find and pick one person." in text
        assert "Pick at least one catalog." in text
        assert 'value="Hanna"' in answer.content.decode()
        assert 'value="Fin"' in answer.content.decode()

    @pytest.mark.postgres
    def test_twice_is_once(self, company, petra, hanna):
        finance = catalog_id(company, "Finance")
        give(petra, finance)
        give(petra, finance)
        assert CatalogGrant.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            CatalogGrant.objects.create(role="Helpdesk", catalog_id=finance)

    def test_no_other_role_can_be_given(self, company, petra):
        answer = give(petra, catalog_id(company, "Finance"), role="Admin")
        assert answer.status_code == 422
        assert not CatalogGrant.objects.exists()

    def test_what_is_no_object_id_is_no_catalog(self, company, petra):
        for junk in ("x", "../..", "", "\0", "a" * 3000):
            assert give(petra, junk).status_code == 422
        assert petra.post(f"/settings/grants/{10**30}/end/").status_code == 302
        assert not CatalogGrant.objects.exists()


class TestCatalogs:
    """An Admin holds no right in Graph: the page says where its catalogs come from."""

    def test_those_of_drafts_are_known(self, company, petra, priya):
        drafted(priya, document(company, catalog="Finance"))
        page = petra.get(NEW, catalogs_q="fin")
        assert [row["name"] for row in page.context["catalogs"]] == ["Finance"]
        assert "0 that Microsoft shows you, and those named in drafts" in text_of(page)

    def test_any_other_goes_by_its_id(self, company, petra, hanna):
        research = catalog_id(company, "Research")
        page = petra.get(NEW, catalogs_q=research.upper())
        assert [(row["id"], row["name"]) for row in page.context["catalogs"]] == [(research, "")]
        assert "Nothing here can tell whether this catalog exists." in text_of(page)
        give(petra, research)
        assert may_draft(hanna, research)

    def test_an_admin_with_rights_in_graph_sees_those_too(self, company, petra):
        ids = [str(petra.person.object_id)]
        company.state.put("roleAssignment", reader_of(company, "Research", ids[0]))
        page = petra.get(NEW, catalogs_q="res")
        assert [row["name"] for row in page.context["catalogs"]] == ["Research"]

    def test_the_applications_own_identity_sees_all(self, company, petra, settings):
        settings.PORTAL_CREATE_AS = "application"
        page = petra.get(NEW, catalogs_q="mar")
        assert [row["name"] for row in page.context["catalogs"]] == ["Marketing"]
        assert "that the portal's own identity sees" in text_of(page)

    def test_a_tenant_that_is_down_leaves_the_page_usable(self, company, petra):
        company.goes_down()
        answer = give(petra, catalog_id(company, "Finance"))
        assert answer.status_code == 302
        assert CatalogGrant.objects.count() == 1
        assert "Microsoft's list of catalogs is missing." in text_of(petra.get(NEW))


class TestEnding:
    def test_it_counts_at_once(self, company, petra, hanna):
        marketing = catalog_id(company, "Marketing")
        give(petra, marketing)
        assert may_draft(hanna, marketing)
        grant = CatalogGrant.objects.get()
        assert petra.post(reverse("wizard:end_grant", args=[grant.pk])).status_code == 302
        assert not may_draft(hanna, marketing)

    def test_a_page_opened_before_is_refused(self, company, petra, rafael, priya):
        give(petra, catalog_id(company, "Marketing"), role="Reviewer")
        draft = in_review(priya, document(company))
        page = rafael.get(reverse("wizard:verdict", args=[draft.pk]))
        petra.post(reverse("wizard:end_grant", args=[CatalogGrant.objects.get().pk]))
        digest = page.context["judged"].digest
        answer = rafael.post(page.request["PATH_INFO"], verdict="approved", digest=digest, reason="")
        assert answer.status_code == 404
        assert not Review.objects.exists()

    def test_ended_twice_is_ended_once(self, company, petra):
        give(petra, catalog_id(company, "Marketing"))
        address = reverse("wizard:end_grant", args=[CatalogGrant.objects.get().pk])
        petra.post(address)
        first = CatalogGrant.objects.get().ended_at
        assert "It had ended already." in text_of(petra.client.post(address, follow=True))
        assert CatalogGrant.objects.get().ended_at == first


class TestOnlyForAdmins:
    @pytest.mark.parametrize("name", ["ada", "hanna", "audrey"])
    def test_everybody_else_is_refused(self, company, petra, name):
        give(petra, catalog_id(company, "Marketing"))
        seat, grant = company.seat(name), CatalogGrant.objects.earliest("pk")
        before = CatalogGrant.objects.count()
        assert seat.get("/settings/").status_code == 403
        assert seat.get(NEW).status_code == 403
        assert give(seat, catalog_id(company, "Finance")).status_code == 403
        assert seat.post(reverse("wizard:end_grant", args=[grant.pk])).status_code == 403
        assert CatalogGrant.objects.filter(ended_at=None).count() == before
        assert 'href="/settings/"' not in seat.get("/drafts/").content.decode()

    def test_an_admin_starts_here_and_sees_no_drafts_of_others(self, company, petra, priya):
        drafted(priya, document(company))
        assert petra.get("/").headers["Location"] == "/settings/"
        assert 'href="/settings/"' in petra.get("/drafts/").content.decode()
        assert petra.get("/drafts/").context["rows"] == []

    def test_the_tenant_is_not_asked_for_it(self, company, petra):
        company.goes_down()
        assert petra.get("/settings/").status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_given_and_ended_in_a_browser(company, petra, hanna, sits, script):
    drafted(petra, document(company, catalog="Finance"))
    page = sits(petra, java_script_enabled=script)
    page.goto("/settings/")
    page.get_by_role("link", name="Give catalogs").first.click()
    page.get_by_label("Helpdesk", exact=True).check()
    page.get_by_label("One person").check()
    page.get_by_label("Search for a person").fill("Hanna")
    if not script:
        page.get_by_role("button", name="Find person").click()
    page.get_by_role("radio", name="Hanna Virtanen").check()
    page.get_by_label("Search for a catalog by name or object id").fill("fin")
    if not script:
        page.get_by_role("button", name="Find catalogs").click()
    page.get_by_role("checkbox", name="Finance").check()
    if script:
        assert faults_found_by_axe(page) == []
    page.get_by_role("button", name="Give", exact=True).click()
    end = page.get_by_role("button", name=re.compile("End.*Helpdesk for Hanna Virtanen: Finance"))
    end.wait_for()
    assert may_draft(hanna, catalog_id(company, "Finance"))
    if script:
        assert faults_found_by_axe(page) == []
    end.click()
    page.get_by_text("Nobody acts for the portal yet").wait_for()
    assert not may_draft(hanna, catalog_id(company, "Finance"))


def reader_of(company: Any, catalog: str, principal: str) -> dict[str, str]:
    return {
        "id": str(uuid.uuid4()),
        "principalId": principal,
        "roleDefinitionId": "44272f93-9762-48e8-af59-1b5351b1d6b3",
        "directoryScopeId": "/",
        "appScopeId": f"/AccessPackageCatalog/{catalog_id(company, catalog)}",
    }
