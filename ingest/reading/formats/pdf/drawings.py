"""What is drawn on a page besides text: straight rules, filled boxes, pictures; and the order of drawing."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.reading.formats.pdf.words import Frame
from ingest.reading.problems import problem

MAX_OBJECTS = 60_000
MAX_SEGMENTS_A_PATH = 400
MAX_SEGMENTS = 500_000
MAX_DEPTH = 8
MAX_RULE_WIDTH = 2.6  # points; a filled box thinner than this is a rule
MIN_RULE_LENGTH = 4.0
MIN_DOT, MAX_DOT = 1.5, 8.0  # points across: a bullet that is drawn

Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line. `at` is its y when it lies (`is_level`), its x when it stands; it runs from `low` to `high`."""

    is_level: bool
    at: float
    low: float
    high: float


@dataclass(slots=True)
class Drawings:
    """What one page holds. `texts` are the text objects with their place in drawing order; `places` finds one by its address."""

    rules: list[Rule] = field(default_factory=list[Rule])
    fills: list[tuple[Box, tuple[int, int, int]]] = field(default_factory=list[tuple[Box, tuple[int, int, int]]])
    dots: list[Box] = field(default_factory=list[Box])
    pictures: list[Box] = field(default_factory=list[Box])
    texts: list[Any] = field(default_factory=list[Any])
    places: dict[int, int] = field(default_factory=dict[int, int])


def read_drawings(raw: Any, page: Any, frame: Frame) -> Drawings:
    """Everything drawn on a page. Raises: Unreadable document.too_complex."""
    found = Drawings()
    for order, (item, matrix) in enumerate(_objects(raw, page)):
        if order > MAX_OBJECTS:
            raise problem("document.too_complex")
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.texts.append(item)
            found.places[ctypes.cast(item, ctypes.c_void_p).value or 0] = len(found.texts) - 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(raw, item, matrix, frame, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            own = raw.FS_MATRIX()
            if raw.FPDFPageObj_GetMatrix(item, own):
                full = _after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
                corners = [frame.point(*_apply(full, x, y)) for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))]
                found.pictures.append(_around(corners))
    return found


def _objects(raw: Any, page: Any) -> Iterator[tuple[Any, _Matrix]]:
    """All objects of a page with the matrix of the forms around them, in drawing order."""
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw, raw.FPDFPage_GetObject(page, at), _UNIT, 0)


def _inside(raw: Any, item: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        yield item, matrix
        return
    if depth >= MAX_DEPTH:
        raise problem("document.too_complex")
    own = raw.FS_MATRIX()
    if raw.FPDFPageObj_GetMatrix(item, own):
        matrix = _after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for at in range(raw.FPDFFormObj_CountObjects(item)):
        yield from _inside(raw, raw.FPDFFormObj_GetObject(item, at), matrix, depth + 1)


def _read_path(raw: Any, item: Any, matrix: _Matrix, frame: Frame, found: Drawings) -> None:
    box = _bounds(raw, item, matrix, frame)
    own = raw.FS_MATRIX()
    if raw.FPDFPageObj_GetMatrix(item, own):
        matrix = _after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill_mode, stroke)
    n_segments = raw.FPDFPath_CountSegments(item)
    if n_segments > MAX_SEGMENTS:
        raise problem("document.too_complex")
    if n_segments > MAX_SEGMENTS_A_PATH or not (fill_mode.value or stroke.value):
        return
    if all(MIN_DOT <= side <= MAX_DOT for side in (box[2] - box[0], box[3] - box[1])):
        found.dots.append(box)
    for points, is_closed in _shapes(raw, item, n_segments, matrix, frame):
        if fill_mode.value and len(points) >= 4:
            x0, y0, x1, y1 = _around(points)
            is_box = all(min(abs(x - x0), abs(x - x1)) < 0.6 and min(abs(y - y0), abs(y - y1)) < 0.6 for x, y in points)
            if is_box and y1 - y0 <= MAX_RULE_WIDTH and x1 - x0 >= MIN_RULE_LENGTH:
                found.rules.append(Rule(True, (y0 + y1) / 2, x0, x1))
            elif is_box and x1 - x0 <= MAX_RULE_WIDTH and y1 - y0 >= MIN_RULE_LENGTH:
                found.rules.append(Rule(False, (x0 + x1) / 2, y0, y1))
            elif is_box:
                found.fills.append(((x0, y0, x1, y1), _color(raw, item)))
        if stroke.value:
            ends = [*points[1:], points[0]] if is_closed else points[1:]
            for (ax, ay), (bx, by) in zip(points, ends, strict=False):
                if abs(ay - by) < 0.8 and abs(ax - bx) >= MIN_RULE_LENGTH:
                    found.rules.append(Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) < 0.8 and abs(ay - by) >= MIN_RULE_LENGTH:
                    found.rules.append(Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by)))


def _bounds(raw: Any, item: Any, around: _Matrix, frame: Frame) -> Box:
    """Where an object lies; `around` is the matrix of the forms that hold it."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return _around([frame.point(*_apply(around, x.value, y.value)) for x in (left, right) for y in (bottom, top)])


def _shapes(raw: Any, item: Any, n_segments: int, matrix: _Matrix, frame: Frame) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The parts of a path that are made of straight lines: points, and whether the last joins the first."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    is_straight = True
    is_closed = False
    for at in range(n_segments):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if is_straight and len(points) > 1:
                yield points, is_closed
            points, is_straight, is_closed = [], True, False
        elif kind != raw.FPDF_SEGMENT_LINETO:
            is_straight = False
        points.append(frame.point(*_apply(matrix, x.value, y.value)))
        is_closed = is_closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if is_straight and len(points) > 1:
        yield points, is_closed


def _color(raw: Any, item: Any) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _after(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    big_a, big_b, big_c, big_d, big_e, big_f = outer
    return (
        a * big_a + b * big_c,
        a * big_b + b * big_d,
        c * big_a + d * big_c,
        c * big_b + d * big_d,
        e * big_a + f * big_c + big_e,
        e * big_b + f * big_d + big_f,
    )


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
