"""Things appear late, counted in readings, so that no story has to wait."""

from portal.tenant.seed import object_id
from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, Graph, add_group, catalog_id, set_switches

MARKETING = f"{EM}/catalogs/{catalog_id('Marketing')}"
NAME = "Sales and Marketing"
ORIGIN = object_id("group", NAME)


def roles_of(graph: Graph, resource_id: str) -> list[str]:
    return graph.names(f"{MARKETING}/resourceRoles?$filter=resource/id eq '{resource_id}'")


def resource_id(graph: Graph) -> str:
    """Reads on until the resource is there."""
    for _ in range(10):
        for row in graph.get(f"{MARKETING}/resources")["value"]:
            if row["originId"] == ORIGIN:
                return str(row["id"])
    raise AssertionError("never visible")


def test_a_new_resource_shows_at_the_third_reading(as_user: SignIn) -> None:
    graph = as_user("olivia")
    add_group(graph, "Marketing", NAME)
    seen = [NAME in graph.names(f"{MARKETING}/resources") for _ in range(4)]
    assert seen == [False, False, True, True]


def test_its_roles_show_two_readings_later(as_user: SignIn) -> None:
    graph = as_user("olivia")
    add_group(graph, "Marketing", NAME)
    found = resource_id(graph)
    assert [len(roles_of(graph, found)) for _ in range(4)] == [0, 0, 2, 2]


def test_asking_for_other_roles_does_not_hurry_it(as_user: SignIn) -> None:
    graph = as_user("olivia")
    add_group(graph, "Marketing", NAME)
    found = resource_id(graph)
    for _ in range(5):
        roles_of(graph, object_id("resource", "Marketing/Marketing Team"))
    assert roles_of(graph, found) == []


def test_expanding_roles_counts_as_reading_them(as_user: SignIn) -> None:
    graph = as_user("olivia")
    add_group(graph, "Marketing", NAME)
    resource_id(graph)
    for _ in range(2):
        graph.get(f"{MARKETING}/resources?$expand=roles")
    found = graph.get(f"{MARKETING}/resources?$expand=roles&$filter=originId eq '{ORIGIN}'")["value"]
    assert [role["displayName"] for role in found[0]["roles"]] == ["Member", "Owner"]


def test_a_role_is_refused_until_it_is_known(tenant: RunningTenant, as_user: SignIn) -> None:
    graph = as_user("olivia")
    add_group(graph, "Marketing", NAME)
    hidden = next(row for row in tenant.state.rows("resource") if row["originId"] == ORIGIN)
    package = graph.post(
        f"{EM}/accessPackages", {"displayName": "New", "catalog": {"id": catalog_id("Marketing")}}
    )
    origin = {"originId": ORIGIN, "originSystem": "AadGroup"}
    role = {"originId": f"Member_{ORIGIN}", "originSystem": "AadGroup", "resource": {"id": hidden["id"]}}
    path = f"{EM}/accessPackages/{package['id']}/resourceRoleScopes"
    assert graph.refusal("POST", path, json={"role": role, "scope": origin}) == (404, "ResourceNotFound")
    resource_id(graph)
    assert graph.refusal("POST", path, json={"role": role, "scope": origin}) == (404, "RoleNotFound")
    while not roles_of(graph, hidden["id"]):
        pass
    graph.post(path, {"role": role, "scope": origin})


def test_the_delays_are_switches(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, visible_after_reads=0, roles_after_reads=0)
    graph = as_user("olivia")
    add_group(graph, "Marketing", NAME)
    assert NAME in graph.names(f"{MARKETING}/resources")
    assert roles_of(graph, resource_id(graph)) == ["Member", "Owner"]


def test_a_new_package_can_be_late(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, lag_seconds=3600)
    graph = as_user("priya")
    made = graph.post(
        f"{EM}/accessPackages", {"displayName": "New", "catalog": {"id": catalog_id("Marketing")}}
    )
    path = f"{EM}/accessPackages/{made['id']}"
    assert graph.refusal("GET", path) == (404, "AccessPackageNotFound")
    assert "New" not in graph.names(f"{EM}/accessPackages")
    set_switches(tenant, lag_seconds=0)
    assert graph.get(path)["displayName"] == "New"


def test_entitlement_management_may_not_know_a_group_yet(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, unknown_origins={ORIGIN: 2})
    graph = as_user("olivia")
    codes = [add_group(graph, "Marketing", NAME).json().get("error", {}).get("code") for _ in range(3)]
    assert codes == ["ResourceNotFoundInOriginSystem"] * 2 + [None]


def test_a_delivery_may_fail(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, failed_origins=[ORIGIN])
    graph = as_user("olivia")
    answer = add_group(graph, "Marketing", NAME).json()
    assert answer["state"] == "deliveryFailed"
    assert graph.get(f"{EM}/resourceRequests/{answer['id']}")["state"] == "deliveryFailed"
    assert NAME not in [graph.names(f"{MARKETING}/resources") for _ in range(4)][-1]


def test_a_group_that_becomes_dynamic_offers_only_its_owner(tenant: RunningTenant, as_user: SignIn) -> None:
    group = tenant.state.get("group", object_id("group", "Marketing Team"))
    assert group is not None
    tenant.state.put("group", group | {"groupTypes": ["Unified", "DynamicMembership"]})
    assert roles_of(as_user("olivia"), object_id("resource", "Marketing/Marketing Team")) == ["Owner"]
