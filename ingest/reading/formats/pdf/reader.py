"""PDF files: each page is read on its own, then headers, headings and tables that run on are judged over the whole document."""

import ctypes
import importlib
import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.cleaning import clean
from ingest.reading.composing import Composer
from ingest.reading.file_types import FileType
from ingest.reading.formats.pdf.aligned import find_aligned_tables, precede_table
from ingest.reading.formats.pdf.bullets import bullets_of
from ingest.reading.formats.pdf.drawings import Rule, read_drawings
from ingest.reading.formats.pdf.flow import Part, arrange, typography
from ingest.reading.formats.pdf.furniture import find_furniture
from ingest.reading.formats.pdf.glyphs import References, find_false_fonts, load_references, needs_proof
from ingest.reading.formats.pdf.gutters import split_at_gutters
from ingest.reading.formats.pdf.lines import Line, to_lines
from ingest.reading.formats.pdf.ruled import FoundTable, find_ruled_tables
from ingest.reading.formats.pdf.scans import find_program, is_scan, read_scan
from ingest.reading.formats.pdf.strips import Strip, cut_into_strips
from ingest.reading.formats.pdf.visibility import part_hidden
from ingest.reading.formats.pdf.words import Frame, Word, read_words
from ingest.reading.problems import problem

_ERROR_PASSWORD, _ERROR_SECURITY = 4, 5
_COLUMN_SHIFT = 6.0  # points by which the columns of a table may move from one page to the next


@dataclass(slots=True)
class _Page:
    number: int
    frame: Frame
    lines: list[Line]
    tables: list[FoundTable]
    rules: list[Rule]
    words: list[Word]
    aslant: list[Word]


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a PDF. Raises: Unreadable document.encrypted, .damaged, .no_text, .too_complex; TooLarge document.too_many_pages."""
    raw = load_library()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = raw.FPDF_GetLastError()
        raise problem("document.encrypted" if error in (_ERROR_PASSWORD, _ERROR_SECURITY) else "document.damaged")
    try:
        n_pages = raw.FPDF_GetPageCount(document)
        if n_pages > limits.max_pages:
            raise problem("document.too_many_pages")
        if n_pages < 1:
            raise problem("document.damaged")
        _note_attachments(raw, document, composer)
        said = {name: _property(raw, document, name) for name in ("Title", "Subject", "Keywords")}
        references = load_references(raw) if needs_proof(data) else []
        pages = [_read_page(raw, document, at, composer, references) for at in range(n_pages)]
    finally:
        raw.FPDF_CloseDocument(document)
    _write(pages, composer)
    return composer.document(FileType.PDF.value, n_pages, {name.lower(): words for name, words in said.items() if words})


def prepare() -> None:
    """Load what every document needs, before the serving process forks."""
    load_references(load_library())


@cache
def load_library() -> Any:
    """The bindings of pdfium, started once in a process; the helpers around them are not needed and cost a tenth of a second."""
    raw: Any = importlib.import_module("pypdfium2_raw")
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=None, m_pIsolate=None, m_v8EmbedderSlot=0))
    return raw


def _read_page(raw: Any, document: Any, at: int, composer: Composer, references: References) -> _Page:
    page = raw.FPDF_LoadPage(document, at)
    if not page:
        raise problem("document.damaged")
    text_page = raw.FPDFText_LoadPage(page)
    try:
        bounds = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, bounds)
        frame = Frame(bounds.left, bounds.bottom, bounds.right, bounds.top, raw.FPDFPage_GetRotation(page) % 4)
        if frame.width < 1 or frame.height < 1:
            raise problem("document.damaged")
        drawings = read_drawings(raw, page, frame)
        words, is_cut = read_words(raw, text_page, frame, drawings.places)
        if is_cut:
            raise problem("document.too_complex")
        _note_annotations(raw, page, at + 1, composer)
        false_fonts = find_false_fonts(raw, drawings, words, references) if references else set[int]()
        seen, hidden = part_hidden(raw, page, frame, drawings, words, false_fonts)
        if not seen and is_scan(frame, drawings):
            seen = _recognise(raw, page, frame, at + 1, composer)
    finally:
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)
    _note_hidden(hidden, at + 1, composer)
    seen += bullets_of(drawings, seen)
    upright = [word for word in seen if word.is_upright]
    tables, left = find_ruled_tables(drawings, seen, at + 1)
    kept = {id(word) for word in left}
    lines = to_lines([word for word in upright if id(word) in kept])
    return _Page(at + 1, frame, lines, tables, drawings.rules, upright, [word for word in left if not word.is_upright])


def _recognise(raw: Any, page: Any, frame: Frame, number: int, composer: Composer) -> list[Word]:
    """The words of a scanned page by text recognition; a note either way."""
    program = find_program()
    found = read_scan(raw, page, frame, program) if program else []
    if found:
        composer.note("read_by_ocr", "The page is a picture; its words were recognised by tesseract and may hold errors.", page=number)
    else:
        composer.note("page_without_text", "The page is a picture; its words were not read.", page=number)
    return found


def _write(pages: list[_Page], composer: Composer) -> None:
    furniture = find_furniture([page.lines for page in pages], [page.frame.height for page in pages])
    sizes = typography([line for page in pages for line in page.lines], [line for page in pages for line in to_lines(page.words)])
    noted: set[str] = set()
    parts: list[Part] = []
    above: FoundTable | None = None
    strips: list[tuple[_Page, Strip]] = []
    for page, places in zip(pages, furniture, strict=True):
        _note_furniture([page.lines[at].text for at in sorted(places)], page.number, noted, composer)
        lines = [line for at, line in enumerate(page.lines) if at not in places]
        for strip in cut_into_strips(lines, page.tables):
            strip.lines = split_at_gutters(strip.lines)
            starts_ruled = bool(strip.tables and strip.lines) and strip.tables[0].box[1] < strip.lines[0].base
            tables, strip.lines = find_aligned_tables(strip.lines, page.rules, page.number, None if starts_ruled else above)
            strip.tables = sorted([*strip.tables, *tables], key=lambda table: table.box[1])
            last = strip.tables[-1] if strip.tables else None
            above = last if last is not None and not any(line.base > last.box[3] for line in strip.lines) else None
            strips.append((page, strip))
    for (page, before), (next_page, after) in pairwise(strips):
        first = after.tables[0] if after.tables else None
        if page is not next_page and first is not None and not any(line.base < first.box[1] for line in after.lines):
            found, before.lines = precede_table(first, before.lines, page.number)
            before.tables += [found] if found is not None else []
    for at, (page, strip) in enumerate(strips):
        parts += arrange(strip.lines, strip.tables, sizes, page.number)
        if at + 1 == len(strips) or strips[at + 1][0] is not page:
            parts += [Part("paragraph", word.text, page.number) for word in page.aslant]
    for part in _run_on(parts):
        if part.table is not None:
            composer.table(part.table.grid)
        elif part.kind == "heading":
            composer.heading(part.text, part.level, part.page)
        elif part.kind == "aside":
            composer.aside(part.text, part.page, "\n")
        elif part.kind == "item":
            composer.list_item(part.text, part.page, part.level)
        else:
            composer.paragraph(part.text, part.page)


def _note_furniture(texts: list[str], page: int, noted: set[str], composer: Composer) -> None:
    for text in texts:
        pattern = re.sub(r"\d+", "#", text)
        if pattern not in noted and any(sign.isalpha() for sign in text) and len(noted) < 20:
            noted.add(pattern)
            composer.note("page_furniture", "A line that repeats at the edge of the pages, or a page number; left out.", text, page)


def _run_on(parts: list[Part]) -> list[Part]:
    """A table at the top of a page that has the columns of the one at the end of the page before goes on with it."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if (
            part.table is not None
            and last is not None
            and last.table is not None
            and part.page == last.page + 1
            and _same_columns(last.table, part.table)
        ):
            grid = last.table.grid
            grid.rows += part.table.grid.rows
            grid.pages += part.table.grid.pages
            joined[-1] = replace(last, page=part.page)
        else:
            joined.append(part)
    return joined


def _same_columns(one: FoundTable, other: FoundTable) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) <= _COLUMN_SHIFT for a, b in zip(one.columns, other.columns, strict=True)
    )


def _note_hidden(hidden: list[tuple[Word, str]], page: int, composer: Composer) -> None:
    """Neighbouring hidden words make one note."""
    run: list[str] = []
    reason = ""
    for word, why in [*hidden, (None, "")]:
        if word is None or why != reason or sum(map(len, run)) > 180:
            if run and any(sign.isalnum() for sign in "".join(run)):
                composer.note("hidden_text", f"Text that the page does not show ({reason}).", " ".join(run), page)
            run, reason = [], why
        if word is not None:
            run.append(word.text)


def _note_annotations(raw: Any, page: Any, number: int, composer: Composer) -> None:
    """Notes and comments laid over a page: no part of its text."""
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), 500)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        for key, code, detail in (
            (b"Contents", "comment", "A note laid over the page."),
            (b"V", "form_field", "The value of a form field; it is not part of the text."),
        ):
            length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            if 2 < length < 100_000:
                buffer = ctypes.create_string_buffer(length)
                raw.FPDFAnnot_GetStringValue(annotation, key, _wide(raw, buffer), length)
                words = clean(buffer.raw.decode("utf-16-le", errors="replace").rstrip("\x00"))
                if words and words not in ("Off", "Yes"):
                    composer.note(code, detail, words, number, place="annotation")
        raw.FPDFPage_CloseAnnot(annotation)


def _note_attachments(raw: Any, document: Any, composer: Composer) -> None:
    for at in range(min(raw.FPDFDoc_GetAttachmentCount(document), 50)):
        attachment = raw.FPDFDoc_GetAttachment(document, at)
        length = raw.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
        buffer = ctypes.create_string_buffer(max(length, 2))
        if length:
            raw.FPDFAttachment_GetName(attachment, _wide(raw, buffer), length)
        name = clean(buffer.raw.decode("utf-16-le", errors="replace").rstrip("\x00"))
        composer.note("attachment", "A file is attached to the document; it was not opened.", name, place="attachment")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        composer.note("script", "The document carries a script; it was not run and not read.", place="document")


def _property(raw: Any, document: Any, name: str) -> str:
    length = raw.FPDF_GetMetaText(document, name.encode(), None, 0)
    if not 2 < length < 2000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document, name.encode(), buffer, length)
    return clean(buffer.raw.decode("utf-16-le", errors="replace").rstrip("\x00"))


def _wide(raw: Any, buffer: Any) -> Any:
    """A buffer as the library wants its UTF-16."""
    pointer: Any = ctypes.POINTER
    return ctypes.cast(buffer, pointer(raw.FPDF_WCHAR))
