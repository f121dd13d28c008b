"""The tenant as a process: its connections, its start, its end, and what it must not import."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from portal.tenant.server import RunningTenant, start_tenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM

ROOT = Path(__file__).resolve().parents[2]


def test_connections_stay_open(as_user: SignIn) -> None:
    graph = as_user("emil")
    adapter = graph.session.get_adapter(graph.url)
    for path in ("/me", "/me/ownedObjects", f"{EM}/catalogs"):
        graph.get(path)
    graph.call("POST", f"{EM}/catalogs", data="x" * 100_000)
    graph.get("/me")
    [pool] = adapter.poolmanager.pools._container.values()  # type: ignore[attr-defined]
    assert (pool.num_requests, pool.num_connections) == (5, 1)


def test_an_answer_has_its_length_and_needs_no_chunks(as_user: SignIn) -> None:
    answer = as_user("emil").call("GET", "/me")
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.headers["Content-Type"].startswith("application/json")


def test_chunked_requests_are_read(as_user: SignIn) -> None:
    graph = as_user("ivan")
    parts = iter([b'{"displayName": ', b'"In parts"}'])
    answer = graph.call("POST", f"{EM}/catalogs", data=parts, headers={"Content-Type": "application/json"})
    assert answer.json()["displayName"] == "In parts"


def test_a_stopped_tenant_is_down_for_open_connections_too() -> None:
    running = start_tenant()
    with requests.Session() as session:
        assert session.get(f"{running.url}/signin.css").status_code == 200
        running.stop()
        with pytest.raises(requests.ConnectionError):
            session.get(f"{running.url}/signin.css")


def test_it_can_start_again_on_the_same_port() -> None:
    with start_tenant() as first:
        port = first.port
    with start_tenant(port=port) as second:
        assert requests.get(f"{second.url}/signin.css").status_code == 200


def test_rubbish_on_the_wire_harms_nobody(tenant: RunningTenant) -> None:
    with socket.create_connection(("127.0.0.1", tenant.port)) as connection:
        connection.sendall(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
    assert requests.get(f"{tenant.url}/signin.css").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_as_a_command_it_writes_its_port_and_ends_when_told(tmp_path: Path, number: signal.Signals) -> None:
    port_file, state = tmp_path / "port", tmp_path / "tenant.json"
    command = [sys.executable, "-m", "portal.tenant", "--port", "0", "--port-file", str(port_file)]
    with subprocess.Popen(
        [*command, "--state", str(state), "--users", "5", "--latency", "1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert "Contoso" in process.stdout.readline()
        port = int(port_file.read_text())
        assert requests.get(f"http://127.0.0.1:{port}/_control/settings").json()["latency_ms"] == 1
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
    assert state.exists()


def test_a_command_that_cannot_start_says_why(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text('{"tenantId": "x"}')
    command = [sys.executable, "-m", "portal.tenant", "--port", "0", "--seed", str(seed)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (
        1,
        "tenant: something in the seed lacks its 'organization'\n",
    )


def test_it_knows_neither_django_nor_the_portal() -> None:
    script = (
        "import sys, portal.tenant.server\n"
        "own = ('portal', 'portal.tenant')\n"
        "tops = ('django', 'wizard', 'portal')\n"
        "strangers = [name for name in sys.modules if name.partition('.')[0] in tops]\n"
        "print([name for name in strangers if name not in own and not name.startswith('portal.tenant.')])"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "[]\n")
