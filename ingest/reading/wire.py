"""What crosses between the server and the reading process: one JSON line of limits in, the file's bytes, one JSON reply out.

Blocks travel as offsets only, and their words are cut from the text on this side: whatever a child that was taken over
replies, `text == document.text[start:end]` holds.
"""

import json
from collections.abc import Sequence
from typing import Any, cast

from ingest.reading.blocks import Block, BlockKind, ReadDocument, ReadingNote, ReadLimits
from ingest.reading.problems import problem
from policies.words.documents import TableCell


def encode_job(file_type: str, limits: ReadLimits, quotes: Sequence[str] = ()) -> bytes:
    """The line before the file's bytes. `quotes` are words to mark on a page that is drawn."""
    figures = [limits.max_bytes, limits.max_pages, limits.max_chars, limits.seconds, limits.megabytes]
    return json.dumps([file_type, figures, *quotes]).encode() + b"\n"


def decode_job(line: bytes) -> tuple[str, ReadLimits]:
    """Media type and limits."""
    file_type, figures, *_quotes = json.loads(line)
    return file_type, ReadLimits(*figures)


def decode_quotes(line: bytes) -> tuple[str, ...]:
    """The words to mark."""
    return tuple(json.loads(line)[2:])


def encode_reply(document: ReadDocument | str, report: dict[str, Any]) -> bytes:
    """A document, or the code of why there is none, with the child's report (`network`, `ms`)."""
    if isinstance(document, str):
        return json.dumps({"code": document, "report": report}).encode()
    sections: dict[tuple[str, ...], int] = {}
    words: dict[str | None, int] = {}
    blocks = [
        [
            block.kind.value,
            block.start,
            block.end,
            block.page,
            sections.setdefault(block.section, len(sections)),
            block.level,
            [[words.setdefault(cell.header, len(words)), cell.start, cell.end] for cell in block.cells],
            words.setdefault(block.caption, len(words)),
        ]
        for block in document.blocks
    ]
    notes = [[note.code, note.detail, note.excerpt, note.page, note.place] for note in document.notes]
    return json.dumps(
        {
            "text": document.text,
            "blocks": blocks,
            "sections": list(sections),
            "words": list(words),
            "n_pages": document.n_pages,
            "notes": notes,
            "metadata": document.metadata,
            "report": report,
        },
        ensure_ascii=False,
    ).encode("utf-8", errors="replace")


def decode_reply(reply: bytes, media_type: str, limits: ReadLimits) -> tuple[ReadDocument, dict[str, Any]]:
    """The document and the report. Raises: TooLarge, Unreadable: what the child said, or document.damaged for nonsense."""
    try:
        said: dict[str, Any] = json.loads(reply)
        code = said.get("code")
        if code is None:
            return _document(said, media_type, limits), cast("dict[str, Any]", said["report"])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise problem("document.damaged") from None
    raise problem(str(code))


def _document(said: dict[str, Any], media_type: str, limits: ReadLimits) -> ReadDocument:
    text: str = said["text"]
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("text")
    if len(text) > limits.max_chars:
        raise problem("document.too_long")
    sections = [tuple(str(part) for part in path) for path in said["sections"]]
    words: list[str | None] = [None if word is None else str(word) for word in said["words"]]
    blocks: list[Block] = []
    last = 0
    entries: list[Any] = said["blocks"]
    for entry in entries:
        kind, start, end, page, section, level, cells, caption = cast("list[Any]", entry)
        if not last <= start < end <= len(text):
            raise ValueError("blocks overlap or run backwards")
        last = end
        placed = tuple(TableCell(words[int(header)] or "", text[at:to], at, to) for header, at, to in cells if start <= at <= to <= end)
        blocks.append(
            Block(
                BlockKind(kind), text[start:end], start, end, _page(page), sections[int(section)], int(level), placed, words[int(caption)]
            )
        )
    notes = tuple(
        ReadingNote(str(code), str(detail), str(excerpt)[:200], _page(page), str(place))
        for code, detail, excerpt, page, place in said["notes"]
    )
    metadata = {str(name): str(value) for name, value in said["metadata"].items()}
    return ReadDocument(text, tuple(blocks), media_type, _page(said["n_pages"]), notes, metadata)


def _page(page: object) -> int | None:
    if page is None or (isinstance(page, int) and page >= 1):
        return page
    raise ValueError("not a page")
