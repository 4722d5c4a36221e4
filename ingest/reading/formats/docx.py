"""Word documents: paragraphs, lists, headings and tables of the body as they show with all changes accepted."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer
from ingest.reading.file_types import FileType
from ingest.reading.formats.docx_parts import note_outside, read_footnotes, read_properties
from ingest.reading.formats.docx_styles import Style, Styles, hides_run
from ingest.reading.grids import Cell, Grid, lay_out
from ingest.reading.packages import Package, choices
from ingest.reading.problems import problem

_PSEUDO_HEADING_LEVEL = 7
_SKIPPED = frozenset(("instrText", "delText", "delInstrText", "rPr", "pPr", "fldData", "proofErr", "bookmarkStart", "bookmarkEnd"))
_DRAWN_BULLET = re.compile(r"^[•·▪◦‣●■□o–-]\s+(?=\S)")


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a DOCX file. Pages are None: the format has none until it is printed."""
    package = Package(data, FileType.DOCX)
    body = package.xml(package.main).find("body")
    if body is None:
        raise problem("document.damaged")
    reader = _WordReader(composer, Styles(package), read_footnotes(package))
    reader.walk(body)
    note_outside(package, composer)
    return composer.document(FileType.DOCX.value, None, read_properties(package))


@dataclass(slots=True)
class _Gathered:
    """What a paragraph showed: its text, whether every word of it is bold, and what hangs on it."""

    words: list[str] = field(default_factory=list[str])
    is_all_bold: bool = True
    boxes: list[ET.Element] = field(default_factory=list[ET.Element])
    footnotes: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        return clean("".join(self.words))


@dataclass(slots=True)
class _WordReader:
    composer: Composer
    styles: Styles
    footnotes: dict[str, ET.Element]
    deleted: int = 0  # open tracked deletions around the current run

    def walk(self, parent: ET.Element, depth: int = 0) -> None:
        """Read the paragraphs and tables that an element holds."""
        if depth > 60:
            raise problem("document.too_complex")
        for child in choices(parent):
            if child.tag == "p":
                self._paragraph(child)
            elif child.tag == "tbl":
                self._table(child)
            elif child.tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "body", "smartTag"):
                self.walk(child, depth + 1)
            elif child.tag in ("del", "moveFrom"):
                self._note_deleted(child)
            elif child.tag == "altChunk":
                self.composer.note("attachment", "A file of another make is built into the document; it was not opened.", place="altChunk")

    def _paragraph(self, element: ET.Element) -> None:
        properties = element.find("pPr")
        style = self.styles.of_paragraph(properties)
        gathered = _Gathered()
        self._gather(element, style, gathered, _shading(properties, style), 0)
        text = gathered.text
        level = _outline_level(properties, style)
        if text:
            if style.is_contents:
                self.composer.aside(text, joint="\n")
            elif level:
                self.composer.heading(text, level)
            elif self._is_item(properties, style):
                self.composer.list_item(_DRAWN_BULLET.sub("", text), level=_list_level(properties) + 1)
            elif _DRAWN_BULLET.match(text) and len(text) > 3:
                self.composer.list_item(_DRAWN_BULLET.sub("", text))
            elif gathered.is_all_bold and len(text) <= 90 and text[-1] not in ".:;,!?" and len(text.split()) <= 14:
                self.composer.heading(text, _PSEUDO_HEADING_LEVEL)
            else:
                self.composer.paragraph(text)
        for box in gathered.boxes:
            self.walk(box, 1)
        for footnote in gathered.footnotes:
            self._footnote(footnote)

    def _footnote(self, name: str) -> None:
        found = self.footnotes.pop(name, None)
        if found is None:
            return
        for paragraph in found.iter("p"):
            gathered = _Gathered()
            self._gather(paragraph, self.styles.of_paragraph(paragraph.find("pPr")), gathered, None, 0)
            self.composer.paragraph(gathered.text)

    def _is_item(self, properties: ET.Element | None, style: Style) -> bool:
        numbering = properties.find("numPr/numId") if properties is not None else None
        if numbering is not None:
            return numbering.get("val") not in (None, "0")
        return style.is_list

    def _gather(self, element: ET.Element, style: Style, gathered: _Gathered, shading: str | None, depth: int) -> None:
        if depth > 40:
            raise problem("document.too_complex")
        for child in choices(element):
            tag = child.tag
            if tag == "r":
                self._run(child, style, gathered, shading, depth)
            elif tag in ("del", "moveFrom"):
                self._note_deleted(child)
            elif tag in _SKIPPED:
                continue
            elif tag == "t" or tag == "oMath" or tag == "oMathPara":
                gathered.words.append("".join(child.itertext()))
            else:
                self._gather(child, style, gathered, shading, depth + 1)

    def _run(self, run: ET.Element, style: Style, gathered: _Gathered, shading: str | None, depth: int) -> None:
        look = self.styles.of_run(run.find("rPr"), style)
        words: list[str] = []
        for child in choices(run):
            tag = child.tag
            if tag == "t":
                words.append(child.text or "")
            elif tag in ("tab", "br", "cr", "ptab"):
                words.append(" ")
            elif tag == "noBreakHyphen":
                words.append("-")
            elif tag == "sym":
                words.append(" ")
            elif tag in ("footnoteReference", "endnoteReference"):
                gathered.footnotes.append(f"{tag[0]}{child.get('id')}")
            elif tag in ("drawing", "pict", "object"):
                self._drawing(child, gathered)
            elif tag == "instrText" and _says_more(child.text or ""):
                self.composer.note(
                    "hidden_text", "Words inside a field code, which the document does not show.", child.text or "", place="field"
                )
        text = "".join(words)
        if not text:
            return
        self.composer.check_signs(text)
        reason = hides_run(look, shading)
        if reason is None:
            gathered.words.append(text.upper() if look.is_caps else text)
            if text.strip() and not look.is_bold:
                gathered.is_all_bold = False
        elif text.strip():
            self.composer.note("hidden_text", f"Text that the document does not show ({reason}).", text, place="paragraph")
            gathered.words.append(" ")

    def _drawing(self, drawing: ET.Element, gathered: _Gathered) -> None:
        """Text boxes are read after their paragraph; descriptions of pictures are only noted."""
        boxes = list(drawing.iter("txbxContent"))
        inner = {id(below) for box in boxes for below in box.iter("txbxContent") if below is not box}
        gathered.boxes.extend(box for box in boxes if id(box) not in inner)
        for picture in drawing.iter("docPr"):
            words = clean(picture.get("descr") or "")
            if len(words.split()) >= 3:
                self.composer.note("image_description", "The description of a picture; it is not part of the text.", words, place="picture")

    def _note_deleted(self, element: ET.Element) -> None:
        words = " ".join(found.text or "" for found in element.iter() if found.tag in ("delText", "t"))
        if clean(words):
            self.composer.note("hidden_text", "Text that a tracked change deleted.", words, place="tracked change")

    def _table(self, table: ET.Element, depth: int = 0) -> None:
        rows: list[list[Cell]] = []
        shown: list[ET.Element] = []
        upper: dict[int, Cell] = {}  # column -> the cell that a vertical merge goes on with
        n_header_rows = 0
        is_still_head = True
        for row in _rows(table):
            properties = row.find("trPr")
            if properties is not None and properties.find("del") is not None:
                self._note_deleted(row)
                continue
            if properties is not None and (_is_on(properties.find("hidden")) or _is_flat(properties.find("trHeight"))):
                self.composer.note(
                    "hidden_text", "A table row that the document does not show.", " ".join(row.itertext()), place="table row"
                )
                continue
            shown.append(row)
            cells: list[Cell] = []
            column = _number(properties.find("gridBefore") if properties is not None else None, 0)
            cells.extend(Cell("") for _ in range(min(column, 50)))
            for element in _cells(row):
                span = max(1, min(_number(element.find("tcPr/gridSpan"), 1), 100))
                merge = element.find("tcPr/vMerge")
                if merge is not None and merge.get("val") != "restart" and column in upper:
                    upper[column].n_rows += 1
                else:
                    cell = self._cell(element, depth)
                    cell.n_columns = span
                    cells.append(cell)
                    if merge is not None:
                        upper[column] = cell
                    else:
                        upper.pop(column, None)
                column += span
            is_head = properties is not None and _is_on(properties.find("tblHeader"))
            is_still_head = is_still_head and is_head
            n_header_rows += is_still_head
            rows.append(cells)
        if len(rows) == 1 and (len(rows[0]) == 1 or _holds_text(shown[0])):
            for element in _cells(shown[0]):
                self.walk(element, depth + 1)
            return
        self.composer.table(Grid(lay_out(rows), None, n_header_rows or None))

    def _cell(self, element: ET.Element, depth: int) -> Cell:
        if depth > 10:
            raise problem("document.too_complex")
        shading_element = element.find("tcPr/shd")
        shading = shading_element.get("fill") if shading_element is not None else None
        words: list[str] = []
        is_bold = True
        for paragraph in element.iter("p"):
            properties = paragraph.find("pPr")
            style = self.styles.of_paragraph(properties)
            gathered = _Gathered()
            self._gather(paragraph, style, gathered, _shading(properties, style) or shading, 0)
            if gathered.text:
                words.append(gathered.text)
                is_bold = is_bold and gathered.is_all_bold
            for footnote in gathered.footnotes:
                self.footnotes.setdefault(footnote, ET.Element("none"))
        return Cell(" ".join(words), is_bold=is_bold and bool(words))


def _rows(table: ET.Element) -> list[ET.Element]:
    found: list[ET.Element] = []
    for child in choices(table):
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("sdt", "sdtContent", "customXml", "ins"):
            found.extend(_rows(child))
    return found


def _cells(row: ET.Element) -> list[ET.Element]:
    found: list[ET.Element] = []
    for child in choices(row):
        if child.tag == "tc":
            found.append(child)
        elif child.tag in ("sdt", "sdtContent", "customXml"):
            found.extend(_cells(child))
    return found


def _says_more(code: str) -> bool:
    """Whether a field code holds words of its own: four or more outside quoted names and addresses."""
    return len(re.findall(r"(?<![\w/.@\\])[a-záéíóúñ]{2,}(?![\w/@])", re.sub(r"\S*[/@\\]\S*", " ", code))) >= 4


def _holds_text(row: ET.Element) -> bool:
    """Whether the cells of a lonely row are boxes of running text rather than cells."""
    return any(sum(bool("".join(paragraph.itertext()).strip()) for paragraph in cell.iter("p")) > 1 for cell in _cells(row))


def _shading(properties: ET.Element | None, style: Style) -> str | None:
    found = properties.find("shd") if properties is not None else None
    return found.get("fill") if found is not None else style.fill


def _outline_level(properties: ET.Element | None, style: Style) -> int:
    """Range: 1 to 9; 0 for running text."""
    found = properties.find("outlineLvl") if properties is not None else None
    if found is not None and (found.get("val") or "").isdigit() and int(found.get("val") or "9") < 9:
        return int(found.get("val") or "0") + 1
    return style.level


def _list_level(properties: ET.Element | None) -> int:
    found = properties.find("numPr/ilvl") if properties is not None else None
    return min(_number(found, 0), 8)


def _number(element: ET.Element | None, otherwise: int) -> int:
    value = element.get("val", "") if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise


def _is_flat(height: ET.Element | None) -> bool:
    """A row held to a height in which no letter fits: 3 points."""
    return height is not None and height.get("hRule") == "exact" and _number(height, 240) < 60


def _is_on(element: ET.Element | None) -> bool:
    return element is not None and element.get("val", "true") not in ("0", "false", "off")
