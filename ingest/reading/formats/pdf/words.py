"""The words of a page, where they stand and how they look, in display coordinates: points from the top left corner."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

from ingest.reading.cleaning import clean

MAX_CHARS_A_PAGE = 60_000
MAX_STACKED = 6  # letters on one point: ligatures and soft hyphens have two or three
_GAP_OF_SIZE = 0.18  # a gap wider than this share of the type size parts two words
_BOLD_FLAG = 1 << 18  # PDF 32000-1, table 123: ForceBold
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}  # how pdfium gives a hyphen at the end of a line


@dataclass(slots=True, eq=False)
class Word:
    """One word. `x0 < x1`, `y0 < y1` (down the page), `base` its baseline, `size` in points, `source` the place of its text object.

    `is_packed` means that many letters are stored for one shape, so that none of them was drawn as such.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    is_bold: bool
    is_upright: bool
    source: int
    is_packed: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the word."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates turn into display coordinates. `turn` is 0, 1, 2 or 3 quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """Points across, as displayed."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Points down, as displayed."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as x0, y0, x1, y1."""
        one, other = self.point(left, bottom), self.point(right, top)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


@dataclass(frozen=True, slots=True)
class _Ink:
    """What all characters of one text object share."""

    size: float
    is_bold: bool
    is_upright: bool


def read_words(raw: Any, text_page: Any, frame: Frame, places: dict[int, int]) -> tuple[list[Word], bool]:
    """The words of a page in the order of its content, and whether the page was cut at MAX_CHARS_A_PAGE.

    `places` maps the address of a text object to its place in drawing order.
    """
    n_chars = raw.FPDFText_CountChars(text_page)
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    inks: dict[int, _Ink] = {}
    words: list[Word] = []
    word: Word | None = None
    letters: list[str] = []

    stacked: list[Word] = []  # the words of the letters that stand on one and the same point
    spot = (math.nan, math.nan)
    n_stacked = 0

    def close() -> None:
        nonlocal word
        if word is not None:
            word.text = clean("".join(letters))
            if word.text:
                words.append(word)
        letters.clear()
        word = None

    for at in range(min(n_chars, MAX_CHARS_A_PAGE)):
        code = raw.FPDFText_GetUnicode(text_page, at)
        if (code <= 32 and code != 2) or code == 0xA0:
            close()
            continue
        address = ctypes.cast(raw.FPDFText_GetTextObject(text_page, at), ctypes.c_void_p).value or 0
        raw.FPDFText_GetLooseCharBox(text_page, at, box)
        raw.FPDFText_GetCharOrigin(text_page, at, x, y)
        ink = inks.get(address)
        if ink is None:
            ink = inks[address] = _ink(raw, text_page, at, frame)
        x0, y0, x1, y1 = frame.box(box.left, box.bottom, box.right, box.top)
        base = frame.point(x.value, y.value)[1]
        letter = _HYPHENS.get(code) or (chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd")
        is_stacked = spot == (x.value, y.value)
        if word is not None and not is_stacked and not _goes_on(word, ink, x0, y0, base, places.get(address, -1)):
            close()
        if word is None:
            word = Word("", x0, y0, x1, y1, base, ink.size, ink.is_bold, ink.is_upright, places.get(address, -1))
        else:
            word.x0, word.x1 = min(word.x0, x0), max(word.x1, x1)
            word.y0, word.y1 = min(word.y0, y0), max(word.y1, y1)
        letters.append(letter)
        if is_stacked:
            n_stacked += 1
        else:
            spot, n_stacked, stacked = (x.value, y.value), 1, []
        stacked.append(word)
        if n_stacked >= MAX_STACKED:
            for other in stacked:
                other.is_packed = True
    close()
    return words, n_chars > MAX_CHARS_A_PAGE


def _goes_on(word: Word, ink: _Ink, x0: float, y0: float, base: float, source: int) -> bool:
    """Whether the next character belongs to the word."""
    if ink.is_upright != word.is_upright:
        return False
    if not word.is_upright:
        return source == word.source
    reach = max(ink.size, 1.0)
    return abs(base - word.base) <= 0.35 * reach and -0.6 * reach <= x0 - word.x1 <= _GAP_OF_SIZE * reach


def _ink(raw: Any, text_page: Any, at: int, frame: Frame) -> _Ink:
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text_page, at))
    turn = 0.0
    if raw.FPDFText_GetMatrix(text_page, at, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        turn = math.degrees(math.atan2(matrix.b, matrix.a))
    turn = (turn - 90 * frame.turn) % 360
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, 256, flags)
    shown_name = name.value.lower()
    is_bold = any(part in shown_name for part in (b"bold", b"black", b"heavy", b"semibold", b"demi")) or bool(flags.value & _BOLD_FLAG)
    is_bold = is_bold or raw.FPDFText_GetFontWeight(text_page, at) >= 600
    return _Ink(abs(size), is_bold, turn < 8 or turn > 352)
