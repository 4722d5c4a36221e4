"""A clerk's day in a real browser, in English and Spanish: paste, see what is hidden, read aloud, copy what is approved, stop at recall."""

import base64
import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.accounts.sessions import open_session
from assistant.services import documents
from ingest.documents import DocumentFacts
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.test_screens import send
from tests.assistant.web.whole import Whole

pytestmark = [pytest.mark.timeout(600), needs_chromium, pytest.mark.browser]  # the first test builds the house

MESSY = "Hi!! its Tavish Oduya's mom, call me 555-201-3344... do visitors need to sign in at Oak School??"
PARKING = "# Parking\n\nVisitors park on the north side of Oak School and show their badge.\n"


PAGES = ("/ask", "/ask/import", "/questions", "/questions?show=recalled", "/knowledge", "/about", "/accessibility", "/families")


@pytest.fixture
def at(whole: Whole) -> Iterator[tuple[str, str]]:
    with whole.house.database.write() as session:
        cookie = open_session(session, whole.house.clock.now(), whole.users["staff"].id).id
    with served(whole.app) as address:
        yield address, cookie


def ask(page: Any, address: str, text: str) -> str:
    page.goto(f"{address}/ask")
    page.fill("#text", text)
    page.locator("#marking-text .cs-mark").first.wait_for()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/questions/item_"))
    page.locator("#standing").wait_for()
    return page.url.rpartition("/")[2]


def decide(whole: Whole, item_id: str, who: str = "reviewer", greet: str = "") -> None:
    """A reviewer claims the item, has opened its sources and approves it, with another greeting where one is given."""
    reviewer, path = whole.browser(who), f"/items/{item_id}"
    send(reviewer, f"{path}/claim", path)
    page = reviewer.get(path).text
    fields = {
        "decision": "approve",
        "seen_hash": re.findall(r'name="seen_hash" value="([^"]*)"', page)[0],
        "opened": re.findall(r'name="opened" value="([^"]*)"', page),
    }
    if greet:
        drafted = html.unescape(re.findall(r'name="answer_text"[^>]*>(.*?)</textarea>', page, re.DOTALL)[0])
        assert "Hello," in drafted
        fields |= {"decision": "approve_with_edits", "reason_code": "tone", "answer_text": drafted.replace("Hello,", greet, 1)}
    done = send(reviewer, f"{path}/decision", path, **fields)
    assert done.status_code == 303, re.findall(r"usa-alert__text.*?</p>", done.text, re.DOTALL)


def violations(page: Any) -> list[tuple[str, list[str]]]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_a_messy_message_to_the_copied_answer_and_its_recall(whole: Whole, at: tuple[str, str], language: str) -> None:
    address, cookie = at
    owner = whole.users["owner"]
    facts = DocumentFacts(f"Parking {language}", "guide", owner.id, school_year="2026-2027")
    words = PARKING.replace("north", "north" if language == "en" else "south")
    added = documents.add(whole.house, whole.users["owner2"].actor, words.encode(), f"parking-{language}.md", facts)
    start, end = dt.date(2026, 8, 1), dt.date(2027, 6, 30)
    documents.approve(whole.house, owner.actor, added.document.id, added.revision.id, start, end)
    text = f"Tavish Oduya's mom here, 555-201-3344. Where do visitors park at Oak School, on the {words.split()[5]} side?"
    with opened_page(address, cookie, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.context.add_cookies([{"name": "countersign-language", "value": language, "url": address}])
        item_id = ask(page, address, text)
        assert page.get_attribute("html", "lang") == language
        assert "Tavish" not in page.content()
        assert page.locator("[data-copy]").count() == 0, "a draft is not copied"

        chip = page.locator(".cs-chip").first
        assert ("in force until" if language == "en" else "vigente hasta") in chip.text_content()
        chip.locator("summary").click()
        assert "north" in chip.locator("mark").text_content() or "south" in chip.locator("mark").text_content()

        page.keyboard.press("p")
        page.locator("#phone").wait_for(state="visible")
        assert "park on the" in page.locator(".cs-phone__said").first.text_content()
        page.keyboard.press("Escape")

        decide(whole, item_id)
        page.locator("#answer").wait_for(timeout=20_000)
        page.locator("[data-copy]").click()
        page.wait_for_function("navigator.clipboard.readText().then(words => words.includes('badge'))")
        mail = page.get_attribute("#as-mail", "href")
        assert mail.startswith("mailto:?subject=")
        with page.expect_download() as waiting:
            page.click("#as-file")
        assert b"X-Unsent: 1" in waiting.value.path().read_bytes()

        documents.revoke(whole.house, owner.actor, added.document.id, added.revision.id, "It changed.")
        page.reload()
        assert page.locator("#answer").count() == 0
        assert page.locator("[data-copy]").count() == 0
        page.keyboard.press("p")
        assert "park" not in page.locator("#phone").text_content(), "what was called back is not read aloud"


def test_hidden_names_are_filled_in_for_copy_and_file_in_this_tab_only(whole: Whole, at: tuple[str, str]) -> None:
    address, cookie = at
    with opened_page(address, cookie) as page:
        item_id = ask(page, address, MESSY)
        decide(whole, item_id, greet="Hello, parent of <STUDENT_1>,")
        if whole.api("staff").get(f"/api/v1/items/{item_id}").json()["status"] != "approved":
            decide(whole, item_id, "reviewer2")
        assert whole.api("staff").get(f"/api/v1/items/{item_id}").json()["status"] == "approved"
        page.locator("#answer").wait_for(timeout=20_000)
        kept = whole.browser("staff").get(f"/questions/{item_id}").text
        assert "Tavish" not in kept
        answer = page.locator("#answer").text_content()
        assert "Tavish Oduya" in answer, "filled in at once where the tab knows the names"
        with page.expect_download() as waiting:
            page.click("#as-file")
        assert b"Tavish Oduya" in base64.b64decode(waiting.value.path().read_bytes().partition(b"\r\n\r\n")[2])
        page.reload()
        assert "Tavish" not in page.content(), "gone with the page"


def test_every_staff_page_is_usable_by_everyone(whole: Whole, at: tuple[str, str]) -> None:
    address, cookie = at
    with opened_page(address, cookie, width=360, tolerated="Failed to load resource", bypass_csp=True) as page:
        for language in ("en", "es"):
            page.goto(f"{address}/language/{language}?next=/ask")
            for path in (
                "/ask",
                "/ask/import",
                "/questions",
                "/questions?show=recalled",
                "/knowledge",
                "/about",
                "/accessibility",
                "/families",
            ):
                page.goto(f"{address}{path}")
                assert violations(page) == [], (language, path)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, path)
            ask(page, address, MESSY)
            page.locator(".cs-chip summary, #why-h").first.wait_for()
            for chip in page.locator(".cs-chip summary").all():
                chip.click()
            assert violations(page) == [], language
            page.locator("[data-phone]").click()
            assert violations(page) == [], (language, "phone mode")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), language


def test_the_keys_rest_while_typing_and_when_switched_off(whole: Whole, at: tuple[str, str]) -> None:
    address, cookie = at
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/questions")
        page.keyboard.press("/")
        page.wait_for_url("**/ask")
        page.fill("#text", "")
        page.type("#text", "p / p")
        assert page.input_value("#text") == "p / p"
        page.goto(f"{address}/questions")
        page.locator("[data-keys-switch]").click()
        page.keyboard.press("/")
        page.wait_for_timeout(300)
        assert page.url.endswith("/questions")


def test_phone_mode_keeps_the_focus_and_gives_it_back(whole: Whole, at: tuple[str, str]) -> None:
    address, cookie = at
    with opened_page(address, cookie) as page:
        ask(page, address, MESSY)
        page.locator("[data-phone]").focus()
        page.keyboard.press("Enter")
        heard: set[str] = set()
        for _ in range(8):
            page.keyboard.press("Tab")
            heard.add(page.evaluate("document.activeElement.closest('#phone') ? 'phone' : document.activeElement.tagName"))
        assert heard <= {"phone", "BODY"}, "what lies behind is not reached"
        assert "dialog" in page.locator("body").aria_snapshot()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.hasAttribute('data-phone')")
        assert page.locator("[inert]").count() == 0


def test_news_is_announced_and_the_reader_stays_where_they_were(whole: Whole, at: tuple[str, str]) -> None:
    address, cookie = at
    with opened_page(address, cookie) as page:
        item_id = ask(page, address, MESSY)
        page.locator(".cs-chip summary").first.click()
        decide(whole, item_id, "reviewer2")
        page.locator("#answer").wait_for(timeout=20_000)
        page.locator("#announce", has_text="Where the question stands").wait_for(state="attached")
        assert page.evaluate("document.activeElement.closest('details').id") == "source-0", "the focus stays on the source that was open"
        assert page.evaluate("document.getElementById('source-0').open")
