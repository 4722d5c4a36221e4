"""Real Chromium: a reviewer clears twenty mixed items by keyboard alone, in the order a screen reader reads, and axe finds nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from assistant.accounts.sessions import open_session
from assistant.services.grounds import in_force
from policies.ledger import Tag, events
from policies.review_rules import ErrorClass
from policies.words.items import Item, ItemStatus, Submission
from policies.words.people import SYSTEM
from policies.words.questions import Outcome, RedactedText
from review_queue import decoys, items, store
from review_queue.tables import DecisionRow, ItemRow
from tests.assistant.review.test_review_calls import START, claimed, words_of
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.test_calls import ask, decide
from tests.assistant.web.whole import Whole

pytestmark = [pytest.mark.timeout(600), pytest.mark.browser, needs_chromium]  # the first test builds the house; a loaded machine takes long

OPEN = [status.value for status in (ItemStatus.QUEUED, ItemStatus.CLAIMED, ItemStatus.RECALLED)]
FONT = "Latin-Merriweather-Regular"
"""axe measures text in every weight of a font; this one is not shipped because no page uses it."""


@pytest.fixture(scope="module")
def address(whole: Whole) -> Iterator[str]:
    with served(whole.app) as found:
        yield found


@pytest.fixture
def cookie(whole: Whole) -> str:
    with whole.house.database.write() as session:
        return open_session(session, whole.house.clock.now(), whole.users["reviewer2"].id).id


def empty_the_queue(whole: Whole) -> None:
    """Other tests' items are withdrawn."""
    with whole.house.database.write() as session:
        for row in session.scalars(select(ItemRow).where(ItemRow.status.in_(OPEN))):
            items.withdraw(session, whole.house.clock.now(), SYSTEM, row, "another test's")


def submitted(whole: Whole, like: Item, text: str, **changes: Any) -> str:
    """One more item like another one."""
    made = Submission(
        question=replace(like.question, text=RedactedText(text)),
        outcome=changes.get("outcome", like.outcome),
        outcome_detail=changes.get("outcome_detail", like.outcome_detail),
        contact=like.contact,
        draft=changes.get("draft", like.draft),
        provenance=like.provenance,
        timings=like.timings,
        asked_by=like.asked_by,
    )
    with whole.house.database.write() as session:
        return items.submit(session, whole.house.clock.now(), whole.users["staff"].actor, made, None, whole.house.policy).id


def stored(whole: Whole, item_id: str) -> Item:
    with whole.house.database.read() as session:
        return store.get_item(session, item_id)


def twenty(whole: Whole) -> dict[str, str]:
    """Item id → what a reviewer should do with it."""
    first, second = (stored(whole, ask(whole, text)["id"]) for text in (START, "Do visitors need to sign in?"))
    empty_the_queue(whole)
    assert first.draft is not None
    assert second.draft is not None
    both = replace(first.draft, sentences=(*first.draft.sentences, *second.draft.sentences))
    wanted: dict[str, str] = {}
    for n in range(4):
        wanted[submitted(whole, first, f"First bell, please ({n})")] = "approve"
        wanted[submitted(whole, first, f"First bell and visitors ({n})", draft=both)] = "approve"
        wanted[submitted(whole, second, f"Edit: do visitors sign in? ({n})")] = "approve_with_edits"
        none: dict[str, Any] = {"draft": None, "outcome_detail": "No approved document answers this."}
        wanted[submitted(whole, first, f"Reject: fishing? ({n})", outcome=Outcome.ABSTAINED_NO_SOURCE, **none)] = "reject"
        kind, act = (Outcome.ESCALATED_SAFETY, "escalate") if n % 2 else (Outcome.ABSTAINED_UNCLEAR, "return")
        wanted[submitted(whole, first, f"{act.capitalize()}: help ({n})", outcome=kind, **none)] = act
    return wanted


def act_by_keyboard(page: Any, act: str) -> None:
    """What a reviewer presses on a held item."""
    keys = page.keyboard
    if act.startswith("approve"):
        for _ in range(page.locator("[data-sentence]").count()):
            for _ in range(page.locator(".rv-sentence--chosen [data-tick]:not(:checked)").count()):
                keys.press("t")
            keys.press("j")
    match act:
        case "approve":
            keys.press("a")
            assert page.evaluate("document.activeElement.id") == "record"
            keys.press("Enter")
        case "approve_with_edits":
            keys.press("e")
            assert page.evaluate("document.activeElement.id") == "answer_text"
            keys.press("Control+End")
            keys.type(" Thank you.")
            keys.press("Control+Enter")
        case "reject":
            keys.press("r")
            keys.press("5")
            keys.press("Enter")
        case "escalate":
            keys.press("s")
            keys.press("Control+Enter")
        case _:
            keys.press("b")
            keys.type("Which school is it?")
            keys.press("Control+Enter")


def test_twenty_mixed_items_are_cleared_by_keyboard_alone(whole: Whole, address: str, cookie: str) -> None:
    wanted = twenty(whole)
    undone = ""
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/queue")
        for _ in range(len(wanted)):
            page.keyboard.press("n")
            page.wait_for_url(re.compile(r"/items/item_[0-9a-f]{16}$"))
            item_id = page.url.rpartition("/")[2]
            act_by_keyboard(page, wanted[item_id])
            page.wait_for_url(re.compile(r"decided=yes"))
            if not undone:
                undone = item_id
                page.keyboard.press("u")
                page.wait_for_url(re.compile(r"done=undone"))
                act_by_keyboard(page, wanted[item_id])
                page.wait_for_url(re.compile(r"decided=yes"))
        page.keyboard.press("n")
        page.wait_for_url(re.compile(r"nothing=left"))
        assert "Nothing waits for you right now." in page.text_content("main")
        assert page.evaluate("localStorage.length") == 0, "nothing is kept unless a key was changed"
    with whole.house.database.read() as session:
        decided = {
            row.item_id: row.kind
            for row in session.scalars(select(DecisionRow).where(DecisionRow.item_id.in_(wanted), DecisionRow.undone_at.is_(None)))
        }
        assert decided == wanted
        assert [event.tag for event in events(session, subject=undone)].count(Tag.ITEM_UNDONE) == 1


def test_approving_by_key_leads_to_the_source_that_was_not_ticked(whole: Whole, address: str, cookie: str) -> None:
    item = claimed(whole, START, "reviewer2")
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/items/{item['id']}")
        page.keyboard.press("a")
        page.locator("#announce", has_text="To approve, tick every source.").wait_for(state="attached")
        assert page.evaluate("document.activeElement.className") == "rv-said"
        page.keyboard.press("t")
        page.locator("#announce", has_text="Ticked: 1 of").wait_for(state="attached")


def test_keys_are_changed_kept_in_this_browser_and_switched_off(whole: Whole, address: str, cookie: str) -> None:
    item = claimed(whole, START, "reviewer2")
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/items/{item['id']}")
        page.keyboard.press("?")
        page.fill("#rv-key-reject", "a")
        assert "taken by: Approve" in page.text_content("#rv-keys-said")
        page.fill("#rv-key-reject", "q")
        page.keyboard.press("Escape")
        assert page.evaluate("document.getElementById('rv-keys').open") is False
        assert page.text_content("label[for=kind-reject] kbd") == "q"
        page.keyboard.press("r")
        assert not page.is_checked("#kind-reject")
        page.keyboard.press("q")
        assert page.is_checked("#kind-reject")
        page.reload()
        assert page.text_content("label[for=kind-reject] kbd") == "q"
        page.keyboard.press("?")
        page.focus("#rv-keys-on")
        page.keyboard.press("Space")
        page.keyboard.press("Escape")
        page.keyboard.press("q")
        assert not page.is_checked("#kind-reject")
        assert not page.locator("label[for=kind-reject] kbd").is_visible()
        kept = page.evaluate("JSON.parse(localStorage.getItem('countersign-keys'))")
        assert kept["on"] is False
        assert kept["keys"]["reject"] == "q"
        assert all(len(key) == 1 for key in kept["keys"].values())


def test_a_screen_reader_hears_question_sentence_its_source_and_then_the_decision(whole: Whole, address: str, cookie: str) -> None:
    item = claimed(whole, START, "reviewer2")
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/items/{item['id']}")
        heard = page.locator("main").aria_snapshot()
    wanted = ['heading "The family asks"', START, 'heading "Is each sentence']
    for number, sentence in enumerate(item["draft"]["sentences"], start=1):
        wanted += [sentence["text"][:30], f'group "Source of sentence {number}"', "I have read this source"]
    wanted += ['heading "Decide"', 'radio "Approve', 'button "Record the decision']
    at = 0
    for words in wanted:
        found = heard.find(words, at)
        assert found >= 0, f"{words!r} is not heard in its place:\n{heard}"
        at = found + 1


def test_figures_without_a_source_are_underlined_while_typing_and_a_second_person_is_announced(
    whole: Whole, address: str, cookie: str
) -> None:
    item = claimed(whole, START, "reviewer2")
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/items/{item['id']}")
        page.keyboard.press("e")
        page.fill("#answer_text", words_of(item).replace("7:55", "8:25"))
        page.locator(".rv-under__marks u", has_text="8:25").wait_for()
        assert "No source holds: 8:25" in page.text_content("#rv-findings")
        assert page.locator("#rv-livediff del").inner_text().endswith("7:55")
        assert "A second person must approve: A figure" in page.locator("#rv-second").inner_text()
        page.fill("#answer_text", words_of(item))
        page.locator("#rv-second [data-alone]").wait_for()
        assert page.locator(".rv-under__marks u").count() == 0


def test_two_people_on_one_item_see_each_other_and_what_the_other_did(whole: Whole, address: str, cookie: str) -> None:
    item = claimed(whole, START, "reviewer2")
    path = f"/api/v1/items/{item['id']}"
    whole.api("reviewer").post(f"{path}/presence")
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/items/{item['id']}")
        page.locator("#rv-presence", has_text="Also open at: reviewer").wait_for()
        assert "15 min left" in page.text_content("#rv-left")
        decide(whole, item, "reviewer2", decision="reject", reason_code="tone")
        page.evaluate("document.getElementById('rv').dataset.seen = 'another'")
    with opened_page(address, cookie) as page:
        page.goto(f"{address}/items/{item['id']}")
        assert "Rejected" in page.text_content("main")


def planted(whole: Whole) -> str:
    """A decoy that waits for the second reviewer."""
    house = whole.house
    rules = house.policy.review.vigilance.model_copy(update={"decoy_share": 0.2, "decoy_classes": (ErrorClass.FIGURE,)})
    policy = house.policy.model_copy(update={"review": house.policy.review.model_copy(update={"vigilance": rules})})
    for _ in range(10):
        decide(whole, claimed(whole, START, "reviewer"), "reviewer")
        with house.database.write() as session:
            actor, now = whole.users["reviewer2"].actor, house.clock.now()
            made = decoys.keep_share(session, now, policy, in_force(house, session), lambda: 0.0, actor)
        if made:
            return made
    raise AssertionError("no decoy was planted")


def found_by_axe(page: Any) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_in_any_state(whole: Whole, address: str, cookie: str, width: int) -> None:
    empty_the_queue(whole)
    fresh = stored(whole, ask(whole, START)["id"])
    held = claimed(whole, START, "reviewer2")
    long = submitted(whole, fresh, "When does the bus come in the morning? " * 150)
    spanish = replace(fresh, question=replace(fresh.question, language="es"))
    told = claimed(whole, START, "reviewer")
    decide(whole, told, decision="approve_with_edits", answer_text=words_of(told).replace("7:55", "8:05"))
    back = claimed(whole, "Do visitors need to sign in?", "reviewer2")
    decide(whole, back, "reviewer2")
    whole.api("reviewer2").post(f"/api/v1/items/{back['id']}/reopen", json={"reason": "changed"})
    decoy = planted(whole)
    lost = claimed(whole, START, "reviewer2")
    states = {
        "queue": "/queue",
        "filtered to nothing": "/queue?outcome=abstained_expired",
        "error": "/queue?cursor=nonsense",
        "free": f"/items/{fresh.id}",
        "long": f"/items/{long}",
        "Spanish": f"/items/{submitted(whole, spanish, '¿A qué hora empiezan las clases?')}",
        "proposal": f"/items/{told['id']}",
        "called back": f"/items/{back['id']}",
        "library": "/answers",
        "second readings": "/queue/reread",
        "figures": "/queue/watch",
    }
    wrong: dict[str, Any] = {}
    with opened_page(address, cookie, width, tolerated=(FONT, "status of 409", "status of 422"), bypass_csp=True) as page:

        def look(name: str) -> None:
            wrong[name] = found_by_axe(page)
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                wrong[name].append("scrolls sideways")

        for name, path in states.items():
            page.goto(address + path)
            look(name)
        page.goto(f"{address}/items/{held['id']}")
        look("held")
        page.keyboard.press("?")
        look("keys")
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        page.fill("#answer_text", words_of(held).replace("7:55", "8:25"))
        page.locator(".rv-under__marks u").wait_for()
        look("editing")
        page.keyboard.press("Escape")
        page.evaluate("document.getElementById('decide').addEventListener('submit', event => event.preventDefault(), {capture: true})")
        page.keyboard.press("r")
        page.keyboard.press("5")
        page.keyboard.press("Enter")
        look("being recorded")
        page.reload()
        page.keyboard.press("r")
        page.keyboard.press("5")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("decided=yes"))
        look("decided")
        page.goto(f"{address}/items/{decoy}")
        page.keyboard.press("c")
        page.locator("#record").wait_for()
        act_by_keyboard(page, "approve")
        page.locator("h2", has_text="This was a test of our own watchfulness").wait_for()
        look("decoy revealed")
        page.goto(f"{address}/items/{lost['id']}")
        decide(whole, lost, "reviewer2", decision="escalate")
        act_by_keyboard(page, "reject")
        page.locator("[role=alert]", has_text="escalated this item").wait_for()
        look("lost to another")
        page.context.add_cookies([{"name": "countersign-language", "value": "es", "url": address}])
        page.goto(f"{address}/items/{fresh.id}")
        look("a page in Spanish")
    assert wrong == {name: [] for name in wrong}
