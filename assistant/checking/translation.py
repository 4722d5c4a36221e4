"""A machine's translation holds beside its original: the same figures, no new name, the same "must" and "not", nothing personal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from assistant.checking.bilingual import is_cognate, meanings
from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.form import text_faults
from assistant.checking.names import capitalised_names
from assistant.checking.polarity import polarity_faults
from assistant.checking.sources import CitedSentence, cited_sentence
from assistant.checking.word_forms import content_words, even, fold, stems, tokens
from policies.district import District
from policies.redaction.language import detect_language
from policies.words.documents import Evidence
from policies.words.drafts import Sentence, Support

NOT_ONE = "it was not given back once"
"""Why a sentence has no translation when the model gave none, or several, for its number."""
MAX_GROWTH = 2.2
"""Letters of a translation for each letter of its original; Spanish is about a fifth longer than English. Higher lets more through."""
FREE_CHARS = 40
"""Letters that a short sentence may grow by in any case."""
MIN_MEANING = 0.2
"""Least share of a translation's content words that the lexicon, a cognate or the same letters find in the original; a made-up sentence
has hardly any. Range 0…1, higher refuses more. Source: the pairs of `tests/scripted_provider/translations.py` (true ones .33 and more,
those of another sentence .17 at the ninth decile)."""
FEW_WORDS = 2
"""So few content words say little by themselves: where the figures beside them agree, they are not asked for their meaning."""


def translation_faults(
    sentence: Sentence, text: str, language: str, evidence: Sequence[Evidence], district: District, finds_pii: Callable[[str], bool]
) -> tuple[str, ...]:
    """Why a translation is not shown; empty when it is. Personal data hides every other finding, so that no detail repeats it."""
    if finds_pii(text):
        return ("it holds what looks like personal data",)
    if form := text_faults(text):
        return form
    cited, _ = cited_sentence(Sentence(text, Support.ENTAILED, sentence.citations), language, evidence, district, {})
    source = next((words.passage.language for words in cited.cited), "")
    faults: list[str] = []
    if detect_language(text, language) != language or fold(text) == fold(sentence.text):
        faults.append("it is not in the language of the question")
    if len(text) > MAX_GROWTH * len(sentence.text) + FREE_CHARS:
        faults.append("it is much longer than the original")
    ours = read_figures(even(fold(sentence.text)), source)
    faults += _figure_faults(ours, cited.figures)
    if _strange_name(cited):
        faults.append("it holds a name that the cited words do not have")
    faults += polarity_faults(cited)
    is_bare = bool(ours) and len(content_words(cited.folded)) <= FEW_WORDS
    if not faults and not is_bare and _meaning_held(text, language, sentence.text, source) < MIN_MEANING:
        faults.append("hardly a word of it means what the original says")
    return tuple(dict.fromkeys(faults))


def _figure_faults(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Iterable[str]:
    """Every figure of the original stands in the translation, in its order among those of its kind, and no other one does."""
    wanted, found = _by_kind(ours), _by_kind(theirs)
    for kind in FigureKind:
        if wanted[kind] == found[kind]:
            continue
        if sorted(map(repr, wanted[kind])) == sorted(map(repr, found[kind])):
            yield f"it gives each {kind.value} in another order than the original"
        else:
            yield f"each {kind.value} of the original does not stand in it, or another one does"


def _by_kind(figures: Sequence[Figure]) -> dict[FigureKind, list[tuple[object, ...]]]:
    found: dict[FigureKind, list[tuple[object, ...]]] = defaultdict(list)
    for figure in figures:
        found[figure.kind].append(figure.value)
    return found


def _strange_name(cited: CitedSentence) -> bool:
    """Whether a capitalised word stands nowhere in the cited words, and is no plain school word ("Escuela Primaria") either."""
    there = {
        word for words in cited.cited for field in (words.folded, fold(words.passage.text), *words.folded_around) for word in tokens(field)
    }
    return any(
        word not in there and not meanings(word) and not any(is_cognate(word, other) for other in there)
        for name in capitalised_names(cited.sentence.text)
        for word in name
    )


def _meaning_held(text: str, language: str, original: str, source: str) -> float:
    """Share of a translation's content words that mean a word of the original. Range: 0…1; 1 where there are no words to compare."""
    words, there = content_words(fold(text)), content_words(fold(original))
    if not words or not there:
        return 1.0
    roots = {*there, *stems(there, source)}
    groups = frozenset[int]().union(*(meanings(word) for word in roots))
    held = [
        bool((meanings(word) | meanings(root)) & groups) or any(is_cognate(word, other) or word == other for other in roots)
        for word, root in zip(words, stems(words, language), strict=True)
    ]
    return sum(held) / len(held)
