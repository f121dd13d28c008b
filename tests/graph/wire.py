"""A far side of the wire that answers exactly what a test tells it to, broken answers included."""

import json
import os
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[["Handler"], None]


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Wire:
    """Answers in the order in which they were put; the last one stays for all further requests."""

    port: int = 0
    scripts: list[Script] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self, status: int, body: Any = None, **headers: str) -> "Wire":
        """A whole answer; underscores in header names stand for dashes."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.then(lambda handler: handler.whole(status, data, headers))

    def refuses(self, status: int, code: str, message: str = "", **headers: str) -> "Wire":
        return self.answers(status, {"error": {"code": code, "message": message}}, **headers)

    def resets(self) -> "Wire":
        return self.then(Handler.reset)

    def breaks_off(self, status: int, body: Any) -> "Wire":
        data = json.dumps(body).encode()
        return self.then(lambda handler: handler.half(status, data))

    def then(self, script: Script) -> "Wire":
        self.scripts.append(script)
        return self

    def next_script(self, seen: Seen) -> Script:
        with self.lock:
            self.seen.append(seen)
            return self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.wire = Wire(port=self.server_address[1])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Server
    #: The decoded body of the request at hand.
    asked: Any = None

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.asked = json.loads(self.rfile.read(length)) if length else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(self.command, self.path, headers, self.asked)
        self.server.wire.next_script(seen)(self)

    do_GET = do_POST = do_DELETE = handle_any  # noqa: N815 (names that the standard library looks for)

    def whole(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"request_id": "the-tenants-id", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def half(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.wfile.flush()
        self.close_connection = True

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        os.close(self.connection.detach())

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing on the console."""
