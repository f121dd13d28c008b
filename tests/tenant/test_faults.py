"""Faults on order, and the control endpoint that orders them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from portal.tenant.faults import Fault
from portal.tenant.seed import object_id
from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import (
    EM,
    EVERYTHING,
    Graph,
    catalog_id,
    order_faults,
    policy,
    set_switches,
    tokens_of,
    user_id,
)

PACKAGES = f"{EM}/accessPackages"
NEW = {"displayName": "New", "catalog": {"id": catalog_id("Marketing")}}


def made(graph: Graph) -> int:
    return graph.names(f"{PACKAGES}?$filter=displayName eq 'New'").count("New")


def test_too_many_requests(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(
        tenant,
        {
            "method": "POST",
            "path": "/accessPackages$",
            "status": 429,
            "code": "TooManyRequests",
            "headers": {"Retry-After": "315"},
        },
    )
    answer = graph.call("POST", PACKAGES, json=NEW)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "315")
    assert answer.json()["error"]["code"] == "TooManyRequests"
    assert made(graph) == 0
    graph.post(PACKAGES, NEW)


def test_the_effect_may_happen_before_the_answer_is_lost(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"method": "POST", "status": 504, "code": "GatewayTimeout", "when": "after"})
    assert graph.refusal("POST", PACKAGES, json=NEW) == (504, "GatewayTimeout")
    assert made(graph) == 1


@pytest.mark.parametrize(("when", "count"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("kind", ["reset", "truncate"])
def test_the_connection_may_break(
    tenant: RunningTenant, as_user: SignIn, kind: str, when: str, count: int
) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"method": "POST", "kind": kind, "when": when})
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        graph.call("POST", PACKAGES, json=NEW)
    assert made(graph) == count


def test_a_reset_is_a_reset(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"path": "/me", "kind": "reset"})
    with pytest.raises(requests.ConnectionError) as problem:
        graph.call("GET", "/me")
    assert "Connection reset" in str(problem.value)


@pytest.mark.parametrize(("when", "count"), [("before", 0), ("after", 1)])
def test_a_proxy_may_answer_in_its_place(
    tenant: RunningTenant, as_user: SignIn, when: str, count: int
) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"method": "POST", "kind": "garble", "when": when})
    assert graph.call("POST", PACKAGES, json=NEW).text.startswith("<html>")
    assert made(graph) == count


def test_an_answer_may_never_come_although_the_call_took_effect(
    tenant: RunningTenant, as_user: SignIn
) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"method": "POST", "kind": "stall", "when": "after"})
    with pytest.raises(requests.ReadTimeout):
        graph.call("POST", PACKAGES, json=NEW, timeout=0.1)
    assert made(graph) == 1


def test_an_empty_page_leads_on_to_the_real_one(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"path": "/accessPackages$", "kind": "empty_page"})
    address = f"{PACKAGES}?$filter=displayName eq 'New'&$top=5"
    page = graph.call("GET", address).json()
    assert page["value"] == []
    onward = page["@odata.nextLink"].removeprefix(f"{tenant.url}/v1.0")
    assert graph.call("GET", onward).json()["value"] == graph.call("GET", address).json()["value"]


def test_a_page_may_lead_to_another_host(tenant: RunningTenant, as_user: SignIn) -> None:
    order_faults(tenant, {"path": "/me$", "kind": "elsewhere", "link": "http://localhost:9/next"})
    assert as_user("priya").call("GET", "/me").json()["@odata.nextLink"] == "http://localhost:9/next"


def test_faults_may_wait_and_come_again(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"path": "/me$", "skip": 1, "times": 2})
    assert [graph.call("GET", "/me").status_code for _ in range(4)] == [200, 503, 503, 200]


def test_a_fault_may_stay_until_it_is_cleared(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"path": "/me$", "times": -1})
    assert {graph.call("GET", "/me").status_code for _ in range(5)} == {503}
    requests.delete(f"{tenant.url}/_control/faults")
    assert graph.call("GET", "/me").status_code == 200


def test_a_claims_challenge_on_demand(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"path": "/me$", "kind": "challenge"})
    answer = graph.call("GET", "/me")
    assert answer.status_code == 401
    assert 'error="insufficient_claims"' in answer.headers["WWW-Authenticate"]
    assert graph.call("GET", "/me").status_code == 200


def test_sign_in_meets_faults_too(tenant: RunningTenant) -> None:
    order_faults(
        tenant, {"path": "/token$", "status": 503}, {"path": "openid-configuration", "kind": "reset"}
    )
    answer = requests.post(f"{tenant.url}/{object_id('any', 'x')}/oauth2/v2.0/token")
    assert answer.status_code == 503
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{tenant.url}/x/v2.0/.well-known/openid-configuration")
    assert tokens_of(tenant, "emil", EVERYTHING)


def test_requests_inside_a_batch_meet_faults_one_by_one(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    order_faults(tenant, {"path": "/organization$", "status": 429, "headers": {"Retry-After": "1"}})
    requests_ = [
        {"id": str(number), "method": "GET", "url": url}
        for number, url in enumerate(("/me", "/organization"))
    ]
    answers = graph.call("POST", "/$batch", json={"requests": requests_}).json()["responses"]
    assert [(one["status"], one["headers"].get("Retry-After")) for one in answers] == [
        (200, None),
        (429, "1"),
    ]


def test_policies_made_side_by_side_collide_when_switched_on(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    body = policy(graph.post(PACKAGES, NEW)["id"])
    set_switches(tenant, one_policy_at_a_time=True)
    with tenant.tenant.turns.taken(tenant.tenant.settings, "POST", "/assignmentPolicies"):
        assert graph.refusal("POST", f"{EM}/assignmentPolicies", json=body) == (409, "DuplicateKey")
    graph.post(f"{EM}/assignmentPolicies", body)


def test_readings_of_catalogs_side_by_side_draw_a_long_pause(tenant: RunningTenant, as_user: SignIn) -> None:
    graph, catalog = as_user("priya"), catalog_id("Marketing")
    set_switches(tenant, catalog_reads_at_once=1)
    with tenant.tenant.turns.taken(tenant.tenant.settings, "GET", f"/catalogs/{catalog}/resources"):
        refused = graph.call("GET", f"{EM}/catalogs/{catalog}/resourceRoles")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "315")
    assert graph.call("GET", f"{EM}/catalogs/{catalog}/resources").status_code == 200


def test_names_are_taken_once_where_switched_on(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("ada")
    graph.post(PACKAGES, NEW)
    graph.post(PACKAGES, NEW)
    set_switches(tenant, unique_names=True)
    assert graph.refusal("POST", PACKAGES, json=NEW) == (409, "DuplicateAccessPackage")
    taken = {"displayName": "Marketing"}
    assert graph.refusal("POST", f"{EM}/catalogs", json=taken) == (409, "DuplicateCatalog")


def test_expanded_roles_may_be_missing_although_the_catalog_lists_them(
    tenant: RunningTenant, as_user: SignIn
) -> None:
    graph, catalog = as_user("priya"), catalog_id("Marketing")
    set_switches(tenant, no_expanded_roles=True)
    resources = graph.get(f"{EM}/catalogs/{catalog}/resources?$expand=roles")["value"]
    assert resources
    assert {tuple(resource["roles"]) for resource in resources} == {()}
    assert graph.get(f"{EM}/catalogs/{catalog}/resourceRoles")["value"]


def test_an_answer_is_altered_on_its_way(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("ada")
    package = graph.post(PACKAGES, NEW)
    order_faults(tenant, {"path": "accessPackages/", "kind": "alter", "body": {"isHidden": True}})
    assert graph.get(f"{PACKAGES}/{package['id']}") == graph.get(f"{PACKAGES}/{package['id']}") | {
        "isHidden": True
    }
    assert graph.get(f"{PACKAGES}/{package['id']}")["isHidden"] is False


def test_many_callers_at_once(tenant: RunningTenant) -> None:
    token = tokens_of(tenant, "ada", EVERYTHING)["access_token"]

    def one(number: int) -> str:
        graph = Graph(tenant, token)
        name = graph.post(PACKAGES, NEW | {"displayName": f"Package {number}"})["displayName"]
        graph.close()
        return str(name)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(40)))) == 40
    assert sum(row["displayName"].startswith("Package ") for row in tenant.state.rows("accessPackage")) == 40


@pytest.mark.parametrize(
    "fault", [{"kind": "explode"}, {"when": "later"}, {"path": "("}, {"colour": "red"}, {"kind": 5}]
)
def test_a_fault_nobody_understands_is_refused(tenant: RunningTenant, fault: dict[str, object]) -> None:
    answer = requests.post(f"{tenant.url}/_control/faults", json=[fault])
    assert (answer.status_code, requests.get(f"{tenant.url}/_control/faults").json()) == (400, [])


def test_a_fault_needs_nothing_but_a_path() -> None:
    assert Fault(path="x").fits("GET", "/a/x/b")


# the control endpoint


def test_requests_are_remembered(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("priya")
    requests.delete(f"{tenant.url}/_control/requests")
    graph.call("POST", f"{PACKAGES}?$select=id", json=NEW, headers={"client-request-id": "mine"})
    [entry] = requests.get(f"{tenant.url}/_control/requests").json()
    assert (entry["method"], entry["path"], entry["status"]) == ("POST", f"/v1.0{PACKAGES}", 201)
    assert (entry["body"], entry["query"]) == (NEW, {"$select": "id"})
    assert (entry["who"], entry["client-request-id"]) == (user_id("priya"), "mine")


def test_secrets_of_the_sign_in_are_not_remembered(tenant: RunningTenant) -> None:
    tokens_of(tenant, "emil", EVERYTHING)
    log = requests.get(f"{tenant.url}/_control/requests").text
    assert "demo-secret" not in log
    assert "code_verifier" not in log


def test_the_state_is_shown_without_the_signing_key(tenant: RunningTenant) -> None:
    state = requests.get(f"{tenant.url}/_control/state").json()
    assert user_id("ada") in state["tables"]["user"]
    assert "PRIVATE KEY" not in str(state["facts"])


def test_switches_are_read_changed_and_put_back(tenant: RunningTenant) -> None:
    address = f"{tenant.url}/_control/settings"
    before = requests.get(address).json()
    set_switches(tenant, latency_ms=1, page_size=7)
    assert requests.get(address).json() == before | {"latency_ms": 1, "page_size": 7}
    assert requests.delete(address).json() == before


@pytest.mark.parametrize("body", [{"speed": 1}, {"page_size": "5"}, {"empty_pages": 1}, []])
def test_unknown_switches_are_refused(tenant: RunningTenant, body: object) -> None:
    assert requests.post(f"{tenant.url}/_control/settings", json=body).status_code == 400


def test_objects_change_behind_a_clients_back(tenant: RunningTenant, as_user: SignIn) -> None:
    graph, address = as_user("ada"), f"{tenant.url}/_control/objects"
    team = object_id("group", "Marketing Team")
    requests.patch(f"{address}/group/{team}", json={"displayName": "Brand Team"})
    assert graph.get(f"/groups/{team}")["displayName"] == "Brand Team"
    requests.put(f"{address}/group/copy", json=graph.get(f"/groups/{team}"))
    assert graph.get("/groups/copy")["displayName"] == "Brand Team"
    requests.delete(f"{address}/group/{team}")
    assert graph.refusal("GET", f"/groups/{team}") == (404, "Request_ResourceNotFound")
    assert requests.delete(f"{address}/group/{team}").status_code == 400


def test_control_is_for_this_machine_and_no_web_page(tenant: RunningTenant) -> None:
    address = f"{tenant.url}/_control/state"
    assert requests.get(address, headers={"Host": "rebound.example"}).status_code == 403
    assert requests.get(address, headers={"Origin": "https://evil.example"}).status_code == 403
    tenant.tenant.control = False
    assert requests.get(address).status_code == 403


def test_unknown_controls(tenant: RunningTenant) -> None:
    assert requests.get(f"{tenant.url}/_control/nothing").status_code == 404
    assert requests.post(f"{tenant.url}/_control/revoke", json={"user": "nobody"}).status_code == 400
    assert requests.post(f"{tenant.url}/_control/revoke", data="{").status_code == 400
