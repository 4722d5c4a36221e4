"""Whether the letters that a font stores are the letters that it draws: a small reading of outlines, font by font.

A PDF may draw one letter and store another (a false ToUnicode map); a person sees the one, a search the other. Each letter in use is
compared with the letters of three plain typefaces; a font of which most letters look like others is not believed.
"""

import ctypes
import math
import re
from functools import cache
from typing import Any

from ingest.reading.formats.pdf.drawings import Drawings
from ingest.reading.formats.pdf.words import Word

_SIDE = 16  # outlines are compared as pictures of 16 by 16 points
_REFERENCES = (b"Helvetica", b"Times-Roman", b"Courier", b"Helvetica-Bold", b"Times-Italic")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_ALIKE = ("cC", "oO0QD", "sS5", "vVyY", "wW", "xX", "zZ2", "il1IjJtfrL|", "pP", "kK", "uUnhbm", "aeg", "qg9", "bh6", "EF", "B8", "RK")
MIN_LETTERS = 6
MAX_LETTERS = 30
MIN_SHARE = 0.4  # honest typefaces reach 0.8 and more, false maps stay below 0.2

_ESCAPED = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}")

_Shape = tuple[int, float]
References = list[tuple[str, _Shape]]


def needs_proof(data: bytes) -> bool:
    """Whether a file can draw other letters than it stores: own maps, own fonts, or parts that hide such things from this glance."""
    return any(word in data for word in (b"ToUnicode", b"Differences", b"FontFile", b"ObjStm", b"Type3")) or bool(_ESCAPED.search(data))


def find_false_fonts(raw: Any, drawings: Drawings, words: list[Word], references: References) -> set[int]:
    """The places of text objects whose font draws other letters than it stores."""
    letters: dict[int, set[str]] = {}
    fonts: dict[int, Any] = {}
    sources: dict[int, set[int]] = {}
    font_of: dict[int, int] = {}
    for word in words:
        if word.source < 0:
            continue
        if word.source not in font_of:
            font = raw.FPDFTextObj_GetFont(drawings.texts[word.source])
            address = ctypes.cast(font, ctypes.c_void_p).value or 0
            font_of[word.source] = address
            fonts[address] = font
        address = font_of[word.source]
        letters.setdefault(address, set()).update(word.text)
        sources.setdefault(address, set()).add(word.source)
    false = [address for address, font in fonts.items() if address and not is_believable(raw, font, letters[address], references)]
    return {source for address in false for source in sources[address]}


def is_believable(raw: Any, font: Any, letters: set[str], references: References) -> bool:
    """Whether the letters drawn by a font look like the ones it stores. True where it cannot be told."""
    tried = right = 0
    for letter in sorted(letters & set(_LETTERS))[:MAX_LETTERS]:
        shape = _shape(raw, font, letter)
        if shape is None:
            continue
        tried += 1
        right += any(_class(letter) & _class(other) for other in _nearest(shape, references))
    return tried < MIN_LETTERS or right >= MIN_SHARE * tried


@cache
def load_references(raw: Any) -> References:
    """The letters of the plain typefaces that pdfium carries, each with its shape."""
    document = raw.FPDF_CreateNewDocument()
    found: References = []
    for name in _REFERENCES:
        font = raw.FPDFText_LoadStandardFont(document, name)
        if not font:
            continue
        for letter in _LETTERS:
            shape = _shape(raw, font, letter)
            if shape is not None:
                found.append((letter, shape))
        raw.FPDFFont_Close(font)
    raw.FPDF_CloseDocument(document)
    return found


def _nearest(shape: _Shape, references: References) -> list[str]:
    """The two letters that look most alike."""
    picture, ratio = shape
    apart = sorted(
        (((picture ^ other).bit_count() / _SIDE**2 + 0.25 * abs(ratio - other_ratio)), letter)
        for letter, (other, other_ratio) in references
    )
    best: list[str] = []
    for _, letter in apart:
        if letter not in best:
            best.append(letter)
        if len(best) == 2:
            break
    return best


@cache
def _class(letter: str) -> frozenset[int]:
    """Letters of one class are not told apart: c and C, l and 1."""
    return frozenset({at for at, group in enumerate(_ALIKE) if letter in group} | {-ord(letter)})


def _shape(raw: Any, font: Any, letter: str) -> _Shape | None:
    """A letter's outline as bits, filled, scaled to its own box; and the logarithm of its width by its height."""
    path = raw.FPDFFont_GetGlyphPath(font, ord(letter), 100.0)
    if not path:
        return None
    edges = _edges(raw, path)
    if not edges:
        return None
    xs = [x for edge in edges for x in (edge[0], edge[2])]
    ys = [y for edge in edges for y in (edge[1], edge[3])]
    left, bottom = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - bottom
    if width < 1e-3 or height < 1e-3:
        return None
    picture = 0
    for row in range(_SIDE):
        y = bottom + (row + 0.5) * height / _SIDE
        crossings = sorted(x0 + (y - y0) * (x1 - x0) / (y1 - y0) for x0, y0, x1, y1 in edges if (y0 <= y) != (y1 <= y))
        for enters, leaves in zip(crossings[0::2], crossings[1::2], strict=False):
            first = max(0, math.ceil((enters - left) * _SIDE / width - 0.5))
            last = min(_SIDE - 1, math.floor((leaves - left) * _SIDE / width - 0.5))
            for column in range(first, last + 1):
                picture |= 1 << (row * _SIDE + column)
    return picture, math.log(width / height)


def _edges(raw: Any, path: Any) -> list[tuple[float, float, float, float]]:
    """The outline as straight pieces: curves are cut into four."""
    x, y = ctypes.c_float(), ctypes.c_float()
    edges: list[tuple[float, float, float, float]] = []
    start = now = (0.0, 0.0)
    curve: list[tuple[float, float]] = []
    for at in range(min(raw.FPDFGlyphPath_CountGlyphSegments(path), 2000)):
        segment = raw.FPDFGlyphPath_GetGlyphPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            edges.append((*now, *start))
            start = now = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            edges.append((*now, *point))
            now = point
        else:
            curve.append(point)
            if len(curve) == 3:
                begin = now
                for step in (0.25, 0.5, 0.75, 1.0):
                    ahead = _on_curve(begin, curve, step)
                    edges.append((*now, *ahead))
                    now = ahead
                curve = []
        if raw.FPDFPathSegment_GetClose(segment):
            edges.append((*now, *start))
            now = start
    edges.append((*now, *start))
    return [edge for edge in edges if edge[1] != edge[3]]


def _on_curve(begin: tuple[float, float], curve: list[tuple[float, float]], t: float) -> tuple[float, float]:
    """A point of a cubic Bezier curve. Range: `t` 0 to 1."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    points = (begin, *curve)
    return sum(w * p[0] for w, p in zip(weights, points, strict=True)), sum(w * p[1] for w, p in zip(weights, points, strict=True))
