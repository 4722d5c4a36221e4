"""CSV and TSV: one table, its title rows above it."""

import csv
import io
import re

from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.composing import Composer
from ingest.reading.decoding import decode
from ingest.reading.file_types import FileType
from ingest.reading.formats.sheets import write_tables
from ingest.reading.grids import Cell
from ingest.reading.problems import problem

_DECLARED = re.compile(r"\A\"?sep=([,;\t|])\"?\n", re.IGNORECASE)  # a line for Excel, no part of the table


def read(data: bytes, composer: Composer, limits: ReadLimits) -> ReadDocument:
    """Read a delimited file. Raises: Unreadable document.damaged (an unclosed quote), document.too_complex (an endless cell)."""
    text = decode(data, composer=composer)
    csv.field_size_limit(100_000)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=declared.group(1) if declared else _delimiter(text), strict=True))
    except csv.Error:
        raise problem("document.damaged") from None
    write_tables([[Cell(cell.strip()) for cell in row] for row in rows], composer)
    return composer.document(FileType.CSV.value)


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the most even columns; a comma when none does."""
    lines = [line for line in text.split("\n", 60)[:60] if line.strip()][:50]
    best, best_score = ",", 0.0
    for sign in (",", ";", "\t", "|"):
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        wide = [count for count in counts if count > 1]
        if not wide:
            continue
        score = sum(count == max(set(wide), key=wide.count) for count in counts) / len(counts)
        if score > best_score + 0.05:
            best, best_score = sign, score
    return best
