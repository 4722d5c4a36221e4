"""Which words a person can see: the page is drawn with its text and without it, and a word that changes nothing is hidden.

White on white, covered, clipped, outside the page, on a hidden layer, invisible by render mode: all look the same here, as they do to a
reader. Words that lie over one another are then tried one by one.
"""

import ctypes
from dataclasses import dataclass
from typing import Any

from ingest.reading.formats.pdf.drawings import Drawings
from ingest.reading.formats.pdf.words import Frame, Word
from ingest.reading.problems import problem

MIN_POINTS = 2.0
_SCALE = 1.5  # pixels a point
_MAX_PIXELS = 4_000_000
_MIN_CHANGE = 22  # of 255 in any colour channel: the change that an eye can still find on white
_MAX_DRIFT = 128  # how far a pixel of a word drawn alone may differ on the full page, where other text lies over it
_MIN_SHARE = 0.012  # share of a word's box that must change; a full stop alone changes about 0.03
_MAX_TRIALS = 60


def part_hidden(
    raw: Any, page: Any, frame: Frame, drawings: Drawings, words: list[Word], false_fonts: set[int]
) -> tuple[list[Word], list[tuple[Word, str]]]:
    """Words that can be seen, and the others each with why not. Leaves the page drawn without text.

    `false_fonts` are the text objects whose font draws other letters than it stores.
    """
    if not words:
        return [], []
    reasons: dict[int, str] = {}
    for at, word in enumerate(words):
        if word.source in false_fonts or word.is_packed:
            reasons[at] = "the letters drawn are not the letters stored"
        elif word.size < MIN_POINTS or word.y1 - word.y0 < MIN_POINTS:
            reasons[at] = "type smaller than two points"
        elif word.x1 <= 0.5 or word.y1 <= 0.5 or word.x0 >= frame.width - 0.5 or word.y0 >= frame.height - 0.5:
            reasons[at] = "outside the page"
        elif word.source >= 0 and raw.FPDFTextObj_GetTextRenderMode(drawings.texts[word.source]) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            reasons[at] = "drawn without ink"
    _compare(raw, page, frame, drawings, words, reasons)
    seen = [word for at, word in enumerate(words) if at not in reasons]
    return seen, [(words[at], reason) for at, reason in sorted(reasons.items())]


def _compare(raw: Any, page: Any, frame: Frame, drawings: Drawings, words: list[Word], reasons: dict[int, str]) -> None:
    scale = min(_SCALE, (_MAX_PIXELS / max(frame.width * frame.height, 1.0)) ** 0.5)
    full = _draw(raw, page, frame, scale)
    for item in drawings.texts:
        raw.FPDFPageObj_SetIsActive(item, False)
    bare = _draw(raw, page, frame, scale)
    for at, word in enumerate(words):
        if at not in reasons and not _has_ink(full, bare, word):
            reasons[at] = "covered, in the colour of its background, or on a hidden layer"
    left = [at for at in range(len(words)) if at not in reasons]
    for n_trials, source in enumerate(sorted(_overlapping([words[at] for at in left]))):
        if n_trials >= _MAX_TRIALS:
            break
        # Drawn alone on the bare page: what it changes must also show on the full page.
        raw.FPDFPageObj_SetIsActive(drawings.texts[source], True)
        alone = _draw(raw, page, frame, scale)
        raw.FPDFPageObj_SetIsActive(drawings.texts[source], False)
        for at in left:
            if words[at].source == source and not _has_ink(alone, bare, words[at], full):
                reasons[at] = "under or inside other text"


@dataclass(frozen=True, slots=True)
class _Picture:
    """A drawn page: three bytes a pixel, `stride` bytes a row, `scale` pixels a point."""

    pixels: bytes
    width: int
    height: int
    stride: int
    scale: float


def _has_ink(one: _Picture, other: _Picture, word: Word, shown: _Picture | None = None) -> bool:
    """Whether two pictures differ inside a word's box by enough pixels; with `shown`, only where it is like `one`."""
    x0, x1 = max(int(word.x0 * one.scale), 0), min(int(word.x1 * one.scale) + 1, one.width)
    y0, y1 = max(int(word.y0 * one.scale), 0), min(int(word.y1 * one.scale) + 1, one.height)
    if x1 <= x0 or y1 <= y0:
        return False
    needed = max(1.0, _MIN_SHARE * (x1 - x0) * (y1 - y0))
    n_changed = 0
    for y in range(y0, y1):
        low, high = y * one.stride + 3 * x0, y * one.stride + 3 * x1
        a, b = one.pixels[low:high], other.pixels[low:high]
        if a == b:
            continue
        changed = [abs(p - q) >= _MIN_CHANGE for p, q in zip(a, b, strict=True)]
        if shown is not None:
            c = shown.pixels[low:high]
            changed = [is_changed and abs(p - r) < _MAX_DRIFT for is_changed, p, r in zip(changed, a, c, strict=True)]
        n_changed += max(sum(changed[0::3]), sum(changed[1::3]), sum(changed[2::3]))
        if n_changed >= needed:
            return True
    return False


def _overlapping(words: list[Word]) -> set[int]:
    """Text objects of which a word lies over a word of another object for a third of its area or more."""
    found: set[int] = set()
    rows: dict[int, list[Word]] = {}
    for word in words:
        for row in range(int(word.y0) // 20, int(word.y1) // 20 + 1):
            rows.setdefault(row, []).append(word)
    for row in rows.values():
        row.sort(key=lambda word: word.x0)
        for at, one in enumerate(row):
            for other in row[at + 1 : at + 40]:
                if other.x0 >= one.x1:
                    break
                if other.source == one.source:
                    continue
                across = min(one.x1, other.x1) - max(one.x0, other.x0)
                down = min(one.y1, other.y1) - max(one.y0, other.y0)
                smaller = min((word.x1 - word.x0) * (word.y1 - word.y0) for word in (one, other))
                if across > 0 and down > 0 and across * down > 0.33 * smaller:
                    found.update((one.source, other.source))
    return {source for source in found if source >= 0}


def _draw(raw: Any, page: Any, frame: Frame, scale: float) -> _Picture:
    """The page as a person sees it now."""
    width, height = max(1, int(frame.width * scale)), max(1, int(frame.height * scale))
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise problem("document.too_complex")
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        return _Picture(ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height), width, height, stride, scale)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
