"""Whatever Graph answers, the person's token goes to Graph and to nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from portal.graph.calls import GraphCall
from portal.graph.client import GraphClient
from portal.graph.errors import GraphError
from portal.graph.session import pooled_session
from tests.graph.wire import Server, Wire

THINGS = GraphCall(path="/things")


@pytest.fixture
def wires() -> Iterator[list[Wire]]:
    """Graph, and somebody else on the same machine who would like a token."""
    servers = [Server(), Server()]
    threads = [threading.Thread(target=one.serve_forever, args=(0.02,), daemon=True) for one in servers]
    for thread in threads:
        thread.start()
    yield [one.wire for one in servers]
    for one, thread in zip(servers, threads, strict=True):
        one.shutdown()
        one.server_close()
        thread.join()


@pytest.fixture
def graph(wires: list[Wire]) -> Iterator[GraphClient]:
    wires[1].answers(200, {"value": [{"id": "stolen"}]})
    with pooled_session(trust_env=False) as session:
        yield GraphClient(wires[0].url, "canary-token", session)


#: {graph} and {other} are origins, {g} and {o} their host and port.
LINKS = [
    "{other}/v1.0/things", "http://{o}/v1.0/things", "https://{g}/v1.0/things", "//{o}/v1.0/things",
    "http://{g}@{o}/v1.0/things", "http://{g}:x@{o}/v1.0/things", "http://{o}#@{g}/v1.0/things",
    "http://{o}\\@{g}/v1.0/things", "http://[::1]/v1.0/things", "http://[::ffff:127.0.0.1]:{port}/v1.0/things",
    "http://localhost:{port}/v1.0/things", "http://127.1:{port}/v1.0/things", "http://2130706433:{port}/v1.0/things",
    "{graph}.evil.example/v1.0/things", "{graph}:80/v1.0/things", "ftp://{g}/v1.0/things",
    "file:///etc/passwd", "javascript:alert(1)", "/v1.0/things", "v1.0/things", "{graph}/v1.0/../../evil",
    "{graph}/v1.0/%2e%2e/beta/things", "{graph}\r\nHost: {o}/v1.0/things", " {other}/v1.0/things", "http://[",
]  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_a_next_page_leads_nowhere_else(wires: list[Wire], graph: GraphClient, link: str) -> None:
    here, other = wires
    address = link.format(
        graph=here.url,
        other=other.url,
        g=here.url.partition("//")[2],
        o=other.url.partition("//")[2],
        port=other.port,
    )
    here.answers(200, {"value": [], "@odata.nextLink": address}).answers(200, {"value": []})
    with pytest.raises(GraphError, match="refused a next page") as refusal:
        graph.rows(THINGS)
    assert "canary-token" not in str(refusal.value)
    assert other.seen == []
    assert len(here.seen) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("call", [THINGS, GraphCall(method="POST", path="/things", body={})])
def test_a_redirect_leads_nowhere_else(
    wires: list[Wire], graph: GraphClient, status: int, call: GraphCall
) -> None:
    here, other = wires
    here.answers(status, None, Location=f"{other.url}/v1.0/things")
    with pytest.raises(GraphError):
        graph.send(call)
    assert other.seen == []


def test_a_proxy_of_the_environment_is_not_asked_for_loopback(
    wires: list[Wire], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = wires
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, other.url)
    here.answers(200, {"value": []})
    with pooled_session(trust_env=False) as session:
        assert GraphClient(here.url, "canary-token", session).rows(THINGS) == []
    assert other.seen == []
