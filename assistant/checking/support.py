"""The cited words hold a sentence up: word for word, as a rendered table row, or by sharing nearly all that carries meaning."""

import re
from dataclasses import dataclass

from assistant.checking.bilingual import is_cognate, meanings
from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.sources import CitedSentence, CitedWords
from assistant.checking.word_forms import content_words, stems
from policies.words.drafts import Support

MIN_RECALL = 0.8
"""Share of a sentence's meaning that the cited words and their headings must hold. Source: `bench/checking`, development set."""
MIN_SPOKEN_RECALL = 0.45
"""Share that the cited words alone must hold, so that a heading never carries a sentence by itself. Source: the same."""

_NEUTRAL = """
school schools student students child children family families parent parents please date dates day days year time times listed lists
listed shown show shows says according table list row amount number value takes place held falls applies information note item items
escuela escuelas estudiante estudiantes alumno alumnos hijo hijos nino ninos familia familias padre padres favor fecha fechas dia
served serve serves offered offers provided provides located gets get receive receives sirve sirven ofrece ofrecen recibe reciben
dias ano hora horas segun tabla lista fila cantidad numero valor lugar celebra cae aplica informacion nota figura indica
"""
NEUTRAL_WORDS = frozenset(_NEUTRAL.split())
"""Words a row template or a plain reply may add without a source: they name no fact. Figures and names are checked apart."""
_BOUND = (
    FigureKind.AMOUNT,
    FigureKind.TIME,
    FigureKind.DATE,
    FigureKind.PHONE,
    FigureKind.PERCENT,
    FigureKind.EMAIL,
    FigureKind.WEEKDAY,
    FigureKind.GRADE,
)


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
    if not sentence.words and not sentence.figures:
        return SupportReading(None, "it says nothing that could be looked up")
    recall, spoken = _recall(sentence)
    if recall < MIN_RECALL or spoken < MIN_SPOKEN_RECALL:
        return SupportReading(None, f"the cited words hold only {min(recall, spoken):.0%} of what it says")
    if any(words.passage.cells for words in sentence.cited) and recall < 1:
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


def _recall(sentence: CitedSentence) -> tuple[float, float]:
    """Weighted share of the content words that all cited words, and that the spoken ones, hold. A word weighs by its length, 3 to 8."""
    total = held = spoken = 0.0
    everything = frozenset[str]().union(*(words.all_stems for words in sentence.cited))
    said = frozenset[str]().union(*(words.spoken_stems for words in sentence.cited))
    meant = frozenset[int]().union(*(words.every_meaning for words in sentence.cited))
    meant_aloud = frozenset[int]().union(*(words.spoken_meanings for words in sentence.cited))
    for word, root in zip(sentence.words, sentence.stems, strict=True):
        if word in NEUTRAL_WORDS and root not in everything:
            continue
        weight = min(max(len(word), 3), 8)
        total += weight
        groups = meanings(root) or meanings(word)
        if root in said or groups & meant_aloud or (sentence.is_translated and any(is_cognate(word, other) for other in said)):
            spoken += weight
            held += weight
        elif root in everything or groups & meant or (sentence.is_translated and any(is_cognate(word, other) for other in everything)):
            held += weight
    return (held / total, spoken / total) if total else (1.0, 1.0)


_Segment = tuple[frozenset[str], list[Figure]]
_CUT = re.compile(r"[.;!?](?= )|, | and | y | \| ")


def _segments(folded: str, figures: list[Figure], language: str) -> list[_Segment]:
    """The stems and figures of the smallest parts of a text that hold a figure; parts without one join the next."""
    bound = [figure for figure in figures if figure.kind in _BOUND]
    cuts = [cut.start() for cut in _CUT.finditer(folded) if not any(figure.start <= cut.start() < figure.end for figure in bound)]
    segments: list[_Segment] = []
    start = 0
    for end in (*cuts, len(folded)):
        inside = [figure for figure in bound if start <= figure.start < end]
        if inside:
            segments.append((frozenset(stems(content_words(folded[start:end]), language)), inside))
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
