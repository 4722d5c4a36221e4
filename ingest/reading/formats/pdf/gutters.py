"""Columns that stand closer than a wide gap: words that begin at the same place in line after line, and the days of a calendar."""

from collections.abc import Sequence

from ingest.reading.formats.pdf.lines import Line, Piece
from ingest.reading.formats.pdf.words import Word
from ingest.reading.grids import is_week

_SAME_START = 1.3  # points
_MIN_GAP_OF_SIZE = (
    0.42  # a space is a quarter of the type size; stretched ones of justified lines rarely reach this at one place three times
)
_MAX_LEADING_OF_SIZE = 3.2
_MIN_LINES = 3
_MAX_DAY = 31


def split_at_gutters(lines: Sequence[Line]) -> list[Line]:
    """Lines whose pieces are parted where the lines around them show a column: one of them has a wide gap there."""
    lines = _weeks_parted(lines)
    starts: list[list[float]] = [[] for _ in lines]
    tried: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        for piece in line.pieces[1:]:
            first, end = _reach(lines, at, piece.x0)
            if end - first < _MIN_LINES or (first, round(piece.x0)) in tried:
                continue
            tried.add((first, round(piece.x0)))
            if sum(_begins(now, piece.x0) for now in lines[first:end]) >= _MIN_LINES:
                for now in range(first, end):
                    starts[now].append(piece.x0)
    return [_parted(line, found) if found else line for line, found in zip(lines, starts, strict=True)]


def _reach(lines: Sequence[Line], at: int, x: float) -> tuple[int, int]:
    """The lines around one, as far as no word lies across a place."""
    first, end = at, at + 1
    while first > 0 and _is_near(lines[first - 1], lines[first]) and not _crosses(lines[first - 1], x):
        first -= 1
    while end < len(lines) and _is_near(lines[end - 1], lines[end]) and not _crosses(lines[end], x):
        end += 1
    return first, end


def _is_near(above: Line, below: Line) -> bool:
    return below.base - above.base <= _MAX_LEADING_OF_SIZE * min(below.size, above.size)


def _crosses(line: Line, x: float) -> bool:
    return any(word.x0 < x - _SAME_START and word.x1 > x for piece in line.pieces for word in piece.words)


def _begins(line: Line, x: float) -> bool:
    for piece in line.pieces:
        for at, word in enumerate(piece.words):
            if abs(word.x0 - x) <= _SAME_START:
                return at == 0 or word.x0 - piece.words[at - 1].x1 >= _MIN_GAP_OF_SIZE * word.size
    return False


def _parted(line: Line, starts: list[float]) -> Line:
    pieces: list[Piece] = []
    for piece in line.pieces:
        first = 0
        for at in range(1, len(piece.words)):
            word, before = piece.words[at], piece.words[at - 1]
            is_start = any(abs(word.x0 - x) <= _SAME_START for x in starts)
            if is_start and word.x0 - before.x1 >= _MIN_GAP_OF_SIZE * word.size:
                pieces.append(Piece(piece.words[first:at]))
                first = at
        pieces.append(Piece(piece.words[first:]))
    return Line(pieces)


def _weeks_parted(lines: Sequence[Line]) -> list[Line]:
    """The days of a small calendar each on their own: a line of weekdays, and the lines of nothing but days below it."""
    found: list[Line] = []
    is_inside = False
    for line in lines:
        words = [word for piece in line.pieces for word in piece.words]
        is_inside = is_week([word.text for word in words]) or (is_inside and all(_is_day(word) for word in words))
        found.append(Line([Piece([word]) for word in words]) if is_inside else line)
    return found


def _is_day(word: Word) -> bool:
    return word.text.isascii() and word.text.isdigit() and 1 <= int(word.text) <= _MAX_DAY
