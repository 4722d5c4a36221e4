"""The words a question is about, as a passage of another wording or another language may say them.

A term is one word of the question with the stems that may stand for it and how surely each does, 0…1. In the question's own language
that is its stem and, less surely, words of the same meaning; in another language what the bilingual lexicon gives.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.checking.bilingual import same_words
from assistant.learned import MODELS
from assistant.search_words import searched_as
from ingest.lexical import stems

SAME_MEANING = 0.7
"""How surely a word of the same meaning stands for another, in one language."""
SEARCHED_AS = 0.7
"""The same for a word that documents may use in its place."""
IN_LEXICON = 0.9
"""How surely what the bilingual lexicon gives stands for a word of the other language."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: `says` is how surely each stem stands for it; `idf` how much the word tells."""

    says: dict[str, float]
    idf: float


class Terms(tuple[Term, ...]):
    """The terms of one question, in order."""

    @cached_property
    def total(self) -> float:
        """What all the words tell together."""
        return sum(term.idf for term in self)

    @cached_property
    def said(self) -> frozenset[str]:
        """Every stem that stands for a word."""
        return frozenset(stem for term in self for stem in term.says)

    @cached_property
    def meant(self) -> dict[str, list[tuple[int, float]]]:
        """By stem: for which words it stands (positions), and how surely for each."""
        made: dict[str, list[tuple[int, float]]] = {}
        for i, term in enumerate(self):
            for stem, sure in term.says.items():
                made.setdefault(stem, []).append((i, sure))
        return made


def terms_of(text: str, language: str, spoken_in: str, idf: Callable[[str, str], float], names: frozenset[str] = frozenset()) -> Terms:
    """The terms of a question for passages that speak `spoken_in`, each once, in order; `names` tell nothing and are left out."""
    made: list[Term] = []
    for stem in dict.fromkeys(stems(text, language)):
        if stem in names:
            continue
        says = _own(stem, language) if language == spoken_in else _foreign(stem, language, spoken_in)
        made.append(Term(says, _idf(says, spoken_in, idf)))
    return Terms(made)


def _idf(says: dict[str, float], language: str, idf: Callable[[str, str], float]) -> float:
    """Of the stem that stands for the word most surely; a word that nothing stands for counts little: it may be a name or a slip."""
    if not says:
        return 1.0
    return max(sure * idf(stem, language) for stem, sure in says.items())


@lru_cache(maxsize=20_000)
def _own(stem: str, language: str) -> dict[str, float]:
    looser = dict.fromkeys(searched_as(stem), SEARCHED_AS) if language == "en" else {}
    return {**looser, **{other: SAME_MEANING for word in same_words(stem) for other in stems(word, language)}, stem: 1.0}


@lru_cache(maxsize=20_000)
def _foreign(stem: str, language: str, into: str) -> dict[str, float]:
    says: dict[str, float] = {stem: 1.0} if any(c.isdigit() for c in stem) else {stem: 0.6}
    for word in same_words(stem):
        for other in stems(word, into):
            says[other] = 1.0
    for other, sure in _lexicon(language, into).get(stem, ()):
        says[other] = max(sure, says.get(other, 0.0))
    if into == "en":
        for other in {further for one in says for further in searched_as(one)}:
            says.setdefault(other, SEARCHED_AS)
    return says


@lru_cache(maxsize=2)
def _lexicon(language: str, into: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Stem → stems of the other language; empty for a pair without a lexicon."""
    if {language, into} != {"en", "es"}:
        return {}
    made: dict[str, dict[str, float]] = {}
    for line in (MODELS / "lexicon_es_en.txt").read_text("utf-8").splitlines():
        spanish, english = line.split(": ")
        ours, theirs = (spanish, english) if language == "es" else (english, spanish)
        for stem in stems(ours, language):
            made.setdefault(stem, {}).update(dict.fromkeys(stems(theirs, into), IN_LEXICON))
    return {stem: tuple(said.items()) for stem, said in made.items()}


def coverage(terms: Terms, inside: frozenset[str]) -> float:
    """Share of the question's words, weighed by what they tell, that stand among some stems. Range: 0…1."""
    present: dict[int, float] = {}
    for stem in terms.said & inside:
        for i, sure in terms.meant[stem]:
            if sure > present.get(i, 0.0):
                present[i] = sure
    if not present:
        return 0.0
    return sum(terms[i].idf * present[i] for i in sorted(present)) / terms.total
