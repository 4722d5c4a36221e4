"""In real Chromium: a family writes without an account and reads the approved words; messages come in from files of each kind."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from assistant.accounts.sessions import open_session
from assistant.services import questions
from assistant.web.pages.families import FAMILY
from policies.policy import FamilyFormRules
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.test_clerks_day import decide
from tests.assistant.web.whole import Whole

pytestmark = [pytest.mark.timeout(600), pytest.mark.browser, needs_chromium]


@pytest.fixture
def opened(whole: Whole) -> Iterator[Whole]:
    """The house with the families' form open: three messages an hour from one address."""
    kept = whole.house.policy
    whole.house.policy = kept.model_copy(update={"families": FamilyFormRules(is_open=True, per_address_per_hour=3)})
    whole.app.state.__dict__["_state"].pop("family_pace", None)
    yield whole
    whole.house.policy = kept


def written(page: Any, address: str, text: str) -> None:
    page.goto(f"{address}/families")
    page.fill("#text", text)
    page.locator("main form [type=submit]").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_family_writes_without_an_account_and_reads_what_a_person_approved(opened: Whole, language: str) -> None:
    with served(opened.app) as address, opened_page(address, "", width=360, tolerated="status of 4") as page:
        page.context.clear_cookies()
        page.goto(f"{address}/language/{language}?next=/families")
        assert "911" in page.inner_text("main")
        written(page, address, f"Tavish Oduya's mom, 555-201-3344: do visitors sign in? ({language})")
        page.wait_for_url(re.compile(r"/families/[0-9a-f]{32}$"))
        place = page.url
        assert "Tavish" not in page.content()
        assert "555-0100" in page.inner_text("main"), "whom to call meanwhile"
        assert "badge" not in page.inner_text("main"), "a draft is not shown to a family"
        item = questions.by_key(opened.house, FAMILY, place.rpartition("/")[2])
        decide(opened, item.id)
        page.reload()
        assert "badge" in page.inner_text("main")
        for n in range(2):
            written(page, address, f"Do visitors sign in there too? {n}")
        written(page, address, "Do visitors sign in once more?")
        assert page.locator("[role=alert]").count() == 1, "the pace of one address is bounded"
        assert page.input_value("#text") == "Do visitors sign in once more?", "and nothing that was written is lost"


def test_the_form_is_not_there_until_the_policy_opens_it(whole: Whole) -> None:
    assert whole.api("").get("/families").status_code == 404


def letter(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "A question", "parent@example.org", "Tue, 01 Sep 2026 09:30:00 -0500"
    message.set_content(text)
    return message.as_bytes()


FILES = {
    "letter.eml": (letter("Do visitors need to sign in?"), 1, ""),
    "inbox.mbox": (
        b"".join(b"From x@example.org Tue Sep  1 09:00:00 2026\n" + letter(f"Do visitors sign in? {n}") for n in range(3)),
        3,
        "",
    ),
    "table.csv": (b"question,school\nDo visitors sign in here?,oak\nAnd there?,nowhere\n", 1, "2"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("width", [1280, 360])
def test_messages_of_a_file_are_brought_in_once_and_what_is_refused_is_told(whole: Whole, name: str, width: int) -> None:
    data, n_wanted, refused = FILES[name]
    with whole.house.database.write() as session:
        cookie = open_session(session, whole.house.clock.now(), whole.users["staff"].id).id
    found: list[list[str]] = []
    with served(whole.app) as address, opened_page(address, cookie, width) as page:
        for _ in range(2):
            page.goto(f"{address}/ask/import")
            page.set_input_files("#file", [{"name": name, "mimeType": "application/octet-stream", "buffer": data}])
            page.locator("main form [type=submit]").click()
            page.locator("#done-h").wait_for()
            found.append([link.get_attribute("href") for link in page.locator("main .cs-list__title").all()])
            assert (refused == "") == (page.locator("main h3").count() == 0)
            assert not refused or f"Message {refused}:" in page.inner_text("main")
        assert len(found[0]) == n_wanted
        assert found[0] == found[1], "the same file again asks nothing twice"
        page.locator("main .cs-list__title").first.click()
        page.locator("#standing").wait_for()
        assert "parent@example.org" not in page.content()


def test_a_file_of_another_kind_says_what_is_taken(whole: Whole) -> None:
    with whole.house.database.write() as session:
        cookie = open_session(session, whole.house.clock.now(), whole.users["staff"].id).id
    with served(whole.app) as address, opened_page(address, cookie, tolerated="status of 422") as page:
        page.goto(f"{address}/ask/import")
        page.set_input_files("#file", [{"name": "a.docx", "mimeType": "application/octet-stream", "buffer": b"PK"}])
        page.locator("main form [type=submit]").click()
        assert ".mbox" in page.locator("[role=alert]").inner_text()
