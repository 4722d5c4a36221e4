"""The scripted OpenAI-compatible server: every request is kept, every reply follows the plan.

    with ScriptedProvider("server_error", "good") as provider:
        ...   # provider.base_url, provider.requests

The last reply of a plan repeats. Raw sockets, for damage at the level of HTTP is part of the script.
"""

import contextlib
import json
import socket
import socketserver
import struct
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from tests.scripted_provider.replies import REPLIES, Asked
from tests.scripted_provider.translations import TRANSLATIONS

ALL_REPLIES = {**REPLIES, **TRANSLATIONS}

SECRET_IN_ERRORS = "sk-scripted-secret-0001"
"""Stands in the error bodies of the provider; it must reach no note and no exception."""


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire."""

    line: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> dict[str, Any]:
        """The body as JSON."""
        return json.loads(self.body)


class Exchange:
    """One open connection with its request: what a reply is written to."""

    def __init__(self, connection: socket.socket, request: Request, provider: "ScriptedProvider") -> None:
        self.connection = connection
        self.request = request
        self.provider = provider
        self.asked = Asked.from_body(request.body)

    def send(self, status: int = 200, body: bytes = b"", kind: str = "application/json", length: int | None = None, **headers: str) -> None:
        """A whole reply; `length` lies about the body's length."""
        lines = [f"HTTP/1.1 {status} Scripted", f"Content-Type: {kind}", f"Content-Length: {len(body) if length is None else length}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.connection.sendall("\r\n".join((*lines, "Connection: close", "", "")).encode() + body)

    def send_completion(self, content: object, *, finish: str = "stop", model: str | None = None, **message: object) -> None:
        """A chat completion with this content."""
        self.send(body=self.completion(content, finish=finish, model=model, **message))

    def completion(self, content: object, *, finish: str = "stop", model: str | None = None, **message: object) -> bytes:
        """The bytes of a chat completion."""
        choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
        asked_model = self.request.json.get("model", "")
        return json.dumps(
            {"id": "scripted", "object": "chat.completion", "created": 1, "model": model or asked_model, "choices": [choice]}
        ).encode()

    def begin_chunks(self, kind: str = "application/json") -> None:
        """Headers of a reply without a length."""
        self.connection.sendall(
            f"HTTP/1.1 200 Scripted\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode()
        )

    def chunk(self, data: bytes) -> None:
        """One chunk of a reply without a length."""
        self.connection.sendall(b"%x\r\n%b\r\n" % (len(data), data))

    def reset(self) -> None:
        """Cuts the connection so that the other side sees a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def wait(self, seconds: float) -> bool:
        """Waits; true when the provider is being stopped."""
        return self.provider.stopping.wait(seconds)


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self._handle()

    def _handle(self) -> None:
        line = self.rfile.readline().decode("latin-1").strip()
        headers: dict[str, str] = {}
        while header := self.rfile.readline().decode("latin-1").strip():
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", "0"))).decode("utf-8", "replace")
        request = Request(line, headers, body)
        reply = self.server.provider.take(request)
        ALL_REPLIES[reply](Exchange(self.request, request, self.server.provider))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    provider: "ScriptedProvider"


class ScriptedProvider:
    """A provider on 127.0.0.1 with a plan of replies; a context manager."""

    def __init__(self, *plan: str, redirect_to: str = "") -> None:
        self.requests: list[Request] = []
        self.redirect_to = redirect_to
        self.stopping = threading.Event()
        self._plan = list(plan) or ["good"]
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.provider = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def base_url(self) -> str:
        """The address for `ProviderRules.base_url`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def take(self, request: Request) -> str:
        """Keeps the request and names the reply that is due."""
        with self._lock:
            self.requests.append(request)
            return self._plan.pop(0) if len(self._plan) > 1 else self._plan[0]

    def follow(self, *plan: str) -> None:
        """Sets a new plan and forgets the requests so far."""
        with self._lock:
            self._plan = list(plan)
            self.requests.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
