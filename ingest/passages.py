"""Blocks → passages: paragraphs and lists of one section up to about 120 words; every table row on its own with its headers.

Source of the size: shared knowledge, answers.md section 3 (small structure-aware passages hold 2.4 to 2.9 times the evidence per word).
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.reading.blocks import Block, BlockKind, ReadDocument
from policies.district import District
from policies.words.documents import Passage, PassageKind

MAX_WORDS = 120
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘¿¡(]*[A-ZÁÉÍÓÚÑ0-9¿¡])")
_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)\b")


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """What a passage inherits from its revision."""

    revision_id: str
    document_id: str
    title: str
    file_name: str
    language: str
    schools: tuple[str, ...]
    school_year: str | None


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences and lines of a text. Lines end sentences; abbreviations such as 'a.m.' do not."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _SENTENCE_END.finditer(line.group()):
            cut = line.start() + end.start()
            if _is_abbreviation(text[start:cut]):
                continue
            spans.append((start, cut))
            start = line.start() + end.end()
        spans.append((start, line.end()))
    return [(a, b) for a, b in (_trim(text, a, b) for a, b in spans) if b > a]


_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|[ap]\.\s?m|Mr|Mrs|Ms|Dr|St|No|Nos|vs|etc|e\.g|i\.e|ext|Ext|Jr|Sr|Ave|Blvd|Rd|Sra?|Srta|Dra?|Núm|tel|Tel|aprox)\.$"
)


def _is_abbreviation(text: str) -> bool:
    tail = text[-12:]
    # 'a.m.' and 'p.m.' end a sentence about as often as not; a capital follows here, so it does.
    return bool(_ABBREVIATION.search(tail)) and not re.search(r"[ap]\.\s?m\.$", tail)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def make_passages(document: ReadDocument, facts: RevisionFacts, district: District) -> Iterator[Passage]:
    """The passages of a document in reading order. Each `text` is `document.text[start:end]`."""
    ordinal = 0
    for group in _groups(document.blocks):
        for start, end in _portions(document.text, group):
            first = group[0]
            headings = " ".join((*first.section, first.caption or ""))
            named = " ".join((headings, *(cell.text for cell in first.cells if len(cell.text) <= 60)))
            yield Passage(
                id=f"{facts.revision_id}.{ordinal}",
                revision_id=facts.revision_id,
                document_id=facts.document_id,
                ordinal=ordinal,
                kind=_kind(group),
                text=document.text[start:end],
                page=_page_at(group, start),
                section=first.section,
                start=start,
                end=end,
                title=facts.title,
                file_name=facts.file_name,
                language=facts.language,
                schools=_schools(named, facts, district),
                school_year=_school_year(headings) or facts.school_year,
                caption=first.caption,
                cells=first.cells,
            )
            ordinal += 1


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that belong together: neighbours of one section on one page; a table row stands alone."""
    group: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING or not block.text.strip():
            continue
        joins = (
            group
            and block.kind is not BlockKind.TABLE_ROW
            and group[-1].kind is not BlockKind.TABLE_ROW
            and block.section == group[-1].section
            and block.page == group[-1].page
            and _n_words(group) + len(block.text.split()) <= MAX_WORDS
        )
        if group and not joins:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _n_words(group: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in group)


def _portions(text: str, group: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """One span, or several on sentence boundaries when a single block is too long."""
    start, end = group[0].start, group[-1].end
    if group[0].kind is BlockKind.TABLE_ROW or _n_words(group) <= MAX_WORDS:
        yield start, end
        return
    first: int | None = None
    last, n_words = start, 0
    for a, b in split_sentences(text[start:end]):
        words = len(text[start + a : start + b].split())
        if first is not None and n_words + words > MAX_WORDS:
            yield first, last
            first, n_words = None, 0
        if first is None:
            first = start + a
        last, n_words = start + b, n_words + words
    if first is not None:
        yield first, last


def _kind(group: Sequence[Block]) -> PassageKind:
    kinds = {block.kind for block in group}
    if BlockKind.TABLE_ROW in kinds:
        return PassageKind.TABLE_ROW
    return PassageKind.LIST_ITEM if BlockKind.LIST_ITEM in kinds else PassageKind.PARAGRAPH


def _page_at(group: Sequence[Block], start: int) -> int | None:
    return next((block.page for block in group if block.start <= start < block.end), group[0].page)


def _schools(headings: str, facts: RevisionFacts, district: District) -> tuple[str, ...]:
    """Schools named in the headings above a passage or in its table row, when the document speaks for more than one."""
    if len(facts.schools) == 1:
        return facts.schools
    low = headings.casefold()
    named = tuple(
        school.id for school in district.schools if school.name.casefold() in low and (not facts.schools or school.id in facts.schools)
    )
    return named or facts.schools


def _school_year(headings: str) -> str | None:
    found = _SCHOOL_YEAR.search(headings)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return f"{found[1]}-{int(found[1]) + 1}"


def text_hash(passage: Passage) -> str:
    """What is embedded, as SHA-256 hex: header and words, so that equal passages share one vector."""
    return hashlib.sha256(embedded_text(passage).encode()).hexdigest()


def embedded_text(passage: Passage) -> str:
    """The words that stand for a passage in both indexes: where it stands, then what it says."""
    return f"{passage.header}\n{passage.readable}"
