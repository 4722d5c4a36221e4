"""Somebody who has never seen it: signs in, finds "can my son bring his inhaler?", a reviewer decides by keyboard, the asker copies."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assistant.accounts.users import add_user
from assistant.services import documents
from ingest.documents import DocumentFacts
from policies.words.people import SYSTEM, Role
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.small_house import PASSWORD
from tests.assistant.web.whole import Whole

pytestmark = [pytest.mark.timeout(600), pytest.mark.browser, needs_chromium]  # the first test builds the house

SPANISH = "# Inhaladores\n\nEl estudiante puede llevar su inhalador con un permiso firmado por el médico y los padres.\n"
WALKS = {
    "en": ("en-US", "can my son bring his inhaler?", "inhaler", "A reviewer has it already", 1280),
    "es": ("es-MX", "¿puede mi hijo llevar su inhalador?", "inhalador", "Ya lo tiene un revisor", 360),
}


def newcomer(whole: Whole, name: str, role: Role) -> str:
    with whole.house.database.write() as session:
        return add_user(
            session, whole.moment, SYSTEM, name, [role], whole.house.policy.sign_in, password=PASSWORD, languages=("en", "es")
        ).username


@contextmanager
def beside(page: Any, **more: Any) -> Iterator[Any]:
    """Another person's browser."""
    context = page.context.browser.new_context(**more)
    yield context.new_page()
    context.close()


def sign_in(page: Any, address: str, name: str) -> None:
    page.goto(address)
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".cs-tour").wait_for()


def is_seen(page: Any, selector: str) -> bool:
    """Whether it stands in the window without scrolling."""
    return page.locator(selector).first.evaluate("one => scrollY === 0 && one.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize("language", WALKS)
def test_a_newcomer_gets_from_the_question_to_the_copied_answer(whole: Whole, language: str) -> None:
    locale, text, word, handed_on, width = WALKS[language]
    owner, other = whole.users["owner"].actor, whole.users["owner2"].actor
    if language == "es":
        added = documents.add(
            whole.house, other, SPANISH.encode(), "inhaladores.md", DocumentFacts("Inhaladores", "guide", owner.user_id, language="es")
        )
        documents.approve(whole.house, owner, added.document.id, added.revision.id, dt.date(2026, 8, 1), dt.date(2027, 6, 30))
    clerk, reader = (newcomer(whole, f"new-{role.value}-{language}", role) for role in (Role.STAFF, Role.REVIEWER))
    window = {"width": width, "height": 740}
    with (
        served(whole.app) as address,
        opened_page(address, "", tolerated="status of 401", locale=locale, permissions=["clipboard-read", "clipboard-write"]) as page,
        beside(page, locale=locale, viewport=window) as desk,
    ):
        page.set_viewport_size(window)
        sign_in(page, address, clerk)
        assert page.evaluate("document.activeElement.id") == "text", "one may type at once"
        assert is_seen(page, "#ask [type=submit]"), "the tour pushes nothing below the fold"
        page.keyboard.type(text)
        page.locator("#marking").wait_for()
        assert page.locator("#marking [data-marked]").is_hidden(), "nothing is marked, so no mark is explained"
        page.locator("#ask [type=submit]").first.click()
        page.wait_for_url(re.compile(r"/questions/item_"))
        assert handed_on in page.text_content("main")
        page.locator(".cs-chip summary").first.click()
        assert word in page.locator(".cs-chip mark, .cs-chip .cs-cells__quoted").first.text_content()

        sign_in(desk, address, reader)
        assert is_seen(desk, "[data-act=next_item]")
        desk.goto(f"{address}/items/{page.url.rsplit('/', 1)[-1]}")  # other tests' items may fill the queue's first page
        desk.wait_for_url(re.compile(r"/items/item_"))
        assert is_seen(desk, "[data-act=claim]"), "how to begin is seen without scrolling"
        desk.keyboard.press("c")
        desk.locator("#decide").wait_for()
        for _ in range(desk.locator("[data-sentence]").count()):
            for _ in range(desk.locator(".rv-sentence--chosen [data-tick]:not(:checked)").count()):
                desk.keyboard.press("t")
            desk.keyboard.press("j")
        desk.keyboard.press("a")
        desk.keyboard.press("Enter")
        desk.wait_for_url(re.compile(r"decided=yes"))

        page.locator("#answer").wait_for(timeout=20_000)
        page.locator("[data-copy]").click()
        page.wait_for_function("words => navigator.clipboard.readText().then(copied => copied.includes(words))", arg=word)
        page.goto(f"{address}/ask")
        page.locator(".cs-tour button").click()
        page.locator("#next").wait_for()
        assert page.locator(".cs-tour").count() == 0, "put away, it stays away"
