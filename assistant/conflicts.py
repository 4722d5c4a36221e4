"""Two passages in force that disagree about the very thing that is asked: then nothing is drafted, and both owners must settle it.

Strict on purpose: a false conflict costs an answer. The full comparison at approval time belongs to `ingest`.
"""

from collections.abc import Sequence

from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold
from assistant.conditions import special_days
from assistant.drafting.rows import is_plain_header
from ingest.lexical import stems
from ingest.passages import split_sentences
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Sentence

KINDS = (FigureKind.DATE, FigureKind.TIME, FigureKind.AMOUNT, FigureKind.PHONE)
LEAST_SHARED = 2
LEAST_SHARE = 0.5
"""Share of the longer statement's own words (figures and headings aside) that both must hold."""
ASKED_SHARE = 0.75
"""Share of the asked words that stand in either statement and must stand in both."""


def find_conflict(
    sentences: Sequence[Sentence], evidence: Sequence[Evidence], asked: frozenset[str], language: str
) -> tuple[Passage, Passage] | None:
    """Two passages that disagree on a sentence of the draft, the cited one first; None when none do. `asked`: the question's stems."""
    by_id = {found.passage.id: found.passage for found in evidence}
    for sentence in sentences:
        for citation in sentence.citations:
            own = by_id.get(citation.passage_id)
            if own is None:
                continue
            for other in by_id.values():
                is_foreign = own.language != language  # the question's words cannot be looked for in another language
                if other.document_id == own.document_id or not may_meet(own, other):
                    continue
                if _disagree(sentence.text, own, other, asked, is_foreign=is_foreign):
                    return own, other
    return None


def may_meet(one: Passage, other: Passage) -> bool:
    """Whether two passages can speak of the same thing: language, schools, kind of day and year agree or are not stated."""
    if one.language != other.language:
        return False
    if one.schools and other.schools and not set(one.schools) & set(other.schools):
        return False
    if special_days(" ".join(one.section)) != special_days(" ".join(other.section)):
        return False
    return one.school_year is None or other.school_year is None or one.school_year == other.school_year


def _disagree(said: str, own: Passage, other: Passage, asked: frozenset[str], *, is_foreign: bool) -> bool:
    ours, subject = figures_of(said, own.language), subject_of(said, own.language)
    for text in statements_of(other):
        theirs, their_subject = figures_of(text, other.language), subject_of(text, other.language)
        kinds = [kind for kind in KINDS if kind in ours and kind in theirs]
        shared = subject & their_subject
        if not kinds or any(ours[kind] & theirs[kind] for kind in kinds) or len(shared) < LEAST_SHARED:
            continue
        n_asked = len(asked & shared)
        is_same_thing = len(shared) >= LEAST_SHARE * max(len(subject), len(their_subject))
        is_asked = n_asked >= LEAST_SHARED and n_asked >= ASKED_SHARE * len(asked & (subject | their_subject))
        if is_same_thing and (is_asked or is_foreign):
            return True
    return False


def statements_of(passage: Passage) -> list[str]:
    """What a passage says, one thing at a time: a table row as read aloud, otherwise its sentences."""
    if passage.cells:  # "Date" and "Place" are no part of what a row speaks of
        return ["; ".join(c.text if is_plain_header(c.header) else f"{c.header}: {c.text}" for c in passage.cells if c.text)]
    return [passage.text[a:b] for a, b in split_sentences(passage.text)]


def figures_of(text: str, language: str) -> dict[FigureKind, set[tuple[object, ...]]]:
    """The figures of `KINDS` in a statement, in normal form."""
    found: dict[FigureKind, set[tuple[object, ...]]] = {}
    for figure in read_figures(fold(text), language):
        if figure.kind in KINDS:
            found.setdefault(figure.kind, set()).add(_value(figure))
    return found


def _value(figure: Figure) -> tuple[object, ...]:
    """A date without its year, which one of two sentences often leaves out."""
    return figure.value[1:] if figure.kind is FigureKind.DATE else figure.value


def subject_of(text: str, language: str) -> frozenset[str]:
    """The words of a statement that are not figures."""
    folded = fold(text)
    for figure in sorted(read_figures(folded, language), key=lambda f: -f.start):
        folded = folded[: figure.start] + " " + folded[figure.end :]
    return frozenset(stems(folded, language))
