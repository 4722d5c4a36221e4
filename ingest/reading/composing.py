"""The one maker of a document's text: readers hand it pieces in reading order, it keeps the offsets and the heading path."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.reading.blocks import Block, BlockKind, ReadDocument, ReadingNote
from ingest.reading.cleaning import clean, smuggled
from ingest.reading.grids import Cell, Grid, count_header_rows, distinct, filled, is_week, without_empty
from ingest.reading.problems import problem
from policies.words.documents import TableCell

MAX_NOTES = 200
MAX_BLOCKS = 200_000
MAX_EXCERPT_CHARS = 200
MAX_HEADING_CHARS = 300
CELL_JOINT = " | "
_DAY = re.compile(r"^(?:[12]\d|3[01]|0?[1-9])(?:\b|$)")
_TITLE_OF_TABLE = re.compile(r"^(?:table|tabla|cuadro|figure|schedule|horario)\s*[\dA-Z]{0,3}\s*[.:–-]|:\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Table:
    """What the rows of one table share while it is written."""

    caption: str | None
    headers: list[str]
    group: tuple[str, ...] = ()
    is_grouped: bool = False  # a cell alone in its row is the title of the rows below it


@dataclass(slots=True)
class Composer:
    """Collects pieces; `document` gives the result. Raises: TooLarge document.too_long, Unreadable document.too_complex."""

    max_chars: int
    parts: list[str] = field(default_factory=list[str])
    n_chars: int = 0
    blocks: list[Block] = field(default_factory=list[Block])
    notes: list[ReadingNote] = field(default_factory=list[ReadingNote])
    headings: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    n_notes: int = 0

    @property
    def section(self) -> tuple[str, ...]:
        """The path of headings above what comes next."""
        return tuple(text for _, text in self.headings)

    def heading(self, text: str, level: int, page: int | None = None) -> None:
        """A heading. Range: `level` 1 (the document's title) and up."""
        text = self._seen(text, page)
        if not text:
            return
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self._add(BlockKind.HEADING, text, page, level=level)
        self.headings.append((level, text[:MAX_HEADING_CHARS]))

    def paragraph(self, text: str, page: int | None = None) -> None:
        """A paragraph."""
        self._add(BlockKind.PARAGRAPH, self._seen(text, page), page)

    def list_item(self, text: str, page: int | None = None, level: int = 1) -> None:
        """An item of a list, without its bullet. Range: `level` 1 for the outermost list."""
        self._add(
            BlockKind.LIST_ITEM, self._seen(text, page), page, level=level, joint="\n" if self._after(BlockKind.LIST_ITEM) else "\n\n"
        )

    def aside(self, text: str, page: int | None = None, joint: str = "\n\n") -> None:
        """Visible text that is part of the document but no block: header rows, tables of contents."""
        text = self._seen(text, page)
        if text:
            self._write(text, joint)

    def table(self, grid: Grid) -> None:
        """A table row by row. The caption is its own, else its title row, else a title line above, else the last heading."""
        for row in grid.rows:
            for cell, _, _ in distinct(row):
                cell.text = self._seen(cell.text, None)
        rows, pages = without_empty(grid.rows, grid.pages)
        if not rows:
            return
        n_header_rows = grid.n_header_rows
        caption = clean(grid.caption) if grid.caption else None
        joint = "\n\n"
        while caption is None and len(rows) > 1 and grid.n_columns > 1 and _is_title_row(rows[0], len(rows[0])):
            caption = filled(rows[0])[0][0].text
            self._write(caption, joint)
            rows, pages = rows[1:], pages[1:]
            n_header_rows = max(n_header_rows - 1, 0) if n_header_rows is not None else None
            joint = "\n"
        if n_header_rows is None:
            n_header_rows = count_header_rows(rows)
        n_header_rows = min(n_header_rows, len(rows))
        table = _Table(caption or self._title_above() or (self.headings[-1][1] if self.headings else None), _headers(rows[:n_header_rows]))
        for row in rows[:n_header_rows]:
            self._write(CELL_JOINT.join(cell.text for cell, _, _ in filled(row)), joint)
            joint = "\n"
        is_calendar = is_week([header for header in table.headers if header])
        body = rows[n_header_rows:]
        table.is_grouped = len(body) > 2 and n_header_rows > 0 and _is_alone(body[0]) and not _is_alone(body[1]) and not _is_alone(body[-1])
        head_texts = [_texts(row) for row in rows[:n_header_rows]]
        for at, row in enumerate(rows[n_header_rows:], start=n_header_rows):
            if _texts(row) in head_texts:  # a header repeated at the top of a page
                continue
            page = pages[at] if pages else None
            if is_calendar and all(_DAY.match(cell.text) for cell, _, _ in filled(row)):
                self._week(table, row, page, joint)
            else:
                self._row(table, row, page, joint)
            joint = "\n"

    def _week(self, table: _Table, row: list[Cell | None], page: int | None, joint: str) -> None:
        """A week of a month calendar: a day on which something is said stands alone, bare numbers are no passage."""
        for cell, column, n_columns in filled(row):
            if cell.text.isdigit():
                self._write(cell.text, joint)
            else:
                start = self.n_chars + len(joint if self.parts else "")
                days = " / ".join(header for header in table.headers[column : column + n_columns] if header)
                placed = (TableCell(days, cell.text, start, start + len(cell.text)),)
                self._add(BlockKind.TABLE_ROW, cell.text, page, cells=placed, caption=table.caption, joint=joint)
            joint = CELL_JOINT

    def _row(self, table: _Table, row: list[Cell | None], page: int | None, joint: str) -> None:
        cells = filled(row)
        if len(cells) > 1 and all(cell.is_header for cell, _, _ in cells):  # a second header further down
            table.headers = _headers([row])
            table.group = ()
            self._write(CELL_JOINT.join(cell.text for cell, _, _ in cells), joint)
            return
        is_group = len(cells) == 1 and len(row) > 1 and cells[0][1] == 0 and (cells[0][2] > 1 or cells[0][0].is_bold or table.is_grouped)
        start = self.n_chars + len(joint if self.parts else "")
        placed: list[TableCell] = []
        at = start
        for cell, column, n_columns in cells:
            under = list(dict.fromkeys(header for header in table.headers[column : column + n_columns] if header))
            header = "" if is_group else " / ".join(under)
            placed.append(TableCell(header, cell.text, at, at + len(cell.text)))
            at += len(cell.text) + len(CELL_JOINT)
        text = CELL_JOINT.join(cell.text for cell, _, _ in cells)
        section = self.section + (() if is_group else table.group)
        self._add(BlockKind.TABLE_ROW, text, page, cells=tuple(placed), caption=table.caption, joint=joint, section=section)
        if is_group:
            table.group = (text[:MAX_HEADING_CHARS],)

    def note(self, code: str, detail: str, excerpt: str = "", page: int | None = None, place: str = "") -> None:
        """Something that the owner must see. The same words are noted once a place; after MAX_NOTES only counted."""
        found = ReadingNote(code, detail, clean(excerpt)[:MAX_EXCERPT_CHARS], page, place)
        if found in self.notes[-50:]:
            return
        self.n_notes += 1
        if self.n_notes <= MAX_NOTES:
            self.notes.append(found)

    def document(self, media_type: str, n_pages: int | None = None, metadata: dict[str, str] | None = None) -> ReadDocument:
        """The finished document. Raises: Unreadable document.no_text."""
        if not self.blocks:
            raise problem("document.no_text")
        self._note_metadata(metadata or {})
        if self.n_notes > MAX_NOTES:
            self.notes.append(ReadingNote("more_notes", f"{self.n_notes - MAX_NOTES} more places were found and are not listed."))
        return ReadDocument("".join(self.parts), tuple(self.blocks), media_type, n_pages, tuple(self.notes), metadata or {})

    def _note_metadata(self, metadata: dict[str, str]) -> None:
        """Properties of the file that say something else than its text: most of their words do not stand in it."""
        seen: set[str] | None = None
        for name, value in metadata.items():
            words = [word for word in re.findall(r"\w+", value.casefold()) if len(word) > 2]
            if len(words) < 4:
                continue
            seen = set(re.findall(r"\w+", "".join(self.parts).casefold())) if seen is None else seen
            if sum(word not in seen for word in words) > len(words) / 2:
                self.note("metadata", "A property of the file holds words that the text does not; it was not read.", value, place=name)

    def check_signs(self, text: str, page: int | None = None) -> None:
        """Note what signs without a shape say. Readers that clean text themselves call this with the raw text first."""
        if not text.isascii() and (said := smuggled(text)):
            self.note("hidden_text", "Signs without a shape carry text that a person cannot see.", said, page, "invisible characters")

    def _seen(self, text: str, page: int | None) -> str:
        self.check_signs(text, page)
        return clean(text)

    def _after(self, kind: BlockKind) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind is kind and self.blocks[-1].end == self.n_chars

    def _title_above(self) -> str | None:
        if not self.blocks or self.blocks[-1].kind is not BlockKind.PARAGRAPH or self.blocks[-1].end != self.n_chars:
            return None
        text = self.blocks[-1].text
        return text.rstrip(":") if len(text) <= 120 and _TITLE_OF_TABLE.search(text) else None

    def _write(self, text: str, joint: str) -> int:
        if self.parts and joint:
            self.parts.append(joint)
            self.n_chars += len(joint)
        start = self.n_chars
        self.parts.append(text)
        self.n_chars += len(text)
        if self.n_chars > self.max_chars:
            raise problem("document.too_long")
        return start

    def _add(
        self,
        kind: BlockKind,
        text: str,
        page: int | None,
        *,
        level: int = 0,
        cells: tuple[TableCell, ...] = (),
        caption: str | None = None,
        joint: str = "\n\n",
        section: Sequence[str] | None = None,
    ) -> None:
        if not text:
            return
        if len(self.blocks) >= MAX_BLOCKS:
            raise problem("document.too_complex")
        start = self._write(text, joint)
        above = self.section if section is None else tuple(section)
        self.blocks.append(Block(kind, text, start, start + len(text), page, above, level, cells, caption))


def _is_title_row(row: list[Cell | None], n_columns: int) -> bool:
    """One filled cell at the left that spans the table or stands alone, not a label of a longer list."""
    cells = filled(row)
    return len(cells) == 1 and n_columns > 1 and (cells[0][2] == n_columns or cells[0][1] == 0) and len(cells[0][0].text) <= 200


def _is_alone(row: list[Cell | None]) -> bool:
    cells = filled(row)
    return len(row) > 1 and len(cells) == 1 and cells[0][1] == 0


def _texts(row: list[Cell | None]) -> list[str]:
    return [cell.text for cell, _, _ in filled(row)]


def _headers(rows: list[list[Cell | None]]) -> list[str]:
    """One header a column: the texts of the header rows from top to bottom, each once."""
    width = max((len(row) for row in rows), default=0)
    columns = [
        [cell.text for row in rows if column < len(row) and (cell := row[column]) is not None and cell.text] for column in range(width)
    ]
    return [" ".join(dict.fromkeys(texts)) for texts in columns]
