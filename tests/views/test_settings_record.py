"""Who was given what, by whom and when; and what it means that an Admin may reach themselves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.grants.models import CatalogGrant
from portal.signin.models import Person
from tests.views.granting import catalog_id, give, may_draft, object_id
from tests.views.stage import document, drafted, in_review, text_of
from wizard.models import Draft, Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_given")]


class TestTheRecord:
    @pytest.mark.postgres
    def test_who_when_and_what(self, company, petra):
        drafted(petra, document(company, catalog="Finance"))
        give(petra, catalog_id(company, "Finance"))
        petra.post(reverse("wizard:end_grant", args=[CatalogGrant.objects.get().pk]))
        told = [
            (one["what"], one["by"], one["grant"].catalog)
            for one in petra.get("/settings/").context["record"]
        ]
        name = petra.person.display_name
        assert told == [("Ended", name, "Finance"), ("Granted", name, "Finance")]

    def test_granted_anew_it_is_another_line(self, company, petra):
        finance = catalog_id(company, "Finance")
        give(petra, finance)
        petra.post(reverse("wizard:end_grant", args=[CatalogGrant.objects.get().pk]))
        give(petra, finance)
        assert len(petra.get("/settings/").context["record"]) == 3

    def test_a_grant_without_the_app_role_gives_nothing_and_the_page_says_so(self, company, petra, emil):
        finance = catalog_id(company, "Finance")
        give(petra, finance, person=object_id(company, "Emil Larsen"))
        assert not may_draft(emil, finance)
        text = text_of(petra.get("/settings/"))
        assert "Does not hold the app role Helpdesk: gives nothing" in text
        assert "One without the other gives nothing." in text

    def test_the_list_is_searched(self, company, petra):
        drafted(petra, document(company, catalog="Finance"))
        give(petra, catalog_id(company, "Finance"), catalog_id(company, "Research"))
        page = petra.get("/settings/", q="helpdesk finance")
        assert [row["grant"].catalog for row in page.context["rows"]] == ["Finance"]
        assert "No grant fits" in text_of(petra.get("/settings/", q="nothing like it"))


class TestAnAdminWhoReviewsToo:
    """Allowed, since a grant for everybody would reach them anyway; marked, and still two pairs of eyes."""

    @pytest.fixture
    def both(self, petra):
        Person.objects.filter(pk=petra.person.pk).update(portal_roles=["Admin", "Reviewer"])
        petra.person.refresh_from_db()
        return petra

    @pytest.mark.parametrize("to", ["person", "everybody"])
    def test_it_is_marked(self, company, both, to):
        person = str(both.person.object_id) if to == "person" else ""
        give(both, catalog_id(company, "Marketing"), role="Reviewer", person=person)
        assert CatalogGrant.objects.get().to_self
        assert text_of(both.get("/settings/")).count("To themselves") == 2

    def test_a_grant_to_others_is_not(self, company, both):
        give(both, catalog_id(company, "Marketing"), role="Helpdesk")
        assert not CatalogGrant.objects.get().to_self

    def test_own_work_stays_for_somebody_else(self, company, both):
        give(both, catalog_id(company, "Marketing"), role="Reviewer")
        draft = in_review(both, document(company))
        page = both.get(reverse("wizard:verdict", args=[draft.pk]))
        assert "somebody else has to review it" in page.context["why_not"]
        digest = page.context["judged"].digest
        address = reverse("wizard:verdict", args=[draft.pk])
        assert both.post(address, verdict="approved", digest=digest).status_code == 403
        assert Draft.objects.get().state == Draft.State.IN_REVIEW
        assert not Event.objects.filter(kind="approved").exists()
