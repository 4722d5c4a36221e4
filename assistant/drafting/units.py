"""What can be said of a passage, one sentence or row at a time, and the cited sentence it becomes."""

from collections.abc import Callable, Sequence

from assistant.drafting.choosing import BULLET, Unit
from assistant.drafting.rows import render_row, said_headers
from ingest.lexical import stems
from ingest.passages import split_sentences
from policies.words.documents import Passage
from policies.words.drafts import Citation, Sentence, Support


def units_of(passage: Passage, relevance: Callable[[str], float]) -> list[tuple[str, int, int]]:
    """(words to say, start, end in the revision): the sentences of a passage, or its row said aloud."""
    if passage.cells:
        return [(render_row(passage, relevance), passage.start, passage.end)]
    units: list[tuple[str, int, int]] = []
    for start, end in split_sentences(passage.text):
        text = " ".join(BULLET.sub("", passage.text[start:end]).split())
        if len(text) > 1 and not text.endswith("?"):
            units.append((text, passage.start + start, passage.start + end))
    return units


def citation_of(passage: Passage, said: str, start: int, end: int) -> Citation:
    """Words of a passage as the source of a sentence. `start`/`end`: offsets in the revision's text; a row brings its headers."""
    return Citation(
        document_id=passage.document_id,
        revision=passage.revision_id,
        passage_id=passage.id,
        title=passage.title,
        file_name=passage.file_name,
        page=passage.page,
        section=" > ".join(passage.section),
        quote=passage.text[start - passage.start : end - passage.start],
        start=start,
        end=end,
        headers=said_headers(passage, said),
    )


def sentence_of(unit: Unit, said: str) -> Sentence:
    """A sentence that says a unit, cited by its own passage. `said` are the words, ended here where they are not."""
    text = said if said[-1] in ".!?:;" else said + "."
    return Sentence(text, Support.VERBATIM, (citation_of(unit.evidence.passage, text, unit.start, unit.end),))


def rows_of_other_schools(passages: Sequence[Passage], names: frozenset[str]) -> frozenset[str]:
    """Ids of rows whose first cell holds fewer of the asked school's names than the best row of their table does."""
    held = {p.id: len(names & frozenset(stems(p.cells[0].text, p.language))) for p in passages if p.cells} if names else {}
    best: dict[tuple[str, tuple[str, ...], str | None], int] = {}
    for passage in passages:
        if passage.cells:
            table = (passage.revision_id, passage.section, passage.caption)
            best[table] = max(best.get(table, 0), held.get(passage.id, 0))
    return frozenset(p.id for p in passages if p.cells and held.get(p.id, 0) < best[p.revision_id, p.section, p.caption])
