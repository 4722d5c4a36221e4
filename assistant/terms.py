"""The words a question is about, as a passage of another wording or another language may say them.

A term is one word of the question with the stems that may stand for it and how surely each does, 0…1. In the question's own language
that is its stem and, less surely, words of the same meaning; in another language what the bilingual lexicon gives.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.bilingual import same_words
from assistant.learned import MODELS
from ingest.lexical import stems

SAME_MEANING = 0.7
"""How surely a word of the same meaning stands for another, in one language."""
IN_LEXICON = 0.9
"""How surely what the bilingual lexicon gives stands for a word of the other language."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: `says` is how surely each stem stands for it; `idf` how much the word tells."""

    says: dict[str, float]
    idf: float

    def presence(self, inside: frozenset[str]) -> float:
        """How surely the word stands among some stems, 0…1."""
        best = 0.0
        for stem, sure in self.says.items():
            if sure > best and stem in inside:
                best = sure
        return best


def terms_of(text: str, language: str, spoken_in: str, idf: Callable[[str, str], float], names: frozenset[str] = frozenset()) -> list[Term]:
    """The terms of a question for passages that speak `spoken_in`, each once, in order; `names` tell nothing and are left out."""
    made: list[Term] = []
    for stem in dict.fromkeys(stems(text, language)):
        if stem in names:
            continue
        says = _own(stem, language) if language == spoken_in else _foreign(stem, language, spoken_in)
        made.append(Term(says, _idf(says, spoken_in, idf)))
    return made


def _idf(says: dict[str, float], language: str, idf: Callable[[str, str], float]) -> float:
    """Of the stem that stands for the word most surely; a word that nothing stands for counts little: it may be a name or a slip."""
    if not says:
        return 1.0
    return max(sure * idf(stem, language) for stem, sure in says.items())


@lru_cache(maxsize=20_000)
def _own(stem: str, language: str) -> dict[str, float]:
    return {**{other: SAME_MEANING for word in same_words(stem) for other in stems(word, language)}, stem: 1.0}


@lru_cache(maxsize=20_000)
def _foreign(stem: str, language: str, into: str) -> dict[str, float]:
    says: dict[str, float] = {stem: 1.0} if any(c.isdigit() for c in stem) else {stem: 0.6}
    for word in same_words(stem):
        for other in stems(word, into):
            says[other] = 1.0
    for other, sure in _lexicon(language, into).get(stem, ()):
        says[other] = max(sure, says.get(other, 0.0))
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


def coverage(terms: Iterable[Term], inside: frozenset[str]) -> float:
    """Share of the question's words, weighed by what they tell, that stand among some stems. Range: 0…1."""
    held = total = 0.0
    for term in terms:
        held += term.idf * term.presence(inside)
        total += term.idf
    return held / total if total else 0.0
