"""Spreadsheets: each visible sheet with its tables, every cell as the sheet shows it."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer
from ingest.reading.file_types import FileType
from ingest.reading.formats.number_formats import shown, shows_nothing
from ingest.reading.formats.sheets import write_grid
from ingest.reading.formats.xlsx_looks import Look, read_looks
from ingest.reading.grids import MAX_COLUMNS, Cell
from ingest.reading.packages import Package
from ingest.reading.problems import problem

MAX_CELLS = 400_000
MAX_ROWS = 100_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_GENERIC_SHEET = re.compile(r"^(?:sheet|hoja|feuil|tabelle)\s?\d*$", re.IGNORECASE)


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read an XLSX file. Pages are None: sheets are sections."""
    package = Package(data, FileType.XLSX)
    book = package.xml(package.main)
    settings = book.find("workbookPr")
    is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    strings = _strings(package)
    looks = read_looks(package)
    related = package.related(package.main)
    for sheet in book.iter("sheet"):
        kind, path = related.get(sheet.get("r:id") or "", ("", ""))
        if kind != "worksheet" or not package.has(path):
            continue
        reader = _SheetReader(composer, clean(sheet.get("name") or ""), strings, looks, is_1904, sheet.get("state", "visible") != "visible")
        reader.read(package.xml(path))
        for comments in (*package.related_parts(path, "comments"), *package.related_parts(path, "threadedComment")):
            _note_comments(package.xml(comments), reader.name, composer)
    return composer.document(FileType.XLSX.value)


@dataclass(slots=True)
class _SheetReader:
    composer: Composer
    name: str
    strings: list[str]
    looks: list[Look]
    is_1904: bool
    is_hidden: bool
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict[int, dict[int, Cell]])
    n_cells: int = 0

    def read(self, root: ET.Element) -> None:
        """Write one sheet: its name is a heading, then its tables."""
        hidden_columns = _hidden_columns(root)
        at_row = 0
        for row in root.iter("row"):
            reference = row.get("r") or ""
            at_row = int(reference) if reference.isdigit() and len(reference) < 9 else at_row + 1
            if at_row > MAX_ROWS:
                raise problem("document.too_complex")
            is_hidden_row = row.get("hidden") in ("1", "true") or row.get("ht") in ("0", "0.0")
            at_column = 0
            for element in row.iter("c"):
                found = _REFERENCE.match(element.get("r") or "")
                at_column = _column(found.group(1)) if found else at_column + 1
                self._cell(element, at_row, at_column, is_hidden_row or at_column in hidden_columns)
        merges = root.iter("mergeCell")
        if self.is_hidden or not self.cells:
            return
        self.composer.headings.clear()
        if not _GENERIC_SHEET.match(self.name):
            self.composer.heading(self.name, 1)
        write_grid(self._grid([merge.get("ref") or "" for merge in merges]), self.composer)

    def _cell(self, element: ET.Element, row: int, column: int, is_hidden: bool) -> None:
        style = element.get("s") or "0"
        look = self.looks[int(style)] if style.isdigit() and int(style) < len(self.looks) else Look()
        text, raw = self._text(element, look)
        if not text and not raw:
            return
        self.n_cells += 1
        if self.n_cells > MAX_CELLS or column > 16_384:
            raise problem("document.too_complex")
        place = f"sheet {self.name}, row {row}"
        if self.is_hidden:
            self.composer.note("hidden_text", "A sheet that the workbook hides holds text.", text or raw, place=place)
        elif is_hidden:
            self.composer.note("hidden_text", "A row or column that the sheet hides holds text.", text or raw, place=place)
        elif look.is_hidden or not text:
            self.composer.note("hidden_text", "A cell holds text that its format or colour does not show.", text or raw, place=place)
        elif column <= MAX_COLUMNS:
            self.cells.setdefault(row, {})[column] = Cell(text, is_bold=look.is_bold)
        else:
            raise problem("document.too_complex")

    def _text(self, element: ET.Element, look: Look) -> tuple[str, str]:
        """What the cell shows, and what it holds."""
        kind = element.get("t", "n")
        value = element.findtext("v") or ""
        if kind == "s":
            held = self.strings[int(value)] if value.isdigit() and int(value) < len(self.strings) else ""
        elif kind == "inlineStr":
            held = "".join(part.text or "" for part in element.iter("t"))
        elif kind == "b":
            held = "TRUE" if value == "1" else "FALSE" if value else ""
        else:
            held = value
        if element.find("f") is not None and not value and kind != "inlineStr":
            place = f"sheet {self.name}, cell {element.get('r')}"
            self.composer.note("formula_without_value", "A formula has no stored result, so the cell reads as empty.", place=place)
        self.composer.check_signs(held)
        held = clean(held)
        if not held:
            return "", ""
        if shows_nothing(look.code):
            return "", held
        return (clean(shown(held, look.code, self.is_1904)) if kind == "n" else held), held

    def _grid(self, merges: list[str]) -> list[list[Cell | None]]:
        last_row = max(self.cells)
        last_column = max(max(row) for row in self.cells.values())
        grid: list[list[Cell | None]] = []
        for row in range(min(self.cells), last_row + 1):
            held = self.cells.get(row, {})
            grid.append([held.get(column) for column in range(1, last_column + 1)] if held else [])
        offset = min(self.cells)
        for merge in merges[:20_000]:
            corners = _REFERENCE.findall(merge)
            if len(corners) != 2:
                continue
            (left, top), (right, bottom) = corners
            cell = self.cells.get(int(top), {}).get(_column(left))
            if cell is None:
                continue
            for row in range(int(top), min(int(bottom), last_row) + 1):
                line = grid[row - offset]
                line.extend([None] * (last_column - len(line)))
                for column in range(_column(left), min(_column(right), last_column) + 1):
                    if line[column - 1] is None:
                        line[column - 1] = cell
        return grid


def _hidden_columns(root: ET.Element) -> set[int]:
    hidden: set[int] = set()
    for element in root.iter("col"):
        low, high = element.get("min") or "0", element.get("max") or "0"
        is_hidden = element.get("hidden") in ("1", "true") or element.get("width") in ("0", "0.0")
        if is_hidden and low.isdigit() and high.isdigit():
            hidden.update(range(int(low), min(int(high), 16_384) + 1))
    return hidden


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _strings(package: Package) -> list[str]:
    found: list[str] = []
    for part in package.related_parts(package.main, "sharedStrings"):
        for entry in package.xml(part).iter("si"):
            phonetic = {id(text) for ruby in entry.iter("rPh") for text in ruby.iter("t")}
            found.append("".join(text.text or "" for text in entry.iter("t") if id(text) not in phonetic))
    return found


def _note_comments(root: ET.Element, sheet: str, composer: Composer) -> None:
    for comment in (*root.iter("comment"), *root.iter("threadedComment")):
        words = clean("".join(part.text or "" for part in (*comment.iter("t"), *comment.iter("text"))))
        if words:
            composer.note("comment", "A comment beside a cell.", words, place=f"sheet {sheet}, cell {comment.get('ref')}")
