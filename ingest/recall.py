"""What still holds when a revision is replaced: a citation is compared with its own place in the successor, word for word.

The cited words are taken with the sentence (or the cells of the row) around them, so that a "not" put before a quote is a change. The place
is the section, the caption, and the schools and year that the passage speaks for; a heading that changed is another place.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.passages import split_sentences
from policies.words.documents import Passage, PassageKind

LEAST_LIKENESS = 0.4
"""Share of common words from which a passage of the successor is shown as the new wording. Range: 0…1."""


@dataclass(frozen=True, slots=True)
class NewWords:
    """What stands now where cited words stood."""

    text: str
    page: int | None
    section: tuple[str, ...]
    revision_id: str
    language: str


def still_says(old: Passage, quote: str, successors: Sequence[Passage]) -> bool:
    """Whether a passage at the same place of the successor still says the cited words of `old`."""
    place = _place(old)
    there = [passage for passage in successors if _place(passage) == place]
    if old.kind is PassageKind.TABLE_ROW:
        cited = _cited_cells(old, quote)
        return any(cited <= set(_cells(passage)) for passage in there)
    said = _cited_sentences(old, quote)
    lines = {_flat(passage.text[a:b]) for passage in there for a, b in split_sentences(passage.text)}
    return all(sentence in lines for sentence in said)


def new_words(old: Passage, successors: Sequence[Passage]) -> NewWords | None:
    """The passage of the successor that says what `old` said most nearly, those of its own section first; None when none is like it."""
    likest = _likest(old, successors)
    return NewWords(likest.readable, likest.page, likest.section, likest.revision_id, likest.language) if likest else None


def _likest(old: Passage, passages: Sequence[Passage]) -> Passage | None:
    """The passage with the most words in the same order, those of the same section first; None below `LEAST_LIKENESS`."""
    words = _flat(old.readable).split()
    best: tuple[bool, float, Passage] | None = None
    for passage in passages:
        matcher = difflib.SequenceMatcher(None, words, _flat(passage.readable).split(), autojunk=False)
        if matcher.real_quick_ratio() < LEAST_LIKENESS or matcher.quick_ratio() < LEAST_LIKENESS:
            continue
        likeness = matcher.ratio()
        rank = (passage.section == old.section, likeness)
        if likeness >= LEAST_LIKENESS and (best is None or rank > best[:2]):
            best = (*rank, passage)
    return best[2] if best else None


def _flat(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def _place(passage: Passage) -> tuple[object, ...]:
    section = tuple(_flat(part).casefold() for part in passage.section)
    is_row = passage.kind is PassageKind.TABLE_ROW
    caption = _flat(passage.caption or "").casefold()
    return is_row, section, caption, tuple(sorted(passage.schools)), passage.school_year, passage.language


def _cells(passage: Passage) -> list[tuple[str, str]]:
    return [(_flat(cell.header), _flat(cell.text)) for cell in passage.cells if cell.text.strip()]


def _cited_cells(old: Passage, quote: str) -> set[tuple[str, str]]:
    """The cells that a quote of a row touches, its first cell (what the row is about) always; all of them when it cannot be placed."""
    cells = [cell for cell in old.cells if cell.text.strip()]
    at = old.text.find(quote)
    if at < 0:
        said = _flat(quote)
        touched = [cell for cell in cells if _flat(cell.text) in said or said in _flat(cell.text)] or cells
    else:
        start, end = old.start + at, old.start + at + len(quote)
        touched = [cell for cell in cells if cell.start < end and start < cell.end] or cells
    return {(_flat(cell.header), _flat(cell.text)) for cell in (*cells[:1], *touched)}


def _cited_sentences(old: Passage, quote: str) -> list[str]:
    """The sentences that a quote touches; all of them when it cannot be placed."""
    spans = split_sentences(old.text)
    at = old.text.find(quote)
    if at < 0:
        said = _flat(quote)
        touched = [(a, b) for a, b in spans if _flat(old.text[a:b]) in said or said in _flat(old.text[a:b])] or spans
    else:
        touched = [(a, b) for a, b in spans if a < at + len(quote) and at < b] or spans
    return [_flat(old.text[a:b]) for a, b in touched]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of two revisions: `old` alone is gone, `new` alone was added, both were changed."""

    old: Passage | None
    new: Passage | None


def differences(before: Sequence[Passage], after: Sequence[Passage]) -> list[Difference]:
    """What changed from one revision to the next, in the order of the new one, with what is gone at the end."""
    unchanged = {(_place(passage), _flat(passage.readable)) for passage in before}
    kept = {(_place(passage), _flat(passage.readable)) for passage in after} & unchanged
    new = [passage for passage in after if (_place(passage), _flat(passage.readable)) not in kept]
    gone = [passage for passage in before if (_place(passage), _flat(passage.readable)) not in kept]
    pairs: dict[str, Passage] = {}
    for old in gone:
        free = [passage for passage in new if passage.id not in pairs]
        likest = _likest(old, free)
        if likest is not None:
            pairs[likest.id] = old
    taken = {old.id for old in pairs.values()}
    found = [Difference(pairs.get(passage.id), passage) for passage in new]
    return found + [Difference(old, None) for old in gone if old.id not in taken]
