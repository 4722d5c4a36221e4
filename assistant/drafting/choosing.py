"""Which sentences answer: some thirty cheap figures of every sentence of the best passages, weighed by learned trees.

The trees only choose; the words stay the document's own. What they gain is told in BENCHMARKS.md; card in `assistant/models/README.md`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold as fold_figures
from assistant.drafting.wanted import wanted_kinds
from assistant.ranking import asked_pairs, pairs_of, read_passage, share_of_pairs, standardised
from assistant.terms import coverage, terms_of
from ingest.lexical import fold, stems
from policies.words.documents import Evidence

FEATURES = (
    "is_foreign", "n_terms", "place", "score_gap", "dense_gap", "lexical_share", "covered", "covered_all", "covered_before",
    "covered_after", "covered_passage", "covered_gap", "covered_z", "covered_header", "covered_section", "pairs", "own_share", "n_words",
    "at", "n_units", "is_last", "is_row", "wants_figure", "has_wanted", "has_figure", "section_asks", "section_in_question", "points_back",
    "ends_open", "is_bullet", "is_ended", "asks_how", "asks_when", "asks_where", "asks_who", "asks_whether", "asks_what", "has_must",
    "starts_doing", "has_where", "all_gap",
)  # fmt: skip
POINTS_BACK = re.compile(
    r"^(it|they|this|these|those|that|he|she|then|also|both|if so|esto|estos|estas|este|esta|ellos|ademas|tambien|luego)\b"
)
BULLET = re.compile(r"^\s*(?:[-*•▪‣·]|\d{1,2}[.)]|[a-z][.)])\s+")
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(how|como)\b",
        r"\b(when|what time|what day|deadline|how late|how early|cuando|que dia|que fecha|a que hora)\b",
        r"\b(where|which (office|school|place)|donde|adonde)\b",
        r"\b(who|whom|whose|quien|quienes)\b",
        r"^\W*(is|are|can|could|do|does|did|will|would|should|may|has|have|must|am|puedo|puede|pueden|hay|tiene|tienen|debo|es|son)\b",
        r"\b(what|which|que|cual|cuales)\b",
    )
)
_MUST = re.compile(r"\b(must|required|may not|cannot|need to|should|have to|debe|deben|requier\w+|necesit\w+)\b")
_DOING = re.compile(
    r"^(call|contact|visit|go|bring|send|complete|submit|fill|check|use|pick|sign|apply|ask|give|mail|email|log|print|read|report|return|"
    r"pay|register|show|keep|call|llame|visite|traiga|envie|complete|entregue|use|firme|solicite|pida|pague|muestre)\b"
)
_WHERE = re.compile(r"\b(at|in|online|office|entrance|door|room|website|located|en|oficina|entrada|puerta|salon)\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or said row of a passage. `start`/`end` are offsets in the revision's text; `place` is the passage's rank from 0."""

    evidence: Evidence
    place: int
    text: str
    start: int
    end: int
    is_bullet: bool


def features(
    part: str, language: str, names: frozenset[str], units: Sequence[Unit], idf: Callable[[str, str], float]
) -> NDArray[np.float32]:
    """What the trees read. Shape: `float32[n_units, n_features]`, columns as in `FEATURES`; a passage's units stand together, in order."""
    by_language = {of: terms_of(part, language, of, idf, names) for of in {u.evidence.passage.language for u in units}}
    pairs = {of: asked_pairs(terms) for of, terms in by_language.items()}
    top = max(u.evidence.score for u in units)
    nearest = max(u.evidence.dense for u in units)
    most = max(u.evidence.lexical for u in units) or 1.0
    kinds = wanted_kinds(part)
    folded = fold(part)
    asks = [float(pattern.search(folded) is not None) for pattern in _ASKS]
    words = [stems(u.text, u.evidence.passage.language) for u in units]
    covered = np.array(
        [coverage(by_language[u.evidence.passage.language], frozenset(w)) for u, w in zip(units, words, strict=True)], np.float32
    )
    headers: dict[str, tuple[float, float, float]] = {}
    everything: list[float] = []
    for unit, said in zip(units, words, strict=True):
        passage = unit.evidence.passage
        terms, read = by_language[passage.language], read_passage(passage)
        if passage.id not in headers:
            headers[passage.id] = (coverage(terms, read.inside), coverage(terms, read.header), coverage(terms, read.section))
        everything.append(coverage(terms, frozenset(said) | read.header))
    covered_z, best, best_all = standardised(covered), float(covered.max()), max(everything)
    rows: list[tuple[float, ...]] = []
    for i, (unit, said) in enumerate(zip(units, words, strict=True)):
        passage = unit.evidence.passage
        terms, read = by_language[passage.language], read_passage(passage)
        first = i
        while first and units[first - 1].evidence.passage.id == passage.id:
            first -= 1
        last = i
        while last + 1 < len(units) and units[last + 1].evidence.passage.id == passage.id:
            last += 1
        plain = fold(unit.text)
        figures = {figure.kind for figure in read_figures(fold_figures(unit.text), passage.language)}
        in_passage, in_header, in_section = headers[passage.id]
        rows.append(
            (
                passage.language != language,
                len(terms),
                unit.place,
                top - unit.evidence.score,
                nearest - unit.evidence.dense,
                unit.evidence.lexical / most,
                covered[i],
                everything[i],
                covered[i - 1] if i > first else 0.0,
                covered[i + 1] if i < last else 0.0,
                in_passage,
                best - covered[i],
                covered_z[i],
                in_header,
                in_section,
                share_of_pairs(pairs[passage.language], pairs_of(said)),
                sum(1 for word in said if any(word in term.says for term in terms)) / max(1, len(said)),
                len(unit.text.split()),
                i - first,
                last - first + 1,
                i == last,
                bool(passage.cells),
                bool(kinds),
                bool(figures & kinds),
                bool(figures),
                read.section_asks,
                sum(1 for word in read.section if any(word in term.says for term in terms)) / max(1, len(read.section)),
                POINTS_BACK.match(plain) is not None,
                unit.text.rstrip().endswith(":"),
                unit.is_bullet,
                unit.text.rstrip()[-1:] in ".!;)",
                *asks,
                _MUST.search(plain) is not None,
                _DOING.match(plain) is not None,
                _WHERE.search(plain) is not None,
                best_all - everything[i],
            )
        )
    return np.array(rows, dtype=np.float32)
