"""Bullets that are drawn rather than written, as web browsers print them: small marks beside the first word of a line."""

from collections.abc import Sequence

from ingest.reading.formats.pdf.drawings import Drawings
from ingest.reading.formats.pdf.words import Word

_MAX_GAP = 26.0  # points from a bullet to its words
_MIN_GAP = 2.0


def bullets_of(drawings: Drawings, words: Sequence[Word]) -> list[Word]:
    """A bullet sign for every small mark that stands right before the first word of a line."""
    found: list[Word] = []
    for x0, y0, x1, y1 in drawings.dots[:2000]:
        middle = (y0 + y1) / 2
        beside = [word for word in words if word.is_upright and word.y0 <= middle <= word.y1]
        after = min((word for word in beside if word.x0 >= x1), key=lambda word: word.x0, default=None)
        if after is None or not _MIN_GAP <= after.x0 - x1 <= _MAX_GAP or max(x1 - x0, y1 - y0) > 0.75 * after.size:
            continue
        if any(word.x1 <= x0 + 1 and x0 - word.x1 < 2 * _MAX_GAP for word in beside):
            continue
        found.append(Word("•", x0, after.y0, x1, after.y1, after.base, after.size, False, True, -1))
    return found
