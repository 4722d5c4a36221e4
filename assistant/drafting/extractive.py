"""The extractive drafter: the fewest sentences and table rows that answer each part, word for word, in reading order.

Nothing is invented: a sentence of the draft is a sentence of an approved passage, or a row said aloud by `rows`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.conditions import grade_fit, is_special_for, key_fit
from assistant.drafting.choosing import BULLET, FEATURES, POINTS_BACK, Unit, features
from assistant.drafting.drafter import Drafted
from assistant.drafting.row_sentences import say_row
from assistant.drafting.row_words import asks_for_a_column
from assistant.drafting.rows import render_row, said_headers
from assistant.drafting.wanted import holds_asked
from assistant.learned import Trees, load_trees
from assistant.phrases import said_otherwise
from assistant.ranking import read_passage
from assistant.terms import Terms, coverage, terms_of
from assistant.understanding import parts_of, spoken
from ingest.lexical import fold, stems
from ingest.passages import split_sentences
from policies.policy import DraftingRules
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Citation, Sentence, Support
from policies.words.questions import Question

NAME = "extractive"
CONDITION_WEIGHT = 2.0
"""What the asked grade or row, or a special day that was not asked for, adds to or takes from the learned score."""
FOLLOW_GAP = 2.0
"""A further sentence of another passage may lie so far below the best one's learned score."""
REPEAT_GAP = 1.2
"""The same for a sentence or row of another passage that says no further word of the question."""
LANGUAGE_GAP = 0.5
"""A sentence in the question's language may lie so far below one in another and is taken all the same: families are answered in theirs."""
SAME_MATTER_GAP = 1.5
"""The same where the sentence with its headings says every word of the question that the other one says."""
OWN_GAP = 2.5
"""The same for a further sentence of the best one's passage: answers go on in the next sentence."""
CERTAINTY = (0.500, 2.484)
"""Slope and middle that turn a learned score into 0…1. Source: `python -m bench.answers.train`, logistic regression of 'holds gold
words'."""


KIND_WEIGHT = 1.5
"""What a sentence gains that holds the kind of answer that is plainly asked for: a time, an amount, a day, a number to call."""
COLUMN_WEIGHT = 1.0
"""What a row gains that has a column for the moment which is asked for by another name."""
KIND_GAP = 4.5
"""A sentence with that kind may lie so far below the best one in the best one's passage, where nothing else that is said holds it."""
SCHOOL_WEIGHT = 3.0
"""What a row loses that names another school than the asked one, where a row beside it names the asked one."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One sentence or row that could be said, with its learned score and which of the question's words it says."""

    unit: Unit
    score: float
    says: frozenset[int]
    matter: frozenset[int] = frozenset()
    """The same of the sentence with its passage's headings."""
    is_asked: bool | None = None
    """Whether it holds the kind of answer that is plainly asked for; None when no kind is."""

    @property
    def passage(self) -> Passage:
        return self.unit.evidence.passage

    @property
    def text(self) -> str:
        return self.unit.text


class ExtractiveDrafter:
    """Implements `drafter.Drafter` without a language model."""

    def __init__(
        self,
        rules: DraftingRules,
        idf: Callable[[str, str], float] | None = None,
        least_score: float = 0.0,
        names: Callable[[str | None], frozenset[str]] | None = None,
        chooser: Trees | None = None,
    ) -> None:
        """`chooser` is what training measures instead of the shipped trees."""
        self._chooser = chooser
        self._names = names or _no_names
        self._rules = rules
        self._idf = idf or _equal
        self._least = least_score

    def with_idf(self, idf: Callable[[str, str], float]) -> "ExtractiveDrafter":
        """The same drafter, weighing words by how much they tell among what is published."""
        return ExtractiveDrafter(self._rules, idf, self._least, self._names, self._chooser)

    def draft(self, question: Question, evidence: Sequence[Evidence]) -> Drafted:
        """Draft from the evidence alone; parts without a sentence good enough are named as unanswered."""
        chosen: list[_Candidate] = []
        unanswered: list[str] = []
        best = 0.0
        for part in parts_of(spoken(question.text, question.language)):
            scored = self._scored(part, question, evidence)
            top = max((certainty(c.score) for c in scored), default=0.0)
            best = max(best, top)
            if not scored or top < self._least:
                unanswered.append(part)
                continue
            selected = self._select(scored, question.language)
            if all(one.is_asked is False for one in selected):
                unanswered.append(part)  # a time was asked for and nothing that would be said holds one
                continue
            chosen.extend(selected)
        sentences = self._in_reading_order(chosen, question)
        return Drafted(tuple(sentences), NAME, "none", tuple(unanswered) if sentences else (), score=best)

    def read(self, part: str, question: Question, evidence: Sequence[Evidence]) -> tuple[list[Unit], NDArray[np.float32]]:
        """Everything that could be said, and what the trees read of it. Shape: `float32[n_units, n_features]`."""
        names = self._names(question.school)
        asked = f"{part} {said_otherwise(part)}".strip()
        units: list[Unit] = []
        for place, found in enumerate(evidence):
            terms = terms_of(asked, question.language, found.passage.language, self._idf, names) if found.passage.cells else Terms()
            for text, start, end in units_of(found.passage, lambda words, terms=terms, of=found.passage.language: _held(terms, words, of)):
                raw = found.passage.text[start - found.passage.start : end - found.passage.start]
                units.append(Unit(found, place, text, start, end, is_bullet=BULLET.match(raw) is not None))
        rows = features(asked, question.language, names, units, self._idf) if units else np.zeros((0, len(FEATURES)), np.float32)
        return units, rows

    def _scored(self, part: str, question: Question, evidence: Sequence[Evidence]) -> list[_Candidate]:
        units, rows = self.read(part, question, evidence)
        if not units:
            return []
        scores = (self._chooser or load_trees("chooser", FEATURES)).score(rows)
        names = self._names(question.school)
        terms = {of: terms_of(part, question.language, of, self._idf, names) for of in {unit.evidence.passage.language for unit in units}}
        others = _rows_of_other_schools([unit.evidence.passage for unit in units], names)
        held = [holds_asked(part, unit.text, unit.evidence.passage.language) for unit in units]
        return [
            _Candidate(
                unit,
                float(score)
                + CONDITION_WEIGHT * _condition(question, unit.evidence.passage)
                + KIND_WEIGHT * (is_asked is True)
                + COLUMN_WEIGHT * asks_for_a_column(part, unit.evidence.passage)
                - SCHOOL_WEIGHT * (unit.evidence.passage.id in others),
                _said(terms[unit.evidence.passage.language], unit),
                _said(terms[unit.evidence.passage.language], unit, with_headings=True),
                is_asked,
            )
            for unit, score, is_asked in zip(units, scores, held, strict=True)
        ]

    def _select(self, scored: list[_Candidate], language: str) -> list[_Candidate]:
        """The best, what it points back to, what it introduces, and further ones that are nearly as good and say something new."""
        ordered = sorted(scored, key=lambda c: (-c.score, c.unit.place, c.unit.start))
        best = next((c for c in ordered if c.passage.language == language and _stands_for(c, ordered[0])), ordered[0])
        # one reply, one language
        ordered = [c for c in ordered if c.passage.language == best.passage.language]
        chosen = [best]
        own = [c for c in scored if c.passage.id == best.passage.id]
        if POINTS_BACK.match(fold(best.text)):
            chosen.extend([c for c in own if c.unit.end <= best.unit.start][-1:])
        if best.text.rstrip().endswith(":"):
            chosen.extend([c for c in own if c.unit.start >= best.unit.end][: self._rules.max_sentences - 1])
        if not any(one.is_asked for one in chosen):
            chosen.extend([c for c in ordered if c in own and c.is_asked and c.score >= best.score - KIND_GAP][:1])
        for other in ordered[1:]:
            if len(chosen) >= self._rules.max_sentences or _n_words(chosen) >= self._rules.enough_words:
                break
            is_own = other.passage.id == best.passage.id
            if other in chosen or any(other.text == one.text for one in chosen):
                continue
            is_new = bool(other.says - frozenset[int]().union(*(one.says for one in chosen)))
            if not is_own and not is_new and other.score < best.score - REPEAT_GAP:
                continue  # it says nothing of the question that is not said yet
            if other.score >= best.score - (OWN_GAP if is_own and not best.passage.cells else FOLLOW_GAP):
                chosen.append(other)
        return chosen

    def _in_reading_order(self, chosen: list[_Candidate], question: Question) -> list[Sentence]:
        """Each once, by document and place, within the policy's words and sentences; the best come first when not all fit."""
        kept: list[_Candidate] = []
        n_words = 0
        for candidate in sorted(dict.fromkeys(chosen), key=lambda c: -c.score):
            words = len(candidate.text.split())
            if len(kept) >= self._rules.max_sentences or (kept and n_words + words > self._rules.max_words):
                continue
            if any(candidate.text == other.text for other in kept):
                continue
            kept.append(candidate)
            n_words += words
        first: dict[str, int] = {}
        for candidate in kept:
            revision = candidate.passage.revision_id
            first[revision] = min(first.get(revision, candidate.unit.place), candidate.unit.place)
        kept = sorted(kept, key=lambda c: (first[c.passage.revision_id], c.passage.revision_id, c.unit.start))
        return [_sentence(candidate, self._aloud(candidate, question)) for candidate in kept]

    def _aloud(self, candidate: _Candidate, question: Question) -> str:
        """The words of a sentence; of a row, only the cells that the question asks for."""
        passage = candidate.passage
        if not passage.cells:
            return candidate.text
        asked = " ".join(parts_of(spoken(question.text, question.language)))
        names = self._names(question.school)
        terms = terms_of(asked, question.language, passage.language, self._idf, names)
        return say_row(passage, asked, lambda words: _held(terms, words, passage.language), names)


def _stands_for(own: _Candidate, other: _Candidate) -> bool:
    """Whether a sentence in the question's language is taken for a better one that may be in another."""
    if own.score >= other.score - LANGUAGE_GAP:
        return True
    return own.score >= other.score - SAME_MATTER_GAP and bool(own.matter) and own.matter >= other.matter


def _n_words(chosen: Sequence[_Candidate]) -> int:
    return sum(len(candidate.text.split()) for candidate in chosen)


def _no_names(_school: str | None) -> frozenset[str]:
    return frozenset()


def _equal(_stem: str, _language: str) -> float:
    return 1.0


def certainty(score: float) -> float:
    """A learned score as how sure the sentence answers. Range: 0…1."""
    slope, middle = CERTAINTY
    return 1 / (1 + math.exp(-slope * (score - middle)))


def units_of(passage: Passage, relevance: Callable[[str], float]) -> list[tuple[str, int, int]]:
    """(words to say, start, end in the revision): the sentences of a passage, or its row said aloud."""
    if passage.cells:
        return [(render_row(passage, relevance), passage.start, passage.end)]
    units: list[tuple[str, int, int]] = []
    for start, end in split_sentences(passage.text):
        text = " ".join(BULLET.sub("", passage.text[start:end]).split())
        if len(text) > 1 and not text.endswith("?"):
            units.append((text, passage.start + start, passage.start + end))
    return units


def _held(terms: Terms, words: str, language: str) -> float:
    return coverage(terms, frozenset(stems(words, language)))


def _said(terms: Terms, unit: Unit, *, with_headings: bool = False) -> frozenset[int]:
    inside = frozenset(stems(unit.text, unit.evidence.passage.language))
    if with_headings:
        inside |= read_passage(unit.evidence.passage).header
    return frozenset(i for stem in terms.said & inside for i, _sure in terms.meant[stem])


def _rows_of_other_schools(passages: Sequence[Passage], names: frozenset[str]) -> frozenset[str]:
    """Ids of rows whose first cell holds fewer of the asked school's names than the best row of their table does."""
    held = {p.id: len(names & frozenset(stems(p.cells[0].text, p.language))) for p in passages if p.cells} if names else {}
    best: dict[tuple[str, tuple[str, ...], str | None], int] = {}
    for passage in passages:
        if passage.cells:
            table = (passage.revision_id, passage.section, passage.caption)
            best[table] = max(best.get(table, 0), held.get(passage.id, 0))
    return frozenset(p.id for p in passages if p.cells and held.get(p.id, 0) < best[p.revision_id, p.section, p.caption])


def _condition(question: Question, passage: Passage) -> int:
    return grade_fit(question.text, passage) + key_fit(question.text, passage) - is_special_for(question.text, passage)


def _sentence(candidate: _Candidate, said: str) -> Sentence:
    passage = candidate.passage
    start, end = candidate.unit.start, candidate.unit.end
    quote = passage.text[start - passage.start : end - passage.start]
    text = said if said[-1] in ".!?:;" else said + "."
    citation = Citation(
        document_id=passage.document_id,
        revision=passage.revision_id,
        passage_id=passage.id,
        title=passage.title,
        file_name=passage.file_name,
        page=passage.page,
        section=" > ".join(passage.section),
        quote=quote,
        start=start,
        end=end,
        headers=said_headers(passage, text),
    )
    return Sentence(text, Support.VERBATIM, (citation,))
