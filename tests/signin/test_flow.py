"""Signing in and out, through the tenant's own pages."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from portal.signin.models import Person, TokenCache
from tests.signin.control import fault
from tests.signin.walk import PORTAL_HOST, pick, sign_in, sign_in_over_http

pytestmark = pytest.mark.django_db
HOST = {"host": PORTAL_HOST}


def begin(client: Client, query: str = "go=1") -> str:
    """Start a sign-in; gives the address of the tenant's page."""
    return str(client.get(f"/signin/?{query}", headers=HOST).headers["Location"])


def come_back(client: Client, address: str) -> Any:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}", headers=HOST)


def test_a_person_signs_in_and_is_known(client: Client, tenant: Any) -> None:
    answer = sign_in(client, tenant, "hanna", onward="/drafts/?page=2")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/drafts/?page=2")
    person = Person.objects.get()
    assert person.display_name == "Hanna Virtanen"
    assert person.user_principal_name == "hanna@contoso.onmicrosoft.com"
    assert person.portal_roles == ["Helpdesk"]
    assert str(person.tenant_id) == settings.PORTAL_TENANT_ID
    assert person.home_account_id == f"{person.object_id}.{person.tenant_id}"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_in_again_keeps_the_person_and_takes_over_what_changed(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "hanna")
    Person.objects.update(display_name="Hanna Before", portal_roles=["Admin"])
    sign_in(Client(), tenant, "hanna")
    person = Person.objects.get()
    assert (person.display_name, person.portal_roles) == ("Hanna Virtanen", ["Helpdesk"])


def test_it_works_from_a_browser_to_a_running_portal(live_portal: str, tenant: Any) -> None:
    with requests.Session() as session:
        session.trust_env = False
        answer = sign_in_over_http(session, live_portal, tenant, "olivia")
        assert answer.status_code == 302
        out = session.get(f"{live_portal}/signin/out", timeout=30)
    assert "Olivia Brandt" in out.text


def test_what_is_asked_of_entra(client: Client, tenant: Any) -> None:
    address = begin(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{tenant.url}/{settings.PORTAL_TENANT_ID}/oauth2/v2.0/authorize?")
    assert asked["response_mode"] == "query"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://{PORTAL_HOST}/signin/callback"
    assert asked["prompt"] == "select_account"
    assert "CP1" in asked["claims"]
    assert {"openid", "offline_access", "EntitlementManagement.ReadWrite.All"} <= set(asked["scope"].split())


def test_the_session_of_before_the_sign_in_is_gone(client: Client, tenant: Any) -> None:
    back = pick(begin(client), "olivia")
    before = client.session.session_key
    come_back(client, back)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_answer_is_good_once(client: Client, tenant: Any) -> None:
    back = pick(begin(client), "olivia")
    come_back(client, back)
    again = come_back(client, back)
    assert again.status_code == 400
    assert "was used already" in again.content.decode()


def test_an_answer_is_good_in_the_browser_that_asked(client: Client, tenant: Any) -> None:
    back = pick(begin(client), "olivia")
    stranger = Client()
    assert come_back(stranger, back).status_code == 400
    assert "_auth_user_id" not in stranger.session


def test_two_windows_may_sign_in_side_by_side(client: Client, tenant: Any) -> None:
    first, second = begin(client, "go=1&next=/reviews/"), begin(client, "go=1&next=/packages/")
    answer = come_back(client, pick(first, "olivia"))
    assert answer.headers["Location"] == "/reviews/"
    assert second != first


def test_a_flow_does_not_wait_for_ever(client: Client, tenant: Any) -> None:
    back = pick(begin(client), "olivia")
    session = client.session
    session["signin_flows"] = [flow | {"begun": 0} for flow in session["signin_flows"]]
    session.save()
    assert come_back(client, back).status_code == 400


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "drafts/",
        "http:///evil.example",
        "",
    ],
)
def test_nobody_is_led_off_the_site(client: Client, tenant: Any, onward: str) -> None:
    assert sign_in(client, tenant, "olivia", onward=onward).headers["Location"] == "/"


@pytest.mark.parametrize(
    "query", ["", "code=x", "code=x&state=y", "error=access_denied", "state=y&error=server_error"]
)
def test_a_made_up_answer_is_a_page_not_a_crash(client: Client, tenant: Any, query: str) -> None:
    answer = client.get(f"/signin/callback?{query}", headers=HOST)
    assert answer.status_code == 400
    assert "You are not signed in" in answer.content.decode()


def test_a_cancelled_sign_in_says_so(client: Client, tenant: Any) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    answer = client.get(
        f"/signin/callback?state={state}&error=access_denied&error_description=AADSTS65004%3A+declined",
        headers=HOST,
    )
    assert answer.status_code == 400
    assert "cancelled" in answer.content.decode()
    assert "AADSTS65004: declined" in answer.content.decode()


def test_a_code_that_entra_does_not_know_is_a_page(client: Client, tenant: Any) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    answer = client.get(f"/signin/callback?state={state}&code=made-up", headers=HOST)
    assert answer.status_code == 400
    assert "no longer accepts this sign-in" in answer.content.decode()


def test_entra_out_of_reach_at_the_start_is_a_page(client: Client, tenant: Any) -> None:
    fault(tenant, "openid-configuration", kind="reset", times=-1)
    answer = client.get("/signin/?go=1", headers=HOST)
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()


def test_entra_out_of_reach_at_the_end_is_a_page(client: Client, tenant: Any) -> None:
    back = pick(begin(client), "olivia")
    fault(tenant, "/token", status=503, times=-1)
    assert come_back(client, back).status_code == 503
    assert not Person.objects.exists()


def test_signing_out_ends_the_session_and_leads_to_entras_own_end(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "olivia")
    asked = client.get("/signin/out")
    assert "_auth_user_id" in client.session
    assert '<form method="post"' in asked.content.decode()

    ended = client.post("/signin/out", follow=True)

    assert "_auth_user_id" not in client.session
    assert f'href="{tenant.url}/{settings.PORTAL_TENANT_ID}/oauth2/v2.0/logout"' in ended.content.decode()
    # What runs in the background goes on with the tokens that stay behind, sealed.
    assert TokenCache.objects.count() == 1


def test_signing_out_by_a_link_from_elsewhere_does_nothing(tenant: Any) -> None:
    careful = Client(enforce_csrf_checks=True)
    sign_in(careful, tenant, "olivia")
    assert careful.post("/signin/out").status_code == 403
    assert "_auth_user_id" in careful.session


def test_who_is_signed_in_already_goes_straight_on(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "olivia")
    assert client.get("/signin/?next=/reviews/").headers["Location"] == "/reviews/"


def test_a_person_who_was_locked_out_is_signed_in_no_more(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "olivia")
    Person.objects.update(is_active=False)
    assert client.get("/").headers["Location"].startswith("/signin/")
