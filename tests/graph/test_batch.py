"""Many short lists in few requests, and what happens where a batch has gaps."""

import json
from typing import Any

import pytest

from portal.graph.calls import GraphCall
from portal.graph.client import GraphClient
from portal.graph.errors import NotAllowed
from tests.graph.wire import Handler, Wire


def lists(count: int) -> list[GraphCall]:
    return [GraphCall(path=f"/things/{number}") for number in range(count)]


def responses(*entries: tuple[int, int, Any]) -> dict[str, Any]:
    """A batch's answer from (place, status, body)."""
    return {
        "responses": [{"id": str(place), "status": status, "body": body} for place, status, body in entries]
    }


def page(name: str, **more: Any) -> dict[str, Any]:
    return {"value": [{"id": name}], **more}


def test_twenty_lists_are_one_request(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, responses(*[(place, 200, page(f"{place}")) for place in reversed(range(20))]))
    rows = graph.rows_of_many(lists(20))
    assert [row["id"] for part in rows for row in part] == [str(number) for number in range(20)]
    [seen] = wire.seen
    assert (seen.method, seen.path) == ("POST", "/v1.0/$batch")
    assert seen.body["requests"][7] == {"id": "7", "method": "GET", "url": "/things/7", "headers": {}}


def test_more_than_twenty_are_shared_out_and_come_back_in_order(wire: Wire, graph: GraphClient) -> None:
    def echo(handler: Handler) -> None:
        entries = [(int(one["id"]), 200, page(one["url"])) for one in handler.asked["requests"]]
        handler.whole(200, json.dumps(responses(*entries)).encode(), {})

    wire.then(echo)
    rows = graph.rows_of_many(lists(45))
    assert [part[0]["id"] for part in rows] == [call.path for call in lists(45)]
    assert sorted(len(seen.body["requests"]) for seen in wire.seen) == [5, 20, 20]


def test_further_pages_are_followed(wire: Wire, graph: GraphClient) -> None:
    link = {"@odata.nextLink": f"{wire.url}/v1.0/things/0?$skiptoken=b"}
    wire.answers(200, responses((0, 200, page("1", **link)))).answers(200, page("2"))
    assert graph.rows_of_many(lists(1)) == [[{"id": "1"}, {"id": "2"}]]


@pytest.mark.parametrize(
    "gap", [responses((0, 200, page("1"))), responses((0, 200, page("1")), (1, 429, {}))]
)
def test_what_the_batch_did_not_answer_is_asked_for_alone(
    wire: Wire, graph: GraphClient, gap: dict[str, Any]
) -> None:
    wire.answers(200, gap).answers(200, page("2"))
    assert graph.rows_of_many(lists(2)) == [[{"id": "1"}], [{"id": "2"}]]
    assert [seen.path for seen in wire.seen] == ["/v1.0/$batch", "/v1.0/things/1"]


def test_a_refusal_in_a_batch_comes_to_light(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, responses((0, 403, {}))).refuses(403, "accessDenied")
    with pytest.raises(NotAllowed):
        graph.rows_of_many(lists(1))


def test_no_lists_are_no_request(wire: Wire, graph: GraphClient) -> None:
    assert graph.rows_of_many([]) == []
    assert wire.seen == []


def test_objects_that_are_not_there_are_none(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, responses((0, 200, {"id": "a"}), (1, 404, {"error": {}}), (2, 200, {"id": "c"})))
    assert graph.read_many(lists(3)) == [{"id": "a"}, None, {"id": "c"}]
    assert len(wire.seen) == 1


def test_a_single_object_needs_no_batch(wire: Wire, graph: GraphClient) -> None:
    wire.answers(404, {"error": {"code": "Request_ResourceNotFound", "message": "gone"}})
    assert graph.read_many(lists(1)) == [None]
    assert wire.seen[0].path == "/v1.0/things/0"


def test_another_refusal_of_an_object_comes_to_light(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, responses((0, 200, {"id": "a"}), (1, 403, {"error": {}})))
    wire.answers(403, {"error": {"code": "Forbidden", "message": "no"}})
    with pytest.raises(NotAllowed):
        graph.read_many(lists(2))
