"""Tables that stand side by side: the page is cut into strips there, each read from top to bottom before the next.

Told by tables whose rules stand beside one another, or by a line of column headings that says the same two or three times.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.reading.formats.pdf.lines import Line, Piece
from ingest.reading.formats.pdf.ruled import FoundTable
from ingest.reading.formats.pdf.words import Word

_MAX_LEADING_OF_SIZE = 3.2
_MAX_TITLES = 3  # lines above the tables that may be their titles


@dataclass(slots=True)
class Strip:
    """A part of a page that is read on its own."""

    lines: list[Line]
    tables: list[FoundTable] = field(default_factory=list[FoundTable])


def cut_into_strips(lines: Sequence[Line], tables: Sequence[FoundTable]) -> list[Strip]:
    """The strips of a page in reading order; one strip with everything where nothing stands side by side."""
    left_lines, left_tables = list(lines), sorted(tables, key=lambda table: table.box[1])
    strips: list[Strip] = []
    while True:
        band = _beside_by_rules(left_lines, left_tables) or _beside_by_headings(left_lines)
        if band is None:
            break
        first, end, edges = band
        top = left_lines[first].base - left_lines[first].size if first < len(left_lines) else 0.0
        if first == end:
            top = min(table.box[1] for table in left_tables)
        bottom = left_lines[end].y0 if end < len(left_lines) else float("inf")
        above = [table for table in left_tables if table.box[1] < top - 1]
        below = [table for table in left_tables if table.box[1] >= bottom]
        inside = [table for table in left_tables if table not in above and table not in below]
        if left_lines[:first] or above:
            strips.append(Strip(left_lines[:first], above))
        bounds = [float("-inf"), *edges, float("inf")]
        for low, high in pairwise(bounds):
            held = [line for line in (_between(line, low, high) for line in left_lines[first:end]) if line is not None]
            strips.append(Strip(held, [table for table in inside if low <= table.box[0] < high]))
        left_lines, left_tables = left_lines[end:], below
    if left_lines or left_tables or not strips:
        strips.append(Strip(left_lines, left_tables))
    return strips


_Band = tuple[int, int, list[float]]


def _between(line: Line, low: float, high: float) -> Line | None:
    pieces: list[Piece] = []
    for piece in line.pieces:
        words = [word for word in piece.words if low <= word.centre[0] < high]
        if words:
            pieces.append(Piece(words))
    return Line(pieces) if pieces else None


def _beside_by_rules(lines: Sequence[Line], tables: Sequence[FoundTable]) -> _Band | None:
    """The first ruled tables that stand beside one another, with the titles above them."""
    for table in tables:
        row = [other for other in tables if other.box[1] < table.box[3] - 8 and other.box[3] > table.box[1] + 8]
        row.sort(key=lambda other: other.box[0])
        if len(row) < 2 or any(one.box[2] > other.box[0] for one, other in pairwise(row)):
            continue
        gaps = [[one.box[2], other.box[0]] for one, other in pairwise(row)]
        top, bottom = min(other.box[1] for other in row), max(other.box[3] for other in row)
        first = next((at for at, line in enumerate(lines) if line.base > top), len(lines))
        end = next((at for at, line in enumerate(lines) if line.y0 >= bottom - 1), len(lines))
        first, edges = _with_titles(lines, first, gaps, top)
        return first, max(end, first), edges
    return None


def _beside_by_headings(lines: Sequence[Line]) -> _Band | None:
    """The first line whose words say the same again and again, as far as the gaps between its parts stay open."""
    for at, line in enumerate(lines):
        words = [word for piece in line.pieces for word in piece.words]
        n_parts = _n_repeats(words)
        if n_parts < 2:
            continue
        size = len(words) // n_parts
        gaps = [[words[size * part - 1].x1, words[size * part].x0] for part in range(1, n_parts)]
        if any(high - low < 1.05 * line.size for low, high in gaps):
            continue
        end = at + 1
        while end < len(lines):
            now = lines[end]
            if now.base - lines[end - 1].base > _MAX_LEADING_OF_SIZE * max(now.size, lines[end - 1].size):
                break
            narrowed = [_narrowed(gap, now) for gap in gaps]
            if not all(low + 0.5 * now.size < high for low, high in narrowed):
                break
            gaps = narrowed
            end += 1
        if end - at < 3:
            continue
        end = _without_rest(lines, at, end, gaps)
        first, edges = _with_titles(lines, at, gaps, line.base)
        return first, end, edges
    return None


def _narrowed(gap: list[float], line: Line) -> list[float]:
    low, high = gap
    for piece in line.pieces:
        if piece.x1 <= high:
            low = max(low, piece.x1)
        elif piece.x0 >= low:
            high = min(high, piece.x0)
        else:
            return [high, low]
    return [low, high]


def _n_repeats(words: Sequence[Word]) -> int:
    """How often a row of column headings says the same; 1 when it does not."""
    texts = [word.text.casefold() for word in words]
    if any(sign.isdigit() for text in texts for sign in text):
        return 1
    for n_parts in range(6, 1, -1):
        size, rest = divmod(len(texts), n_parts)
        if not rest and size > 1 and texts == texts[:size] * n_parts and len(set(texts[:size])) > 1:
            return n_parts
    return 1


def _with_titles(lines: Sequence[Line], first: int, gaps: list[list[float]], below: float) -> tuple[int, list[float]]:
    """The first of the lines above that have a piece over each of two parts or more, and where the parts are cut."""
    for _ in range(_MAX_TITLES):
        if first == 0:
            break
        line = lines[first - 1]
        narrowed = [_narrowed(gap, line) for gap in gaps]
        homes = {sum(piece.x0 >= high - 1 for _, high in narrowed) for piece in line.pieces}
        is_open = all(low < high for low, high in narrowed)
        if not is_open or len(homes) < 2 or below - line.base > 2 * _MAX_LEADING_OF_SIZE * line.size:
            break
        gaps = narrowed
        below = line.base
        first -= 1
    return first, [(low + high) / 2 for low, high in gaps]


def _without_rest(lines: Sequence[Line], start: int, end: int, gaps: list[list[float]]) -> int:
    """The end of a band without the lines that come after it: set apart by more than the rows are, and beside nothing."""
    while end - start > 3:
        homes = {sum(piece.x0 >= high - 1 for _, high in gaps) for piece in lines[end - 1].pieces}
        usual = lines[start + 1].base - lines[start].base
        if len(homes) > 1 or lines[end - 1].base - lines[end - 2].base <= 1.3 * usual:
            break
        end -= 1
    return end
