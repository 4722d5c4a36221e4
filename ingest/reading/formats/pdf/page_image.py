"""A page of a PDF as people see it, with quoted words marked. Runs in the confined child only."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, cast

import pypdfium2
import pypdfium2.raw as pdfium_raw
from PIL import Image, ImageChops, ImageDraw

WIDTH_PIXELS = 1100
"""Width of the picture: small print stays readable beside its passages."""
MAX_RATIO = 4.0
"""Tallest page drawn, as height by width."""
MARKER, EDGE = (255, 232, 120), (176, 112, 0)
"""A marker pen's yellow, laid under the words, and its edge: the place is not told by colour alone."""
SAME_LINE = 0.5
"""Boxes whose heights overlap by this share stand on one line."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels of the picture."""

Image.init()  # plugins are imported before the process is confined


def draw(data: bytes, page: int, quotes: Sequence[str] = ()) -> bytes:
    """The page (from 1) as a PNG, `quotes` marked where their letters stand in a row.

    Raises: whatever pdfium raises for a damaged file, IndexError for a page that is not there.
    """
    document = pypdfium2.PdfDocument(data)
    drawn = document[page - 1]
    width, height = drawn.get_size()
    if width <= 0 or height <= 0 or height / width > MAX_RATIO:
        raise IndexError(page)
    scale = WIDTH_PIXELS / width
    picture: Any = cast("Any", drawn).render(scale=scale).to_pil().convert("L")
    boxes = [box for quote in quotes for box in _boxes(drawn, quote, scale)]
    if boxes:
        picture = _marked(picture, boxes)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _marked(picture: Any, boxes: Sequence[Box]) -> Any:
    ground = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(ground)
    for left, top, right, bottom in boxes:
        pen.rectangle((left - 3, top - 2, right + 3, bottom + 2), fill=MARKER, outline=EDGE, width=2)
    return ImageChops.multiply(picture.convert("RGB"), ground).quantize(64)


def _boxes(drawn: Any, quote: str, scale: float) -> list[Box]:
    """One box for each line that a quote stands on. A row of a table whose cells stand apart is looked for cell by cell."""
    letters, places = _letters(drawn, scale)
    found = list(_runs(letters, places, quote))
    if not found:
        parts = [part for part in quote.replace("\t", "\n").replace(" | ", "\n").split("\n") if len(part.strip()) > 1]
        found = [box for part in parts for box in _runs(letters, places, part)]
    return found


def _letters(drawn: Any, scale: float) -> tuple[str, list[Box]]:
    """The page's letters without spaces and hyphens at line ends, each with its box."""
    text = drawn.get_textpage()
    letters: list[str] = []
    places: list[Box] = []
    for n in range(text.count_chars()):
        letter = chr(pdfium_raw.FPDFText_GetUnicode(text.raw, n))
        if _is_kept(letter):
            left, bottom, right, top = text.get_charbox(n, loose=True)
            corners = [drawn_at(drawn, x, y, scale) for x, y in ((left, top), (right, bottom))]
            letters.append(letter.lower())
            places.append((corners[0][0], corners[0][1], corners[1][0], corners[1][1]))
    return "".join(letters), places


def drawn_at(drawn: Any, x: float, y: float, scale: float) -> tuple[float, float]:
    """A point of the page as a point of the picture, also of a page that is turned."""
    left, bottom, right, top = drawn.get_cropbox()
    match drawn.get_rotation():
        case 90:
            return (y - bottom) * scale, (x - left) * scale
        case 180:
            return (right - x) * scale, (y - bottom) * scale
        case 270:
            return (top - y) * scale, (right - x) * scale
        case _:
            return (x - left) * scale, (top - y) * scale


def _is_kept(letter: str) -> bool:
    return letter.isalnum() or letter in "$%:.,;()'’“”\"/+&@#?!"


def _runs(letters: str, places: Sequence[Box], quote: str) -> Iterator[Box]:
    wanted = "".join(letter.lower() for letter in quote if _is_kept(letter))
    at = letters.find(wanted) if len(wanted) > 1 and len(letters) == len(places) else -1
    if at < 0:
        return
    line: list[Box] = []
    for box in places[at : at + len(wanted)]:
        if line and not _on_one_line(line[-1], box):
            yield _around(line)
            line = []
        line.append(box)
    yield _around(line)


def _on_one_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > SAME_LINE * min(one[3] - one[1], other[3] - other[1])


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(*lefts, *rights), min(*tops, *bottoms), max(*lefts, *rights), max(*tops, *bottoms))
