"""The client over real HTTP, against a far side that does as it is told."""

import uuid

import pytest

from portal.graph.calls import GraphCall
from portal.graph.client import GraphClient
from portal.graph.errors import (
    AlreadyThere,
    GraphBroken,
    GraphError,
    GraphRefused,
    GraphUnreachable,
    NotAllowed,
    NotThere,
    SignInNeeded,
    TooFast,
)
from portal.graph.session import pooled_session
from tests.graph.wire import Wire

READ = GraphCall(path="/me")
WRITE = GraphCall(method="POST", path="/things", body={"displayName": "Marketing"})
CHALLENGE = 'Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="'


def test_a_call_goes_out_as_it_is_with_the_token_and_an_id(wire: Wire, graph: GraphClient) -> None:
    wire.answers(201, {"id": "1"})
    sent_as = uuid.uuid4()

    answer = graph.send(WRITE, client_request_id=sent_as)

    assert (answer.status, answer.body, answer.request_id) == (201, {"id": "1"}, "the-tenants-id")
    [seen] = wire.seen
    assert (seen.method, seen.path, seen.body) == ("POST", "/v1.0/things", {"displayName": "Marketing"})
    assert seen.headers["authorization"] == "Bearer a-token"
    assert seen.headers["client-request-id"] == str(sent_as)


def test_every_call_has_an_id_of_its_own(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, {})
    graph.send(READ)
    graph.send(READ)
    assert len({seen.headers["client-request-id"] for seen in wire.seen}) == 2


def test_an_answer_without_content_has_no_body(wire: Wire, graph: GraphClient) -> None:
    wire.answers(204)
    assert graph.send(GraphCall(method="DELETE", path="/things/1")).body is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, GraphRefused),
        (403, NotAllowed),
        (404, NotThere),
        (409, AlreadyThere),
        (429, TooFast),
        (500, GraphBroken),
        (503, GraphBroken),
        (504, GraphBroken),
    ],
)
def test_a_refusal_is_of_its_kind_and_names_the_request(
    wire: Wire, graph: GraphClient, status: int, kind: type[GraphRefused]
) -> None:
    wire.refuses(status, "SomeCode", "Some words.")
    with pytest.raises(kind) as caught:
        graph.send(WRITE)
    error = caught.value
    assert (type(error), error.status, error.code) == (kind, status, "SomeCode")
    assert str(error) == f"{status} SomeCode: Some words. (request id the-tenants-id)"
    assert len(wire.seen) == 1


def test_a_proxys_answer_is_a_refusal_too(wire: Wire, graph: GraphClient) -> None:
    wire.answers(502, b"<html>Bad gateway</html>")
    with pytest.raises(GraphBroken, match="502 Bad Gateway"):
        graph.send(WRITE)


@pytest.mark.parametrize("body", [b"", b"<html>Welcome</html>", b'{"id": '])
def test_a_success_that_cannot_be_read_may_have_landed(wire: Wire, graph: GraphClient, body: bytes) -> None:
    wire.answers(201, body)
    with pytest.raises(GraphUnreachable) as caught:
        graph.send(WRITE)
    assert caught.value.may_have_landed


def test_a_success_that_breaks_off_may_have_landed(wire: Wire, graph: GraphClient) -> None:
    wire.breaks_off(201, {"id": "1", "displayName": "Marketing"})
    with pytest.raises(GraphUnreachable) as caught:
        graph.send(WRITE)
    assert caught.value.may_have_landed


def test_a_cut_connection_may_have_landed_and_is_not_tried_again(wire: Wire, graph: GraphClient) -> None:
    wire.resets()
    with pytest.raises(GraphUnreachable) as caught:
        graph.send(WRITE)
    assert caught.value.may_have_landed
    assert len(wire.seen) == 1


def test_a_refused_connection_has_not_landed(free_port: int) -> None:
    with pooled_session(trust_env=False) as session, pytest.raises(GraphUnreachable) as caught:
        GraphClient(f"http://127.0.0.1:{free_port}", "a-token", session).send(WRITE)
    assert not caught.value.may_have_landed


def test_a_redirect_is_not_followed(wire: Wire, graph: GraphClient) -> None:
    wire.answers(302, b"", Location=f"{wire.url}/elsewhere")
    with pytest.raises(GraphRefused):
        graph.send(READ)
    assert len(wire.seen) == 1


def test_cookies_are_not_kept(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, {}, Set_Cookie="who=somebody")
    graph.send(READ)
    graph.send(READ)
    assert "cookie" not in wire.seen[1].headers


# --- Reading --------------------------------------------------------------------------------------


def test_a_read_gets_over_one_cut_connection(wire: Wire, graph: GraphClient) -> None:
    wire.resets().answers(200, {"id": "me"})
    assert graph.read(READ) == {"id": "me"}


@pytest.mark.parametrize("status", [503, 504])
def test_a_read_gets_over_one_bad_moment(wire: Wire, graph: GraphClient, status: int) -> None:
    wire.refuses(status, "ServiceUnavailable").answers(200, {"id": "me"})
    assert graph.read(READ) == {"id": "me"}


def test_a_read_does_not_insist(wire: Wire, graph: GraphClient) -> None:
    wire.refuses(503, "ServiceUnavailable")
    with pytest.raises(GraphBroken):
        graph.read(READ)
    assert len(wire.seen) == 2


def test_a_read_does_not_knock_while_it_is_told_to_wait(wire: Wire, graph: GraphClient) -> None:
    wire.refuses(503, "ServiceUnavailable", Retry_After="30")
    with pytest.raises(GraphBroken) as caught:
        graph.read(READ)
    assert caught.value.wait == 30
    assert len(wire.seen) == 1


def test_all_pages_are_read_even_past_an_empty_one(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, {"value": [{"id": "1"}], "@odata.nextLink": f"{wire.url}/v1.0/things?$skiptoken=a%20b"})
    wire.answers(200, {"value": [], "@odata.nextLink": f"{wire.url}/v1.0/things?$skiptoken=c"})
    wire.answers(200, {"value": [{"id": "2"}]})

    rows = graph.rows(GraphCall(path="/things?$top=1", headers={"ConsistencyLevel": "eventual"}))

    assert [row["id"] for row in rows] == ["1", "2"]
    assert [seen.path for seen in wire.seen] == [
        "/v1.0/things?$top=1",
        "/v1.0/things?$skiptoken=a%20b",
        "/v1.0/things?$skiptoken=c",
    ]
    assert all(seen.headers["consistencylevel"] == "eventual" for seen in wire.seen)


def test_a_page_comes_with_the_call_for_the_next(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, {"value": [{"id": "1"}], "@odata.nextLink": f"{wire.url}/v1.0/things?$skiptoken=b"})
    wire.answers(200, {"value": [{"id": "2"}]})
    rows, following = graph.page(GraphCall(path="/things"))
    assert following is not None
    assert (rows, graph.page(following)) == ([{"id": "1"}], ([{"id": "2"}], None))


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1.0/things",
        "http://127.0.0.1:1/v1.0/things",
        "http://127.0.0.1@evil.example/v1.0/things",
        "{url}/beta/things",
        "{url}/v1.0evil/things",
        "//evil.example/v1.0/things",
    ],
)
def test_a_next_page_elsewhere_is_refused(wire: Wire, graph: GraphClient, link: str) -> None:
    wire.answers(200, {"value": [], "@odata.nextLink": link.replace("{url}", wire.url)})
    with pytest.raises(GraphError, match="refused"):
        graph.rows(GraphCall(path="/things"))
    assert len(wire.seen) == 1


def test_many_reads_come_back_in_the_order_of_the_calls(wire: Wire, graph: GraphClient) -> None:
    wire.then(lambda handler: handler.whole(200, f'{{"path": "{handler.path}"}}'.encode(), {}))
    calls = [GraphCall(path=f"/things/{number}") for number in range(40)]
    assert [answer["path"] for answer in graph.read_all(calls)] == [f"/v1.0{call.path}" for call in calls]


def test_nothing_to_read_is_nothing_to_ask(wire: Wire, graph: GraphClient) -> None:
    assert graph.read_all([]) == []
    assert wire.seen == []


# --- Tokens ---------------------------------------------------------------------------------------


class Lender:
    """Gives a new token every time and remembers what was wrong with the one before."""

    def __init__(self) -> None:
        self.refusals: list[SignInNeeded | None] = []

    def __call__(self, refusal: SignInNeeded | None) -> str:
        self.refusals.append(refusal)
        return f"token-{len(self.refusals)}"


def test_one_token_serves_many_calls(wire: Wire) -> None:
    lender = Lender()
    wire.answers(200, {})
    with pooled_session(trust_env=False) as session:
        graph = GraphClient(wire.url, lender, session)
        graph.read_all([READ] * 10)
        graph.send(READ)
    assert lender.refusals == [None]


def test_a_refused_token_is_renewed_once_with_what_graph_demands(wire: Wire) -> None:
    lender = Lender()
    wire.refuses(401, "InvalidAuthenticationToken", WWW_Authenticate=CHALLENGE).answers(201, {"id": "1"})
    with pooled_session(trust_env=False) as session:
        answer = GraphClient(wire.url, lender, session).send(WRITE)
    assert answer.body == {"id": "1"}
    assert [seen.headers["authorization"] for seen in wire.seen] == ["Bearer token-1", "Bearer token-2"]
    refusal = lender.refusals[1]
    assert refusal is not None
    assert refusal.claims == '{"access_token":{}}'


def test_a_token_refused_twice_needs_the_person(wire: Wire) -> None:
    wire.refuses(401, "InvalidAuthenticationToken")
    with pooled_session(trust_env=False) as session, pytest.raises(SignInNeeded) as caught:
        GraphClient(wire.url, Lender(), session).send(WRITE)
    assert len(wire.seen) == 2
    assert caught.value.claims is None
    assert "the-tenants-id" in str(caught.value)


def test_a_challenge_may_also_come_as_403(wire: Wire, graph: GraphClient) -> None:
    wire.refuses(403, "accessDenied", WWW_Authenticate=CHALLENGE)
    with pytest.raises(SignInNeeded) as caught:
        graph.send(READ)
    assert caught.value.claims == '{"access_token":{}}'


def test_no_answer_ever_shows_the_token(wire: Wire, graph: GraphClient) -> None:
    wire.refuses(400, "BadRequest", "Something")
    with pytest.raises(GraphRefused) as caught:
        graph.send(WRITE)
    assert "a-token" not in repr(caught.value) + str(caught.value)
