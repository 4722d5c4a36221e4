"""Evidence for a question: both indexes, filtered by the registry and the scope, fused with knowledge of both languages, ranked.

Source of the weighted sum of standardised scores: shared knowledge, answers.md section 3 (beats rank fusion).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.orm import Session

from assistant.conditions import grade_fit, is_special_for
from assistant.understanding import Understood
from ingest.index import Found, PassageIndex
from ingest.lexical import stems
from policies.policy import RetrievalRules
from policies.words.documents import Evidence, Passage

HEADING_BONUS = 0.5
"""Weight of the share of question words that stand in title, headings or caption, in standard deviations."""
OTHER_YEAR_PENALTY = 0.75
"""What a passage of another school year than the asked one loses, in standard deviations."""
SPECIAL_DAY_PENALTY = 0.75
"""What a passage about a special day (late start, summer) loses when the question names none."""
GRADE_BONUS = 0.75
"""What a row gains whose range of grades holds the asked grade, and loses when it leaves it out."""
KEY_BONUS = 0.8
"""What a table row gains when the question holds every word of its first cell ("Period 4")."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Ranked evidence, best first, and what served it."""

    evidence: tuple[Evidence, ...]
    build: str
    is_degraded: bool
    idf: Callable[[str, str], float]
    kinds: Mapping[str, str]
    """Kind of document by revision id."""


def retrieve(
    session: Session, index: PassageIndex, understood: Understood, rules: RetrievalRules, *, is_expired: bool = False
) -> Retrieved:
    """The best passages for a question, at most `rules.n_evidence`, at most `rules.max_per_document` of one document."""
    found = index.search(session, understood.asked, understood.scope, rules.n_candidates, is_expired=is_expired)
    ranked = rank(found, understood, rules)
    return Retrieved(tuple(_capped(ranked, rules)), found.build, found.is_degraded, found.idf, found.kinds)


def rank(found: Found, understood: Understood, rules: RetrievalRules) -> list[Evidence]:
    """Candidates by fused score, best first. The dense weight rises where question and passage differ in language."""
    candidates = found.candidates
    if not candidates:
        return []
    dense = _standardised([e.dense for e in candidates])
    lexical = _standardised([e.lexical for e in candidates])
    question, language = understood.question, understood.question.language
    words = set(stems(understood.asked, language)) - understood.names
    scored: list[Evidence] = []
    for evidence, d, b in zip(candidates, dense, lexical, strict=True):
        is_same = evidence.passage.language == language
        weight = 0.0 if found.is_degraded else rules.dense_weight if is_same else rules.dense_weight_cross_language
        heading = set(stems(evidence.passage.header, evidence.passage.language)) if is_same else set[str]()
        bonus = HEADING_BONUS * len(words & heading) / len(words) if words else 0.0
        year = evidence.passage.school_year
        penalty = OTHER_YEAR_PENALTY if year and question.school_year and year != question.school_year else 0.0
        penalty += SPECIAL_DAY_PENALTY if is_special_for(question.text, evidence.passage) else 0.0
        bonus += KEY_BONUS * _key_share(evidence.passage, words, understood.names) if is_same else 0.0
        bonus += GRADE_BONUS * grade_fit(question.text, evidence.passage)
        scored.append(replace(evidence, score=float(weight * d + (1 - weight) * b + bonus - penalty)))
    return sorted(scored, key=lambda e: (-e.score, e.passage.id))


def _key_share(passage: Passage, words: set[str], names: frozenset[str]) -> float:
    key = set(stems(passage.cells[0].text, passage.language)) - names if passage.cells else set[str]()
    return len(key & words) / len(key) if key else 0.0


def _standardised(values: Sequence[float]) -> list[float]:
    array = np.asarray(values, dtype=np.float64)
    spread = float(array.std())
    return [0.0] * len(values) if spread < 1e-9 else [float(v) for v in (array - array.mean()) / spread]


def _capped(ranked: Sequence[Evidence], rules: RetrievalRules) -> list[Evidence]:
    """The best, without near-duplicates (the same words twice) and not all from one document."""
    taken: list[Evidence] = []
    per_document: Counter[str] = Counter()
    said: set[str] = set()
    for evidence in ranked:
        words = " ".join(evidence.passage.readable.split()).casefold()
        if words in said or per_document[evidence.passage.document_id] >= rules.max_per_document:
            continue
        said.add(words)
        per_document[evidence.passage.document_id] += 1
        taken.append(evidence)
        if len(taken) == rules.n_evidence:
            break
    return taken
