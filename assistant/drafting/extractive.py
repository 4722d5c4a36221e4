"""The extractive drafter: the fewest sentences and table rows that answer each part, word for word, in reading order.

Nothing is invented: a sentence of the draft is a sentence of an approved passage, or a row said aloud by `rows`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.conditions import grade_fit, is_special_for, key_fit
from assistant.drafting.choosing import BULLET, FEATURES, POINTS_BACK, Unit, features
from assistant.drafting.drafter import Drafted
from assistant.drafting.lists import fitted, listed_after, neighbours
from assistant.drafting.row_sentences import say_row
from assistant.drafting.row_words import asks_for_a_column
from assistant.drafting.units import rows_of_other_schools, sentence_of, units_of
from assistant.drafting.wanted import holds_asked
from assistant.learned import Trees, load_trees
from assistant.phrases import said_otherwise
from assistant.ranking import read_passage
from assistant.terms import Terms, coverage, terms_of
from assistant.understanding import parts_of, spoken
from ingest.lexical import fold, stems
from policies.policy import DraftingRules
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Sentence
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
LIST_GAP = 1.0
"""A sentence that introduces a list may lie so far below the best one and brings its list all the same."""
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
        sentences, notes = self._in_reading_order(chosen, question)
        return Drafted(tuple(sentences), NAME, "none", tuple(unanswered) if sentences else (), notes=tuple(notes), score=best)

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
        others = rows_of_other_schools([unit.evidence.passage for unit in units], names)
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
        listed = listed_after(best.unit)
        n_listed = sum(len(item.text.split()) for item in listed)
        if not listed and best.text.rstrip().endswith(":"):
            chosen.extend([c for c in own if c.unit.start >= best.unit.end][: self._rules.max_sentences - 1])
        if not any(one.is_asked for one in chosen):
            chosen.extend([c for c in ordered if c in own and c.is_asked and c.score >= best.score - KIND_GAP][:1])
        for other in ordered[1:]:
            if len(chosen) >= self._rules.max_sentences or _n_words(chosen) + n_listed >= self._rules.enough_words:
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

    def _in_reading_order(self, chosen: list[_Candidate], question: Question) -> tuple[list[Sentence], list[str]]:
        """Each once, by document and place, within the policy's words and sentences; the best come first when not all fit.

        The list that one of them introduces follows it, item by item as far as the words reach; a note tells of what was cut.
        """
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
        return self._with_lists(kept, question)

    def _with_lists(self, kept: list[_Candidate], question: Question) -> tuple[list[Sentence], list[str]]:
        """What is said and, behind a sentence that introduces a list, its items; not where one of these alone is the better answer."""
        best = max((candidate.score for candidate in kept), default=0.0)
        lists: dict[int, list[Unit]] = {}
        for place, candidate in enumerate(kept):
            items = listed_after(candidate.unit) if candidate.score >= best - LIST_GAP else []
            beside = neighbours(candidate.unit) if not items and not lists else []
            if sum(_is_among(other.unit, beside) for other in kept) > 1:
                items = beside  # some of a list that its passage announces: a family would take them for all
            better = [other for other in kept if other.score > candidate.score and _is_among(other.unit, items)]
            if items and len(better) != 1:
                lists[place] = items
        said_there = [item for items in lists.values() for item in items]
        sentences: list[Sentence] = []
        notes: list[str] = []
        left = self._rules.max_words - _n_words([candidate for candidate in kept if not _is_among(candidate.unit, said_there)])
        for place, candidate in enumerate(kept):
            if _is_among(candidate.unit, said_there):
                continue
            sentences.append(sentence_of(candidate.unit, self._aloud(candidate.unit, question)))
            aloud = [replace(item, text=self._aloud(item, question)) for item in lists.get(place, ())]
            fits = fitted(aloud, left)
            left -= sum(len(item.text.split()) for item in fits.items)
            sentences.extend(sentence_of(item, item.text) for item in fits.items)
            if fits.n_left:
                notes.append(
                    f"A list of “{candidate.passage.title}” was cut at {self._rules.max_words} words: {fits.n_left} more stand there."
                )
        return sentences, notes

    def _aloud(self, unit: Unit, question: Question) -> str:
        """The words of a sentence; of a row, only the cells that the question asks for."""
        passage = unit.evidence.passage
        if not passage.cells:
            return unit.text
        asked = " ".join(parts_of(spoken(question.text, question.language)))
        names = self._names(question.school)
        terms = terms_of(asked, question.language, passage.language, self._idf, names)
        return say_row(passage, asked, lambda words: _held(terms, words, passage.language), names)


def _stands_for(own: _Candidate, other: _Candidate) -> bool:
    """Whether a sentence in the question's language is taken for a better one that may be in another."""
    if own.score >= other.score - LANGUAGE_GAP:
        return True
    return own.score >= other.score - SAME_MATTER_GAP and bool(own.matter) and own.matter >= other.matter


def _is_among(unit: Unit, items: Sequence[Unit]) -> bool:
    """Whether a sentence stands inside one of these items."""
    return any(unit.evidence.passage.id == item.evidence.passage.id and item.start <= unit.start < item.end for item in items)


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


def _held(terms: Terms, words: str, language: str) -> float:
    return coverage(terms, frozenset(stems(words, language)))


def _said(terms: Terms, unit: Unit, *, with_headings: bool = False) -> frozenset[int]:
    inside = frozenset(stems(unit.text, unit.evidence.passage.language))
    if with_headings:
        inside |= read_passage(unit.evidence.passage).header
    return frozenset(i for stem in terms.said & inside for i, _sure in terms.meant[stem])


def _condition(question: Question, passage: Passage) -> int:
    return grade_fit(question.text, passage) + key_fit(question.text, passage) - is_special_for(question.text, passage)
