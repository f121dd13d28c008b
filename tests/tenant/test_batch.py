"""Several requests in one."""

from typing import Any

import pytest

from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, Graph


def batch(graph: Graph, *entries: dict[str, Any]) -> dict[str, dict[str, Any]]:
    answer = graph.call("POST", "/$batch", json={"requests": list(entries)})
    assert answer.status_code == 200, answer.text
    return {entry["id"]: entry for entry in answer.json()["responses"]}


def entry(number: str, url: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "method": "GET", "url": url, **more}


def test_each_request_has_an_outcome_of_its_own(as_user: SignIn) -> None:
    answers = batch(
        as_user("emil"),
        entry("1", "/me?$select=displayName"),
        entry("2", "/users/nobody"),
        entry(
            "3",
            '/users?$search="displayName:ada"&$select=displayName',
            headers={"ConsistencyLevel": "eventual"},
        ),
    )
    assert answers["1"]["body"]["displayName"] == "Emil Larsen"
    assert (answers["2"]["status"], answers["2"]["body"]["error"]["code"]) == (
        404,
        "Request_ResourceNotFound",
    )
    assert answers["3"]["body"]["value"] == [{"displayName": "Ada Okafor"}]


def test_a_request_waits_for_what_it_depends_on(as_user: SignIn) -> None:
    json = {"Content-Type": "application/json"}
    made = {"method": "POST", "headers": json, "body": {"displayName": "First"}}
    answers = batch(
        as_user("ada"),
        entry("2", f"{EM}/catalogs?$filter=displayName eq 'First'", dependsOn=["1"]),
        entry("1", f"{EM}/catalogs", **made),
        entry("3", "/users/nobody"),
        entry("4", "/me", dependsOn=["3"]),
    )
    assert [answers[number]["status"] for number in "1234"] == [201, 200, 404, 424]
    assert len(answers["2"]["body"]["value"]) == 1


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry(str(number), "/me") for number in range(21)],
        [entry("1", "/me"), entry("1", "/me")],
        [entry("1", "/me", dependsOn=["2"])],
        [entry("1", "/me", dependsOn=["2"]), entry("2", "/me", dependsOn=["1"])],
        [{"id": "1", "url": "/me"}],
        [entry("1", "/me", method="POST", body={})],
    ],
    ids=str,
)
def test_a_faulty_batch_is_refused_as_a_whole(as_user: SignIn, entries: list[dict[str, Any]]) -> None:
    assert as_user("emil").call("POST", "/$batch", json={"requests": entries}).status_code == 400
