"""What the elements of a web page are for."""

import re
from typing import Any

from ingest.reading.blocks import BlockKind
from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer

_LINK_PARTS = frozenset(
    ("menu", "nav", "navigation", "sidebar", "side-bar", "side-nav", "topbar", "top-nav", "mainmenu", "quick-links", "tabs")
)
_EDGE_PARTS = frozenset(("header", "footer", "masthead", "branding", "copyright", "site-info", "colophon", "topbar"))
_MAX_EDGE_CHARS = 400
_CARD = re.compile(r"(?:^|[\s_-])(?:faq|accordion|card|panel|q-?and-?a|toggle)", re.IGNORECASE)


def is_clutter(element: Any, names: str) -> bool:
    """A part of a saved page around its content, by its class or id: mostly links, or a short header or footer without a title or table."""
    said = {name.casefold() for name in names.split()}
    if not said & (_LINK_PARTS | _EDGE_PARTS):
        return False
    words = clean(" ".join(element.itertext()))
    linked = clean(" ".join(" ".join(link.itertext()) for link in element.iter("a")))
    if said & _LINK_PARTS and len(linked) >= 0.6 * len(words):
        return True
    has_content = any(inner.tag in ("h1", "h2", "table", "main") for inner in element.iter())
    return bool(said & _EDGE_PARTS) and len(words) <= _MAX_EDGE_CHARS and not has_content


def closes_section(element: Any, tag: str, above: list[tuple[int, str]], composer: Composer) -> bool:
    """Whether headings inside an element end with it: it is a part of its own under the headings above, with text below its heading."""
    if not above or composer.headings == above or composer.headings[: len(above)] != above:
        return False
    is_part = tag in ("section", "article", "details") or (tag in ("div", "li") and bool(_CARD.search(element.get("class") or "")))
    return is_part and bool(composer.blocks) and composer.blocks[-1].kind is not BlockKind.HEADING


def main_part(body: Any) -> Any:
    """The element that holds the page's own content, where it names one and it is not empty."""
    found = [
        element for element in body.iter("main", "div", "section", "article") if element.tag == "main" or element.get("role") == "main"
    ]
    if found and len(clean("".join(found[0].itertext()))) >= 40:
        return found[0]
    return None


def span(value: str | None) -> int:
    """A colspan or rowspan; 1 for anything odd."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 4 else 1


def is_layout(table: Any) -> bool:
    """A table that only arranges the page: its cells are read as running text."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    if table.find(".//th") is not None:
        return False
    widths = {sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")}
    return not widths or widths <= {0, 1} or any(element.tag in ("h1", "h2", "h3", "h4", "nav", "form") for element in table.iter())


def holds(element: Any, inner: Any) -> bool:
    """Whether an element is around another."""
    return any(above is element for above in inner.iterancestors())
