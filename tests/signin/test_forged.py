"""What comes back from the sign-in page and is not what Entra would say: nobody is signed in by it.

Each story is a whole sign-in over the wire, in which the tenant was told to lie once.
"""

import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from django.contrib.sessions.models import Session
from django.test import Client

from portal.signin.models import Person, TokenCache
from tests.signin.walk import PORTAL_HOST, pick, sign_in

pytestmark = pytest.mark.django_db
HOST = {"host": PORTAL_HOST}
ELSEWHERE = "99999999-8888-4777-8666-555555555555"
LONG_AGO, FAR_AHEAD = 1_700_000_000, 4_000_000_000


def order(tenant: Any, **switches: Any) -> None:
    answer = requests.post(f"{tenant.url}/_control/settings", json=switches, timeout=30)
    assert answer.ok, answer.text


def begin(client: Client) -> str:
    return str(client.get("/signin/?go=1", headers=HOST).headers["Location"])


def come_back(client: Client, address: str) -> Any:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}", headers=HOST)


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/drafts/", headers=HOST).status_code == 200)


@pytest.mark.parametrize(
    "lie",
    [
        {"forged_signature": "another key"},
        {"forged_signature": "none"},
        {"forged_signature": "HS256"},
        {"forged_claims": {"aud": ELSEWHERE}},
        {"forged_claims": {"aud": None}},
        {"forged_claims": {"iss": f"https://login.microsoftonline.com/{ELSEWHERE}/v2.0"}},
        {"forged_claims": {"iss": None}},
        {"forged_claims": {"tid": ELSEWHERE}},
        {"forged_claims": {"tid": None}},
        {"forged_claims": {"oid": None}},
        {"forged_claims": {"exp": LONG_AGO}},
        {"forged_claims": {"exp": None}},
        {"forged_claims": {"nbf": FAR_AHEAD}},
        {"forged_claims": {"nonce": "of-another-sign-in"}},
        {"forged_claims": {"nonce": None}},
    ],
    ids=str,
)
def test_a_forged_id_token_signs_nobody_in(client: Client, tenant: Any, lie: dict[str, Any]) -> None:
    order(tenant, **lie)
    answer = sign_in(client, tenant, "ada")
    assert answer.status_code == 400
    assert "You are not signed in" in answer.content.decode()
    assert not is_signed_in(client)
    assert not Person.objects.exists()
    assert not TokenCache.objects.exists()


def test_without_a_lie_the_same_steps_sign_in(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "ada")
    assert is_signed_in(client)


def test_a_code_that_was_redeemed_is_worth_nothing_in_another_sign_in(client: Client, tenant: Any) -> None:
    back = pick(begin(client), "ada")
    come_back(client, back)
    code = parse_qs(urlsplit(back).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    answer = come_back(thief, f"/signin/callback?{urlencode({'code': code, 'state': state})}")
    assert answer.status_code == 400
    assert not is_signed_in(thief)


def test_a_fresh_code_of_somebody_else_does_not_fit_the_thiefs_sign_in(client: Client, tenant: Any) -> None:
    """It was stolen on its way, before anybody redeemed it: the verifier stays in the victim's session."""
    code = parse_qs(urlsplit(pick(begin(client), "ada")).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    answer = come_back(thief, f"/signin/callback?{urlencode({'code': code, 'state': state})}")
    assert answer.status_code == 400
    assert not is_signed_in(thief)


@pytest.mark.parametrize("state", ["", "made-up"])
def test_an_answer_with_another_state_is_nobodys(client: Client, tenant: Any, state: str) -> None:
    code = parse_qs(urlsplit(pick(begin(client), "ada")).query)["code"][0]
    answer = come_back(client, f"/signin/callback?{urlencode({'code': code, 'state': state})}")
    assert answer.status_code == 400
    assert not is_signed_in(client)


def test_a_session_that_was_planted_before_the_sign_in_is_not_the_one_after(
    client: Client, tenant: Any
) -> None:
    """The attacker knows the cookie that the victim signs in with."""
    back = pick(begin(client), "ada")
    planted = client.cookies["session"].value
    content = client.session
    content["next_step"] = "of the attacker"
    content.save()
    come_back(client, back)
    assert "next_step" not in client.session
    attacker = Client()
    attacker.cookies["session"] = planted
    assert is_signed_in(client)
    assert client.cookies["session"].value != planted
    assert not is_signed_in(attacker)
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_made_up_cookie_is_not_taken_over(client: Client, tenant: Any) -> None:
    client.cookies["session"] = "abcdefghijklmnopqrstuvwxyz012345"
    sign_in(client, tenant, "ada")
    assert client.cookies["session"].value != "abcdefghijklmnopqrstuvwxyz012345"


def test_a_token_from_a_clock_ahead_of_ours_is_told_as_such(client: Client, tenant: Any) -> None:
    order(tenant, forged_claims={"nbf": int(time.time()) + 900})
    answer = sign_in(client, tenant, "ada")
    assert answer.status_code == 400
    assert "clock" in answer.content.decode()
