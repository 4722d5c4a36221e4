"""Page headers and footers: lines near the edge of the paper that come back on other pages, and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.reading.formats.pdf.lines import Line

_EDGE = 0.12  # share of the page's height at the top and at the bottom where furniture stands
_NUMBER = re.compile(
    r"^(?:[-–—|]?\s*)?(?:(?:page|p[aá]gina|p\.|pg\.?)\s*)?\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?(?:\s*[-–—|])?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def find_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the places of the lines that are furniture."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        seen.update({_key(line, height) for line in lines if _is_at_edge(line, height)})
    found: list[set[int]] = []
    needed = max(2, (len(pages) + 2) // 3)
    for lines, height in zip(pages, heights, strict=True):
        places: set[int] = set()
        for at, line in enumerate(lines):
            if not _is_at_edge(line, height):
                continue
            pieces = [piece.text.strip() for piece in (line.pieces[0], line.pieces[-1])]
            is_numbered = any(_NUMBER.match(text) and re.search(r"[A-Za-z]", text) for text in pieces)
            if (
                is_numbered
                or (_NUMBER.match(line.text.strip()) and _is_outermost(lines, at))
                or (len(pages) > 1 and seen[_key(line, height)] + _near(seen, line, height) >= needed)
            ):
                places.add(at)
        found.append(places)
    return found


def _is_at_edge(line: Line, height: float) -> bool:
    return line.y1 <= _EDGE * height or line.y0 >= (1 - _EDGE) * height


def _is_outermost(lines: Sequence[Line], at: int) -> bool:
    return at in (0, len(lines) - 1)


def _key(line: Line, height: float) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.base / 6)


def _near(seen: Counter[tuple[str, int]], line: Line, height: float) -> int:
    """Counts of the same words half a line higher or lower: baselines are rounded."""
    text, row = _key(line, height)
    return seen[text, row - 1] + seen[text, row + 1]
