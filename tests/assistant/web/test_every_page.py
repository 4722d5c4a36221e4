"""Every page in every state, English and Spanish, is usable at 1280 px, at 200 % zoom and on a phone; axe finds nothing serious."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.accounts.sessions import open_session
from assistant.services import documents, questions, review
from assistant.services.review import SentDecision
from assistant.web.pages.families import FAMILY
from ingest.documents import DocumentFacts
from policies.policy import FamilyFormRules
from policies.words.items import DecisionKind
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.test_role_matrix import mounted
from tests.assistant.web.usable import FONT, faults
from tests.assistant.web.whole import Whole, build_whole

pytestmark = [pytest.mark.timeout(900), pytest.mark.browser, needs_chromium]

NO_PAGES = {
    *("/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/{name:path}", "/language/{code}"),
    *("/sign-in/sso", "/sign-in/sso/callback", "/signed-out/sso", "/questions/latest"),
    "/operations/work",  # the part of /operations that is fetched again
    *("/questions/{item_id}/standing", "/questions/{item_id}/answer.eml", "/questions/{item_id}/sources/{number}/page.png"),
    *("/figures/export/{of}.{format_name}", "/scorecard/memo.pdf"),
}
"""Routes that lead on, or give a file or data. Single sign-on has tests of its own with a real provider."""
WITH_PLAN = {"/scorecard/memo"}
"""Pages that are there once a plan is locked: looked at in `test_the_leaders_pages_of_a_running_pilot_are_usable`."""
LONG = "When does the bus come in the morning? " * 60
MAILBOX = b"".join(
    b"From x@example.org Tue Sep  1 09:00:00 2026\nSubject: Badges %d\nDate: Tue, 01 Sep 2026 09:30:00 -0500\n\nDo visitors sign in?\n\n"
    % n
    for n in range(2)
)
TABLE = b"question,school\nDo visitors need to sign in?,oak\nAnd where?,nowhere\n"
KEY, OTHER_KEY = "a" * 32, "b" * 32

Act = Callable[[Any], None]


@dataclass
class Seen:
    """The house with an item in every state, by name."""

    whole: Whole
    ids: dict[str, str] = field(default_factory=dict[str, str])
    paths: dict[str, str] = field(default_factory=dict[str, str])


def approve(whole: Whole, item_id: str) -> None:
    actor = whole.users["reviewer"].actor
    item = review.claim(whole.house, actor, item_id)
    cited = [c for s in (item.draft.sentences if item.draft else ()) for c in s.citations]
    opened = tuple(f"{c.revision}:{c.start}-{c.end}" for c in cited)
    review.decide(whole.house, actor, item_id, SentDecision(DecisionKind.APPROVE, item.seen_hash, opened_citations=opened))


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    made = Seen(build_whole(tmp_path_factory.mktemp("seen")))
    whole, house = made.whole, made.whole.house
    house.policy = house.policy.model_copy(update={"families": FamilyFormRules(is_open=True)})
    staff, owner = whole.users["staff"].actor, whole.users["owner"].actor
    for name, text in (
        ("drafted", "Do visitors need to sign in?"),
        ("none", "How do I renew my fishing licence at the lake?"),
        ("danger", "My daughter says she wants to kill herself tonight."),
        ("long", LONG[:7000]),
        ("spanish", "¿Los visitantes tienen que registrarse en la oficina?"),
        ("approved", "Where do visitors sign in?"),
    ):
        made.ids[name] = questions.ask(house, staff, text).id
    approve(whole, made.ids["approved"])
    made.ids["families"] = questions.ask(house, FAMILY, "Do visitors sign in?", channel="form", key=KEY).id
    questions.ask(house, FAMILY, "Do visitors wear a badge?", channel="form", key=OTHER_KEY)
    approve(whole, made.ids["families"])
    import assistant

    file = next((Path(assistant.__file__).parent / "demo/district/documents").glob("school-hours*.pdf"))
    leaf = documents.add(house, whole.users["owner2"].actor, file.read_bytes(), file.name, DocumentFacts("Hours", "guide", owner.user_id))
    made.paths["leaf"] = f"/documents/{leaf.document.id}/revisions/{leaf.revision.id}"
    garden = DocumentFacts("Garden", "guide", owner.user_id)
    first = documents.add(house, whole.users["owner2"].actor, b"# Garden\n\nThe garden club meets on Fridays.\n", "garden.md", garden)
    documents.approve(house, owner, first.document.id, first.revision.id, dt.date(2026, 8, 1), dt.date(2027, 6, 30))
    ask = questions.ask(house, staff, "When does the garden club meet?")
    made.ids["recalled"] = ask.id
    if ask.draft:
        approve(whole, ask.id)
    again = DocumentFacts("Garden", "guide", owner.user_id, document_id=first.document.id)
    second = documents.add(house, whole.users["owner2"].actor, b"# Garden\n\nThe garden club meets on Mondays.\n", "garden.md", again)
    documents.approve(house, owner, second.document.id, second.revision.id, dt.date(2026, 9, 1), dt.date(2027, 6, 30))
    made.paths["changes"] = f"/documents/{first.document.id}/revisions/{second.revision.id}/changes?since={first.revision.id}"
    yield made
    house.close()


def filled(selector: str, words: str, press: str) -> Act:
    """Write into a field and press a button; waits for what comes."""

    def act(page: Any) -> None:
        page.fill(selector, words)
        page.locator(press).first.click()
        page.wait_for_load_state()

    return act


def pressed(*selectors: str) -> Act:
    def act(page: Any) -> None:
        for selector in selectors:
            for one in page.locator(selector).all():
                one.click()

    return act


def held_up(selector: str, words: str, press: str) -> Act:
    """Send a form whose answer never comes: the page while it loads."""

    def act(page: Any) -> None:
        page.evaluate("document.querySelector('main form').addEventListener('submit', event => event.preventDefault())")
        if words:
            page.fill(selector, words)
        page.locator(press).first.click()

    return act


def given(name: str, data: bytes) -> Act:
    """Choose a file and send it."""

    def act(page: Any) -> None:
        page.set_input_files("#file", [{"name": name, "mimeType": "application/octet-stream", "buffer": data}])
        page.locator("main form [type=submit]").first.click()
        page.wait_for_load_state()

    return act


def states(seen: Seen) -> list[tuple[str, str, str, Act | None]]:
    """Role, route, address, what is done there. Every route of a page stands here at least once."""
    ids, (document, revision), whole = seen.ids, seen.whole.approved, seen.whole
    shown, pending = f"/documents/{document}/revisions/{revision}", "/documents/{}/revisions/{}".format(*whole.pending)
    rev = "/documents/{document_id}/revisions/{revision_id}"
    send = "main form [type=submit]"
    question, item = "/questions/{item_id}", "/items/{item_id}"
    chips = pressed(".cs-chip summary")
    return [
        ("", "/about", "/about", None),
        ("", "/accessibility", "/accessibility", None),
        ("", "/sign-in", "/sign-in", None),
        ("", "/sign-in", "/sign-in", lambda page: (page.fill("#username", "nobody"), filled("#password", "wrong", send)(page))),
        ("", "/signed-out", "/signed-out", None),
        ("", "404", "/nowhere", None),
        ("", "/families", "/families", None),
        ("", "/families", "/families", filled("#text", "?!", send)),
        ("", "/families", "/families", held_up("#text", "When does school start?", send)),
        ("", "/families/{key}", f"/families/{KEY}", None),
        ("", "/families/{key}", f"/families/{OTHER_KEY}", None),
        ("", "/families/{key}", f"/families/{'c' * 32}", None),
        ("staff", "/ask", "/ask", None),
        ("staff", "/ask", "/ask", filled("#text", "?!", "main form [type=submit]")),
        (
            "staff",
            "/ask",
            "/ask",
            lambda page: (page.fill("#text", f"{LONG[:600]} Call 620-555-0177."), page.locator(".cs-mark").wait_for()),
        ),
        ("staff", "/ask", "/ask", held_up("#text", "When does school start?", "main form [type=submit]")),
        ("staff", "/ask/import", "/ask/import", None),
        ("staff", "/ask/import", "/ask/import", given("inbox.mbox", MAILBOX)),
        ("staff", "/ask/import", "/ask/import", given("inbox.csv", TABLE)),
        ("staff", "/ask/import", "/ask/import", given("inbox.eml", MAILBOX.partition(b"\n")[2])),
        ("staff", "/ask/import", "/ask/import", given("inbox.docx", b"PK")),
        ("staff", "/ask/import", "/ask/import", given("empty.csv", b"question\n")),
        ("service", "/questions", "/questions", None),
        ("staff", "/questions", "/questions", None),
        ("staff", "/questions", "/questions?show=recalled", None),
        *(("staff", question, f"/questions/{id_}", chips) for id_ in ids.values() if id_ != ids["families"]),
        ("staff", question, f"/questions/{ids['drafted']}", pressed("[data-phone]")),
        ("staff", question, f"/questions/{ids['none']}", pressed("[data-phone]")),
        ("staff", "/knowledge", "/knowledge", None),
        ("staff", "/knowledge", "/knowledge", filled("#q", "visitors badge", send)),
        ("staff", "/knowledge", "/knowledge", filled("#q", "zzzz", send)),
        ("staff", "/answers", "/answers", None),
        ("reviewer", "/answers", "/answers", filled("main form [type=search], main form [name=q]", "visitors", send)),
        ("staff", "/recurring", "/recurring", None),
        ("staff", "/survey", "/survey", None),
        ("staff", "/feedback", "/feedback?page=/ask", None),
        ("staff", "/feedback", "/feedback", filled("#text", "The words are small.", send)),
        ("admin", "/feedback", "/feedback", None),
        ("staff", "/training", "/training", None),
        *((role, "/training/{track}", f"/training/{role}", None) for role in ("staff", "reviewer", "owner")),
        ("staff", "/training/{track}", "/training/staff", lambda page: (wrong_answers(page), page.locator(send).last.click())),
        ("staff", "/account", "/account", None),
        ("staff", "/policy", "/policy", None),
        ("admin", "/policy", "/policy", filled("textarea", "format: 1", send)),
        ("service", "403", "/queue", None),
        ("reviewer", "/queue", "/queue", None),
        ("reviewer2", "/queue", "/queue?show=mine", None),
        ("reviewer", "/queue/reread", "/queue/reread", None),
        ("reviewer", "/queue/watch", "/queue/watch", None),
        *(("reviewer2", item, f"/items/{id_}", None) for id_ in ids.values()),
        ("owner", "/documents", "/documents", None),
        ("owner", "/documents", "/documents?state=rejected", None),
        ("owner", "/documents/new", "/documents/new", None),
        ("owner", "/documents/new", "/documents/new", lambda page: sent_empty(page)),
        ("owner", "/documents/several", "/documents/several", None),
        ("owner", "/documents/digest", "/documents/digest", None),
        ("owner", rev, shown, pressed("main details > summary")),
        ("owner", rev, pending, pressed("main details > summary")),
        ("staff", rev, shown, None),
        ("staff", f"{rev}/pages/{{page}}", f"{seen.paths['leaf']}/pages/1", None),
        ("owner", f"{rev}/pages/{{page}}", f"{seen.paths['leaf']}/pages/1", lambda page: page.locator(".cs-passage a").first.click()),
        ("owner", f"{rev}/changes", seen.paths["changes"], None),
        ("owner", "/gaps", "/gaps", None),
        ("leader", "/dashboard", "/dashboard", None),
        ("leader", "/scorecard", "/scorecard", None),
        ("leader", "/figures", "/figures", None),
        ("leader", "/figures", "/figures?since=2020-01-01&until=2020-01-02", None),
        ("leader", "/figures/{name}", "/figures/approval_rate", None),
        ("leader", "/governance", "/governance", None),
        ("admin", "/users", "/users", None),
        ("admin", "/users", "/users", filled("#username", "?", send)),
        ("admin", "/users/{user_id}", f"/users/{whole.users['staff'].id}", None),
        ("admin", "/operations", "/operations", None),
        ("admin", "/docs", "/docs", None),
    ]


def wrong_answers(page: Any) -> None:
    for name in {radio.get_attribute("name") for radio in page.locator("main [type=radio]").all()}:
        page.evaluate(f"document.querySelector('[name=\"{name}\"]').checked = true")


def sent_empty(page: Any) -> None:
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_in_every_state_is_usable_by_everyone(seen: Seen, language: str) -> None:
    whole, wrong, cookies = seen.whole, list[str](), dict[str, str]()
    with (
        served(whole.app) as address,
        opened_page(address, "", tolerated=(FONT, "status of 4"), bypass_csp=True, device_scale_factor=2) as page,
    ):
        for number, (role, _route, path, act) in enumerate(states(seen)):
            page.context.clear_cookies()
            if role and role not in cookies:
                with whole.house.database.write() as session:
                    cookies[role] = open_session(session, whole.house.clock.now(), whole.users[role].id).id
            kept = {"countersign-language": language} | ({"countersign": cookies[role]} if role else {})
            page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in kept.items()])
            page.goto(address + path)
            assert page.get_attribute("html", "lang") == language, path
            if act:
                act(page)
            wrong += [f"{number} {role} {path}: {words}" for words in faults(page)]
    assert wrong == [], "\n".join(wrong)


def test_every_page_is_looked_at(seen: Seen) -> None:
    pages = {path for method, path in mounted(seen.whole.app) if method == "GET" and not path.startswith("/api/")}
    assert {route for _role, route, _path, _act in states(seen)} | NO_PAGES | WITH_PLAN >= pages
    assert pages >= (NO_PAGES | WITH_PLAN)
