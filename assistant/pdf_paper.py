"""PdfiumPaper: the board's memo as one US-letter PDF page. PDFium writes it (installed for reading documents anyway).

The file names its language and its text runs in reading order. PDFium cannot write tags: the HTML memo is the accessible form.
"""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportMissingParameterType=false, reportAttributeAccessIssue=false, reportPrivateUsage=false

import ctypes
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.services.pilot_memo import Line, Memo
from assistant.whiskers import WIDTH, Whisker
from eval.wording import Say, english

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 612.0, 792.0, 44.0
INK, FAINT, RED, NAVY, GREEN, PALE = (27, 27, 27), (81, 86, 92), (139, 10, 3), (22, 46, 81), (46, 107, 54), (227, 241, 229)
Color = tuple[int, int, int]
COLUMNS = (0.0, 168.0, 292.0, 366.0, 446.0, 478.0)
"""Where the table's columns begin, points from the margin: label and whisker, wanted, found, interval, n, standing."""


class PdfiumPaper:
    """One page on which text flows down. Unit: points, from the top."""

    def __init__(self, language: str = "en") -> None:
        self.document = pdfium.PdfDocument.new()
        self.page = self.document.new_page(PAGE_WIDTH, PAGE_HEIGHT)
        names = {False: b"Helvetica", True: b"Helvetica-Bold"}
        self.fonts: dict[bool, Any] = {bold: raw.FPDFText_LoadStandardFont(self.document.raw, name) for bold, name in names.items()}
        raw.FPDFCatalog_SetLanguage(self.document.raw, wide(f"{language}-US"))
        self.y = MARGIN

    def paragraph(self, words: str, size: float = 9.5, *, bold: bool = False, color: Color = INK, after: float = 6.0) -> None:
        """Words across the page, broken into lines; moves down."""
        self.y += self.block(words, MARGIN, self.y, PAGE_WIDTH - 2 * MARGIN, size, bold=bold, color=color) + after

    def block(self, words: str, x: float, y: float, width: float, size: float, *, bold: bool = False, color: Color = INK) -> float:
        """Words within a width from a place; gives the height they took."""
        lines, line = list[str](), ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer, size, bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
        for number, told in enumerate(lines):
            self._put(told, x, y + size + number * size * 1.3, size, bold, color)
        return len(lines) * size * 1.3

    def rule(self, x: float, y: float, length: float, *, is_upright: bool = False, width: float = 0.6, color: Color = FAINT) -> None:
        """A straight line from a place, to the right or down."""
        path = raw.FPDFPageObj_CreateNewPath(x, PAGE_HEIGHT - y)
        raw.FPDFPath_LineTo(path, x if is_upright else x + length, PAGE_HEIGHT - (y + length if is_upright else y))
        raw.FPDFPageObj_SetStrokeColor(path, *color, 255)
        raw.FPDFPageObj_SetStrokeWidth(path, width)
        raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_NONE, 1)
        raw.FPDFPage_InsertObject(self.page.raw, path)

    def box(self, x: float, y: float, width: float, height: float, color: Color) -> None:
        """A filled rectangle."""
        path = raw.FPDFPageObj_CreateNewRect(x, PAGE_HEIGHT - y - height, width, height)
        raw.FPDFPageObj_SetFillColor(path, *color, 255)
        raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_ALTERNATE, 0)
        raw.FPDFPage_InsertObject(self.page.raw, path)

    def whisker(self, drawn: Whisker, x: float, y: float, width: float) -> None:
        """A figure with its interval against the target line, 14 points high."""
        scale = width / WIDTH
        self.box(x + drawn.good_from * scale, y, drawn.good_width * scale, 10, PALE)
        self.rule(x, y + 10, width)
        if drawn.target is not None:
            self.rule(x + drawn.target * scale, y - 1, 13, is_upright=True, width=1.4, color=GREEN)
        if drawn.low is not None and drawn.high is not None:
            self.rule(x + drawn.low * scale, y + 5, (drawn.high - drawn.low) * scale, width=1.6, color=NAVY)
            for end in (drawn.low, drawn.high):
                self.rule(x + end * scale, y + 2.5, 5, is_upright=True, width=1.2, color=NAVY)
        self.box(x + drawn.at * scale - 1.8, y + 3.2, 3.6, 3.6, NAVY)

    def bytes(self) -> bytes:
        """The finished file."""
        raw.FPDFPage_GenerateContent(self.page.raw)
        out = BytesIO()
        self.document.save(out)
        self.document.close()
        return out.getvalue()

    def _text(self, words: str, size: float, bold: bool) -> Any:
        made = raw.FPDFPageObj_CreateTextObj(self.document.raw, self.fonts[bold], size)
        raw.FPDFText_SetText(made, wide(words))
        return made

    def _width(self, words: str, size: float, bold: bool) -> float:
        made = self._text(words, size, bold)
        ends = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(made, *(ctypes.byref(end) for end in ends))
        raw.FPDFPageObj_Destroy(made)
        return ends[2].value - ends[0].value

    def _put(self, words: str, x: float, y: float, size: float, bold: bool, color: Color) -> None:
        made = self._text(words, size, bold)
        raw.FPDFPageObj_SetFillColor(made, *color, 255)
        raw.FPDFPageObj_Transform(made, 1, 0, 0, 1, x, PAGE_HEIGHT - y)
        raw.FPDFPage_InsertObject(self.page.raw, made)


def wide(words: str) -> Any:
    """UTF-16 as PDFium takes it."""
    data = (words + "\x00").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(data, len(data)), ctypes.POINTER(ctypes.c_ushort))


def memo_pdf(memo: Memo, say: Say = english, language: str = "en") -> bytes:
    """The memo as a PDF of one page; the memo and `say` speak the same language."""
    paper = PdfiumPaper(language)
    paper.paragraph(f"{memo.district} · {say('Memo to the board')} · {memo.today}", 8.5, color=FAINT, after=4)
    paper.paragraph(memo.title, 17, bold=True, after=6)
    top = paper.y
    height = paper.block(memo.verdict, MARGIN + 12, top + 4, PAGE_WIDTH - 2 * MARGIN - 20, 11.5, bold=True)
    paper.box(MARGIN, top, 4, height + 12, NAVY)
    paper.y = top + height + 20
    paper.paragraph(f"{say('What next.')} {memo.following}", 9.5, after=8)
    if memo.changes:
        changed = f"{say('The plan was changed after it was fixed')}. {'; '.join(memo.changes)}."
        paper.paragraph(changed, 9.5, bold=True, color=RED, after=8)
    paper.paragraph(say("Every target that was fixed before the start, and what was found"), 9.5, bold=True, after=4)
    heads = (say("Target"), say("Wanted"), say("Found"), say("Interval"), "n", say("Standing"))
    for x, name in zip(COLUMNS, heads, strict=True):
        paper.block(name, MARGIN + x, paper.y, 100, 8, bold=True)
    paper.y += 13
    for line in memo.lines:
        _table_row(paper, line)
    paper.y += 8
    for note in memo.notes:
        paper.paragraph(note, 8, color=FAINT, after=4)
    return paper.bytes()


def _table_row(paper: PdfiumPaper, line: Line) -> None:
    paper.rule(MARGIN, paper.y, PAGE_WIDTH - 2 * MARGIN)
    top = paper.y + 3
    ends = (*COLUMNS[1:], PAGE_WIDTH - 2 * MARGIN)
    cells = (line.label, line.wanted, line.found, line.interval, line.n, line.standing)
    places = zip(COLUMNS, ends, cells, strict=True)
    heights = [paper.block(words, MARGIN + x, top, end - x - 6, 8, bold=x == 0) for x, end, words in places if words]
    if line.drawn:
        paper.whisker(line.drawn, MARGIN, top + heights[0] + 3, COLUMNS[1] - 14)
        heights[0] += 18
    paper.y = top + max(heights) + 3
