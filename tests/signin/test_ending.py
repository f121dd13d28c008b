"""How sessions end, over the wire: with their person, with their age, and with their row."""

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from portal.graph.errors import SignInNeeded
from portal.sessions import OPENED, SEEN
from portal.signin.models import Person, TokenCache
from portal.signin.tokens import token_for
from tests.signin.control import revoke
from tests.signin.walk import PORTAL_HOST, pick, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def browser(tenant: Any, name: str) -> Client:
    """Signed in."""
    client = Client(headers={"host": PORTAL_HOST})
    sign_in(client, tenant, name)
    return client


def is_signed_in(client: Client) -> bool:
    """On a page that asks no tenant."""
    return "Sign out of Microsoft too" not in client.get("/signin/out").content.decode()


def test_signing_out_ends_one_session(tenant: Any) -> None:
    here, there = browser(tenant, "olivia"), browser(tenant, "olivia")
    here.post("/signin/out")
    assert (is_signed_in(here), is_signed_in(there)) == (False, True)


def test_ending_all_sessions_ends_each_of_that_person_and_of_nobody_else(tenant: Any) -> None:
    here, there, another = browser(tenant, "olivia"), browser(tenant, "olivia"), browser(tenant, "ada")
    answer = here.post("/signin/out", {"everywhere": "yes"}, follow=True)
    assert "Sign out of Microsoft too" in answer.content.decode()
    assert "in every browser in which you were signed in" in answer.content.decode()
    assert (is_signed_in(here), is_signed_in(there), is_signed_in(another)) == (False, False, True)
    assert there.get("/drafts/").headers["Location"].startswith("/signin/")


def test_after_ending_all_sessions_a_new_sign_in_works_and_submissions_go_on(tenant: Any) -> None:
    browser(tenant, "olivia").post("/signin/out", {"everywhere": "yes"})
    assert token_for(Person.objects.get())
    assert is_signed_in(browser(tenant, "olivia"))


def test_a_stranger_can_end_nobodys_sessions(client: Client, tenant: Any) -> None:
    here = browser(tenant, "olivia")
    client.post("/signin/out", {"everywhere": "yes"})
    assert is_signed_in(here)


def test_another_sites_page_can_end_nobodys_sessions(tenant: Any) -> None:
    careful = Client(enforce_csrf_checks=True, headers={"host": PORTAL_HOST})
    sign_in(careful, tenant, "olivia")
    assert careful.post("/signin/out", {"everywhere": "yes"}).status_code == 403
    assert is_signed_in(careful)


def test_a_disabled_persons_sessions_end_once_the_tenant_tells(tenant: Any) -> None:
    """Disabling revokes: the next call is challenged, and the renewal says why."""
    here, there = browser(tenant, "priya"), browser(tenant, "priya")
    person = Person.objects.get()
    place = f"{tenant.url}/_control/objects/user/{person.object_id}"
    assert requests.patch(place, json={"accountEnabled": False}, timeout=30).ok
    revoke(tenant, str(person.object_id))
    with pytest.raises(SignInNeeded):
        token_for(person, renew=True)
    assert (is_signed_in(here), is_signed_in(there)) == (False, False)


def test_a_person_who_is_not_assigned_any_more_is_out_too(tenant: Any) -> None:
    here = browser(tenant, "priya")
    person = Person.objects.get()
    [principal] = [row for row in tenant.state.rows("servicePrincipal") if row["appId"] == client_id()]
    tenant.state.put("servicePrincipal", principal | {"appRoleAssignmentRequired": True})
    with pytest.raises(SignInNeeded):
        token_for(person, renew=True)
    assert not is_signed_in(here)


def client_id() -> str:
    from django.conf import settings

    return str(settings.PORTAL_CLIENT_ID)


def session_of(client: Client) -> SessionStore:
    return SessionStore(client.cookies["session"].value)


def test_an_idle_session_ends(tenant: Any, settings: Settings) -> None:
    here = browser(tenant, "olivia")
    kept = session_of(here)
    kept[SEEN] = int(time.time()) - settings.SESSION_IDLE_AGE - 1
    kept.save()
    assert not is_signed_in(here)


def test_a_busy_session_ends_after_its_day(tenant: Any, settings: Settings) -> None:
    here = browser(tenant, "olivia")
    kept = session_of(here)
    kept[OPENED] = int(time.time()) - settings.SESSION_COOKIE_AGE - 1
    kept[SEEN] = int(time.time())
    kept.save()
    assert not is_signed_in(here)


def test_a_row_filled_with_another_sessions_content_is_nobodys(tenant: Any) -> None:
    """Whoever can write the table copies an administrator's session into their own row."""
    mine, admins = browser(tenant, "emil"), browser(tenant, "ada")
    stolen = Session.objects.get(session_key=admins.cookies["session"].value).session_data
    Session.objects.filter(session_key=mine.cookies["session"].value).update(session_data=stolen)
    assert not is_signed_in(mine)
    assert is_signed_in(admins)


def test_a_row_that_was_tampered_with_is_nobodys(tenant: Any) -> None:
    here = browser(tenant, "olivia")
    Session.objects.update(session_data="eyJfYXV0aF91c2VyX2lkIjoiMSJ9:forged:forged")
    assert not is_signed_in(here)


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"gAAAAABm" * 8], ids=["empty", "rubbish", "sealed"])
def test_a_token_row_that_cannot_be_opened_means_sign_in_again(tenant: Any, damage: bytes) -> None:
    here = browser(tenant, "priya")
    TokenCache.objects.update(sealed=damage)
    answer = here.get("/drafts/new/")
    assert answer.status_code != 500
    assert asked_to_sign_in(here)


def test_a_token_row_moved_to_another_person_means_sign_in_again(tenant: Any) -> None:
    mine, _ = browser(tenant, "emil"), browser(tenant, "ada")
    stolen = TokenCache.objects.get(person__user_principal_name__startswith="ada@").sealed
    TokenCache.objects.filter(person__user_principal_name__startswith="emil@").update(sealed=stolen)
    assert asked_to_sign_in(mine)


def asked_to_sign_in(client: Client) -> bool:
    """A page that needs the tenant leads to the sign-in, and says that it is once more."""
    answer = client.get("/packages/")
    return answer.status_code == 303 and answer.headers["Location"].endswith("&again=1")


def test_a_demand_of_graph_leads_through_the_sign_in_and_back_to_the_page(tenant: Any) -> None:
    """Her sessions with Microsoft were revoked: only she can meet what Graph demands."""
    here = browser(tenant, "priya")
    revoke(tenant, str(Person.objects.get().object_id))

    asked = here.get("/packages/")
    assert asked.status_code == 303
    place = here.get(f"{asked.headers['Location']}&go=1").headers["Location"]
    demanded = json.loads(parse_qs(urlsplit(place).query)["claims"][0])["access_token"]
    assert demanded["xms_cc"] == {"values": ["CP1"]}
    assert demanded["nbf"]["essential"]

    back = urlsplit(pick(place, "priya"))
    answer = here.get(f"{back.path}?{back.query}")
    assert answer.headers["Location"] == "/packages/"
    assert here.get("/packages/").status_code == 200
