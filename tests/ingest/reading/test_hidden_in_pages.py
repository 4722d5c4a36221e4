"""What a web page or a Markdown file hides reaches no block and becomes a note; what it shows stays."""

import pytest

from tests.ingest.reading.limits import FACT, MORE, SECRET, check_hidden, read, words


def page(inside: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Meals</title>{head}</head><body><h1>Meals</h1><p>{FACT}</p>{inside}<p>{MORE}</p></body></html>".encode()  # noqa: E501


HIDDEN_IN_PAGES = {
    "display none": page(f'<div style="display:none">{SECRET}</div>'),
    "display none in a nested part": page(f'<div style="display: none !important"><p><b>{SECRET}</b></p></div>'),
    "display none by class": page(f'<p class="q">{SECRET}</p>', "<style>.q{display:none}</style>"),
    "display none by a longer selector": page(f'<div id="a"><p class="b c">{SECRET}</p></div>', "<style>@media screen{#a > p.b{display:none}}</style>"),  # noqa: E501
    "visibility hidden": page(f'<p style="visibility:hidden">{SECRET}</p>'),
    "hidden attribute": page(f"<p hidden>{SECRET}</p>"),
    "aria-hidden": page(f'<p aria-hidden="true">{SECRET}</p>'),
    "zero font": page(f'<span style="font-size:0">{SECRET}</span>'),
    "one pixel font": page(f'<p style="font-size:1px">{SECRET}</p>'),
    "white on white": page(f'<p style="color:#fff">{SECRET}</p>'),
    "nearly white": page(f'<p style="color:rgb(254, 254, 253)">{SECRET}</p>'),
    "colour of its box": page(f'<div style="background-color:#003366"><p style="color:#003367">{SECRET}</p></div>'),
    "font tag in white": page(f'<font color="white">{SECRET}</font>'),
    "transparent": page(f'<p style="opacity:0">{SECRET}</p>'),
    "moved away": page(f'<p style="position:absolute;left:-9999px">{SECRET}</p>'),
    "indented away": page(f'<p style="text-indent:-9999px">{SECRET}</p>'),
    "clipped": page(f'<p style="position:absolute;clip:rect(0,0,0,0)">{SECRET}</p>'),
    "cut off by its box": page(f'<div style="height:0;overflow:hidden">{SECRET}</div>'),
    "for screen readers": page(f'<p class="sr-only">{SECRET}</p>'),
    "a comment": page(f"<!-- {SECRET} -->"),
    "a comment before the page": f"<!doctype html><!-- {SECRET} -->".encode() + page("")[15:],
    "a template": page(f"<template><p>{SECRET}</p></template>"),
    "noscript": page(f"<noscript><p>{SECRET}</p></noscript>"),
    "a meta description": page("", f'<meta name="description" content="{SECRET}">'),
    "linked data": page("", f'<script type="application/ld+json">{{"text": "{SECRET}"}}</script>'),
    "a hidden field": page(f'<form><input type="hidden" value="{SECRET}"></form>'),
    "a title attribute": page(f'<p title="{SECRET}">Ask the office.</p>'),
    "a hidden row": page(f'<table><tr><th>A</th><th>B</th></tr><tr style="display:none"><td>{SECRET}</td><td>1</td></tr><tr><td>x</td><td>2</td></tr></table>'),  # noqa: E501
    "a hidden cell": page(f'<table><tr><th>A</th><th>B</th></tr><tr><td>x<span hidden>{SECRET}</span></td><td>2</td></tr></table>'),
    "letters without a shape": page("<p>Ask" + "".join(chr(0xE0000 + ord(sign)) for sign in SECRET) + " the office.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("technique", HIDDEN_IN_PAGES)
def test_what_a_web_page_hides_is_noted_and_not_read(technique: str) -> None:
    check_hidden(HIDDEN_IN_PAGES[technique], "meals.html")


SHOWN_IN_PAGES = {
    "white on a dark box": page(f'<div style="background:#003366;color:#ffffff"><p>{SECRET}</p></div>'),
    "visible inside a hidden part": page(f'<div style="visibility:hidden"><p style="visibility:visible">{SECRET}</p></div>'),
    "hidden only in print": page(f'<p class="q">{SECRET}</p>', "<style>@media print{.q{display:none}}</style>"),
    "a rule for another class": page(f'<p class="r">{SECRET}</p>', "<style>.q{display:none}</style>"),
    "small print": page(f'<p style="font-size:9px">{SECRET}</p>'),
    "grey": page(f'<p style="color:#999">{SECRET}</p>'),
    "hidden and then shown": page(f'<p class="q r">{SECRET}</p>', "<style>.q{display:none} .r{display:block}</style>"),
}


@pytest.mark.parametrize("technique", SHOWN_IN_PAGES)
def test_what_a_web_page_shows_is_read(technique: str) -> None:
    document = read(SHOWN_IN_PAGES[technique], "meals.html")
    assert SECRET in words(document)
    assert not any(note.code == "hidden_text" for note in document.notes)


@pytest.mark.parametrize(
    "inside",
    [f"<!-- {SECRET} -->", f'[Ask us](https://schools.example "{SECRET}")', f'[unused]: https://schools.example "{SECRET}"', f'<p style="display:none">{SECRET}</p>'],  # noqa: E501
    ids=["comment", "link title", "reference definition", "raw html"],
)  # fmt: skip
def test_what_markdown_hides_is_noted_and_not_read(inside: str) -> None:
    check_hidden(f"# Meals\n\n{FACT}\n\n{inside}\n\n{MORE}\n".encode(), "meals.md")
