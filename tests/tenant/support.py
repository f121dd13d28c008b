"""Stories about the simulated tenant: signing somebody in, and asking Graph as them."""

import base64
import hashlib
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import requests

from portal.tenant.seed import object_id
from portal.tenant.server import RunningTenant

TENANT_ID = "7c0f3a52-1d1b-4c8e-9a55-2f6a4d1e8b01"
CLIENT_ID = "5b1f2c1e-8a34-4a6e-b0a7-0c9d3f1e7a02"
SECRET = "demo-secret-not-for-production"
CALLBACK = "http://127.0.0.1:8000/signin/callback"
VERIFIER = "a-verifier-that-is-long-enough-to-be-taken-for-one"
EM = "/identityGovernance/entitlementManagement"
EVENTUAL = {"ConsistencyLevel": "eventual"}
EVERYTHING = (
    "openid profile offline_access User.Read User.Read.All Group.Read.All Application.Read.All "
    "Sites.Read.All Organization.Read.All Directory.Read.All EntitlementManagement.ReadWrite.All "
    "RoleManagement.Read.Directory PrivilegedEligibilitySchedule.Read.AzureADGroup"
)


def user_id(name: str) -> str:
    return object_id("user", f"{name}@contoso.onmicrosoft.com")


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def authorize_options(**changes: str) -> dict[str, str]:
    options = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": EVERYTHING,
        "state": "the-state",
        "nonce": "the-nonce",
        "code_challenge": challenge(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (options | changes).items() if value}


def endpoint(tenant: RunningTenant, name: str) -> str:
    return f"{tenant.url}/{TENANT_ID}/oauth2/v2.0/{name}"


def choose(tenant: RunningTenant, name: str, **changes: str) -> dict[str, str]:
    """Pick somebody on the people page; what the application is told in answer."""
    answer = requests.post(
        endpoint(tenant, "authorize"),
        params=authorize_options(**changes),
        data={"user": user_id(name)},
        allow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    return {key: values[0] for key, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def redeem(tenant: RunningTenant, **form: str) -> requests.Response:
    known = {"client_id": CLIENT_ID, "client_secret": SECRET}
    return requests.post(endpoint(tenant, "token"), data=known | form)


def tokens_of(tenant: RunningTenant, name: str, scope: str = EVERYTHING, **form: str) -> dict[str, Any]:
    code = choose(tenant, name, scope=scope)["code"]
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    answer = redeem(tenant, **grant, code_verifier=VERIFIER, **form)
    assert answer.status_code == 200, answer.text
    tokens: dict[str, Any] = answer.json()
    return tokens


class Graph:
    """Graph as one caller sees it."""

    def __init__(self, tenant: RunningTenant, token: str) -> None:
        self.url = tenant.url + "/v1.0"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    @classmethod
    def of(cls, tenant: RunningTenant, name: str, scope: str = EVERYTHING, **form: str) -> Self:
        return cls(tenant, tokens_of(tenant, name, scope, **form)["access_token"])

    @classmethod
    def of_app(cls, tenant: RunningTenant, client_id: str = CLIENT_ID) -> Self:
        scope = "https://graph.microsoft.com/.default"
        answer = redeem(tenant, grant_type="client_credentials", scope=scope, client_id=client_id)
        return cls(tenant, answer.json()["access_token"])

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        address = path if path.startswith("http") else self.url + path
        return self.session.request(method, address, **options)

    def get(self, path: str, **options: Any) -> Any:
        """The JSON of a good answer."""
        answer = self.call("GET", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def names(self, path: str, **options: Any) -> list[str]:
        return [row["displayName"] for row in self.get(path, **options)["value"]]

    def post(self, path: str, body: Any) -> Any:
        """The JSON of what was created."""
        answer = self.call("POST", path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def refusal(self, method: str, path: str, **options: Any) -> tuple[int, str]:
        """Status and code of a refusal."""
        answer = self.call(method, path, **options)
        return answer.status_code, answer.json()["error"]["code"]

    def close(self) -> None:
        self.session.close()


def catalog_id(name: str) -> str:
    return object_id("catalog", name)


def add_group(graph: Graph, catalog: str, group: str, **resource: Any) -> requests.Response:
    """Ask to bring a group into a catalog."""
    wanted = {"originSystem": "AadGroup", "originId": object_id("group", group), **resource}
    body = {"requestType": "adminAdd", "catalog": {"id": catalog_id(catalog)}, "resource": wanted}
    return graph.call("POST", f"{EM}/resourceRequests", json=body)


def new_package(graph: Graph, catalog: str = "Marketing", **more: Any) -> str:
    body = {"displayName": "New", "description": "Just made", "catalog": {"id": catalog_id(catalog)}, **more}
    return str(graph.post(f"{EM}/accessPackages", body)["id"])


def set_switches(tenant: RunningTenant, **settings: Any) -> None:
    answer = requests.post(f"{tenant.url}/_control/settings", json=settings)
    assert answer.status_code == 200, answer.text


def order_faults(tenant: RunningTenant, *faults: dict[str, Any]) -> None:
    answer = requests.post(f"{tenant.url}/_control/faults", json=list(faults))
    assert answer.status_code == 200, answer.text


def policy(package_id: str, **changes: Any) -> dict[str, Any]:
    """A policy that says no more than that administrators assign."""
    body = {
        "displayName": "Initial Policy",
        "allowedTargetScope": "notSpecified",
        "specificAllowedTargets": [],
        "expiration": {"type": "noExpiration"},
        "requestApprovalSettings": {"isApprovalRequiredForAdd": False, "stages": []},
        "accessPackage": {"id": package_id},
    }
    return body | changes


def stage(*approvers: dict[str, Any]) -> dict[str, Any]:
    return {"durationBeforeAutomaticDenial": "P14D", "primaryApprovers": list(approvers)}


def single_user(name: str) -> dict[str, Any]:
    return {"@odata.type": "#microsoft.graph.singleUser", "userId": user_id(name)}
