import socket
import threading
from collections.abc import Iterator

import pytest

from portal.graph.client import GraphClient
from portal.graph.session import pooled_session
from tests.graph.wire import Server, Wire


@pytest.fixture
def wire() -> Iterator[Wire]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.wire
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def graph(wire: Wire) -> Iterator[GraphClient]:
    """A client with a fixed token, pointed at the wire."""
    with pooled_session(trust_env=False) as session:
        yield GraphClient(wire.url, "a-token", session)


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
