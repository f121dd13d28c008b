"""The application may do anything, so the portal asks what Microsoft would have asked the person."""

from typing import Any

import pytest
from django.urls import reverse

from portal.giving import APPLICATION_PERMISSIONS
from tests.signin.control import requests_to, revoke
from tests.signin.walk import sign_in
from tests.views.named import package
from tests.views.stage import Company, Seat, submitted, work
from tests.views.submissions import press_undo
from wizard.document import Document, Resource, ResourceRole, Role
from wizard.models import Submission

State = Submission.State
pytestmark = pytest.mark.django_db(transaction=True)
GROUP = "Sales and Marketing"


@pytest.fixture(autouse=True)
def granted(company: Company, settings: Any) -> None:
    settings.PORTAL_CREATE_AS = "application"
    company.tenant.tenant.settings.change({"application_permissions": list(APPLICATION_PERMISSIONS)})


@pytest.fixture
def adds_her_group(company: Company, olivia: Seat, rafael: Seat) -> Submission:
    """Olivia owns the catalog Marketing and the group, which the package brings into the catalog."""
    return submitted(olivia, with_group(company), by=rafael)


def with_group(company: Company) -> Document:
    id = company.named("group", GROUP)["id"]
    resource = Resource(origin_system="AadGroup", origin_id=id, display_name=GROUP, sub_type="Microsoft 365")
    role = Role(display_name="Member", origin_id=f"Member_{id}")
    return package(company, ResourceRole(resource=resource, role=role))


def gives_up(company: Company, seat: Seat) -> None:
    group, person = company.named("group", GROUP)["id"], str(seat.person.object_id)
    assert person in company.state.linked("owners", group)
    company.state.unlink("owners", group, person)


def writes(company: Company) -> list[str]:
    sent = requests_to(company.tenant, "/identityGovernance/")
    return [one["path"] for one in sent if one["method"] != "GET"]


def in_catalog(company: Company) -> bool:
    return any(row["displayName"] == GROUP for row in company.state.rows("resource"))


def test_an_owner_has_it_added(company: Company, adds_her_group: Submission) -> None:
    assert not in_catalog(company)
    assert work().state == State.CREATED
    assert in_catalog(company)


def test_who_no_longer_owns_the_group_does_not(
    company: Company, adds_her_group: Submission, olivia: Seat
) -> None:
    gives_up(company, olivia)
    stopped = work()
    assert stopped.state == State.PARKED
    assert "takes owning it" in stopped.problem
    assert writes(company) == []


def test_resuming_it_does_not_help(company: Company, adds_her_group: Submission, olivia: Seat) -> None:
    company.fault(method="POST", path="resourceRequests$", status=403, code="accessDenied", message="No.")
    work()
    gives_up(company, olivia)
    olivia.post(reverse("wizard:resume", args=[adds_her_group.pk]))
    assert work().state == State.PARKED
    assert not in_catalog(company)


def test_whose_sign_in_has_ended_is_waited_for(
    company: Company, adds_her_group: Submission, olivia: Seat
) -> None:
    """What somebody owns is told to them alone."""
    revoke(company.tenant, str(olivia.person.object_id))
    assert work().state == State.PARKED
    assert writes(company) == []
    sign_in(olivia.client, company.tenant, "olivia")
    assert work().state == State.CREATED


def test_who_only_manages_packages_does_not_empty_the_catalog(
    company: Company, adds_her_group: Submission, priya: Seat
) -> None:
    """Of those who work in a catalog Microsoft lets its owners alone take resources out of it."""
    work()
    press_undo(priya, adds_her_group, with_resources="on")
    stopped = work()
    assert stopped.state == State.PARKED
    assert "Catalog owner" in stopped.problem
    assert in_catalog(company)
    assert company.packages("Campaign")


def test_whoever_owns_the_catalog_does(company: Company, adds_her_group: Submission, olivia: Seat) -> None:
    work()
    press_undo(olivia, adds_her_group, with_resources="on")
    assert work().state == State.UNDONE
    assert not in_catalog(company)
