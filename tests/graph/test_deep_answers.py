"""JSON so deep that reading it would end the thread: an answer that cannot be read, as any other."""

import base64

import pytest

from portal.graph.answers import challenge_of
from portal.graph.calls import GraphCall
from portal.graph.client import GraphClient
from portal.graph.errors import GraphBroken, GraphUnreachable
from tests.graph.wire import Wire

READ = GraphCall(path="/me")
DEEP = b"[" * 100_000


def test_an_answer(wire: Wire, graph: GraphClient) -> None:
    wire.answers(200, DEEP)
    with pytest.raises(GraphUnreachable, match="no JSON"):
        graph.send(READ)


def test_an_error(wire: Wire, graph: GraphClient) -> None:
    wire.answers(500, DEEP)
    with pytest.raises(GraphBroken):
        graph.send(READ)


def test_a_challenge() -> None:
    deep = base64.urlsafe_b64encode(DEEP).decode()
    assert challenge_of(f'Bearer error="insufficient_claims", claims="{deep}"') is None
