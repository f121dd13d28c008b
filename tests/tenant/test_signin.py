"""Signing in: the people page, codes, tokens, and what is refused."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from axe_playwright_python.sync_playwright import Axe

from portal.tenant.server import RunningTenant
from tests.tenant.support import (
    CALLBACK,
    CLIENT_ID,
    EM,
    EVERYTHING,
    TENANT_ID,
    VERIFIER,
    Graph,
    authorize_options,
    choose,
    endpoint,
    redeem,
    tokens_of,
    user_id,
)


def discovered(tenant: RunningTenant) -> dict[str, str]:
    found: dict[str, str] = requests.get(
        f"{tenant.url}/{TENANT_ID}/v2.0/.well-known/openid-configuration"
    ).json()
    return found


def id_claims(tenant: RunningTenant, token: str) -> dict[str, object]:
    """The claims, checked as an application has to check them."""
    keys = jwt.PyJWKSet.from_dict(requests.get(discovered(tenant)["jwks_uri"]).json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    issuer = discovered(tenant)["issuer"]
    return dict(jwt.decode(token, key.key, algorithms=["RS256"], audience=CLIENT_ID, issuer=issuer))


def code_grant(code: str) -> dict[str, str]:
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    return grant | {"code_verifier": VERIFIER}


def test_discovery_names_addresses_that_answer(tenant: RunningTenant) -> None:
    found = discovered(tenant)
    assert found["token_endpoint"] == endpoint(tenant, "token")
    assert found["issuer"] == f"https://login.microsoftonline.com/{TENANT_ID}/v2.0"
    assert requests.get(found["jwks_uri"]).json()["keys"][0]["kty"] == "RSA"


def test_under_microsofts_name_the_addresses_are_https(tenant: RunningTenant) -> None:
    address = f"{tenant.url}/{TENANT_ID}/v2.0/.well-known/openid-configuration"
    found = requests.get(address, headers={"Host": "login.microsoftonline.com"}).json()
    assert found["token_endpoint"] == f"https://login.microsoftonline.com/{TENANT_ID}/oauth2/v2.0/token"


def test_the_page_says_what_each_person_may_do(tenant: RunningTenant) -> None:
    page = requests.get(endpoint(tenant, "authorize"), params=authorize_options()).text
    for line in (
        "Ada Okafor",
        "Global Administrator",
        "Catalog owner of Marketing and Research",
        "Access package assignment manager of Finance and Marketing; Helpdesk of this application",
        "Access package manager of General",
        "Employee without roles",
    ):
        assert line in page


def test_guests_and_disabled_accounts_are_shown_but_cannot_be_picked(tenant: RunningTenant) -> None:
    page = requests.get(endpoint(tenant, "authorize"), params=authorize_options()).text
    for name in ("Wendy Park", "Dana Fox"):
        assert f'aria-label="Sign in as {name}" disabled' in page
    assert "The account is disabled." in page


def test_a_disabled_account_posted_by_hand_is_refused(tenant: RunningTenant) -> None:
    answer = choose(tenant, "dana")
    assert (answer["error"], answer["state"]) == ("access_denied", "the-state")


def test_the_page_needs_no_script_and_allows_none(tenant: RunningTenant) -> None:
    answer = requests.get(endpoint(tenant, "authorize"), params=authorize_options())
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert requests.get(f"{tenant.url}/signin.css").headers["Content-Type"].startswith("text/css")


def test_who_was_hinted_at_comes_first(tenant: RunningTenant) -> None:
    options = authorize_options(login_hint="emil@contoso.onmicrosoft.com")
    page = requests.get(endpoint(tenant, "authorize"), params=options).text
    assert page.index("Emil Larsen") < page.index("Ada Okafor")


def test_tokens_say_who_signed_in_and_carry_the_nonce(tenant: RunningTenant) -> None:
    tokens = tokens_of(tenant, "hanna", client_info="1")
    claims = id_claims(tenant, tokens["id_token"])
    assert claims["oid"] == user_id("hanna")
    assert claims["tid"] == TENANT_ID
    assert claims["nonce"] == "the-nonce"
    assert claims["preferred_username"] == "hanna@contoso.onmicrosoft.com"
    assert claims["roles"] == ["Helpdesk"]
    info = json.loads(base64.urlsafe_b64decode(tokens["client_info"] + "=="))
    assert info == {"uid": user_id("hanna"), "utid": TENANT_ID}


def test_somebody_without_a_portal_role_has_no_roles_claim(tenant: RunningTenant) -> None:
    assert "roles" not in id_claims(tenant, tokens_of(tenant, "emil")["id_token"])


def test_the_access_token_is_for_graph_and_names_its_scopes(tenant: RunningTenant) -> None:
    token = tokens_of(tenant, "emil", "openid User.Read https://graph.microsoft.com/Sites.Read.All")[
        "access_token"
    ]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["aud"] == "https://graph.microsoft.com"
    assert claims["scp"] == "Sites.Read.All User.Read"


def test_state_is_echoed(tenant: RunningTenant) -> None:
    assert choose(tenant, "emil")["state"] == "the-state"


def test_a_code_works_once(tenant: RunningTenant) -> None:
    code = choose(tenant, "emil")["code"]
    assert redeem(tenant, **code_grant(code)).status_code == 200
    again = redeem(tenant, **code_grant(code))
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_verifier": "another"}, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1:8000/elsewhere"}, "invalid_request"),
        ({"code": "invented"}, "invalid_grant"),
        ({"grant_type": "password"}, "invalid_request"),
    ],
)
def test_a_code_is_bound_to_its_request(tenant: RunningTenant, change: dict[str, str], error: str) -> None:
    answer = redeem(tenant, **(code_grant(choose(tenant, "emil")["code"]) | change))
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_a_wrong_secret_is_refused_with_401(tenant: RunningTenant) -> None:
    answer = redeem(tenant, **(code_grant("any") | {"client_secret": "wrong"}))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_assertion_of_another_kind_is_refused(tenant: RunningTenant) -> None:
    form = {"client_id": CLIENT_ID, "client_assertion": "x", "grant_type": "client_credentials"}
    answer = requests.post(endpoint(tenant, "token"), data=form)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_without_secret_and_certificate_there_are_no_tokens(tenant: RunningTenant) -> None:
    form = {"client_id": CLIENT_ID, "grant_type": "client_credentials"}
    answer = requests.post(endpoint(tenant, "token"), data=form)
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [7000218])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"client_id": "00000000-0000-0000-0000-000000000009"}, "AADSTS700016"),
        ({"redirect_uri": "http://127.0.0.1:8000/other"}, "AADSTS50011"),
        ({"redirect_uri": "https://evil.example/signin/callback"}, "AADSTS50011"),
    ],
)
def test_an_unknown_address_is_never_answered_to(
    tenant: RunningTenant, change: dict[str, str], words: str
) -> None:
    answer = requests.get(
        endpoint(tenant, "authorize"), params=authorize_options(**change), allow_redirects=False
    )
    assert answer.status_code == 400
    assert words in answer.text


def test_on_loopback_any_port_will_do(tenant: RunningTenant) -> None:
    assert "code" in choose(tenant, "emil", redirect_uri="http://127.0.0.1:54321/signin/callback")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"scope": "openid Mail.Read"}, "invalid_grant"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"response_type": "token"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_other_faults_are_told_to_the_application(
    tenant: RunningTenant, change: dict[str, str], error: str
) -> None:
    answer = requests.get(
        endpoint(tenant, "authorize"), params=authorize_options(**change), allow_redirects=False
    )
    told = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert (answer.status_code, told["error"], told["state"]) == (303, [error], ["the-state"])


def test_a_refresh_token_gives_new_tokens(tenant: RunningTenant) -> None:
    refresh = tokens_of(tenant, "emil")["refresh_token"]
    answer = redeem(
        tenant, grant_type="refresh_token", refresh_token=refresh, scope="openid User.Read"
    ).json()
    assert answer["scope"] == "User.Read openid"
    assert Graph(tenant, answer["access_token"]).get("/me")["displayName"] == "Emil Larsen"


def test_a_revoked_refresh_token_is_dead(tenant: RunningTenant) -> None:
    refresh = tokens_of(tenant, "emil")["refresh_token"]
    requests.post(f"{tenant.url}/_control/revoke", json={"user": user_id("emil")})
    answer = redeem(tenant, grant_type="refresh_token", refresh_token=refresh)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert tokens_of(tenant, "emil")["refresh_token"] != refresh


def test_revoking_challenges_clients_that_can_be_challenged(tenant: RunningTenant) -> None:
    can = Graph.of(tenant, "emil", claims='{"access_token":{"xms_cc":{"values":["CP1"]}}}')
    cannot = Graph.of(tenant, "emil")
    requests.post(f"{tenant.url}/_control/revoke", json={"user": user_id("emil")})
    challenged = can.call("GET", "/me")
    assert challenged.status_code == 401
    encoded = challenged.headers["WWW-Authenticate"].partition('claims="')[2].rstrip('"')
    assert "nbf" in json.loads(base64.b64decode(encoded))["access_token"]
    assert cannot.get("/me")["displayName"] == "Emil Larsen"


def test_an_app_signs_in_as_itself(tenant: RunningTenant) -> None:
    graph = Graph.of_app(tenant)
    assert "Marketing" in graph.names(f"{EM}/catalogs")
    assert graph.refusal("GET", "/me") == (400, "BadRequest")


def test_an_app_may_ask_for_the_default_scope_only(tenant: RunningTenant) -> None:
    answer = redeem(tenant, grant_type="client_credentials", scope="User.Read")
    assert answer.json()["error"] == "invalid_scope"


def test_signing_out_leads_back_to_a_registered_address_only(tenant: RunningTenant) -> None:
    for address, status in (("http://127.0.0.1:8000/", 303), ("https://evil.example/", 200)):
        options = {"post_logout_redirect_uri": address}
        answer = requests.get(endpoint(tenant, "logout"), params=options, allow_redirects=False)
        assert answer.status_code == status


def test_another_tenant_is_not_here(tenant: RunningTenant) -> None:
    answer = requests.get(f"{tenant.url}/{CLIENT_ID}/v2.0/.well-known/openid-configuration")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_tenant")


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer forged.to.ken", "Basic abc"])
def test_graph_refuses_what_is_no_token(tenant: RunningTenant, token: str) -> None:
    answer = requests.get(f"{tenant.url}/v1.0/me", headers={"Authorization": token} if token else {})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "InvalidAuthenticationToken"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_id_token_opens_nothing(tenant: RunningTenant) -> None:
    graph = Graph(tenant, tokens_of(tenant, "ada")["id_token"])
    assert graph.refusal("GET", "/me") == (401, "InvalidAuthenticationToken")


def test_an_expired_token_is_refused(tenant: RunningTenant) -> None:
    tenant.tenant.settings.token_seconds = -1
    graph = Graph(tenant, tokens_of(tenant, "ada", EVERYTHING)["access_token"])
    assert graph.refusal("GET", "/me") == (401, "InvalidAuthenticationToken")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(tenant: RunningTenant, new_page: Callable[..., Any], scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{endpoint(tenant, 'authorize')}?{urlencode(authorize_options())}")
    assert Axe().run(page).violations_count == 0


@pytest.mark.browser
def test_a_browser_without_script_comes_back_with_a_code(
    tenant: RunningTenant, new_page: Callable[..., Any]
) -> None:
    callback = f"{tenant.url}/signin/callback"  # any port of loopback will do; the tenant has no such page
    page = new_page(java_script_enabled=False, expecting=["404"])
    page.goto(f"{endpoint(tenant, 'authorize')}?{urlencode(authorize_options(redirect_uri=callback))}")
    page.get_by_role("button", name="Sign in as Olivia Brandt").click()
    page.wait_for_url(f"{callback}?code=*")
