"""What the elements of a web page are for."""

from typing import Any

from ingest.reading.cleaning import clean


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
