"""The list of issue 7, 'Bad input and security', where no other file holds it: every page, every cookie, no address of a page's input."""

import ast
import re

import pytest

from tests.assistant.web.forms import SAME_SITE, sign_in, token_in
from tests.assistant.web.small_house import build, client_of
from tests.assistant.web.test_role_matrix import mounted
from tests.assistant.web.whole import Whole
from tests.house.tree import ROOT, trees

INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
CALLERS = {
    "assistant/accounts/authlib_provider.py",
    "assistant/language_models/bounded_http.py",
    "assistant/language_models/openai_compatible.py",
}
"""What speaks to another machine, at an address of the settings: the sign-in provider and the language model."""
OWN_MACHINE = {"assistant/serving.py", "ingest/reading/reader.py", "ingest/reading/child.py"}
"""Listening, and talking to the reader's own process."""
NETWORK = {
    "httpx",
    "httpx2",
    "requests",
    "urllib3",
    "aiohttp",
    "socket",
    "http.client",
    "urllib.request",
    "authlib.integrations.httpx_client",
}


@pytest.mark.parametrize("role", ["admin", "leader", "owner", "reviewer", "staff", "service", ""])
def test_every_page_of_every_role_is_without_inline_code_and_under_the_headers(whole: Whole, role: str) -> None:
    browser, n_seen = whole.browser(role) if role else whole.api(""), 0
    for method, path in sorted(mounted(whole.app)):
        if method != "GET" or "{" in path or path.startswith("/sign-in/sso"):
            continue
        answer = browser.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "no-referrer", path
        assert answer.headers["x-frame-options"] == "DENY", path
        assert "unsafe" not in answer.headers["content-security-policy"], path
        if answer.headers.get("content-type", "").startswith("text/html"):
            n_seen += 1
            assert INLINE.findall(answer.text) == [], path
    assert n_seen > 20


def test_no_template_holds_inline_code_or_styles() -> None:
    """The two papers for a board carry their styles where they are downloaded to stand alone."""
    templates = [
        one for one in sorted((ROOT / "assistant/web/templates").glob("*.html")) if one.name not in {"memo.html", "governance_pack.html"}
    ]
    assert len(templates) > 40
    assert [(path.name, found) for path in templates if (found := INLINE.findall(path.read_text("utf-8")))] == []


def test_the_cookies_of_language_and_tour_are_bound_to_the_host_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    house = build(tmp_path_factory.mktemp("bound"), public_url="https://answers.example.org")
    client = client_of(house, "https://answers.example.org")
    sign_in(client)
    answers = [
        client.get("/language/es?next=/page"),
        client.post("/tour/staff/done", data={"csrf": token_in(client.get("/page"))}, headers=SAME_SITE),
    ]
    lines = [line for answer in answers for line in answer.headers.get_list("set-cookie")]
    house.database.close()
    assert len(lines) == len(answers)
    for line in lines:
        assert line.startswith("__Host-countersign-")
        assert all(part in line for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))
        assert "Domain" not in line


def test_nothing_behind_a_page_can_fetch_an_address() -> None:
    """Source: issue 7, 'URLs never fetched from a page's input': what could fetch is named, and its address comes from the settings."""
    able: set[str] = set()
    for name, tree in trees().items():
        if name.startswith(("assistant/privacy/", "bench/", "tests/")):  # the operator's own checks, run from the command line
            continue
        for node in ast.walk(tree):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            if NETWORK & set(modules):
                able.add(name)
    assert able == CALLERS | OWN_MACHINE
