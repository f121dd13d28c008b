"""Two ways to create: with the rights of whoever presses Create, or with the application's own identity."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.giving import APPLICATION_PERMISSIONS
from portal.graph.calls import directory
from portal.wiring import graph_for_application
from tests.signin.control import fault, requests_to, revoke
from tests.views.named import package, row
from tests.views.stage import approved, document, submitted, text_of, work
from tests.views.submissions import address, press_undo
from wizard.document import NewCatalog
from wizard.models import Submission
from wizard.submit import parked_for

State, Identity = Submission.State, Submission.Identity
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def granted(company, settings):
    """The company granted permissions to the application, and the portal is told to use them."""
    settings.PORTAL_CREATE_AS = "application"
    company.tenant.tenant.settings.change({"application_permissions": list(APPLICATION_PERMISSIONS)})


@pytest.fixture
def application(company) -> str:
    """Object id of the portal's own service principal."""
    return str(company.named("servicePrincipal", "Access package portal")["id"])


def writers(company: Any) -> set[str]:
    """Who wrote to entitlement management, as the tenant's log has it."""
    sent = requests_to(company.tenant, "/identityGovernance/")
    return {one["who"] for one in sent if one["method"] != "GET"}


def review_page(seat, draft):
    return seat.get(reverse("wizard:review", args=[draft.pk]))


class TestAsThePerson:
    def test_every_write_carries_the_persons_token(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        assert work().state == State.CREATED
        assert writers(company) == {str(priya.person.object_id)}

    def test_the_applications_token_is_not_even_asked_for(self, company, priya, rafael, application):
        company.tenant.tenant.settings.change({"application_permissions": list(APPLICATION_PERMISSIONS)})
        submission = submitted(priya, document(company), by=rafael)
        work()
        assert submission.identity == Identity.PERSON
        assert application not in {one["who"] for one in requests_to(company.tenant, "/v1.0/")}

    def test_the_page_says_whose_rights(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        text = text_of(priya.get(reverse("wizard:submission", args=[submission.pk])))
        assert "With the rights of Priya Nair" in text
        assert "own identity" not in text


@pytest.mark.usefixtures("granted")
class TestAsTheApplication:
    def test_every_write_carries_the_applications_token(self, company, priya, rafael, application):
        draft = approved(priya, document(company), by=rafael)
        seen = review_page(priya, draft)
        assert "Created with the portal's own identity." in text_of(seen)
        pressed = priya.press(seen, "Create")
        submission = Submission.objects.get()
        assert pressed.headers["Location"] == reverse("wizard:submission", args=[submission.pk])
        assert submission.identity == Identity.APPLICATION
        assert work().state == State.CREATED
        assert len(company.packages("Campaign")) == 1
        assert writers(company) == {application}
        text = text_of(priya.get(pressed.headers["Location"]))
        assert "With the portal's own identity, for Priya Nair, who pressed Create" in text
        assert "Microsoft Entra shows the application as the creator." in text

    def test_the_portal_refuses_whom_microsoft_would_have(self, company, priya, rafael, hanna):
        """The application could create it; Hanna, of the helpdesk, may not have it done."""
        draft = approved(priya, document(company), by=rafael)
        digest = review_page(hanna, draft).context["judged"].digest
        answer = hanna.post(reverse("wizard:create", args=[draft.pk]), digest=digest)
        assert answer.status_code == 403
        assert "takes one of these roles" in text_of(answer)
        assert not Submission.objects.exists()

    def test_rights_withdrawn_before_the_press(self, company, priya, rafael):
        draft = approved(priya, document(company), by=rafael)
        seen = review_page(priya, draft)
        company.takes_roles_from(priya)
        assert priya.press(seen, "Create").status_code == 403
        assert not Submission.objects.exists()

    def test_rights_withdrawn_before_the_run(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        company.takes_roles_from(priya)
        stopped = work()
        assert stopped.state == State.PARKED
        assert "Priya Nair no longer has the rights that this takes" in stopped.problem
        assert "takes one of these roles" in stopped.problem
        assert writers(company) == set()
        assert company.packages("Campaign") == []

    def test_once_the_rights_are_back_it_can_be_resumed(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        mine = [one for one in company.state.rows("roleAssignment") if belongs(one, priya)]
        company.takes_roles_from(priya)
        work()
        for one in mine:
            company.state.put("roleAssignment", one)
        cache.clear()
        priya.post(reverse("wizard:resume", args=[submission.pk]))
        assert work().state == State.CREATED

    def test_whose_sign_in_has_ended_is_looked_up_by_the_application(
        self, company, priya, rafael, application
    ):
        """Nobody has to be there: that is what the application's identity is for."""
        submitted(priya, document(company), by=rafael)
        revoke(company.tenant, str(priya.person.object_id))
        assert work().state == State.CREATED
        looked = requests_to(company.tenant, f"/v1.0/users/{priya.person.object_id}/transitiveMemberOf")
        assert {one["who"] for one in looked} == {application}

    def test_the_application_notices_withdrawn_rights_too(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        revoke(company.tenant, str(priya.person.object_id))
        company.takes_roles_from(priya)
        stopped = work()
        assert stopped.state == State.PARKED
        assert "no longer has the rights that this takes" in stopped.problem
        assert writers(company) == set()

    def test_for_a_disabled_account_nothing_is_sent(self, company, priya, rafael):
        """The roles are still there, but nobody could use them by signing in."""
        submitted(priya, document(company), by=rafael)
        revoke(company.tenant, str(priya.person.object_id))
        user = company.state.get("user", str(priya.person.object_id))
        company.state.put("user", user | {"accountEnabled": False})
        stopped = work()
        assert stopped.state == State.PARKED
        assert "The account of Priya Nair is disabled. An administrator of the directory" in stopped.problem
        parked = parked_for(stopped)
        assert parked is not None
        assert parked.need == "account"
        assert writers(company) == set()

        company.state.put("user", user | {"accountEnabled": True})
        company.seat("priya")
        assert work().state == State.CREATED

    def test_one_token_serves_the_process(self, company, application):
        for _ in range(3):
            graph_for_application().rows(directory.catalogs())
        asked = requests_to(company.tenant, "/oauth2/v2.0/token")
        assert len(asked) == 1
        assert {one["who"] for one in requests_to(company.tenant, "/catalogs")} == {application}

    def test_a_token_that_is_refused_is_renewed_once(self, company):
        graph_for_application().rows(directory.catalogs())
        fault(company.tenant, "/catalogs", status=401, code="InvalidAuthenticationToken", times=1)
        assert graph_for_application().rows(directory.catalogs())
        assert len(requests_to(company.tenant, "/oauth2/v2.0/token")) == 2

    def test_rights_that_cannot_be_read_send_nothing(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        fault(company.tenant, "transitiveMemberOf", status=503, code="ServiceUnavailable", times=-1)
        waiting = work()
        assert waiting.state == State.QUEUED
        assert "could not be read" in waiting.problem
        assert writers(company) == set()

    def test_what_was_chosen_at_the_press_stays(self, company, settings, priya, rafael, application):
        submitted(priya, document(company), by=rafael)
        settings.PORTAL_CREATE_AS = "person"
        assert work().state == State.CREATED
        assert writers(company) == {application}

    def test_the_way_back_goes_by_the_applications_token_too(self, company, priya, rafael, application):
        submission = submitted(priya, document(company), by=rafael)
        work()
        assert press_undo(priya, submission).status_code == 303
        assert work().state == State.UNDONE
        assert company.packages("Campaign") == []
        assert writers(company) == {application}
        text = text_of(priya.get(address(submission)))
        assert "With the portal's own identity, for Priya Nair, who pressed Undo" in text

    def test_the_portal_refuses_whose_undo_microsoft_would_have_carried_out(
        self, company, priya, rafael, hanna
    ):
        submission = submitted(priya, document(company), by=rafael)
        work()
        assert hanna.get(address(submission, "undo")).status_code == 403
        answer = hanna.post(address(submission, "undo"), name="Campaign", seen="")
        assert answer.status_code == 403
        assert Submission.objects.get().state == State.CREATED

    def test_rights_withdrawn_before_the_run_back(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        work()
        press_undo(priya, submission)
        company.takes_roles_from(priya)
        stopped = work()
        assert stopped.state == State.PARKED
        assert "Priya Nair no longer has the rights that this takes" in stopped.problem
        assert len(company.packages("Campaign")) == 1

    def test_without_the_companys_permission_it_stops_and_says_so(self, company, priya, rafael):
        company.tenant.tenant.settings.change({"application_permissions": []})
        submitted(priya, document(company), by=rafael)
        stopped = work()
        assert stopped.state == State.FAILED
        assert "was refused by Microsoft Graph" in stopped.problem
        assert company.packages("Campaign") == []

    def test_a_refused_token_waits_for_nobodys_sign_in(self, company, priya, rafael):
        submitted(priya, document(company), by=rafael)
        fault(
            company.tenant,
            "/identityGovernance/",
            status=401,
            code="InvalidAuthenticationToken",
            times=-1,
        )
        stopped = work()
        assert stopped.state == State.FAILED
        assert "Microsoft refused the portal's own identity." in stopped.problem

    def test_sites_are_refused_with_the_reason(self, company, priya, rafael):
        """Microsoft lists the sites of a catalog only to people."""
        site = row(company, "site", "Marketing Assets", "Marketing Assets Members")
        draft = approved(priya, package(company, site), by=rafael)
        seen = review_page(priya, draft)
        assert "This package holds a SharePoint site." in text_of(seen)
        answer = priya.post(reverse("wizard:create", args=[draft.pk]), digest=seen.context["judged"].digest)
        assert answer.status_code in (409, 422)
        assert not Submission.objects.exists()

    def test_a_new_catalog_would_belong_to_nobody(self, company, rafael):
        carlos, ivan = company.seat("carlos"), company.seat("ivan")
        new = NewCatalog(name="Events", description="All")
        planned = document(company).model_copy(
            update={"basics": document(company).basics.model_copy(update={"catalog": new})}
        )
        draft = approved(carlos, planned, by=ivan)
        seen = review_page(carlos, draft)
        assert "you would not own the catalog afterwards" in text_of(seen)
        answer = carlos.post(reverse("wizard:create", args=[draft.pk]), digest=seen.context["judged"].digest)
        assert answer.status_code == 409
        assert not Submission.objects.exists()
        ivan.press(review_page(ivan, draft), "Create")
        assert work().state == State.CREATED


def belongs(assignment: dict[str, Any], seat: Any) -> bool:
    return bool(assignment["principalId"] == str(seat.person.object_id))
