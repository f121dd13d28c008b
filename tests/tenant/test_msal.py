"""Microsoft's own library takes the tenant for the real thing."""

import warnings
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import msal
import pytest
import requests

from portal.tenant.server import RunningTenant
from tests.tenant.support import CALLBACK, CLIENT_ID, SECRET, TENANT_ID, user_id

SCOPES = ["User.Read", "EntitlementManagement.Read.All"]


class Pinned(requests.Session):
    """Sends what is meant for Microsoft's sign-in host to the tenant."""

    def __init__(self, tenant: RunningTenant) -> None:
        super().__init__()
        self.base = urlsplit(tenant.url)

    def request(self, method: Any, url: Any, *args: Any, **options: Any) -> requests.Response:
        parts = urlsplit(str(url))
        options["headers"] = {**(options.get("headers") or {}), "Host": parts.hostname}
        here = parts._replace(scheme=self.base.scheme, netloc=self.base.netloc)
        return super().request(method, urlunsplit(here), *args, **options)


def application(tenant: RunningTenant, **options: Any) -> Any:
    return msal.ConfidentialClientApplication(
        CLIENT_ID,
        client_credential=SECRET,
        authority=f"https://login.microsoftonline.com/{TENANT_ID}",
        http_client=Pinned(tenant),
        client_capabilities=["CP1"],
        **options,
    )


def sign_in(tenant: RunningTenant, app: Any, name: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # msal would rather have form_post, which loses the session
        flow = app.initiate_auth_code_flow(SCOPES, redirect_uri=CALLBACK)
    address = flow["auth_uri"].replace("https://login.microsoftonline.com", tenant.url)
    answer = requests.post(address, data={"user": user_id(name)}, allow_redirects=False)
    told = parse_qs(urlsplit(answer.headers["Location"]).query)
    return dict(app.acquire_token_by_auth_code_flow(flow, {name: values[0] for name, values in told.items()}))


@pytest.mark.parametrize("instance_discovery", [True, False])
def test_sign_in_cache_and_refresh(tenant: RunningTenant, instance_discovery: bool) -> None:
    app = application(tenant, instance_discovery=instance_discovery)
    result = sign_in(tenant, app, "olivia")
    assert result["id_token_claims"]["name"] == "Olivia Brandt"
    [account] = app.get_accounts()
    assert account["home_account_id"] == f"{user_id('olivia')}.{TENANT_ID}"
    assert app.acquire_token_silent(SCOPES, account)["token_source"] == "cache"
    renewed = app.acquire_token_silent(SCOPES, account, force_refresh=True)
    assert renewed["token_source"] == "identity_provider"


def test_a_revoked_person_has_to_sign_in_again(tenant: RunningTenant) -> None:
    app = application(tenant, instance_discovery=False)
    sign_in(tenant, app, "olivia")
    requests.post(f"{tenant.url}/_control/revoke", json={"user": user_id("olivia")})
    result = app.acquire_token_silent_with_error(SCOPES, app.get_accounts()[0], force_refresh=True)
    assert result["error"] == "invalid_grant"


def test_the_app_itself_gets_a_token(tenant: RunningTenant) -> None:
    app = application(tenant, instance_discovery=False)
    result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
    assert result["token_type"] == "Bearer"
