"""A tenant in which nobody registered anything yet, and what its administrator then does."""

from collections.abc import Iterator

import pytest
import requests

from portal.tenant.server import RunningTenant, start_tenant
from tests.connect.admin_center import AdminCenter
from tests.tenant.support import CLIENT_ID, Graph, authorize_options, endpoint, user_id


@pytest.fixture
def bare() -> Iterator[RunningTenant]:
    with start_tenant(unregistered=True) as running:
        yield running


def test_it_knows_no_application_not_even_the_demos(bare: RunningTenant) -> None:
    answer = requests.get(endpoint(bare, "authorize"), params=authorize_options(), timeout=30)
    assert "AADSTS700016" in answer.text


def test_a_redirect_address_fits_to_the_port_only(bare: RunningTenant) -> None:
    center = AdminCenter(bare)
    center.add_redirect("http://127.0.0.1:8000/signin/callback")
    center.request_permissions(["User.Read"])
    for port, refused in ((8000, False), (8001, True)):
        address = f"http://127.0.0.1:{port}/signin/callback"
        options = authorize_options(client_id=center.client_id, redirect_uri=address, scope="openid")
        answer = requests.get(endpoint(bare, "authorize"), params=options, timeout=30)
        assert ("AADSTS50011" in answer.text) == refused


def test_a_permission_that_was_asked_for_is_not_consented_to(bare: RunningTenant) -> None:
    center = AdminCenter(bare)
    center.add_redirect("http://127.0.0.1:8000/signin/callback")
    center.request_permissions(["User.Read"])
    options = authorize_options(client_id=center.client_id, scope="openid User.Read")
    place = endpoint(bare, "authorize")
    refused = requests.get(place, params=options, allow_redirects=False, timeout=30)
    assert "AADSTS65001" in refused.headers["Location"]
    center.grant_consent(["User.Read"])
    assert requests.get(place, params=options, timeout=30).status_code == 200


def test_graph_shows_assignments_and_consents(tenant: RunningTenant) -> None:
    graph = Graph.of(tenant, "ada")
    [principal] = graph.get(f"/servicePrincipals?$filter=appId eq '{CLIENT_ID}'")["value"]
    names = {role["id"]: role["value"] for role in principal["appRoles"]}
    given = graph.get(f"/servicePrincipals/{principal['id']}/appRoleAssignedTo")["value"]
    assert {(names[one["appRoleId"]], one["principalId"]) for one in given} >= {
        ("Helpdesk", user_id("hanna")),
        ("Admin", user_id("petra")),
    }
    [grant] = graph.get(f"/servicePrincipals/{principal['id']}/oauth2PermissionGrants")["value"]
    assert grant["consentType"] == "AllPrincipals"
    assert "User.Read" in grant["scope"].split()


def test_only_who_may_read_the_directory_reads_consents(tenant: RunningTenant) -> None:
    scopes = "openid User.Read Application.Read.All"
    graph = Graph.of(tenant, "ada", scope=scopes)
    [principal] = graph.get(f"/servicePrincipals?$filter=appId eq '{CLIENT_ID}'")["value"]
    place = f"/servicePrincipals/{principal['id']}/oauth2PermissionGrants"
    assert graph.refusal("GET", place)[0] == 403


def test_with_assignment_required_only_the_assigned_get_in(tenant: RunningTenant) -> None:
    center = AdminCenter.of(tenant)
    center.require_assignment()
    for name, word in (("emil", "AADSTS50105"), ("hanna", "code=")):
        answer = requests.post(
            endpoint(tenant, "authorize"),
            params=authorize_options(),
            data={"user": user_id(name)},
            allow_redirects=False,
            timeout=30,
        )
        assert word in answer.headers["Location"]


def test_default_access_is_enough_to_get_in_and_is_no_role(tenant: RunningTenant) -> None:
    center = AdminCenter.of(tenant)
    center.require_assignment()
    center.assign("emil@contoso.onmicrosoft.com", "00000000-0000-0000-0000-000000000000")
    assert Graph.of(tenant, "emil").get("/me")["displayName"] == "Emil Larsen"


def test_the_tenants_clock_can_be_wrong(tenant: RunningTenant) -> None:
    from email.utils import parsedate_to_datetime
    from time import time

    tenant.tenant.settings.change({"clock_offset_seconds": 7200.0})
    told = requests.get(f"{tenant.url}/_control/settings", timeout=30).headers["Date"]
    assert parsedate_to_datetime(told).timestamp() - time() > 7000
