"""What a browser fetches the first time: nothing that is not there, nothing that no page uses, and little of it."""

import re

import pytest
from starlette.testclient import TestClient

from assistant.web.rendering import TEMPLATES
from assistant.web.static_files import DESIGN_SYSTEM, STATIC, named_in_pages, static_files, without_unused
from tests.assistant.web.whole import Whole

MOST_BYTES = 150_000
HEADERS = 760
"""Bytes of the headers of one answer, a little more than were measured (729)."""
FONTS = ("Merriweather-Bold", "sanspro-regular", "sanspro-bold-")
"""The fonts that pages use: regular, bold and headings."""
NAMED = re.compile(r'(?:href|src)="/static/([^"?]+)\?v=')
SHEET = next((STATIC / "vendor" / "uswds").rglob(DESIGN_SYSTEM))


@pytest.mark.parametrize(("role", "path"), [("", "/sign-in"), ("staff", "/ask")])
def test_the_first_load_stays_under_150_kilobytes(whole: Whole, role: str, path: str) -> None:
    page = (whole.browser(role) if role else TestClient(whole.app, base_url="http://127.0.0.1:8000")).get(path)
    assert page.status_code == 200
    files = static_files()
    wanted = {*NAMED.findall(page.text), *(name for name in files if any(font in name for font in FONTS))}
    if "usa-select" in page.text:
        wanted.add("vendor/uswds/img/usa-icons/unfold_more.svg")
    assert {"app.css", f"vendor/uswds/css/{DESIGN_SYSTEM}"} <= wanted
    weights = [len(page.content), *(len(files[name].compressed or files[name].body) for name in wanted)]
    assert sum(weights) + HEADERS * len(weights) < MOST_BYTES


def test_no_page_uses_the_classes_that_are_left_out() -> None:
    used = {
        name
        for path in [*TEMPLATES.glob("*.html"), *STATIC.glob("*.js")]
        for words in re.findall(r"""["']([^"']*)["']""", path.read_text("utf-8"))
        for name in words.split()
    }
    whole = SHEET.read_text("utf-8")
    kept = without_unused(whole, named_in_pages())
    found = {sheet: {name.replace("\\", "") for name in re.findall(r"\.([A-Za-z](?:[\w-]|\\.)*)", sheet)} for sheet in (whole, kept)}
    assert len(found[whole] - found[kept]) > 1000
    assert (found[whole] - found[kept]) & used == set()
    assert kept.count("{") == kept.count("}")
    assert re.findall(r"@font-face\{[^}]*\}", kept) == re.findall(r"@font-face\{[^}]*\}", whole)
    for rule in (".usa-button{", ".usa-alert--warning{", ".usa-checkbox__input:checked", "@media all and (min-width:30em)"):
        assert rule in kept or rule not in whole


def test_a_rule_stays_when_one_of_its_selectors_can_be_met() -> None:
    sheet = "a{b:c}.x,.y{d:e}.y{f:g}.z-1{h:i}@media p{.y{j:k}}@media q{.x:not(.y){l:m}.desk\\:x{n:o}}"
    assert without_unused(sheet, frozenset({"x", "z-"})) == "a{b:c}.x,.y{d:e}.z-1{h:i}@media q{.x:not(.y){l:m}}"


def test_nothing_is_asked_for_that_is_not_there() -> None:
    used = {name for path in TEMPLATES.glob("*.html") for name in re.findall(r"usa-[\w-]+", path.read_text("utf-8"))}
    names = static_files()
    missing: set[str] = set()
    for selectors, rule in re.findall(r"([^{}]+)\{([^{}]*url\([^{}]*)\}", SHEET.read_text("utf-8")):
        is_used = any(set(re.findall(r"\.(usa-[\w-]+)", one)) <= used for one in selectors.split(",") if ".usa-" in one)
        for address in re.findall(r"url\((\.\./[^)]+)\)", rule):
            if is_used and f"vendor/uswds/{address.removeprefix('../')}" not in names:
                missing.add(address)
    never = {"../img/checkbox-indeterminate.svg", "../img/checkbox-indeterminate-alt.svg"}
    """No page makes a box indeterminate."""
    ours = {"../img/correct8-alt.svg"} if 'url("checked.svg")' in (STATIC / "app.css").read_text("utf-8") else set[str]()
    """With forced colours; the house's style sheet names another mark."""
    assert missing <= never | ours
    assert "checked.svg" in names
