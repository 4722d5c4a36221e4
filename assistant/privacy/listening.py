"""A language model that answers by a script and keeps every byte it was sent: the proof's view of what leaves the house."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast

_PASSAGE = re.compile(r"^passage (\d+) (\w+)\nfrom: [^\n]*\n(.*?)\nend \2$", re.DOTALL | re.MULTILINE)
FAULTS = ("good", "server_error", "personal", "not_json", "good", "cut_off", "echo", "hang")
"""What the model does, in turn. `personal` writes invented details of its own; `echo` sends the prompt back as its answer."""
HANG_SECONDS = 2.0
"""Longer than the proof's policy waits for a reply."""


class ListeningModel:
    """An OpenAI-compatible server on 127.0.0.1; a context manager. `heard` holds every request, headers and body."""

    def __init__(self, personal_words: str) -> None:
        self.heard: list[bytes] = []
        self.personal_words = personal_words
        self.is_ending = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.model = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def hear(self, request: bytes) -> str:
        """Keep a request and say how to answer it."""
        with self._lock:
            self.heard.append(request)
            return FAULTS[(len(self.heard) - 1) % len(FAULTS)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.is_ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    model: ListeningModel

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """One chat completion."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        model = cast("_Server", self.server).model
        head = f"{self.requestline}\n" + "\n".join(f"{n}: {v}" for n, v in self.headers.items() if n.lower() != "authorization")
        plan = model.hear(head.encode() + b"\n\n" + body)
        if plan == "hang":
            model.is_ending.wait(HANG_SECONDS)
            return
        if plan == "cut_off":
            self._send(200, b'{"choices": [{"message"', length=5000)
            return
        if plan == "server_error":
            self._send(500, json.dumps({"error": model.personal_words}).encode())
            return
        words = body.decode("utf-8", "replace") if plan == "echo" else _answer(body, plan, model.personal_words)
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": words}}
        whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "listening-1", "choices": [choice]}
        self._send(200, b"no JSON here: " + model.personal_words.encode() if plan == "not_json" else json.dumps(whole).encode())

    def _send(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Writes nothing."""


def _answer(body: bytes, plan: str, personal_words: str) -> str:
    """The first sentence of the first passage as a quote; `personal` adds details that were never in the prompt."""
    try:
        prompt = str(json.loads(body)["messages"][-1]["content"])
    except (ValueError, KeyError, IndexError, TypeError):
        prompt = ""
    found = _PASSAGE.search(prompt)
    quoted = re.split(r"(?<=[.!?])\s", found[3])[0] if found else ""
    text = f"{personal_words} {quoted}" if plan == "personal" else quoted
    return json.dumps({"sentences": [{"text": text, "passage": int(found[1]) if found else 1, "quote": quoted}]})
