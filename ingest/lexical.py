"""The lexical index: BM25 with stemming, one index per language, in memory.

Source of stemming per language and of separate indexes: answers.md section 3 and stack.md ('fusion must know the languages').
"""

# ruff: noqa: SIM905, E501 - a list of words reads better as words
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|ro|do|er|to|mo|vo|no)\b")
_STOP = {
    "en": frozenset(
        "a an the of to in on at for and or but if is are was were be been am do does did can could will would should may might must i you he "
        "she it we they my your his her its our their me him them us this that these those with from by as about into how what when where "
        "who which why there here have has had not no so any get need know please hi hello thanks thank im ive id".split()
    ),
    "es": frozenset(
        "el la los las un una unos unas de del al a en y o u e que es son era fue ser esta estan estar hay mi mis su sus tu tus me te se le "
        "les lo nos por para con sin como cuando donde quien cual cuales cuanto cuanta cuantos si no yo usted ustedes ella ellos puede "
        "puedo pueden tiene tienen tengo debe quiero saber hola gracias favor muy mas este esta esto estos estas".split()
    ),
}
"""Words that carry no subject, after accents are taken off."""


def fold(text: str) -> str:
    """Lower case without accents; ñ becomes n."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer("spanish" if language == "es" else "english")


def stems(text: str, language: str) -> list[str]:
    """The words of a text that carry its subject, stemmed; placeholders such as <STUDENT_1> are left out."""
    return list(_stems(text, language))


@lru_cache(maxsize=30_000)
def _stems(text: str, language: str) -> tuple[str, ...]:
    """Passages and their headings are asked for again with every question."""
    text = _ORDINAL.sub(r"\1", fold(_PLACEHOLDER.sub(" ", text)))
    words = [word for word in _WORD.findall(text) if word not in _STOP.get(language, frozenset())]
    return tuple(_stemmer(language).stemWords(words))


class LexicalIndex:
    """BM25 over texts of one language. Shape: scores are float32[n_texts] in the order of the texts."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        import bm25s

        self.language = language
        self._n = len(texts)
        self._index: Any = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        tokens = [stems(text, language) or ["∅"] for text in texts]
        self._frequency: dict[str, int] = {}
        for row in tokens:
            for token in set(row):
                self._frequency[token] = self._frequency.get(token, 0) + 1
        if self._n:
            self._index.index(tokens, show_progress=False)

    def scores(self, query_stems: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every text for the stems of a question. Range: 0 and up."""
        known = [stem for stem in dict.fromkeys(query_stems) if stem in self._frequency]
        if not known or not self._n:
            return np.zeros(self._n, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def idf(self, stem: str) -> float:
        """How much a stem tells: inverse document frequency as BM25 takes it; highest for a stem that stands nowhere."""
        n_with = self._frequency.get(stem, 0)
        return math.log(1 + (self._n - n_with + 0.5) / (n_with + 0.5))
