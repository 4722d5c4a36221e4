"""A real OpenID Connect provider on loopback, and a person who signs in there; what it answers can be spoiled on the way."""

import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from starlette.testclient import TestClient

from tests.assistant.web.small_house import SmallHouse

HOME = "http://127.0.0.1:8000"
PEOPLE: dict[str, dict[str, Any]] = {
    "subject-of-lee": {"preferred_username": "Lee.Marsh", "email": "lee@example.org", "groups": ["school-staff"]},
    "subject-of-kim": {"preferred_username": "Kim", "groups": ["reviewers", "unknown-group"]},
    "subject-of-nobody": {"preferred_username": "guest", "groups": ["parents"]},
    "subject-two": {"preferred_username": "staff", "email": "staff@example.org", "groups": ["school-staff"]},
}


@contextmanager
def running_provider() -> Iterator[str]:
    """A provider with its people in a process of its own, as in life; gives its issuer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    people = [part for sub, claims in PEOPLE.items() for part in ("--user-claims", json.dumps({"sub": sub} | claims))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        issuer = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                httpx2.get(f"{issuer}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def settings_for(house: SmallHouse, issuer: str, public_url: str = HOME, **more: Any) -> None:
    """Let the house sign people in there."""
    given: dict[str, Any] = {
        "public_url": public_url,
        "sso_issuer": issuer,
        "sso_client_id": "countersign",
        "sso_client_secret": "a secret of the test",
        "sso_name": "the district",
        "sso_roles": "school-staff=staff; reviewers=staff+reviewer",
    }
    house.settings = type(house.settings)(data=house.settings.data, log_level="error", **(given | more))


def set_claims(issuer: str, subject: str, **claims: Any) -> None:
    """What the provider says of a person from now on."""
    httpx2.put(f"{issuer}/users/{subject}", json=claims).raise_for_status()


def begin(client: TestClient, next_path: str = "/") -> str:
    """Press the button; the provider's address that the browser is sent to."""
    answer = client.get(f"/sign-in/sso?next={next_path}")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def at_the_provider(address: str, subject: str) -> str:
    """Sign in there; the path and query that the browser comes back with."""
    sent = httpx2.post(address, data={"sub": subject})
    assert sent.status_code == 302, sent.text
    back = urlsplit(sent.headers["location"])
    return f"{back.path}?{back.query}"


def come_in(client: TestClient, subject: str, next_path: str = "/") -> httpx2.Response:
    """The whole way in."""
    return client.get(at_the_provider(begin(client, next_path), subject))  # type: ignore[return-value]


def asked_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@dataclass
class Spoiler:
    """A proxy in front of a real provider that changes JSON answers of one path before the product reads them."""

    issuer: str
    path: str
    change: Callable[[dict[str, Any]], Any]
    asked: list[str] = field(default_factory=list[str])


@contextmanager
def spoiled(spoiler: Spoiler) -> Iterator[str]:
    """The spoiler's own issuer: every answer of the real one passes it, addresses rewritten."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            kept = {name: value for name, value in self.headers.items() if name.lower() in {"authorization", "content-type", "accept"}}
            spoiler.asked.append(self.path)
            answer = httpx2.request(self.command, spoiler.issuer + self.path, headers=kept, content=self.rfile.read(length))
            body = answer.content
            own = f"http://127.0.0.1:{self.server.server_address[1]}"
            if answer.headers.get("content-type", "").startswith("application/json"):
                body = re.sub(re.escape(spoiler.issuer), own, body.decode()).encode()
                if self.path.startswith(spoiler.path):
                    body = json.dumps(spoiler.change(json.loads(body))).encode()
            self.send_response(answer.status_code)
            for name in ("content-type", "location"):
                if name in answer.headers:
                    self.send_header(name, answer.headers[name].replace(spoiler.issuer, own))
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _pass

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
