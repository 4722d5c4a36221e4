"""Whatever is written, every block and cell is exactly where it says in the text."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading.blocks import BlockKind, ReadDocument
from ingest.reading.composing import Composer
from ingest.reading.formats import delimited, html, markdown, plain
from ingest.reading.grids import Cell, Grid, lay_out
from ingest.reading.wire import decode_reply, encode_reply
from policies.errors import BadInput, Unreadable
from tests.ingest.reading.limits import LIMITS

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
CELLS = st.builds(Cell, text=WORDS, is_header=st.booleans(), is_bold=st.booleans(), n_columns=st.integers(1, 4), n_rows=st.integers(1, 4))
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=6)
GRIDS = st.builds(lambda rows, caption, n: Grid(lay_out(rows), caption, n), ROWS, st.none() | WORDS, st.none() | st.integers(0, 3))
PIECES = st.lists(st.tuples(st.sampled_from(["heading", "paragraph", "item", "aside"]), WORDS, st.integers(1, 6)) | GRIDS, max_size=12)


def holds(document: ReadDocument) -> None:
    last = 0
    for block in document.blocks:
        assert block.text == document.text[block.start : block.end]
        assert block.text.strip() == block.text != ""
        assert last <= block.start < block.end <= len(document.text)
        last = block.end
        at = block.start
        for cell in block.cells:
            assert cell.text == document.text[cell.start : cell.end]
            assert at <= cell.start <= cell.end <= block.end
            at = cell.end
        assert (block.kind is BlockKind.TABLE_ROW) == bool(block.cells)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_offsets_are_exact_whatever_is_composed(pieces: list[tuple[str, str, int] | Grid]) -> None:
    composer = Composer(1_000_000)
    for piece in pieces:
        if isinstance(piece, Grid):
            composer.table(piece)
        elif piece[0] == "heading":
            composer.heading(piece[1], piece[2])
        elif piece[0] == "paragraph":
            composer.paragraph(piece[1])
        elif piece[0] == "item":
            composer.list_item(piece[1], level=piece[2])
        else:
            composer.aside(piece[1])
    if not composer.blocks:
        with pytest.raises(Unreadable, match=r"document\.no_text"):
            composer.document("text/plain")
        return
    document = composer.document("text/plain")
    holds(document)
    again, _ = decode_reply(encode_reply(document, {}), document.media_type, LIMITS)
    assert again == document


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_and_never_misplaced(text: str) -> None:
    for module in (plain, markdown, html):
        try:
            document = module.read(text.encode(), Composer(1_000_000), LIMITS)
        except BadInput:
            continue
        holds(document)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_csv_is_read_or_refused_and_never_misplaced(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    try:
        document = delimited.read(buffer.getvalue().encode(), Composer(1_000_000), LIMITS)
    except BadInput:
        return
    holds(document)


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": [["paragraph", 0, 999, None, 0, 0, [], 0]]},
        {"blocks": [["paragraph", 5, 2, None, 0, 0, [], 0]]},
        {"blocks": [["paragraph", 2, 5, None, 0, 0, [], 0], ["paragraph", 0, 4, None, 0, 0, [], 0]]},
        {"blocks": [["spell", 0, 4, None, 0, 0, [], 0]]},
        {"blocks": [["paragraph", 0, 4, 0, 0, 0, [], 0]]},
        {"blocks": [["paragraph", 0, 4, None, 7, 0, [], 0]]},
        {"text": None},
        {"notes": 3},
        {"report": None, "blocks": "x"},
    ],
)
def test_a_reply_that_makes_no_sense_reads_as_damaged(change: dict[str, object]) -> None:
    reply = {
        "text": "Lunch costs.",
        "blocks": [],
        "sections": [[]],
        "words": [None],
        "n_pages": None,
        "notes": [],
        "metadata": {},
        "report": {},
    }
    decode_reply(json.dumps(reply).encode(), "text/plain", LIMITS)
    with pytest.raises(Unreadable, match=r"document\.damaged"):
        decode_reply(json.dumps({**reply, **change}).encode(), "text/plain", LIMITS)
    with pytest.raises(Unreadable, match=r"document\.damaged"):
        decode_reply(b"{", "text/plain", LIMITS)
