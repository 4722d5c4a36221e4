"""Slides: each slide is a page; its title a heading, its shapes in reading order, its tables row by row."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer
from ingest.reading.file_types import FileType
from ingest.reading.formats.colors import MIN_CONTRAST, contrast
from ingest.reading.grids import Cell, Grid, lay_out
from ingest.reading.packages import Package, choices
from ingest.reading.problems import problem

_MIN_POINTS = 2.0
_Box = tuple[int, int, int, int]


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a PPTX file; page numbers are slide numbers. Raises: TooLarge document.too_many_pages."""
    package = Package(data, FileType.PPTX)
    show = package.xml(package.main)
    related = package.related(package.main)
    size = show.find("sldSz")
    width, height = _whole(size, "cx", 12_192_000), _whole(size, "cy", 6_858_000)
    slides = [related.get(entry.get("r:id") or "", ("", ""))[1] for entry in show.iter("sldId")]
    if len(slides) > limits.max_pages:
        raise problem("document.too_many_pages")
    for page, path in enumerate(slides, start=1):
        if not package.has(path):
            raise problem("document.damaged")
        slide = package.xml(path)
        reader = _SlideReader(composer, page, width, height, slide.get("show") in ("0", "false"))
        reader.read(slide)
        for kind, code, detail in (
            ("notesSlide", "speaker_notes", "The speaker's notes of a slide."),
            ("comments", "comment", "A comment beside a slide."),
        ):
            for part in package.related_parts(path, kind):
                words = clean(" ".join(_paragraph_words(found) for found in package.xml(part).iter("p")))
                if words and not words.isdigit():
                    composer.note(code, detail, words, page)
    return composer.document(FileType.PPTX.value, len(slides))


@dataclass(slots=True)
class _SlideReader:
    composer: Composer
    page: int
    width: int
    height: int
    is_hidden: bool
    pieces: list[tuple[int, int, ET.Element]] = field(default_factory=list[tuple[int, int, ET.Element]])

    def read(self, slide: ET.Element) -> None:
        """Write one slide: the title first, the rest from top to bottom and left to right."""
        tree = slide.find("cSld/spTree")
        if tree is None:
            return
        self._collect(tree, 0)
        self._leave_out_covered(tree)
        self.pieces.sort(key=lambda piece: piece[:2])
        titles = [shape for _, _, shape in self.pieces if _placeholder(shape) in ("title", "ctrTitle")]
        for shape in titles:
            self._title(shape)
        for _, _, shape in self.pieces:
            if shape in titles or _placeholder(shape) in ("sldNum", "dt", "ftr"):
                continue
            table = shape.find("graphic/graphicData/tbl")
            if table is not None:
                self._table(table)
            else:
                self._paragraphs(shape)

    def _collect(self, tree: ET.Element, depth: int) -> None:
        if depth > 20:
            raise problem("document.too_complex")
        for shape in choices(tree):
            if shape.tag == "grpSp":
                self._collect(shape, depth + 1)
            if shape.tag not in ("sp", "graphicFrame", "pic", "cxnSp"):
                continue
            left, top, width, height = _box(shape)
            about = shape.find(".//cNvPr")
            words = clean(" ".join(_paragraph_words(found) for found in shape.iter("p")))
            is_off = width > 0 and (left + width <= 0 or top + height <= 0 or left >= self.width or top >= self.height)
            if (about is not None and about.get("hidden") in ("1", "true")) or is_off or self.is_hidden:
                if words:
                    self.composer.note("hidden_text", "Text on a hidden slide, in a hidden shape or beside the slide.", words, self.page)
                continue
            if about is not None and len(clean(about.get("descr") or "").split()) >= 3:
                self.composer.note(
                    "image_description", "The description of a picture; it is not part of the text.", about.get("descr") or "", self.page
                )
            self.pieces.append((top // 200_000, left, shape))

    def _leave_out_covered(self, tree: ET.Element) -> None:
        """Text under a filled shape or a picture that is drawn later and reaches over all of it."""
        shapes = [shape for shape in choices(tree) if shape.tag in ("sp", "pic")]  # those of groups have places of their own
        for at, under in enumerate(shapes):
            box = _box(under)
            words = clean(" ".join(_paragraph_words(found) for found in under.iter("p")))
            if not words or not box[2] or not any(_is_opaque(over) and _reaches_over(_box(over), box) for over in shapes[at + 1 :]):
                continue
            n_before = len(self.pieces)
            self.pieces = [piece for piece in self.pieces if piece[2] is not under]
            if len(self.pieces) < n_before:
                self.composer.note("hidden_text", "Text under another shape of the slide.", words, self.page)

    def _title(self, shape: ET.Element) -> None:
        words = clean(" ".join(self._words(paragraph) for paragraph in shape.iter("p")))
        self.composer.heading(words, 1, self.page)

    def _paragraphs(self, shape: ET.Element) -> None:
        is_body = _placeholder(shape) in ("body", "obj", "", "half", "quarter") and shape.find("nvSpPr/nvPr/ph") is not None
        paragraphs = list(shape.iter("p"))
        for paragraph in paragraphs:
            words = clean(self._words(paragraph))
            properties = paragraph.find("pPr")
            bullet = properties is not None and (properties.find("buChar") is not None or properties.find("buAutoNum") is not None)
            plain = properties is not None and properties.find("buNone") is not None
            if bullet or (is_body and not plain and len(paragraphs) > 1):
                level = properties.get("lvl", "0") if properties is not None else "0"
                self.composer.list_item(words, self.page, 1 + (int(level) if level.isdigit() else 0))
            else:
                self.composer.paragraph(words, self.page)

    def _table(self, table: ET.Element) -> None:
        rows: list[list[Cell]] = []
        for row in table.iter("tr"):
            cells: list[Cell] = []
            for element in row.iter("tc"):
                if element.get("hMerge") in ("1", "true") or element.get("vMerge") in ("1", "true"):
                    continue
                words = clean(" ".join(self._words(paragraph) for paragraph in element.iter("p")))
                cells.append(Cell(words, n_columns=_whole(element, "gridSpan", 1), n_rows=_whole(element, "rowSpan", 1)))
            rows.append(cells)
        look = table.find("tblPr")
        has_head = look is not None and look.get("firstRow") in ("1", "true")
        self.composer.table(Grid(lay_out(rows), None, 1 if has_head and len(rows) > 1 else None, [self.page] * len(rows)))

    def _words(self, paragraph: ET.Element) -> str:
        words: list[str] = []
        for run in paragraph:
            if run.tag == "br":
                words.append(" ")
            if run.tag not in ("r", "fld"):
                continue
            text = run.findtext("t") or ""
            self.composer.check_signs(text, self.page)
            reason = _hides(run.find("rPr"))
            if reason and text.strip():
                self.composer.note("hidden_text", f"Text that the slide does not show ({reason}).", text, self.page)
            else:
                words.append(text)
        return "".join(words)


def _hides(properties: ET.Element | None) -> str | None:
    if properties is None:
        return None
    size = properties.get("sz", "1800")
    if size.isdigit() and int(size) < _MIN_POINTS * 100:
        return "type smaller than two points"
    fill = properties.find("solidFill")
    if fill is None:
        return "no fill" if properties.find("noFill") is not None else None
    color = fill.find("srgbClr")
    value = color.get("val", "") if color is not None else ""
    alpha = fill.find(".//alpha")
    if alpha is not None and (alpha.get("val") or "100000").isdigit() and int(alpha.get("val") or "100000") < 5000:
        return "transparent"
    if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        ink = int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)
        if contrast(ink, (255, 255, 255)) < MIN_CONTRAST and properties.find("highlight") is None:
            return "white text"
    return None


def _is_opaque(shape: ET.Element) -> bool:
    if shape.tag == "pic":
        return True
    fill = shape.find("spPr/solidFill")
    return fill is not None and _whole(fill.find(".//alpha"), "val", 100_000) > 90_000


def _reaches_over(over: _Box, under: _Box) -> bool:
    slack = 50_000  # EMU, a twentieth of an inch
    return (
        over[0] <= under[0] + slack
        and over[1] <= under[1] + slack
        and over[0] + over[2] >= under[0] + under[2] - slack
        and over[1] + over[3] >= under[1] + under[3] - slack
    )


def _placeholder(shape: ET.Element) -> str:
    found = shape.find("nvSpPr/nvPr/ph")
    return (found.get("type") or "") if found is not None else "none"


def _box(shape: ET.Element) -> _Box:
    """Left, top, width, height in EMU (914,400 an inch); zeros when the layout places it."""
    frame = shape.find("spPr/xfrm")
    frame = frame if frame is not None else shape.find("xfrm")
    if frame is None:
        return 0, 0, 0, 0
    return (
        _whole(frame.find("off"), "x", 0),
        _whole(frame.find("off"), "y", 0),
        _whole(frame.find("ext"), "cx", 0),
        _whole(frame.find("ext"), "cy", 0),
    )


def _whole(element: ET.Element | None, name: str, otherwise: int) -> int:
    value = element.get(name, "") if element is not None else ""
    return int(value) if re.fullmatch(r"-?\d{1,12}", value) else otherwise


def _paragraph_words(paragraph: ET.Element) -> str:
    return "".join(found.text or "" for found in paragraph.iter("t"))
