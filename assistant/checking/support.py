"""The cited words hold a sentence up: word for word, as a rendered table row, or by sharing nearly all that carries meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.bilingual import PEOPLE, is_cognate, meanings, plain_roots
from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.said_rows import says_row
from assistant.checking.sources import CitedSentence, CitedWords, Said
from assistant.checking.word_forms import content_words, stems
from policies.words.drafts import Support

MIN_RECALL = 1.0
"""Share of a sentence's content words that the cited words and their headings must hold, neutral words aside: all. One strange word
is enough to make a sentence false, and at .8 a third of such words passed. Source: `bench/checking`, development set."""
MIN_SPOKEN_RECALL = 0.45
"""Share that the cited words alone must hold, so that a heading never carries a sentence by itself. Source: the same."""

_NEUTRAL = """
school schools please date dates day days year time times listed lists
listed shown show shows says according table list row amount number value takes place held falls applies information note item items
go goes going gone come comes coming have has having make makes made let lets need needs able sure served serve serves offered offers
provided provides located gets get receive receives
escuela escuelas favor fecha fechas dia
dias ano hora horas segun tabla lista fila cantidad numero valor lugar celebra cae aplica informacion nota figura indica
sirve sirven ofrece ofrecen recibe reciben
"""
NEUTRAL_WORDS = frozenset(_NEUTRAL.split())
"""Words a row template or a plain reply may add without a source: they name no fact. Figures and names are checked apart."""
_ADDRESSED = re.compile(r"\b(?:your|su|sus) (child|children|student|students|family|hijo|hija|hijos|hijas|familia)\b")
"""Whom a reply speaks of: "your child" stands for "students" and for "parents", but never for a district or a teacher."""
_BOUND = frozenset(FigureKind) - {FigureKind.ORDINAL, FigureKind.YEARS, FigureKind.CODE, FigureKind.GRADE}


@dataclass(frozen=True, slots=True)
class SupportReading:
    """How a sentence is held up: `support` None when it is not, `fault` says why."""

    support: Support | None
    fault: str = ""


def read_support(sentence: CitedSentence) -> SupportReading:
    """How the cited words hold a sentence up. The drafter's own claim is not asked."""
    bare = _bare(sentence.folded)
    if bare and any(_holds(bare, words.folded_quote) for words in sentence.cited):
        return SupportReading(Support.VERBATIM)
    if any(says_row(sentence.sentence.text, words.passage) for words in sentence.cited):
        return SupportReading(Support.VERBATIM)
    if not sentence.words and not sentence.figures:
        return SupportReading(None, "it says nothing that could be looked up")
    recall = best_recall(sentence)
    if not recall.is_enough:
        return SupportReading(None, f"the cited words hold only {min(recall.held, recall.spoken):.0%} of what it says")
    if any(words.passage.cells for words in sentence.cited) and recall.held < 1:
        return SupportReading(None, "it says more than the cells and headings of the cited table row")
    if not sentence.is_translated:
        for words in sentence.cited:
            fault = _swapped(sentence, words)
            if fault:
                return SupportReading(None, fault)
    return SupportReading(Support.ENTAILED)


def _bare(folded: str) -> str:
    return folded.strip(" .;:,!?\"'-•*·")


def _holds(bare: str, quote: str) -> bool:
    place = quote.find(bare)
    if place < 0:
        return False
    before, after = quote[:place][-1:], quote[place + len(bare) :][:1]
    return not (before.isalnum() or after.isalnum())


@dataclass(frozen=True, slots=True)
class _Recall:
    """Share of meaning held, 0…1: by the spoken words and the headings together, and by the spoken words alone."""

    held: float
    spoken: float

    @property
    def is_enough(self) -> bool:
        return self.held >= MIN_RECALL and self.spoken >= MIN_SPOKEN_RECALL


def best_recall(sentence: CitedSentence) -> _Recall:
    """How much of a sentence one cited sentence holds; of a sentence with several parts ("…, and …"), how much each part's best one holds.

    Words of two cited sentences are never pooled: "lunch costs $2.75; breakfast is free" does not make lunch free.
    """
    whole = _recall(sentence, sentence.folded)
    if whole.is_enough:
        return whole
    parts = [part for part in _CUT.split(sentence.folded) if content_words(part)]
    if len(parts) < 2:
        return whole
    recalls = [_recall(sentence, part) for part in parts]
    return _Recall(min(one.held for one in recalls), min(one.spoken for one in recalls))


def _recall(sentence: CitedSentence, folded: str) -> _Recall:
    """The best cited sentence's share of some words of a sentence. A word weighs by its length, 3 to 8."""
    words = content_words(folded)
    addressed = frozenset(match[1] for match in _ADDRESSED.finditer(folded))
    read = [
        (word, root, meanings(root) or meanings(word), min(max(len(word), 3), 8))
        for word, root in zip(words, stems(words, sentence.language), strict=True)
    ]
    best = _Recall(0.0, 0.0)
    for cited in sentence.cited:
        for said in cited.said:
            total = held = spoken = 0.0
            for word, root, groups, weight in read:
                is_said = _is_in(word, root, groups, said, across=sentence.is_translated)
                is_there = is_said or _is_in(word, root, groups, cited.headings, across=sentence.is_translated)
                if not is_there and (
                    word in NEUTRAL_WORDS
                    or (word in addressed and (said.meanings & PEOPLE or (cited.passage.language == "es" and cited.speaks_of_people)))
                ):
                    continue
                total += weight
                spoken += weight * is_said
                held += weight * is_there
            recall = _Recall(held / total, spoken / total) if total else _Recall(1.0, 1.0)
            if (recall.is_enough, recall.held, recall.spoken) > (best.is_enough, best.held, best.spoken):
                best = recall
    return best


def _is_in(word: str, root: str, groups: frozenset[int], said: Said, *, across: bool) -> bool:
    return root in said.stems or bool(groups & said.meanings) or (across and any(is_cognate(word, other) for other in said.stems))


_Segment = tuple[frozenset[str], list[Figure]]
_CUT = re.compile(r"[.;!?](?= )|, | and | y | \| ")


def _segments(folded: str, figures: Sequence[Figure], language: str) -> list[_Segment]:
    """The stems and figures of the smallest parts of a text that hold a figure; parts without one join the next."""
    bound = [figure for figure in figures if figure.kind in _BOUND]
    cuts = [cut.start() for cut in _CUT.finditer(folded) if not any(figure.start <= cut.start() < figure.end for figure in bound)]
    segments: list[_Segment] = []
    start = 0
    for end in (*cuts, len(folded)):
        inside = [figure for figure in bound if start <= figure.start < end]
        if inside:
            segments.append((plain_roots(content_words(folded[start:end]), language), inside))
            start = end
    return segments


def _swapped(sentence: CitedSentence, words: CitedWords) -> str | None:
    """Whether a figure stands beside words that belong to another figure of the same kind: lunch told at the price of breakfast."""
    theirs = words.cell_figures if words.passage.cells else _segments(words.folded, words.spoken_figures, words.passage.language)
    if len(theirs) < 2:
        return None
    ours = _segments(sentence.folded, sentence.figures, sentence.language)
    for roots, figures in ours:
        for figure in figures:
            own = [place for place, (_, there) in enumerate(theirs) if any(_same(figure, other) for other in there)]
            if len(own) != 1:
                continue
            own_roots = theirs[own[0]][0]
            for place, (other_roots, there) in enumerate(theirs):
                if place == own[0] or not any(other.kind is figure.kind for other in there):
                    continue
                if _belongs_to(roots, own_roots, other_roots, is_row=bool(words.passage.cells)):
                    return f"its {figure.kind.value} stands in the cited words beside something else"
    return None


def _belongs_to(roots: frozenset[str], own: frozenset[str], other: frozenset[str], *, is_row: bool) -> bool:
    """Whether the words around a figure point to the place of another figure more than to its own."""
    own_only, other_only = own - other, other - own
    if other_only & roots:
        return not roots & own_only or (other_only <= roots and not own_only <= roots)
    return is_row and bool(own_only) and not other_only and not roots & own_only and bool(roots & own)


def _same(figure: Figure, other: Figure) -> bool:
    """Whether two figures are the same, a year or a.m./p.m. aside."""
    if figure.kind is not other.kind:
        return False
    if figure.kind is FigureKind.TIME:
        return figure.value[:2] == other.value[:2]
    return figure.value[1:] == other.value[1:] if figure.kind is FigureKind.DATE else figure.value == other.value
