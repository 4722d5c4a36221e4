"""Lines to headings, paragraphs and list items, in the order in which a person reads them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.formats.pdf.lines import Line, Piece, is_marker, marker_number
from ingest.reading.formats.pdf.ruled import FoundTable

_HEADING_GROWTH = 1.12
MAX_HEADING_CHARS = 160
_LEADERS = re.compile(r"(?:\s?[.·…_]){6,}\s*\S{0,6}$")  # dots that lead to a page number in a table of contents
_ENDS_SENTENCE = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the document. `kind` is heading, paragraph, item, aside (text that is no block) or table."""

    kind: str
    text: str
    page: int
    level: int = 0
    table: FoundTable | None = None


@dataclass(frozen=True, slots=True)
class Typography:
    """What sizes mean in this document: the size of running text, and the larger ones from the largest down."""

    body: float
    larger: tuple[float, ...]

    def level(self, piece: Piece) -> int:
        """The level of a heading set like this; 0 for running text."""
        for at, size in enumerate(self.larger):
            if piece.size >= size - 0.3:
                return at + 1
        return len(self.larger) + 1 if piece.is_bold and piece.size >= 0.92 * self.body else 0


def typography(lines: Sequence[Line], all_lines: Sequence[Line]) -> Typography:
    """Judge the sizes of a whole document: running text is what most letters outside tables (`lines`) are set in."""
    counts: Counter[float] = Counter()
    plain = {id(line) for line in lines if len(line.pieces) == 1}
    for line in [*lines, *all_lines]:
        # Plain lines outside tables say most; the words of tables count where there is nothing else, bold ones last.
        weight = 0.01 if all(piece.is_bold for piece in line.pieces) else 1.0 if id(line) in plain else 0.1
        counts[_half(line.size)] += int(100 * weight) * len(line.text)
    if not counts:
        return Typography(10.0, ())
    body = counts.most_common(1)[0][0]
    larger = sorted((size for size in counts if size >= _HEADING_GROWTH * body), reverse=True)
    merged: list[float] = []
    for size in larger:
        if not merged or merged[-1] - size > 0.6:
            merged.append(size)
    return Typography(body, tuple(merged[:5]))


def _half(size: float) -> float:
    return round(size * 2) / 2


def arrange(lines: Sequence[Line], tables: Sequence[FoundTable], sizes: Typography, page: int) -> list[Part]:
    """The parts of one page in reading order: bands between full-width lines and tables, columns inside a band one after the other."""
    parts: list[Part] = []
    pending: list[Line] = []
    ordered: list[tuple[float, Line | FoundTable]] = [(line.base, line) for line in lines]
    ordered += [((table.box[1] + min(table.box[3], table.box[1] + 12)) / 2, table) for table in tables]
    ordered.sort(key=lambda entry: entry[0])
    for _, entry in ordered:
        if isinstance(entry, Line):
            pending.append(entry)
            continue
        parts += _running(pending, sizes, page)
        pending = []
        parts.append(Part("table", "", page, table=entry))
    return parts + _running(pending, sizes, page)


def _running(lines: list[Line], sizes: Typography, page: int) -> list[Part]:
    """Running text: where a gutter runs through many lines the left column is read before the right one."""
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        end, gutter = _columns(lines, at)
        if gutter is None:
            start = at
            while at < len(lines) and _columns(lines, at)[1] is None:
                at += 1
            ahead = _columns(lines, at)[1] if at < len(lines) else None
            n_early = 0 if ahead is None else _n_early(lines, start, at, ahead)
            parts += _paragraphs([_joined(line) for line in lines[start : at - n_early]], sizes, page)
            at -= n_early
            if n_early:
                end, gutter = _columns(lines, at + n_early)
                parts += _band(lines[at:end], gutter or 0.0, sizes, page)
                at = end
            continue
        parts += _band(lines[at:end], gutter, sizes, page)
        at = end
    return parts


def _band(band: Sequence[Line], gutter: float, sizes: Typography, page: int) -> list[Part]:
    """Two columns, the left one first."""
    parts: list[Part] = []
    for is_left in (True, False):
        column: list[Piece] = []
        for line in band:
            words = [word for piece in line.pieces if (piece.x1 <= gutter) is is_left for word in piece.words]
            if words:
                column.append(Piece(words))
        parts += _paragraphs(column, sizes, page)
    return parts


def _n_early(lines: Sequence[Line], start: int, at: int, gutter: float) -> int:
    """How many lines right above a band belong to one of its columns, though the other has nothing beside them."""
    n_early = 0
    while at - n_early > start:
        line = lines[at - n_early - 1]
        is_one_sided = all(piece.x1 <= gutter for piece in line.pieces) or all(piece.x0 >= gutter for piece in line.pieces)
        is_near = lines[at - n_early].base - line.base <= 1.75 * max(line.size, lines[at - n_early].size)
        if not is_one_sided or not is_near or line.size > 1.6 * lines[at].size:
            break
        n_early += 1
    return n_early


def _joined(line: Line) -> Piece:
    return Piece([word for piece in line.pieces for word in piece.words])


def _columns(lines: list[Line], start: int) -> tuple[int, float | None]:
    """Where a band of two columns that starts here ends, and the x between its columns; None when none starts here."""
    line = lines[start]
    if len(line.pieces) != 2:
        return start + 1, None
    low, high = line.pieces[0].x1, line.pieces[1].x0
    end = start + 1
    n_both = 1
    while end < len(lines):
        now = lines[end]
        left = [piece for piece in now.pieces if piece.x1 <= high]
        right = [piece for piece in now.pieces if piece.x0 >= low]
        if len(left) + len(right) < len(now.pieces) or not now.pieces:
            break
        new_low = max([low, *(piece.x1 for piece in left if piece not in right)])
        new_high = min([high, *(piece.x0 for piece in right if piece not in left)])
        if new_high - new_low < 0.6 * now.size:
            break
        low, high = new_low, new_high
        n_both += bool(left) and bool(right)
        end += 1
    return (end, (low + high) / 2) if n_both >= 4 else (start + 1, None)


def _paragraphs(pieces: list[Piece], sizes: Typography, page: int) -> list[Part]:
    parts: list[Part] = []
    right = max((piece.x1 for piece in pieces), default=0.0)
    at = 0
    while at < len(pieces):
        if _LEADERS.search(pieces[at].text):
            parts.append(Part("aside", pieces[at].text, page))
            at += 1
            continue
        level = _heading_level(pieces, at, sizes)
        end = at + 1
        if level:
            while end < len(pieces) and _same_heading(pieces[end - 1], pieces[end]) and _heading_level(pieces, end, sizes) == level:
                end += 1
            text = " ".join(piece.text for piece in pieces[at:end])
            parts.append(Part("heading", text, page, level))
            at = end
            continue
        while (
            end < len(pieces)
            and _goes_on(pieces, at, end, right)
            and not _LEADERS.search(pieces[end].text)
            and not _heading_level(pieces, end, sizes)
        ):
            end += 1
        group = pieces[at:end]
        if is_marker(group[0].words[0].text) and len(group[0].words) > 1:
            first = Piece(group[0].words[1:])
            text = join_lines([first.text, *(piece.text for piece in group[1:])])
            parts.append(Part("item", text, page, 1))
        else:
            parts.append(Part("paragraph", join_lines([piece.text for piece in group]), page))
        at = end
    return parts


def _heading_level(pieces: list[Piece], at: int, sizes: Typography) -> int:
    piece = pieces[at]
    level = sizes.level(piece)
    text = piece.text
    if not level or len(text) > MAX_HEADING_CHARS or not any(sign.isalpha() for sign in text):
        return 0
    if text.endswith((".", ",", ";")) and piece.size < 1.4 * sizes.body:
        return 0
    if piece.size < _HEADING_GROWTH * sizes.body:
        # Bold in the size of running text: a heading only when short and set apart.
        if len(text) > 90 or text.endswith((".", ",", ";")) or (is_marker(piece.words[0].text) and len(piece.words[0].text) == 1):
            return 0
        if at + 1 < len(pieces) and pieces[at + 1].is_bold and pieces[at + 1].text[:1].islower():
            return 0
    return level


def _same_heading(above: Piece, below: Piece) -> bool:
    return abs(above.size - below.size) < 0.5 and above.is_bold == below.is_bold and below.base - above.base <= 1.5 * below.size


def _goes_on(pieces: list[Piece], start: int, at: int, right: float) -> bool:
    """Whether a line goes on with the paragraph of the lines before it."""
    first, above, line = pieces[start], pieces[at - 1], pieces[at]
    gap = line.base - above.base
    if gap <= 0 or gap > 1.75 * max(line.size, above.size) or abs(line.size - above.size) > 0.15 * above.size + 0.3:
        return False
    if at - start >= 2:
        usual = above.base - pieces[at - 2].base
        if gap > 1.3 * usual + 0.5:
            return False
    if is_marker(line.words[0].text) and len(line.words) > 1:
        number, number_above = marker_number(line.words[0].text), marker_number(first.words[0].text)
        if number is None or number <= 1 or number_above is not None:  # "August / 21. The last day" is no item
            return False
    is_item = is_marker(first.words[0].text) and len(first.words) > 1
    if is_item:
        return line.x0 >= first.x0 + 0.5 * line.size or line.text[:1].islower()
    if line.x0 - first.x0 > 1.2 * line.size and at - start >= 2:
        return False
    room = right - above.x1
    next_word = line.words[0].x1 - line.words[0].x0
    return not (room > next_word + 2.5 * line.size and above.text.endswith(_ENDS_SENTENCE)) and not (
        room > max(next_word + 6 * line.size, 0.35 * (right - above.x0)) and not line.text[:1].islower()
    )


def join_lines(lines: Sequence[str]) -> str:
    """Lines of a paragraph as one text; a word that is parted at the end of a line is put together."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif re.search(r"[A-Za-zÀ-ÿ]-$", text) and re.match(r"[a-zà-ÿ]", line):
            text = text[:-1] + line
        elif text.endswith(("/", "–", "—")) and not text.endswith((" –", " —", " /")):
            text += line
        else:
            text = f"{text} {line}"
    return text
