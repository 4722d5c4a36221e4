"""Two passages in force that disagree about the very thing that is asked: then nothing is drafted, and both owners must settle it.

Strict on purpose: a false conflict costs an answer. The full comparison at approval time belongs to `ingest`.
"""

from collections.abc import Sequence

from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold
from ingest.lexical import stems
from ingest.passages import split_sentences
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Sentence

KINDS = (FigureKind.DATE, FigureKind.TIME, FigureKind.AMOUNT, FigureKind.PHONE)
LEAST_SHARED = 3
LEAST_SHARE = 0.5
"""Share of the smaller sentence's subject words that both must hold."""


def find_conflict(sentences: Sequence[Sentence], evidence: Sequence[Evidence], asked: frozenset[str]) -> tuple[str, str] | None:
    """Titles of two documents that disagree on a sentence of the draft; None when none do. `asked` are the question's stems."""
    by_id = {found.passage.id: found.passage for found in evidence}
    for sentence in sentences:
        for citation in sentence.citations:
            own = by_id.get(citation.passage_id)
            if own is None:
                continue
            for other in by_id.values():
                if other.document_id != own.document_id and _may_meet(own, other) and _disagree(sentence.text, own, other, asked):
                    return own.title, other.title
    return None


def _may_meet(one: Passage, other: Passage) -> bool:
    if one.language != other.language:
        return False
    if one.schools and other.schools and not set(one.schools) & set(other.schools):
        return False
    return one.school_year is None or other.school_year is None or one.school_year == other.school_year


def _disagree(said: str, own: Passage, other: Passage, asked: frozenset[str]) -> bool:
    ours = _figures(said, own.language)
    subject = _subject(said, own)
    for text in _statements(other):
        theirs = _figures(text, other.language)
        kinds = [kind for kind in KINDS if kind in ours and kind in theirs]
        if not kinds or any(ours[kind] & theirs[kind] for kind in kinds):
            continue
        their_subject = _subject(text, other)
        shared = subject & their_subject
        n_asked = len(asked & shared)
        is_same_thing = len(shared) >= LEAST_SHARED and len(shared) >= LEAST_SHARE * min(len(subject), len(their_subject))
        if is_same_thing and n_asked >= 2 and n_asked >= 0.75 * len(asked & (subject | their_subject)):
            return True
    return False


def _statements(passage: Passage) -> list[str]:
    if passage.cells:
        return [passage.readable]
    return [passage.text[a:b] for a, b in split_sentences(passage.text)]


def _figures(text: str, language: str) -> dict[FigureKind, set[tuple[object, ...]]]:
    found: dict[FigureKind, set[tuple[object, ...]]] = {}
    for figure in read_figures(fold(text), language):
        if figure.kind in KINDS:
            found.setdefault(figure.kind, set()).add(_value(figure))
    return found


def _value(figure: Figure) -> tuple[object, ...]:
    """A date without its year, which one of two sentences often leaves out."""
    return figure.value[1:] if figure.kind is FigureKind.DATE else figure.value


def _subject(text: str, passage: Passage) -> frozenset[str]:
    """The words of a statement that are not figures, with the last heading above it."""
    folded = fold(text)
    for figure in sorted(read_figures(folded, passage.language), key=lambda f: -f.start):
        folded = folded[: figure.start] + " " + folded[figure.end :]
    return frozenset(stems(folded, passage.language)) | frozenset(stems(passage.section[-1] if passage.section else "", passage.language))
