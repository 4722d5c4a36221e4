"""Two passages in force that disagree about the very thing that is asked: then nothing is drafted, and both owners must settle it.

Strict on purpose: a false conflict costs an answer. The full comparison at approval time belongs to `ingest`.
"""

from collections.abc import Sequence

from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold
from assistant.conditions import special_days
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
) -> tuple[str, str] | None:
    """Titles of two documents that disagree on a sentence of the draft; None when none do. `asked` are the question's stems."""
    by_id = {found.passage.id: found.passage for found in evidence}
    for sentence in sentences:
        for citation in sentence.citations:
            own = by_id.get(citation.passage_id)
            if own is None:
                continue
            for other in by_id.values():
                is_foreign = own.language != language  # the question's words cannot be looked for in another language
                if other.document_id == own.document_id or not _may_meet(own, other):
                    continue
                if _disagree(sentence.text, own, other, asked, is_foreign=is_foreign):
                    return own.title, other.title
    return None


def _may_meet(one: Passage, other: Passage) -> bool:
    if one.language != other.language:
        return False
    if one.schools and other.schools and not set(one.schools) & set(other.schools):
        return False
    if special_days(" ".join(one.section)) != special_days(" ".join(other.section)):
        return False
    return one.school_year is None or other.school_year is None or one.school_year == other.school_year


def _disagree(said: str, own: Passage, other: Passage, asked: frozenset[str], *, is_foreign: bool) -> bool:
    ours, subject = _figures(said, own.language), _subject(said, own.language)
    for text in _statements(other):
        theirs, their_subject = _figures(text, other.language), _subject(text, other.language)
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


def _subject(text: str, language: str) -> frozenset[str]:
    """The words of a statement that are not figures."""
    folded = fold(text)
    for figure in sorted(read_figures(folded, language), key=lambda f: -f.start):
        folded = folded[: figure.start] + " " + folded[figure.end :]
    return frozenset(stems(folded, language))
