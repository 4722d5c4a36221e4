"""What a reader gives: the text of a document and the blocks it is made of, each with its place."""

from dataclasses import dataclass, field
from enum import StrEnum

from policies.words.documents import TableCell


class BlockKind(StrEnum):
    """The shape of a block in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Block:
    """One visible piece of a document.

    Shape: `text == document.text[start:end]`, half-open code points; blocks are in reading order and do not overlap.
    `section` is the path of headings above the block (itself not included). A table row has `cells`, each with its
    header, and the table's `caption`. `page` counts from 1; None when the format has no pages.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    page: int | None
    section: tuple[str, ...]
    level: int = 0
    cells: tuple[TableCell, ...] = ()
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """Something about the file that its owner must see before approval, e.g. `hidden_text`, `macro`, `comment`.

    `excerpt` is at most 200 characters of what was found; `page` and `place` say where.
    """

    code: str
    detail: str
    excerpt: str = ""
    page: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as a person would see it. `metadata` holds front matter of Markdown files (title, school_year, …)."""

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    n_pages: int | None
    notes: tuple[ReadingNote, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits of one reading. Source: `documents.*` of the policy."""

    max_bytes: int
    max_pages: int
    max_chars: int
    seconds: float
    megabytes: int
