"""How the cells of a workbook look: number format, bold, and whether the ink can be told from the paper."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TypeVar

from ingest.reading.formats.colors import MIN_CONTRAST, contrast
from ingest.reading.formats.number_formats import BUILT_IN
from ingest.reading.packages import Package

_Color = tuple[int, int, int]
_T = TypeVar("_T")
# The default theme's first colours by index: light 1, dark 1, light 2, dark 2. Source: ECMA-376 part 1, 18.8.3 (color, theme).
_THEME: dict[str, _Color] = {"0": (255, 255, 255), "1": (0, 0, 0), "2": (238, 236, 225), "3": (31, 73, 125), "4": (79, 129, 189)}
_INDEXED: dict[str, _Color] = {"0": (0, 0, 0), "1": (255, 255, 255), "8": (0, 0, 0), "9": (255, 255, 255)}


@dataclass(frozen=True, slots=True)
class Look:
    """One cell format. `code` is its number format."""

    code: str = "General"
    is_bold: bool = False
    is_hidden: bool = False


def read_looks(package: Package) -> list[Look]:
    """The cell formats of a workbook by their index."""
    parts = package.related_parts(package.main, "styles")
    if not parts:
        return []
    root = package.xml(parts[0])
    codes = dict(BUILT_IN)
    for element in root.iter("numFmt"):
        name = element.get("numFmtId") or ""
        if name.isdigit():
            codes[int(name)] = element.get("formatCode") or "General"
    fonts = [_font(element) for element in root.iterfind("fonts/font")]
    fills = [_fill(element) for element in root.iterfind("fills/fill")]
    found: list[Look] = []
    for element in root.iterfind("cellXfs/xf"):
        color, is_bold, points = _at(fonts, element.get("fontId"), (None, False, 11.0))
        paper = _at(fills, element.get("fillId"), (255, 255, 255))
        number = element.get("numFmtId") or "0"
        code = codes.get(int(number), "General") if number.isdigit() else "General"
        is_hidden = points < 2 or (color is not None and paper is not None and contrast(color, paper) < MIN_CONTRAST)
        found.append(Look(code, is_bold, is_hidden))
    return found


def _at(items: list[_T], index: str | None, otherwise: _T) -> _T:
    return items[int(index)] if index and index.isdigit() and int(index) < len(items) else otherwise


def _font(element: ET.Element) -> tuple[_Color | None, bool, float]:
    bold = element.find("b")
    size = element.find("sz")
    points = size.get("val", "11") if size is not None else "11"
    is_bold = bold is not None and bold.get("val", "1") not in ("0", "false")
    return _color(element.find("color")), is_bold, float(points) if re.fullmatch(r"\d+\.?\d*", points) else 11.0


def _fill(element: ET.Element) -> _Color | None:
    """The paper under a cell; None when it is not known (patterns and gradients)."""
    pattern = element.find("patternFill")
    if pattern is None:
        return None
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return (255, 255, 255)
    return (_color(pattern.find("fgColor")) or (255, 255, 255)) if kind == "solid" else None


def _color(element: ET.Element | None) -> _Color | None:
    if element is None or element.get("auto") in ("1", "true"):
        return None
    value = element.get("rgb")
    if value and re.fullmatch(r"[0-9A-Fa-f]{8}", value):
        return int(value[2:4], 16), int(value[4:6], 16), int(value[6:8], 16)
    if element.get("tint") not in (None, "0"):
        return None
    return _THEME.get(element.get("theme") or "") or _INDEXED.get(element.get("indexed") or "")
