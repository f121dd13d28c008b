"""Reads of which some may be refused."""

from typing import Any

import pytest

from portal.graph.asking import read_what_may_be_read
from portal.graph.calls import GraphCall, again
from portal.graph.client import GraphClient
from portal.graph.errors import GraphBroken
from tests.signin.control import fault, requests_to
from tests.tenant.support import tokens_of, user_id

EMIL, HANNA = user_id("emil"), user_id("hanna")


@pytest.fixture
def graph(tenant: Any) -> GraphClient:
    """Without Policy.Read.All."""
    scope = "User.Read User.Read.All Group.Read.All EntitlementManagement.Read.All"
    return GraphClient(tenant.url, tokens_of(tenant, "priya", scope)["access_token"])


def test_what_is_refused_is_none_and_the_rest_is_told(tenant: Any, graph: GraphClient) -> None:
    nobody = GraphCall(path="/users/00000000-0000-0000-0000-000000000000")
    calls = [again.authorization_policy(), again.users([EMIL]), nobody, again.managers([EMIL, HANNA])]
    policy, people, missing, managed = read_what_may_be_read(graph, calls)
    assert policy is missing is None
    assert [one["displayName"] for one in people["value"]] == ["Emil Larsen"]
    assert all(one["manager"]["id"] for one in managed["value"])
    assert len(requests_to(tenant, "/v1.0/$batch")) == 1


def test_what_failed_for_a_moment_is_asked_for_by_itself(tenant: Any, graph: GraphClient) -> None:
    fault(tenant, "^/v1.0/users$", status=429, code="TooManyRequests", times=1)
    (people,) = read_what_may_be_read(graph, [again.users([EMIL])])
    assert people["value"]


def test_what_keeps_failing_raises_its_error(tenant: Any, graph: GraphClient) -> None:
    fault(tenant, "^/v1.0/users$", status=503, code="ServiceUnavailable", times=-1)
    with pytest.raises(GraphBroken):
        read_what_may_be_read(graph, [again.users([EMIL])])


def test_members_come_with_their_number(tenant: Any, graph: GraphClient) -> None:
    team = next(row for row in tenant.state.rows("group") if row["displayName"] == "Marketing Team")
    (answer,) = read_what_may_be_read(graph, [again.members(team["id"], top=2)])
    assert (answer["@odata.count"], len(answer["value"])) == (11, 2)
    assert "@odata.nextLink" in answer
