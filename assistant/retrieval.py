"""Evidence for a question: both indexes, filtered by the registry and the scope, fused with knowledge of both languages, ranked.

Source of the weighted sum of standardised scores: shared knowledge, answers.md section 3 (beats rank fusion).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from assistant.conditions import grade_fit, is_special_for
from assistant.drafting.row_words import asks_for_a_column
from assistant.learned import Trees, load_trees
from assistant.neighbours import followers_of, reaches_out
from assistant.ranking import FEATURES, POOL, Wording, features, standardised
from assistant.understanding import Understood
from ingest.index import PassageIndex
from ingest.lexical import stems
from ingest.searches import Begun, Found
from policies.policy import RetrievalRules
from policies.words.documents import Evidence, Passage

FUSED_WEIGHT = 0.3
"""What the plain fused score adds to the learned one, in standard deviations: a guard against questions unlike the learned ones."""
LEARNED_SPREAD = 1.46
"""Median standard deviation of the learned score among one question's passages. Source: `python -m bench.answers.train`."""
OTHER_YEAR_PENALTY = 0.75
"""What a passage of another school year than the asked one loses, in standard deviations."""
SPECIAL_DAY_PENALTY = 0.75
"""What a passage about a special day (late start, summer) loses when the question names none."""
GRADE_BONUS = 0.75
"""What a row gains whose range of grades holds the asked grade, and loses when it leaves it out."""
KEY_BONUS = 0.8
"""What a table row gains when the question holds every word of its first cell ("Period 4")."""


N_AHEAD = 20
"""Passages that are read while the question is encoded."""

COLUMN_BONUS = 0.6
"""What a row gains that has a column for the moment which is asked for by another name ("let out" and "End")."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Ranked evidence, best first, and what served it."""

    evidence: tuple[Evidence, ...]
    build: str
    is_degraded: bool
    idf: Callable[[str, str], float]
    kinds: Mapping[str, str]
    """Kind of document by revision id."""
    beside: tuple[Evidence, ...] = ()
    """Neighbours of the evidence that the draft cites; they were not ranked and say nothing of confidence."""

    @property
    def citable(self) -> tuple[Evidence, ...]:
        """All that the draft may cite."""
        return (*self.evidence, *self.beside)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What of a retrieval can be done while the question is encoded."""

    begun: Begun
    wording: Wording

    def read(self) -> None:
        """Lay the question's words beside the passages that the search by words puts first: most of them are going to be ranked."""
        for place in self.begun.best[:N_AHEAD]:
            self.wording.beside(self.begun.snapshot.passages[place])


def retrieve(
    session: Session, index: PassageIndex, understood: Understood, rules: RetrievalRules, *, is_expired: bool = False
) -> Retrieved:
    """The best passages for a question, at most `rules.n_evidence`, at most `rules.max_per_document` of one document."""
    return finish(session, index, begin(session, index, understood, rules, is_expired=is_expired), understood, rules)


def begin(session: Session, index: PassageIndex, understood: Understood, rules: RetrievalRules, *, is_expired: bool = False) -> Ahead:
    """What of `retrieve` needs no vector."""
    begun = index.begin(session, understood.asked, understood.scope, rules.n_candidates, is_expired=is_expired)
    return Ahead(begun, wording_of(understood, begun.snapshot.idf))


def finish(session: Session, index: PassageIndex, ahead: Ahead, understood: Understood, rules: RetrievalRules) -> Retrieved:
    """The rest of `retrieve`."""
    found = index.finish(session, ahead.begun)
    ranked = rank(found, understood, rules, wording=ahead.wording)
    evidence = tuple(_with_neighbours(one, ahead.begun, understood) for one in capped(ranked, rules))
    return Retrieved(evidence, found.build, found.is_degraded, found.idf, found.kinds)


def _with_neighbours(found: Evidence, begun: Begun, understood: Understood) -> Evidence:
    """A passage with the list or table that it introduces, if it does. Its revision has just passed the registry's check."""
    if not reaches_out(found.passage):
        return found
    is_school_known = bool(understood.scope.school or understood.question.school)
    follows = followers_of(found.passage, begun.following(found.passage), understood.names, is_school_known=is_school_known)
    return replace(found, follows=follows) if follows else found


def wording_of(understood: Understood, idf: Callable[[str, str], float]) -> Wording:
    """The words of a question, to be laid beside passages."""
    return Wording(understood.asked, understood.question.language, understood.names, idf)


def rank(
    found: Found, understood: Understood, rules: RetrievalRules, ranker: Trees | None = None, wording: Wording | None = None
) -> list[Evidence]:
    """Candidates best first: fused, the best of them put in order by learned trees, then what the trees have never seen (year, grade, day).

    The dense weight rises where question and passage differ in language; without the dense index the words alone decide.
    `ranker` is what training measures instead of the shipped trees; `wording` what was read ahead.
    """
    candidates = found.candidates
    if not candidates:
        return []
    language = understood.question.language
    best, fused = fused_scores(found, understood, rules)
    order = [int(i) for i in best]
    pool = [candidates[i] for i in order[:POOL]]
    score = fused[best]
    if not found.is_degraded and len(pool) > 1:
        rows = features(wording or wording_of(understood, found.idf), pool, score[:POOL])
        # what lies behind the pool stays behind it
        learned = (ranker or load_trees("ranker", FEATURES)).score(rows) / LEARNED_SPREAD + FUSED_WEIGHT * score[:POOL]
        score = np.concatenate([learned, score[POOL:] - score[0] + learned.min()])
    words = set(stems(understood.asked, language)) - understood.names
    scored = [
        replace(candidates[i], score=value + _adjustment(candidates[i].passage, understood, words))
        for i, value in zip(order, score.tolist(), strict=True)
    ]
    return sorted(scored, key=lambda e: (-e.score, e.passage.id))


def fused_scores(found: Found, understood: Understood, rules: RetrievalRules) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Positions best first, and the weighted sum of standardised scores of each candidate in its own place."""
    candidates, language = found.candidates, understood.question.language
    dense = standardised(np.array([e.dense for e in candidates], dtype=np.float32))
    lexical = standardised(np.array([e.lexical for e in candidates], dtype=np.float32))
    weight = np.array(
        [
            0.0 if found.is_degraded else rules.dense_weight if e.passage.language == language else rules.dense_weight_cross_language
            for e in candidates
        ],
        dtype=np.float32,
    )
    fused = (weight * dense + (1 - weight) * lexical).astype(np.float32)
    scores = fused.tolist()
    order = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].passage.id))
    return np.array(order, dtype=np.intp), fused


def _adjustment(passage: Passage, understood: Understood, words: set[str]) -> float:
    """What the conditions of a passage add or take, in standard deviations."""
    question = understood.question
    total = GRADE_BONUS * grade_fit(question.text, passage)
    if passage.school_year and question.school_year and passage.school_year != question.school_year:
        total -= OTHER_YEAR_PENALTY
    if is_special_for(question.text, passage):
        total -= SPECIAL_DAY_PENALTY
    if passage.cells:
        total += COLUMN_BONUS * asks_for_a_column(question.text, passage)
    if passage.language == question.language:
        total += KEY_BONUS * _key_share(passage, words, understood.names)
    return total


def _key_share(passage: Passage, words: set[str], names: frozenset[str]) -> float:
    key = set(stems(passage.cells[0].text, passage.language)) - names if passage.cells else set[str]()
    return len(key & words) / len(key) if key else 0.0


def capped(ranked: Sequence[Evidence], rules: RetrievalRules) -> list[Evidence]:
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
