"""The tenant's process: a threaded HTTP/1.1 server that keeps connections, and how it starts and stops."""

import contextlib
import os
import signal
import socket
import struct
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from portal.tenant.app import WIRE, TenantApp
from portal.tenant.crowd import add_crowd
from portal.tenant.seed import forget_registrations, load_seed
from portal.tenant.signin.keys import ensure_key
from portal.tenant.state import State
from portal.tenant.tenant import Tenant

DEFAULT_PORT = 8001


class Handler(WSGIRequestHandler):
    """Keeps connections open, answers in one write, says nothing on the console."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together
    server: "Server"

    def run_wsgi(self) -> None:
        """One request; unlike werkzeug's own it keeps the connection, as real Graph does."""
        environ = self.make_environ()
        sent = self._read_body(environ)
        if len(sent) < int(environ.get("CONTENT_LENGTH") or 0):
            self.close_connection = True  # whoever called died half way
            return
        environ["wsgi.input"] = BytesIO(sent)
        self.answer_status, self.answer_headers = "500 Internal Server Error", [("Content-Length", "0")]
        body = b"".join(self.server.app(environ, self._start))
        if environ.get(WIRE) == "stall":
            self._stall()
        elif environ.get(WIRE) == "reset":
            self._reset()
        else:
            self._send(body, broken=environ.get(WIRE) == "truncate")

    def _read_body(self, environ: dict[str, Any]) -> bytes:
        if environ.get("wsgi.input_terminated"):
            return bytes(environ["wsgi.input"].read())
        return self.rfile.read(int(environ.get("CONTENT_LENGTH") or 0))

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.answer_status, self.answer_headers = status, headers
        return None

    def _send(self, body: bytes, broken: bool) -> None:
        code, _, reason = self.answer_status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in self.answer_headers:
            self.send_header(name, value)
        if broken:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if broken else body)
        self.wfile.flush()
        self.close_connection = self.close_connection or broken

    def _reset(self) -> None:
        """Close so that the other side gets a reset, not an end of file."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def _stall(self) -> None:
        """Say nothing for as long as the other side waits."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.recv(1)

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header, by the tenant's own clock."""
        return super().date_time_string(timestamp or self.server.tenant.now())

    def log(self, type: str, message: str, *args: Any) -> None:
        """Requests are kept for the control endpoint instead."""


class Server(ThreadedWSGIServer):
    """Remembers its open connections, so that stopping ends them: a tenant that is down must look down."""

    daemon_threads = True

    def __init__(self, host: str, port: int, app: TenantApp) -> None:
        self.tenant = app.tenant
        self.open_connections: set[socket.socket] = set()
        super().__init__(host, port, app, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open_connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open_connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        for connection in list(self.open_connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class RunningTenant:
    """A tenant that answers on ``url``; ``state`` is its data. Also a context manager that stops it."""

    def __init__(self, tenant: Tenant, host: str, port: int) -> None:
        self.tenant = tenant
        self.server = Server(host, port, TenantApp(tenant))
        self.port = self.server.port
        self.url = f"http://{host}:{self.port}"
        self._thread = threading.Thread(
            target=self.server.serve_forever, args=(0.02,), name="tenant", daemon=True
        )

    @property
    def state(self) -> State:
        return self.tenant.state

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.close_connections()
        with self.state.lock:
            self.state.save()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def make_tenant(
    state: str | Path | None = None,
    seed: str | Path | None = None,
    latency: float = 0.0,
    users: int = 0,
    groups: int = 0,
    control: bool = True,
    unregistered: bool = False,
) -> Tenant:
    """A tenant from its state file, or from the seed (default: Contoso) when there is no state yet."""
    data = State(Path(state) if state else None)
    tenant = Tenant(data, control=control)
    if not data.load():
        load_seed(tenant, Path(seed) if seed else None)
        if unregistered:
            forget_registrations(tenant)
    ensure_key(data)
    tenant.settings.latency_ms = latency or tenant.settings.latency_ms
    data.save()
    add_crowd(data, users, groups)
    return tenant


def start_tenant(
    port: int = 0,
    state: str | Path | None = None,
    seed: str | Path | None = None,
    latency: float = 0.0,
    *,
    host: str = "127.0.0.1",
    users: int = 0,
    groups: int = 0,
    control: bool = True,
    unregistered: bool = False,
) -> RunningTenant:
    """Start a tenant in threads of this process; ``port`` 0 = a free one, ``latency`` in milliseconds."""
    tenant = make_tenant(state, seed, latency, users, groups, control, unregistered)
    return RunningTenant(tenant, host, port).start()


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the ``tenant`` command."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port, 0 = a free one (default 8001)")
    parser.add_argument("--state", metavar="FILE", help="where the tenant's data is kept (default: nowhere)")
    parser.add_argument(
        "--seed", metavar="FILE", help="a company as JSON in Graph's shapes (default: Contoso)"
    )
    parser.add_argument("--users", type=int, default=0, help="that many generated people more")
    parser.add_argument("--groups", type=int, default=0, help="that many generated groups more")
    parser.add_argument(
        "--latency", type=float, default=0.0, metavar="MS", help="milliseconds added to each answer"
    )
    parser.add_argument(
        "--port-file", metavar="FILE", help="write the port to this file once the tenant answers"
    )
    parser.add_argument(
        "--unregistered",
        action="store_true",
        help="no application is registered yet and redirect addresses must fit to the port",
    )
    parser.add_argument("--no-control", action="store_true", help="switch the control endpoint off")


def run(options: Mapping[str, Any]) -> None:
    """Serve until interrupted or terminated. ``options`` are those of ``add_arguments`` by name."""
    tenant = _tenant_from(options)
    running = RunningTenant(tenant, options.get("host") or "127.0.0.1", options.get("port", DEFAULT_PORT))
    with _until_told_to_stop() as told, running.start():
        _write_port(options.get("port_file"), running.port)
        message = f"Simulated tenant '{_company(tenant)}' answers at {running.url}"
        print(message, flush=True)  # noqa: T201
        told.wait()


def _tenant_from(options: Mapping[str, Any]) -> Tenant:
    """The tenant the options describe; a seed or state file that does not fit ends the process."""
    try:
        return make_tenant(
            options.get("state"),
            options.get("seed"),
            options.get("latency") or 0.0,
            options.get("users") or 0,
            options.get("groups") or 0,
            control=not options.get("no_control"),
            unregistered=bool(options.get("unregistered")),
        )
    except (OSError, ValueError) as problem:
        sys.exit(f"tenant: {problem}")


@contextlib.contextmanager
def _until_told_to_stop() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; the former handlers come back afterwards."""
    told = threading.Event()
    former = {
        number: signal.signal(number, lambda *_: told.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield told
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _write_port(path: str | None, port: int) -> None:
    if path:
        draft = Path(path + ".new")
        draft.write_text(f"{port}\n", encoding="utf-8")
        draft.replace(path)


def _company(tenant: Tenant) -> str:
    return str(next(iter(tenant.state.rows("organization")))["displayName"])
