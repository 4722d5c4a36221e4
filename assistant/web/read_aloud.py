"""What a clerk reads to a family on the phone: approved words, or, before that, only what approved documents say word for word.

A draft is never read aloud: nothing reaches a family without a person's decision. Source: issue 7, 'Staff'.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.rows import whole_row
from assistant.services.sources import Source
from policies.words.items import Answer, Item

END = re.compile(r"(?<=[.!?…])(?<! [ap]\.m\.)(?<!\b(?:Mr|Ms|Dr|St|No)\.)\s+(?=[\"“¿¡(]?[A-ZÁÉÍÓÚÑ0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say in one breath, and where it stands; `source` is empty for greetings and words that a person wrote."""

    text: str
    source: str
    language: str


def lines_to_read(item: Item, answer: Answer | None, sources: Sequence[Sequence[Source]], *, is_recalled: bool) -> list[Line]:
    """The lines in order; none when an answer was called back or nothing is known."""
    if is_recalled:
        return []
    if answer is not None:
        return _approved(item, answer, sources)
    quoted = {source.citation.quote: source for group in sources for source in group if source.state == "in_force"}
    return [Line(_spoken(source), _place(source), _language(source, item)) for source in quoted.values()]


def _approved(item: Item, answer: Answer, sources: Sequence[Sequence[Source]]) -> list[Line]:
    """The approved words sentence by sentence; a drafted sentence that stayed keeps its source."""
    known: dict[str, str] = {}
    for sentence, group in zip(item.draft.sentences if item.draft else (), sources, strict=True):
        for part in sentences_of(sentence.text):
            known[part] = _place(group[0]) if group else ""
    return [Line(part, known.get(part, ""), answer.language) for part in sentences_of(answer.text)]


def sentences_of(text: str) -> list[str]:
    """A text cut where a reader takes breath."""
    return [part.strip() for part in END.split(text) if part.strip()]


def _spoken(source: Source) -> str:
    """The quoted words; of a table row, the quoted cells under their headings, as a sentence."""
    passage = source.passage
    if passage is None or not passage.cells:
        return source.citation.quote
    cells = [cell for cell in passage.cells if cell.text and cell.text in source.citation.quote]
    return whole_row(cells, passage) if cells else source.citation.quote


def _place(source: Source) -> str:
    citation = source.citation
    return citation.title + (f", p. {citation.page}" if citation.page else "")


def _language(source: Source, item: Item) -> str:
    return source.passage.language if source.passage else item.question.language
