"""What htmx swaps, in a real browser: announced, with the focus kept, a refusal in words, and nothing evaluated from strings."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.accounts.sessions import open_session
from assistant.services import questions
from assistant.web.headers import CONTENT_SECURITY_POLICY
from assistant.web.rendering import TEMPLATES
from assistant.web.static_files import STATIC
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.forms import SAME_SITE
from tests.assistant.web.test_clerks_day import MESSY, ask, decide
from tests.assistant.web.whole import Whole

pytestmark = pytest.mark.timeout(600)  # the first test builds the house

EVALUATED = re.compile(r"hx-on|hx-(?:vals|headers|confirm|get|post)=[\"'](?:js|javascript):|hx-trigger=\"[^\"]*\[")
"""What htmx would turn into code: handlers, computed values, and filters of triggers."""
FETCHES = {"marking.js", "several.js"}
"""Scripts that ask the server for data, none of it HTML: what will be hidden, and the reading of many files."""


def test_no_page_asks_htmx_to_evaluate_anything() -> None:
    used = [path for path in TEMPLATES.glob("*.html") if "hx-" in path.read_text("utf-8")]
    assert len(used) >= 6
    assert [path.name for path in used if EVALUATED.search(path.read_text("utf-8"))] == []
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_parts_of_pages_are_swapped_by_htmx_and_by_no_script_of_ours() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in STATIC.glob("*.js")}
    assert {name for name, words in scripts.items() if "fetch(" in words} == FETCHES
    assert [name for name, words in scripts.items() if re.search(r"innerHTML|outerHTML|DOMParser|insertAdjacent", words)] == []


def cookie_of(whole: Whole, who: str) -> str:
    with whole.house.database.write() as session:
        return open_session(session, whole.house.clock.now(), whole.users[who].id).id


def cut(route: Any) -> None:
    """The network is gone."""
    route.abort()


@pytest.fixture
def address(whole: Whole) -> Iterator[str]:
    with served(whole.app) as address:
        yield address


@needs_chromium
@pytest.mark.browser
def test_a_question_that_is_not_taken_is_told_in_words_and_can_be_sent_again(whole: Whole, address: str) -> None:
    with opened_page(address, cookie_of(whole, "staff"), tolerated=("Failed to load resource", "Failed to fetch", "htmx:error")) as page:
        page.goto(f"{address}/ask")
        page.fill("#text", "Do visitors need to sign in?")
        page.route("**/ask", cut)
        page.keyboard.press("Control+Enter")
        page.locator("[role=alert]", has_text="The question was not sent. Try again.").wait_for()
        assert page.input_value("#text") == "Do visitors need to sign in?", "nothing is lost"
        page.unroute("**/ask")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(re.compile(r"/questions/item_"))
        assert page.evaluate("document.activeElement.id") == "main", "who reads by ear goes on at the answer"
        page.locator("#announce", has_text=page.text_content("#main h1")).wait_for(state="attached")
        assert page.locator("[aria-current=page]").inner_text() == "My questions"
        page.go_back()
        page.locator("#ask").wait_for()
        assert page.url.endswith("/ask")


@needs_chromium
@pytest.mark.browser
def test_a_refusal_comes_in_the_place_of_the_page_and_leaves_the_address(whole: Whole, address: str) -> None:
    with opened_page(address, cookie_of(whole, "staff"), tolerated="Failed to load resource") as page:
        page.goto(f"{address}/ask")
        page.fill("#text", "Do visitors sign in? " * 800)
        page.keyboard.press("Control+Enter")
        page.locator(".usa-alert--error[role=alert]").wait_for()
        assert page.input_value("#text").startswith("Do visitors sign in?"), "the words are still there"
        assert page.url.endswith("/ask")


@needs_chromium
@pytest.mark.browser
def test_news_finds_the_reader_in_phone_mode_and_leaves_them_there(whole: Whole, address: str) -> None:
    with opened_page(address, cookie_of(whole, "staff")) as page:
        item_id = ask(page, address, MESSY)
        page.keyboard.press("p")
        page.locator("#phone").wait_for(state="visible")
        decide(whole, item_id, "reviewer2")
        page.locator("#answer").wait_for(state="attached", timeout=20_000)
        assert page.locator("#phone").is_visible()
        assert page.evaluate("document.activeElement.id") == "phone"
        assert page.locator("[inert]").count() > 0, "nothing behind it is reached"
        page.keyboard.press("Escape")
        assert page.locator("[inert]").count() == 0
        page.wait_for_timeout(300)
        assert page.locator("#news").count() == 0, "nothing is asked for any more"


@needs_chromium
@pytest.mark.browser
def test_a_session_that_ends_while_a_page_waits_is_told(whole: Whole, address: str) -> None:
    with opened_page(address, cookie_of(whole, "staff"), tolerated="Failed to load resource") as page:
        ask(page, address, MESSY)
        page.context.clear_cookies()
        page.locator("#news [role=alert] a", has_text="Sign in").wait_for(timeout=20_000)


@needs_chromium
@pytest.mark.browser
def test_work_under_way_brings_itself_up_to_date_without_taking_the_focus(whole: Whole, address: str) -> None:
    with opened_page(address, cookie_of(whole, "admin")) as page:
        page.goto(f"{address}/operations")
        page.get_by_role("button", name="Verify the ledger").focus()
        page.keyboard.press("Enter")
        row = page.locator("#work-list tr", has_text="Verifying the ledger").first
        row.locator(".cs-tag", has_text="Done").wait_for(timeout=20_000)
        assert page.url.endswith("/operations"), "the page was not left"
        assert page.evaluate("document.activeElement.textContent") == "Verify the ledger"
        page.locator("#work-list:not([hx-trigger])").wait_for(timeout=20_000)  # what is done is not asked about; other work may still run


@needs_chromium
@pytest.mark.browser
def test_a_search_shows_and_tells_what_it_found_beside_the_words_it_was_asked_for(whole: Whole, address: str) -> None:
    with opened_page(address, cookie_of(whole, "staff"), tolerated="Failed to load resource") as page:
        page.goto(f"{address}/knowledge")
        page.fill("#q", "visitors")
        page.keyboard.press("Enter")
        page.locator("#found li").first.wait_for()
        page.locator("#announce", has_text="found").wait_for(state="attached")
        assert page.evaluate("document.activeElement.id") == "q", "the next search begins where the first was written"
        assert "visitors" not in page.url, "what was looked for stands in no address"
        page.context.clear_cookies()
        page.keyboard.press("Enter")
        page.locator("#found [role=alert] a", has_text="Sign in").wait_for()
        assert page.input_value("#q") == "visitors"


def claimed(whole: Whole, who: str) -> str:
    item = questions.ask(whole.house, whole.users["staff"].actor, "Do visitors need to sign in?")
    whole.api(who).post(f"/api/v1/items/{item.id}/claim")
    return item.id


@needs_chromium
@pytest.mark.browser
def test_a_hold_is_extended_in_place_and_a_lost_one_is_told_without_losing_the_words(whole: Whole, address: str) -> None:
    item_id = claimed(whole, "reviewer2")
    with opened_page(address, cookie_of(whole, "reviewer2"), tolerated="Failed to load resource") as page:
        page.goto(f"{address}/items/{item_id}")
        page.keyboard.press("e")
        page.fill("#answer_text", "These are my words.")
        page.keyboard.press("Escape")
        page.keyboard.press("x")
        page.locator("#announce", has_text="You hold it for longer now.").wait_for(state="attached")
        whole.api("reviewer2").post(f"/api/v1/items/{item_id}/release")
        whole.api("reviewer").post(f"/api/v1/items/{item_id}/claim")
        page.keyboard.press("x")
        page.locator(".usa-alert--error[role=alert]").wait_for()
        assert page.input_value("#answer_text") == "These are my words."


@needs_chromium
@pytest.mark.browser
def test_checks_that_do_not_come_are_told_and_come_with_the_next_word(whole: Whole, address: str) -> None:
    item_id = claimed(whole, "reviewer2")
    with opened_page(
        address, cookie_of(whole, "reviewer2"), tolerated=("Failed to load resource", "Failed to fetch", "htmx:error")
    ) as page:
        page.route("**/checks", cut)  # the call that the page makes by itself fails too
        page.goto(f"{address}/items/{item_id}")
        page.keyboard.press("e")
        page.locator("#rv-findings [role=alert]", has_text="could not be checked just now").wait_for()
        page.unroute("**/checks")
        page.keyboard.type(" And 9:45")
        page.wait_for_timeout(1500)  # a call that was cut may still be on its way out
        page.keyboard.type(" or so.")
        page.locator("#rv-findings", has_text="No source holds: 9:45").wait_for()
        assert page.locator("#rv-findings [role=alert]").count() == 0
        assert page.evaluate("document.activeElement.id") == "answer_text"


def test_the_parts_that_come_again_are_small_and_hold_no_page(whole: Whole) -> None:
    item_id = claimed(whole, "reviewer2")
    part = whole.browser("staff").get(f"/questions/{item_id}/standing?seen=claimed").text
    assert "<html" not in part
    assert len(part) < 600
    page = whole.browser("staff").get(f"/questions/{item_id}/standing?seen=queued")
    assert page.headers["hx-retarget"] == "#main"
    assert "<main" in page.text
    refused: Any = whole.browser("staff").get(
        "/questions/item_0000000000000000/standing", headers={"hx-request": "true", "hx-target": "div#news"}
    )
    assert refused.status_code == 404
    assert "<html" not in refused.text
    assert 'role="alert"' in refused.text


@pytest.mark.parametrize("who", ["staff", "reviewer2", "admin"])
def test_a_page_that_is_only_open_keeps_no_session_alive(whole: Whole, who: str) -> None:
    item_id = claimed(whole, "reviewer2")
    browser, kept = whole.browser(who), whole.moment
    page = browser.get({"staff": "/ask", "reviewer2": f"/items/{item_id}", "admin": "/operations"}[who])
    token = re.findall(r'name="csrf" value="([0-9a-f]+)"', page.text)[0]
    two_thirds = dt.timedelta(minutes=whole.house.policy.sign_in.session_idle_minutes * 2 / 3)
    try:
        whole.moment = kept + two_thirds
        asked = {
            "staff": lambda: browser.get(f"/questions/{item_id}/standing"),
            "reviewer2": lambda: browser.post(f"/items/{item_id}/presence", data={"csrf": token}, headers=SAME_SITE),
            "admin": lambda: browser.get("/operations/work"),
        }[who]()
        assert asked.status_code == 200
        whole.moment = kept + 2 * two_thirds
        assert browser.get("/account").status_code == 401
    finally:
        whole.moment = kept
