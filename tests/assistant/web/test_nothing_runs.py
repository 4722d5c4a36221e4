"""Payloads on nine surfaces (question, title, file name, passage, draft, note, search, error, export): nothing runs in real Chromium."""

import ast
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from assistant.exports import csv_bytes
from assistant.services import documents
from ingest.documents import DocumentFacts
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.forms import SAME_SITE, token_in
from tests.assistant.web.payloads import NAUGHTY, SCRIPTS
from tests.assistant.web.whole import Whole, build_whole
from tests.house.tree import ROOT, trees

LOOK = """() => ({
  ran: window.ran === undefined ? null : window.ran,
  scripts: [...document.querySelectorAll('script')].filter(s => !s.src || new URL(s.src).origin !== location.origin).length,
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(
    a => /^(on|hx-on)/.test(a.name) || (a.name.startsWith('hx-') && a.value === '/sign-out'))).map(e => e.tagName),
  frames: document.querySelectorAll('iframe, object, embed, base, meta[http-equiv]').length,
  links: [...document.querySelectorAll('[href], [src], [action], [formaction]')]
    .map(e => e.getAttribute('href') || e.getAttribute('src') || e.getAttribute('action') || e.getAttribute('formaction') || '')
    .filter(w => /^\\s*(javascript|data|vbscript):/i.test(w)),
})"""
TELLING = "window.alert = told => { window.ran = told; }"
"""What a payload that runs leaves behind. Its words are those that redaction lets be."""
CLEAN = {"ran": None, "scripts": 0, "handlers": [], "frames": 0, "links": []}


@dataclass
class Planted:
    """A house in which every payload stands on every surface, and the pages that show them."""

    whole: Whole
    items: list[str] = field(default_factory=list[str])
    revisions: list[str] = field(default_factory=list[str])


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Documents whose title, name and words are payloads; questions, notes, edits and feedback that are."""
    made = Planted(build_whole(tmp_path_factory.mktemp("planted")))
    whole, owner = made.whole, made.whole.users["owner2"].actor
    for first in range(0, len(SCRIPTS), 5):
        portion = SCRIPTS[first : first + 5]
        words = "# Badges\n\n" + "\n\n".join(f"Every visitor number {first + n} wears a badge. {words}" for n, words in enumerate(portion))
        name = "".join(character for character in portion[0] if character not in "/\\\x00")[:80] + ".md"
        facts = DocumentFacts(f"Rules {' '.join(portion)}"[:190], "guide", whole.users["owner"].id)
        changed = documents.add(whole.house, owner, words.encode(), name, facts)
        made.revisions.append(f"/documents/{changed.document.id}/revisions/{changed.revision.id}")
    staff, reviewer = whole.api("staff"), whole.api("reviewer")
    for payload in SCRIPTS:
        asked = staff.post("/api/v1/questions", json={"text": f"Do visitors sign in at the office? {payload}"})
        assert asked.status_code == 201, asked.text
        made.items.append(asked.json()["id"])
    for item_id, payload in zip(made.items[:8], SCRIPTS, strict=False):
        reviewer.post(f"/api/v1/items/{item_id}/claim")
        item = reviewer.get(f"/api/v1/items/{item_id}").json()
        sent: dict[str, Any] = {
            "decision": "reject",
            "reason_code": "tone",
            "note": f"Because of {payload}",
            "seen_hash": item["seen_hash"],
        }
        if item["draft"]:
            sent["opened_citations"] = [c for s in item["draft"]["sentences"] for c in s["citations"]]
        decided = reviewer.post(f"/api/v1/items/{item_id}/decision", json=sent)
        assert decided.status_code == 200, decided.text
    browser = whole.browser("owner")
    for payload in SCRIPTS[:9]:
        form = {"csrf": token_in(browser.get("/feedback")), "page": f"/x/{payload}", "text": f"I saw {payload}"}
        assert browser.post("/feedback", data=form, headers=SAME_SITE).status_code == 303
    yield made
    whole.house.close()


def looked_at(planted: Planted, role: str, paths: list[str]) -> None:
    """Open each page in Chromium and see that nothing of a payload became part of it."""
    cookie = planted.whole.browser(role).cookies["countersign"]
    with served(planted.whole.app) as address, opened_page(address, cookie, tolerated="status of") as page:
        page.add_init_script(TELLING)
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        for path in paths:
            page.goto(address + path)
            assert page.evaluate(LOOK) == CLEAN, (role, path)


@needs_chromium
def test_questions_drafts_notes_and_packets_run_nothing(planted: Planted) -> None:
    shown = planted.items
    looked_at(planted, "reviewer", ["/queue", *(f"/items/{id_}" for id_ in shown)])
    looked_at(planted, "staff", ["/questions", *(f"/questions/{id_}" for id_ in shown[:6])])


@needs_chromium
def test_titles_file_names_and_passages_run_nothing(planted: Planted) -> None:
    looked_at(planted, "owner", ["/documents", *planted.revisions, *(f"{path}/changes" for path in planted.revisions)])


@needs_chromium
def test_search_feedback_errors_and_forms_run_nothing(planted: Planted) -> None:
    searched = [f"/knowledge?q={quote(words)}" for words in SCRIPTS[:6]]
    wrong = [f"/{quote(words, safe='')}" for words in SCRIPTS[:6]] + [f"/figures?since={quote(SCRIPTS[0])}&by={quote(SCRIPTS[1])}"]
    others = [f"/feedback?page={quote(words)}" for words in SCRIPTS[:3]] + ["/feedback", f"/sign-in?next={quote(SCRIPTS[2])}"]
    looked_at(planted, "admin", [*searched, *wrong, *others])


@needs_chromium
def test_the_exported_packet_runs_nothing_when_it_is_opened_as_a_file(planted: Planted, tmp_path: Path) -> None:
    api = planted.whole.api("admin")
    cookie = planted.whole.browser("admin").cookies["countersign"]
    with opened_page("http://127.0.0.1:8000", cookie) as page:
        page.add_init_script(TELLING)
        for n, item_id in enumerate(planted.items[:12]):
            packet = tmp_path / f"packet-{n}.html"
            packet.write_text(api.get(f"/api/v1/items/{item_id}/evidence?format=html").text, "utf-8")
            page.goto(packet.as_uri())
            found = page.evaluate(LOOK)
            found["scripts"] = page.evaluate("[...document.querySelectorAll('script')].filter(s => s.type !== 'application/json').length")
            assert found == CLEAN, item_id


def test_no_payload_stands_unescaped_in_any_page(planted: Planted) -> None:
    raw = [words for words in SCRIPTS if words.startswith(("<", "'", '"')) and "script" in words]
    pages = [planted.whole.browser("reviewer").get(path).text for path in ("/queue", *(f"/items/{id_}" for id_ in planted.items))]
    pages += [planted.whole.browser("owner").get(path).text for path in planted.revisions]
    assert sum("alert(1)" in page for page in pages) > 20, "the payloads are not even shown"
    assert [words for words in raw for page in pages if words in page] == []


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_words_break_nothing_wherever_they_are_typed(planted: Planted, words: str) -> None:
    whole = planted.whole
    staff, admin = whole.browser("staff"), whole.browser("admin")
    answers = [
        whole.api("staff").post("/api/v1/questions", json={"text": words}),
        whole.api("staff").post("/api/v1/redactions", json={"text": words}),
        whole.api("staff").get("/api/v1/search", params={"q": words}),
        whole.api("staff").get(f"/api/v1/items/{quote(words[:300], safe='')}"),
        staff.get("/knowledge", params={"q": words}),
        admin.post("/policy/compare", data={"csrf": token_in(admin.get("/policy")), "policy": words}, headers=SAME_SITE),
        admin.post("/users", data={"csrf": token_in(admin.get("/users")), "username": words, "roles": words}, headers=SAME_SITE),
        admin.post("/operations/switch", data={"csrf": token_in(admin.get("/users")), "scope": words, "reason": words}, headers=SAME_SITE),
        admin.get("/language/es", params={"next": words}),
        admin.get("/sign-in", params={"next": words}),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert all("x-injected" not in answer.headers and "Traceback" not in answer.text for answer in answers)
    assert all("1787569" not in answer.text for answer in answers), "a template ran what was typed"
    for answer in answers[-2:]:
        assert not answer.headers.get("location", "/").startswith(("//", "http", "\\"))


def test_no_cell_of_an_export_is_a_formula() -> None:
    starts = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    cells = [*SCRIPTS, *NAUGHTY, "=1+1", "+1", "-1+1|cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1+1", "\uff0b1"]
    table = list(csv.reader(io.StringIO(csv_bytes([{"id": n, "words": words} for n, words in enumerate(cells)]).decode(), newline="")))
    assert len(table) == len(cells) + 1
    assert [row[1] for row in table[1:] if row[1].lstrip(" ").startswith(starts)] == []


def test_no_words_are_handed_to_a_page_as_markup() -> None:
    """Nothing of a document is rendered as HTML: templates escape everything, so nothing is left to sanitise. Who changes that uses nh3."""
    templates = {path.name: path.read_text("utf-8").replace(" ", "") for path in (ROOT / "assistant").rglob("*.html")}
    assert len(templates) > 20
    assert [name for name, words in templates.items() if "|safe" in words or "autoescapefalse" in words] == []
    marked = [
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if name.startswith("assistant/") and isinstance(node, ast.Name) and node.id == "Markup"
    ]
    assert marked == []
