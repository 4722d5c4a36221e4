"""Many documents at once: what file names say, and in a real Chromium the whole way from choosing to a register of pending revisions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.accounts.sessions import open_session
from assistant.services.intake import proposal_of
from policies.policy import load_policy
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.whole import Whole

FONT = "Latin-Merriweather-Regular"
"""axe measures text in every weight of a font; this one is not shipped because no page uses it."""

pytestmark = [pytest.mark.timeout(600), pytest.mark.browser]
NAMES = {
    "2026-27_BellSchedule_final.pdf": ("Bell Schedule 2026-2027", "bell_schedule", "en", "2026-2027", ()),
    "Calendario-escolar-2026-2027.pdf": ("Calendario escolar 2026-2027", "calendar", "es", "2026-2027", ()),
    "Whitcomb Elem Lunch Menu.xlsx": ("Whitcomb Elem Lunch Menu", "meals", "en", "", ("whitcomb",)),
    "bus_routes (2).docx": ("Bus routes", "transportation", "en", "", ()),
    "IMG_0042.pdf": ("IMG 0042", "", "en", "", ()),
    "c:\\users\\x\\Board Policy 5112.pdf": ("Board Policy 5112", "board_policy", "en", "", ()),
    "..": ("..", "", "en", "", ()),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_says_title_kind_language_year_and_school(name: str) -> None:
    policy = load_policy(Path(__file__).parents[3] / "assistant/demo/district/policy.yaml")
    said = proposal_of(name, policy)
    assert (said.title, said.kind, said.language, said.school_year, said.schools) == NAMES[name]


def cookie_of(whole: Whole, name: str) -> str:
    with whole.house.database.write() as session:
        return open_session(session, whole.house.clock.now(), whole.users[name].id).id


@pytest.fixture
def address(whole: Whole) -> Iterator[str]:
    with served(whole.app) as address:
        yield address


def _files() -> list[dict[str, Any]]:
    return [
        {"name": "Welcome guide.md", "mimeType": "text/markdown", "buffer": b"# Welcome\n\nThe library opens at 7:15 a.m.\n"},
        {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nnothing"},
        {"name": "program.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
    ]


@needs_chromium
@pytest.mark.parametrize("width", [1280, 360])
def test_several_files_are_confirmed_read_and_told_of_one_by_one(whole: Whole, address: str, width: int) -> None:
    cookie = cookie_of(whole, "owner2")
    with opened_page(address, cookie, width, tolerated="/api/v1/documents") as page:
        page.goto(f"{address}/documents/several")
        files = _files()
        files[0]["buffer"] += f"\nSeen at {width}.\n".encode()
        files[0]["name"] = f"Welcome guide {width}.md"
        page.set_input_files("#files", files)
        page.wait_for_selector("tbody tr:nth-child(3)")
        assert page.input_value("tbody tr:nth-child(1) [data-field=title]") == f"Welcome guide {width}"
        assert "cannot be read" in page.inner_text("tbody tr:nth-child(3)")
        page.fill("tbody tr:nth-child(2) [data-field=title]", "Broken")
        page.select_option("tbody tr:nth-child(1) [data-field=kind]", "guide")
        page.click("#several button[type=submit]")
        assert "title and a kind" in page.inner_text("#told")
        page.select_option("tbody tr:nth-child(2) [data-field=kind]", "guide")
        page.click("#several button[type=submit]")
        page.get_by_text("1 of 3 done, 2 not read").wait_for()
        page.wait_for_selector("tbody tr:nth-child(1) a")
        assert "damaged" in page.inner_text("tbody tr:nth-child(2)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("tbody tr:nth-child(1) a")
        assert "The library opens at 7:15 a.m." in page.inner_text("main")
        assert page.inner_text(".cs-head__tags").strip() != ""


@needs_chromium
@pytest.mark.parametrize("width", [1280, 360])
def test_the_screens_of_documents_pass_axe_and_fit_the_screen(whole: Whole, address: str, width: int) -> None:
    document, revision = whole.approved
    paths = ("/documents", "/documents/new", "/documents/several", "/documents/digest", f"/documents/{document}/revisions/{revision}")
    with opened_page(address, cookie_of(whole, "owner"), width, tolerated=FONT) as page:
        for path in paths:
            page.goto(address + path)
            assert _serious(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def _serious(page: Any) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    result: Any = Axe().run(page)
    found: list[Any] = result.response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")]
