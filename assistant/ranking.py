"""The order of retrieved passages: some thirty cheap figures of a question beside a passage, weighed by learned trees.

The trees only put in order what the registry and the scope have let through. Source of the approach: shared knowledge, answers.md
section 3; what they gain is told in BENCHMARKS.md, and their card stands in `assistant/models/README.md`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.terms import Term, Terms, coverage, terms_of
from ingest.lexical import fold, stems
from ingest.passages import split_sentences
from policies.words.documents import Evidence, Passage

POOL = 30
"""Passages that are ranked: the best by the plain fused score."""
FEATURES = (
    "is_foreign", "n_terms", "dense_z", "dense_gap", "dense_place", "lexical_z", "lexical_share", "lexical_place", "fused_z", "fused_gap",
    "covered_text", "covered_header", "covered_title", "covered_section", "covered_all", "pairs_text", "pairs_header",
    "best_sentence", "best_sentence_all", "mean_sentence", "title_in_question", "section_in_question", "n_words", "n_sentences", "ordinal",
    "document_best", "document_sum", "document_count", "section_asks", "is_row", "pool_covered",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A passage taken apart into stems, once."""

    text: tuple[str, ...]
    inside: frozenset[str]
    header: frozenset[str]
    title: frozenset[str]
    section: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    header_pairs: frozenset[tuple[str, str]]
    sentences: tuple[frozenset[str], ...]
    section_asks: bool


@lru_cache(maxsize=20_000)
def read_passage(passage: Passage) -> Read:
    """Take a passage apart; passages are asked for again with every question."""
    language = passage.language
    text = stems(passage.readable, language)
    header = stems(passage.header, language)
    last = passage.section[-1] if passage.section else passage.title
    if passage.cells:
        sentences = [frozenset(text)]
    else:
        sentences = [frozenset(stems(passage.text[a:b], language)) for a, b in split_sentences(passage.text)]
    return Read(
        text=tuple(text),
        inside=frozenset(text),
        header=frozenset(header),
        title=frozenset(stems(passage.title, language)),
        section=frozenset(stems(last, language)),
        pairs=pairs_of(text),
        header_pairs=pairs_of(header),
        sentences=tuple(sentences),
        section_asks=last.rstrip().endswith("?") or fold(last).startswith(("how ", "what ", "when ", "can ", "do ", "como ", "que ")),
    )


def pairs_of(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side or with one between, in order."""
    return frozenset(pairwise(words)) | frozenset(zip(words, words[2:], strict=False))


def standardised(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Standard deviations from the mean; all 0 where nothing differs."""
    spread = float(values.std()) if len(values) else 0.0
    return np.zeros_like(values) if spread < 1e-9 else ((values - values.mean()) / spread).astype(np.float32)


def _places(values: NDArray[np.float32]) -> NDArray[np.float32]:
    places = np.empty(len(values), dtype=np.float32)
    places[np.argsort(-values, kind="stable")] = np.arange(len(values), dtype=np.float32)
    return places


def lexical_across(terms: Sequence[Term], passage: Passage) -> float:
    """BM25 of translated terms, of one passage; length 90 stands for the mean."""
    read = read_passage(passage)
    words = (*read.text, *read.header)
    norm = 1.2 * (0.25 + 0.75 * len(words) / 90)
    total = 0.0
    for term in terms:
        n = sum(sure for stem, sure in term.says.items() if stem in read.inside or stem in read.header)
        if n:
            n = min(n, 1.5) * max(1, sum(1 for word in read.text if word in term.says) ** 0.5)
            total += term.idf * n * 2.2 / (n + norm)
    return total


class Wording:
    """What a question's words say of passages, whatever their scores: each passage once, some before any score is known."""

    def __init__(self, question: str, language: str, names: frozenset[str], idf: Callable[[str, str], float]) -> None:
        self.language = language
        self._question, self._names, self._idf = question, names, idf
        self._terms: dict[str, Terms] = {}
        self._pairs: dict[str, list[frozenset[tuple[str, str]]]] = {}
        self._met: dict[str, tuple[float, ...]] = {}

    def terms(self, of: str) -> Terms:
        """The question's terms as passages in a language say them."""
        terms = self._terms.get(of)
        if terms is None:
            terms = self._terms[of] = terms_of(self._question, self.language, of, self._idf, self._names)
            self._pairs[of] = asked_pairs(terms)
        return terms

    def beside(self, passage: Passage) -> tuple[float, ...]:
        """The features from `covered_text` to `n_sentences`."""
        met = self._met.get(passage.id)
        if met is None:
            met = self._met[passage.id] = self._read(passage)
        return met

    def _read(self, passage: Passage) -> tuple[float, ...]:
        terms, read = self.terms(passage.language), read_passage(passage)
        pairs = self._pairs[passage.language]
        sentences = [coverage(terms, sentence) for sentence in read.sentences] or [0.0]
        return (
            coverage(terms, read.inside),
            coverage(terms, read.header),
            coverage(terms, read.title),
            coverage(terms, read.section),
            coverage(terms, read.inside | read.header),
            share_of_pairs(pairs, read.pairs),
            share_of_pairs(pairs, read.header_pairs),
            max(sentences),
            max(coverage(terms, sentence | read.header) for sentence in read.sentences or (frozenset[str](),)),
            sum(sentences) / len(sentences),
            len(read.title & terms.said) / max(1, len(read.title)),
            len(read.section & terms.said) / max(1, len(read.section)),
            len(passage.text.split()),
            len(read.sentences),
        )


def features(wording: Wording, pool: Sequence[Evidence], fused: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the trees read. Shape: `float32[n_pool, n_features]`, columns as in `FEATURES`; `fused` is each passage's plain score."""
    language = wording.language
    by_language = {of: wording.terms(of) for of in {e.passage.language for e in pool}}
    dense = np.array([e.dense for e in pool], dtype=np.float32)
    lexical = np.array(
        [e.lexical if e.passage.language == language else lexical_across(by_language[e.passage.language], e.passage) for e in pool],
        dtype=np.float32,
    )
    everything = {
        of: frozenset[str]().union(*(read_passage(e.passage).inside for e in pool if e.passage.language == of)) for of in by_language
    }
    pool_covered = {of: coverage(terms, everything[of]) for of, terms in by_language.items()}
    per_document: dict[str, list[float]] = {}
    for evidence, value in zip(pool, fused, strict=True):
        per_document.setdefault(evidence.passage.document_id, []).append(float(value))
    own = {of: sorted(values, reverse=True) for of, values in per_document.items()}
    dense_z, lexical_z, fused_z = standardised(dense).tolist(), standardised(lexical).tolist(), standardised(fused).tolist()
    dense_place, lexical_place = _places(dense).tolist(), _places(lexical).tolist()
    lexical_share = (lexical / np.float32(float(lexical.max()) or 1.0)).tolist()
    below_dense, below_fused, best_fused = (dense.max() - dense).tolist(), (fused.max() - fused).tolist(), float(fused.max())
    rows: list[tuple[float, ...]] = []
    for i, evidence in enumerate(pool):
        passage = evidence.passage
        of, of_document = passage.language, own[passage.document_id]
        rows.append(
            (
                float(of != language),
                len(by_language[of]),
                dense_z[i],
                below_dense[i],
                dense_place[i],
                lexical_z[i],
                lexical_share[i],
                lexical_place[i],
                fused_z[i],
                below_fused[i],
                *wording.beside(passage),
                passage.ordinal,
                of_document[0] - best_fused,
                sum(of_document[:3]),
                len(of_document),
                read_passage(passage).section_asks,
                bool(passage.cells),
                pool_covered[of],
            )
        )
    return np.array(rows, dtype=np.float32)


def asked_pairs(terms: Sequence[Term]) -> list[frozenset[tuple[str, str]]]:
    """For words side by side in the question, every way to say the two."""
    return [
        frozenset((a, b) for a in one.says for b in other.says) | frozenset((b, a) for a in one.says for b in other.says)
        for one, other in pairwise(terms)
    ]


def share_of_pairs(asked: Sequence[frozenset[tuple[str, str]]], there: frozenset[tuple[str, str]]) -> float:
    """Share of the question's neighbours that stand near each other among some words."""
    return sum(not pairs.isdisjoint(there) for pairs in asked) / len(asked) if asked else 0.0
