"""Plain text: paragraphs between blank lines, lists, headings by their look, tables whose columns are aligned."""

import re

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.composing import Composer
from ingest.reading.decoding import decode
from ingest.reading.file_types import FileType
from ingest.reading.grids import Cell, Grid, lay_out

BULLET = re.compile(r"^\s*(?:[-*•·▪◦‣–○●■□➢✓]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+(?=\S)")
_RULE = re.compile(r"^\s*([=\-_*~#])\1{2,}\s*$")
_GAP = re.compile(r"\t+| {2,}|\s+\|\s+")


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a plain text file."""
    lines = decode(data, composer=composer).replace("\f", "\n\n").split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].strip() or _RULE.match(lines[at]):
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].strip() and not _RULE.match(lines[end]):
            end += 1
        underline = lines[end].strip()[:1] if end < len(lines) and end == at + 1 and _RULE.match(lines[end]) else ""
        _piece(lines[at:end], underline, composer)
        at = end
    return composer.document(FileType.PLAIN.value)


def _piece(lines: list[str], underline: str, composer: Composer) -> None:
    """Lines between two blank ones."""
    first = lines[0].strip()
    if underline in ("=", "-", "~", "#") and underline:
        composer.heading(first, 1 if underline in "=#" else 2)
        return
    if _is_capital_heading(first) and (len(lines) == 1 or not _is_capital_heading(lines[1].strip())):
        composer.heading(first, 2 if composer.headings and composer.headings[0][0] == 1 else 1)
        lines = lines[1:]
    elif len(lines) == 1 and not composer.blocks and len(first) <= 100 and first[-1:] not in ".;:,!?":
        composer.heading(first, 1)
        lines = []
    start = 0
    while start < len(lines):
        end = _table_end(lines, start)
        if end - start >= 3:
            rows = [[Cell(part) for part in _GAP.split(line.strip())] for line in lines[start:end]]
            composer.table(Grid(lay_out(rows)))
            start = end
            continue
        end = start + 1
        is_item = BULLET.match(lines[start]) is not None
        while end < len(lines) and not BULLET.match(lines[end]) and _table_end(lines, end) - end < 3:
            end += 1
        text = " ".join(line.strip() for line in lines[start:end])
        if is_item:
            composer.list_item(BULLET.sub("", text, count=1))
        else:
            composer.paragraph(text)
        start = end


def _table_end(lines: list[str], start: int) -> int:
    """The line after a run of lines that all split into the same number of columns, two or more."""
    n_columns = len(_GAP.split(lines[start].strip()))
    end = start
    while n_columns >= 2 and end < len(lines) and len(_GAP.split(lines[end].strip())) == n_columns:
        end += 1
    return end


def _is_capital_heading(line: str) -> bool:
    return (
        3 <= len(line) <= 80 and line.upper() == line and sum(sign.isalpha() for sign in line) >= 3 and not line.endswith((".", ";", ","))
    )
