"""What a district publishes: documents, revisions, passages, and what retrieval finds in them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class RevisionStatus(StrEnum):
    """Where a revision stands. `expired` and `not yet effective` are not states: they follow from the dates."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    ERASED = "erased"


class Audience(StrEnum):
    """Whom a document speaks to. Only `families` may be cited in a reply to a family."""

    FAMILIES = "families"
    STAFF = "staff"


class PassageKind(StrEnum):
    """The shape a passage had in its document."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table row with the header above it. `start`/`end` index the revision's text."""

    header: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval.

    Shape: `text == revision.text[start:end]`, offsets in Unicode code points, half-open. For a table row `cells`
    holds the row's cells with their headers and `caption` the table's title. `page` is None when the format has none.
    `schools`, `school_year` and `language` are the scope: from the passage's headings, else from its revision.
    """

    id: str
    revision_id: str
    document_id: str
    ordinal: int
    kind: PassageKind
    text: str
    page: int | None
    section: tuple[str, ...]
    start: int
    end: int
    title: str
    file_name: str
    language: str
    schools: tuple[str, ...]
    school_year: str | None
    caption: str | None = None
    cells: tuple[TableCell, ...] = ()

    @property
    def header(self) -> str:
        """Title, section path and caption in one line: the second text field that retrieval scores."""
        return " > ".join(dict.fromkeys(part for part in (self.title, *self.section, self.caption or "") if part))

    @property
    def readable(self) -> str:
        """The passage as a person would read it aloud: a table row with each cell named by its header."""
        if not self.cells:
            return self.text
        return "; ".join(f"{cell.header}: {cell.text}" if cell.header else cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is about: filters that retrieval applies before it ranks. None means not stated.

    `on` is the day on which a revision must be in force (district's local date).
    """

    on: dt.date
    school: str | None = None
    school_year: str | None = None
    audience: Audience = Audience.FAMILIES
    without: frozenset[str] = frozenset()
    """Ids of documents that are left out as if nobody had ever published them: how a district measures when silence is due."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One retrieved passage with its scores.

    Range: `dense` cosine, -1…1, higher is nearer; `lexical` BM25, 0 and up; `score` the fused figure, comparable
    only inside one question.
    """

    passage: Passage
    score: float
    dense: float
    lexical: float
    follows: tuple[Passage, ...] = ()
    """The list or table that the passage introduces: neighbours that may be said after it, never ranked."""
