"""A new passage beside the passages in force that are most like it: contradictions and near-duplicates."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from assistant.checking.figure_kinds import FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold
from assistant.conflicts import KINDS, figures_of, may_meet, statements_of, subject_of
from ingest.lexical import stems
from ingest.reading.blocks import ReadingNote
from policies.words.documents import Passage

Alike = Callable[[str, str], Sequence[Passage]]
"""Given words and their language: the passages in force that are most like them, the likest first."""

LEAST_SHARED = 3
LEAST_SHARE = 0.6
"""Share of the longer statement's own words that both must hold before their figures are compared. Found on the fictional district."""
LEAST_LIKENESS = 0.9
"""Share of common words (Jaccard) from which two passages are the same. Range: 0…1."""
LEAST_DUPLICATES = 0.5
"""Share of a document's passages that stand in one other document before it is called a near-duplicate. Range: 0…1."""
MAX_NOTES = 20
_DATED = re.compile(r"\b(last (updated|revised|reviewed)|updated on|revised on|adopted|actualizad|revisad|aprobad)")
"""A document's own date says nothing of another document's."""
_NAMED = (FigureKind.GRADE, FigureKind.NUMBER, FigureKind.WEEKDAY, FigureKind.CODE, FigureKind.ORDINAL, FigureKind.PERCENT)


def contradictions(passages: Sequence[Passage], alike: Alike) -> Iterator[ReadingNote]:
    """Statements of a new document that give another time, date, amount or phone than a passage in force on the same subject."""
    seen: set[tuple[str, str]] = set()
    for passage in passages:
        if not any(figures_of(text, passage.language) for text in statements_of(passage)):
            continue
        for other in alike(passage.readable, passage.language):
            if other.document_id == passage.document_id or not may_meet(passage, other):
                continue
            for said, theirs in _disagreeing(passage, other):
                if (said, theirs) in seen or len(seen) >= MAX_NOTES:
                    continue
                seen.add((said, theirs))
                page = f", page {other.page}" if other.page else ""
                detail = f"“{other.title}”{page}, which is in force, says otherwise: “{_short(theirs)}”"
                yield ReadingNote("contradiction", detail, _short(said), passage.page, " > ".join(passage.section))


def _disagreeing(one: Passage, other: Passage) -> Iterator[tuple[str, str]]:
    if one.cells and other.cells:
        yield from _disagreeing_rows(one, other)
        return
    for said in statements_of(one):
        ours, subject, named = _read(said, one.language)
        if not ours or len(subject) < LEAST_SHARED:
            continue
        for text in statements_of(other):
            theirs, their_subject, their_named = _read(text, other.language)
            kinds = [kind for kind in KINDS if kind in ours and kind in theirs]
            shared = subject & their_subject
            if not kinds or len(shared) < LEAST_SHARED or len(shared) < LEAST_SHARE * max(len(subject), len(their_subject)):
                continue
            if _DATED.search(fold(said)) and _DATED.search(fold(text)):
                continue
            if any(named[kind] != their_named[kind] for kind in named.keys() & their_named.keys()):
                continue
            if all(ours[kind] != theirs[kind] and not ours[kind] & theirs[kind] for kind in kinds):
                yield said, text


def _disagreeing_rows(one: Passage, other: Passage) -> Iterator[tuple[str, str]]:
    """Rows about the same thing (their first cells) that give other figures under the same header."""
    mine, theirs = (frozenset(stems(passage.cells[0].text, passage.language)) for passage in (one, other))
    if not mine or mine != theirs:
        return
    ours, cells = (
        {frozenset(stems(cell.header, passage.language)): cell.text for cell in passage.cells[1:] if cell.header}
        for passage in (one, other)
    )
    for header in ours.keys() & cells.keys():
        left, right = (figures_of(row[header], one.language) for row in (ours, cells))
        kinds = left.keys() & right.keys()
        if header and kinds and all(not left[kind] & right[kind] for kind in kinds):
            yield one.readable, other.readable
            return


@lru_cache(maxsize=20_000)
def _read(text: str, language: str) -> tuple[dict[FigureKind, set[tuple[object, ...]]], frozenset[str], dict[FigureKind, set[object]]]:
    named: dict[FigureKind, set[object]] = {}
    for figure in read_figures(fold(text), language):
        if figure.kind in _NAMED:
            named.setdefault(figure.kind, set()).add(figure.value)
    return figures_of(text, language), subject_of(text, language), named


def near_duplicates(passages: Sequence[Passage], alike: Alike) -> Iterator[ReadingNote]:
    """Other documents in force that say much of the same, with the share of passages that stand in both."""
    counted: Counter[tuple[str, str]] = Counter()
    for passage in passages:
        words = frozenset(stems(passage.readable, passage.language))
        others = {
            (other.document_id, other.title)
            for other in alike(passage.readable, passage.language)
            if other.document_id != passage.document_id and _likeness(words, other) >= LEAST_LIKENESS
        }
        counted.update(others)
    for (_id, title), n in counted.most_common(3):
        if n >= LEAST_DUPLICATES * len(passages):
            yield ReadingNote("near_duplicate", f"{n} of {len(passages)} passages stand in “{title}” too, which is in force.", title)


def _likeness(words: frozenset[str], other: Passage) -> float:
    theirs = frozenset(stems(other.readable, other.language))
    return len(words & theirs) / max(len(words | theirs), 1)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 180 else f"{flat[:179]}…"
