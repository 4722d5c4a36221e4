"""The doors of a running server, each driven with canaries of its own as people and programs use them."""

import html
import re
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import httpx

from assistant.privacy.canaries import Canary, canaries_of, joined
from assistant.privacy.scratch import Scratch
from policies.words.people import Role

_CSRF = re.compile(r'name="(csrf|key)" value="([^"]*)"')
N_DECIDED = 4
"""Items that get a reviewer's words."""


@dataclass
class Driven:
    """What driving a door gave: `statuses` counts the answers, `shown` is what others than the sender were shown."""

    name: str
    canaries: tuple[Canary, ...]
    statuses: Counter[str] = field(default_factory=Counter[str])
    shown: list[bytes] = field(default_factory=list[bytes])
    is_kept: bool = False
    """Whether the product keeps what came in as it is: an official document's words stand in its registry, and nowhere else."""

    def note(self, answer: httpx.Response) -> httpx.Response:
        """Count an answer."""
        self.statuses[str(answer.status_code)] += 1
        return answer


@dataclass(frozen=True, slots=True)
class Server:
    """Where the doors are, and who knocks."""

    address: str
    scratch: Scratch

    def api(self, role: Role) -> httpx.Client:
        """A program with a token."""
        headers = {"Authorization": f"Bearer {self.scratch.tokens[role]}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60, trust_env=False)

    @contextmanager
    def visitor(self) -> Generator[httpx.Client]:
        """A browser of somebody without an account."""
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False, headers={"Sec-Fetch-Site": "same-origin"}) as client:
            yield client

    @contextmanager
    def browser(self, role: Role) -> Generator[httpx.Client]:
        """A signed-in browser without JavaScript."""
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False, headers={"Sec-Fetch-Site": "same-origin"}) as client:
            post(client, "/sign-in", "/sign-in", {"username": self.scratch.users[role], "password": self.scratch.password, "next": "/"})
            yield client


def post(client: httpx.Client, page: str, to: str, fields: Mapping[str, Any], **more: Any) -> httpx.Response:
    """Send a form from the page that shows it, with its token."""
    hidden = {name: html.unescape(value) for name, value in _CSRF.findall(client.get(page).text)}
    return client.post(to, data={**hidden, **fields}, **more)


def questions_over_http(server: Server, driven: Driven) -> None:
    """One question per canary, twice under the same key; then what reviewers see of them."""
    with server.api(Role.STAFF) as staff, server.api(Role.REVIEWER) as reviewer:
        for number, canary in enumerate(driven.canaries):
            body = {"text": canary.text, "language": canary.language}
            for _again in range(2 if number == 0 else 1):
                driven.note(staff.post("/api/v1/questions", json=body, headers={"Idempotency-Key": f"proof-{number}"}))
        cursor: str | None = None
        while True:
            page = reviewer.get("/api/v1/items", params={"limit": 200} | ({"cursor": cursor} if cursor else {}))
            driven.shown.append(page.content)
            cursor = page.json().get("next_cursor")
            if not cursor:
                return


def previews_over_http(server: Server, driven: Driven) -> None:
    """The redaction preview of every canary."""
    with server.api(Role.STAFF) as staff:
        for canary in driven.canaries:
            driven.note(staff.post("/api/v1/redactions", json={"text": canary.text, "language": canary.language}))


def searches_over_http(server: Server, driven: Driven) -> None:
    """A search for every canary; the words stand in the address, as the contract has it."""
    with server.api(Role.STAFF) as staff:
        for canary in driven.canaries:
            driven.shown.append(driven.note(staff.get("/api/v1/search", params={"q": canary.text})).content)


def decisions_over_http(server: Server, driven: Driven) -> None:
    """Notes and edits of reviewers, accepted and refused, and what the evidence packet then holds."""
    words = joined(driven.canaries)
    with server.api(Role.REVIEWER) as reviewer, server.api(Role.ADMIN) as admin:
        listed = reviewer.get("/api/v1/items", params={"status": "queued", "limit": 200}).json()["items"]
        for number, item in enumerate(sorted(listed, key=lambda one: one["outcome"] != "drafted")[:N_DECIDED]):
            path = f"/api/v1/items/{item['id']}"
            now = driven.note(reviewer.post(f"{path}/claim")).json()
            base: dict[str, Any] = {"seen_hash": now.get("seen_hash", item["seen_hash"]), "note": words}
            opened = [str(citation["passage_id"]) for sentence in _sentences(item) for citation in sentence["citations"]]
            edited = {**base, "decision": "approve_with_edits", "answer_text": f"{_reply(item)}\n\n{words}", "opened_citations": opened}
            rejected = {**base, "decision": "reject", "reason_code": "tone"}
            for body in (edited, rejected) if number % 2 == 0 else (rejected,):
                driven.shown.append(driven.note(reviewer.post(f"{path}/decision", json=body)).content)
            driven.shown += [admin.get(f"{path}/evidence").content, reviewer.get(path).content]


def _reply(item: dict[str, Any]) -> str:
    return " ".join(str(sentence["text"]) for sentence in _sentences(item))


def _sentences(item: dict[str, Any]) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", (item["draft"] or {"sentences": []})["sentences"])


def pages(server: Server, driven: Driven) -> None:
    """The browser's forms: ask, preview, search; and a text over the limit."""
    with server.browser(Role.STAFF) as staff:
        for canary in driven.canaries:
            driven.note(post(staff, "/ask", "/ask", {"text": canary.text, "school": "", "language": ""}))
        for language in ("en", "es"):
            driven.note(post(staff, "/ask", "/ask/preview", {"text": joined(driven.canaries, language)}))
            driven.note(post(staff, "/knowledge", "/knowledge", {"q": joined(driven.canaries, language), "school": ""}))
        driven.note(post(staff, "/ask", "/ask", {"text": joined(driven.canaries) * 20}))
        driven.note(post(staff, "/ask", "/ask", {"text": joined(driven.canaries), "school": joined(driven.canaries)}))
        driven.shown.append(staff.get("/questions").content)


def refused_documents(server: Server, driven: Driven) -> None:
    """Files that cannot be kept, and forms that are wrong: nothing of them may stay."""
    words = joined(driven.canaries).encode()
    files = (
        ("leaflet.pdf", b"%PDF-1.7\n" + words),
        ("leaflet.docx", b"PK\x03\x04" + words),
        ("leaflet.exe", b"MZ" + words),
        ("leaflet.txt", b"\xff\xfe\x00\x00" + words),
        ("leaflet.html", b"<!doctype html><title>x</title>"),
    )
    with server.api(Role.OWNER) as owner:
        for name, content in files:
            fields = {"title": "Leaflet", "kind": "faq", "owner": server.scratch.users[Role.OWNER]}
            driven.note(owner.post("/api/v1/documents", data=fields, files={"file": (name, content)}))
            wrong = fields | {"kind": "no-such-kind"}
            driven.note(owner.post("/api/v1/documents", data=wrong, files={"file": ("leaflet.md", b"# Leaflet\n\n" + words)}))
            driven.note(owner.post("/api/v1/documents", data=fields | {"child": words}, files={"file": (name, content)}))


def kept_documents(server: Server, driven: Driven) -> None:
    """A document that holds personal details: its findings, log lines and events may not repeat them."""
    driven.is_kept = True
    words = "# Leaflet\n\n" + joined(tuple(canary for canary in driven.canaries if canary.is_of_one_door))
    with server.api(Role.OWNER) as owner:
        fields = {"title": "Leaflet with details", "kind": "faq", "owner": server.scratch.users[Role.OWNER]}
        driven.note(owner.post("/api/v1/documents", data=fields, files={"file": ("leaflet.md", words.encode())}))
    with server.api(Role.STAFF) as staff:
        driven.shown.append(staff.get("/api/v1/search", params={"q": "leaflet with details"}).content)


def reasons(server: Server, driven: Driven) -> None:
    """Why an owner refuses a revision: words of a person, too."""
    with server.api(Role.OWNER) as owner, server.api(Role.ADMIN) as admin:
        fields = {"title": "Refused leaflet", "kind": "faq", "owner": server.scratch.users[Role.OWNER]}
        added = owner.post("/api/v1/documents", data=fields, files={"file": ("refused.md", b"# Hours\n\nThe desk opens at nine.\n")})
        if added.status_code == 201:
            ids = added.json()
            path = f"/api/v1/documents/{ids['document_id']}/revisions/{ids['revision']}/reject"
            driven.note(admin.post(path, json={"reason": joined(driven.canaries[:6])}))


def figures(server: Server, driven: Driven) -> None:
    """What is counted and shown to administrators: nothing to plant, everything to search. Run last of the server's doors."""
    with server.api(Role.ADMIN) as admin:
        for path in ("/api/v1/metrics", "/metrics", "/readyz", "/api/v1/policy", "/api/v1/ledger/verify"):
            driven.shown.append(driven.note(admin.get(path)).content)


def model_replies(_server: Server, _driven: Driven) -> None:
    """Nothing to send: the listening model wrote these details into its replies and its errors while questions were asked."""


Door = Callable[[Server, Driven], None]


def prepared(names: Mapping[str, Door]) -> dict[str, Driven]:
    """Every door with canaries of its own."""
    return {name: Driven(name, canaries_of(number)) for number, name in enumerate(names)}
