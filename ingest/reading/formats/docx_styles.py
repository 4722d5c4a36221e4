"""The styles of a Word document: which are headings or lists, and how a run looks."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace

from ingest.reading.formats.colors import MIN_CONTRAST, contrast
from ingest.reading.packages import Package

MIN_HALF_POINTS = 4  # 2 points: nobody reads that on paper
_HEADING_NAME = re.compile(r"^(?:heading|t[ií]tulo) (\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its ancestors included. `level` 0 is running text; `half_points` is the size of the type."""

    level: int = 0
    is_list: bool = False
    is_contents: bool = False
    is_bold: bool = False
    is_hidden: bool = False
    is_caps: bool = False
    color: str | None = None
    half_points: int = 22
    width_percent: int = 100  # of the letters
    tracking_twips: int = 0  # between letters; a twentieth of a point
    fill: str | None = None


class Styles:
    """All styles of one document."""

    def __init__(self, package: Package) -> None:
        self._known: dict[str, Style] = {}
        self._elements: dict[str, ET.Element] = {}
        self._default = Style()
        self._default_paragraph = ""
        for part in package.related_parts(package.main, "styles")[:1]:
            root = package.xml(part)
            defaults = root.find("docDefaults/rPrDefault/rPr")
            self._default = replace(_with_run(Style(), defaults), is_bold=False)
            for element in root.iter("style"):
                name = element.get("styleId") or ""
                self._elements[name] = element
                if element.get("type") == "paragraph" and element.get("default") in ("1", "true"):
                    self._default_paragraph = name

    def of_paragraph(self, properties: ET.Element | None) -> Style:
        """The style of a paragraph."""
        found = properties.find("pStyle") if properties is not None else None
        return self._resolve((found.get("val") or "") if found is not None else self._default_paragraph, 0)

    def of_run(self, properties: ET.Element | None, paragraph: Style) -> Style:
        """The style of a run inside a paragraph."""
        if properties is None:
            return paragraph
        named = properties.find("rStyle")
        look = paragraph
        if named is not None and (element := self._elements.get(named.get("val") or "")) is not None:
            look = self._with_ancestors(look, element, 0)
        return _with_run(look, properties)

    def _with_ancestors(self, look: Style, element: ET.Element, depth: int) -> Style:
        based = element.find("basedOn")
        above = self._elements.get(based.get("val") or "") if based is not None else None
        if above is not None and depth < 20:
            look = self._with_ancestors(look, above, depth + 1)
        return _with_run(look, element.find("rPr"))

    def _resolve(self, name: str, depth: int) -> Style:
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or depth > 20:
            return self._default
        based = element.find("basedOn")
        look = self._resolve(based.get("val") or "", depth + 1) if based is not None else self._default
        shown_name = (element.find("name") or ET.Element("name")).get("val") if False else _name(element)
        heading = _HEADING_NAME.match(shown_name)
        outline = element.find("pPr/outlineLvl")
        if heading:
            look = replace(look, level=int(heading.group(1)))
        elif shown_name.lower() in ("title", "título", "puesto"):
            look = replace(look, level=1)
        elif outline is not None and (outline.get("val") or "9").isdigit():
            value = int(outline.get("val") or "9")
            look = replace(look, level=value + 1 if value < 9 else 0)
        numbering = element.find("pPr/numPr")
        if (numbering is not None and not look.level) or shown_name.lower().startswith(("list bullet", "list number")):
            look = replace(look, is_list=True)
        if re.match(r"^(?:toc|tdc) \d$", shown_name, re.IGNORECASE):
            look = replace(look, is_contents=True)
        shading = element.find("pPr/shd")
        if shading is not None:
            look = replace(look, fill=shading.get("fill"))
        look = _with_run(look, element.find("rPr"))
        self._known[name] = look
        return look


def _name(element: ET.Element) -> str:
    found = element.find("name")
    return (found.get("val") or "") if found is not None else ""


def _with_run(look: Style, properties: ET.Element | None) -> Style:
    if properties is None:
        return look
    changes: dict[str, object] = {}
    for element in properties:
        value = element.get("val")
        is_on = value not in ("0", "false", "off", "none")
        if element.tag == "b":
            changes["is_bold"] = is_on
        elif element.tag in ("vanish", "specVanish", "webHidden"):
            if element.tag != "webHidden":
                changes["is_hidden"] = is_on
        elif element.tag == "caps":
            changes["is_caps"] = is_on
        elif element.tag == "color":
            changes["color"] = _theme_color(element) or value
        elif element.tag == "sz" and value and value.isdigit():
            changes["half_points"] = int(value)
        elif element.tag == "w" and re.fullmatch(r"\d{1,3}", value or ""):
            changes["width_percent"] = int(value or "100")
        elif element.tag == "spacing" and re.fullmatch(r"-?\d{1,5}", value or ""):
            changes["tracking_twips"] = int(value or "0")
        elif element.tag in ("shd", "highlight"):
            changes["fill"] = element.get("fill") or value
    return replace(look, **changes) if changes else look  # pyright: ignore[reportArgumentType]


def _theme_color(element: ET.Element) -> str | None:
    """White by theme: the text colour set to the page's own."""
    return "FFFFFF" if element.get("themeColor") in ("background1", "light1") and element.get("themeShade") is None else None


_HIGHLIGHTS = {
    "black": "000000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
    "darkBlue": "00008B",
    "blue": "0000FF",
    "red": "FF0000",
    "green": "00FF00",
}


def hides_run(look: Style, shading: str | None) -> str | None:
    """Why a run cannot be seen, or None. `shading` is the fill of its paragraph or cell, six hex digits or `auto`."""
    if look.is_hidden:
        return "marked as hidden"
    if look.half_points < MIN_HALF_POINTS:
        return "type smaller than two points"
    if look.width_percent < 10 or -look.tracking_twips > 4 * look.half_points:  # letters pushed back by two fifths of their size
        return "letters squeezed into one another"
    fill = look.fill if look.fill not in (None, "auto", "clear", "nil") else shading
    ink, paper = _rgb(look.color, (0, 0, 0)), _rgb(_HIGHLIGHTS.get(fill or "", fill), (255, 255, 255))
    if look.color in (None, "auto"):
        return None  # an office program picks black or white by itself
    return "text in the colour of its background" if contrast(ink, paper) < MIN_CONTRAST else None


def _rgb(value: str | None, otherwise: tuple[int, int, int]) -> tuple[int, int, int]:
    if value and re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)
    return otherwise
