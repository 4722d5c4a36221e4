"""The extractive drafter: the fewest sentences and table rows that answer each part, word for word, in reading order.

Nothing is invented: a sentence of the draft is a sentence of an approved passage, or a row said aloud by `rows`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.checking.bilingual import meanings
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold as fold_figures
from assistant.conditions import grade_fit, is_special_for
from assistant.drafting.drafter import Drafted
from assistant.drafting.rows import render_row
from assistant.drafting.wanted import wanted_kinds
from assistant.phrases import said_otherwise
from assistant.understanding import parts_of, spoken
from ingest.lexical import fold, stems
from ingest.passages import split_sentences
from policies.policy import DraftingRules
from policies.words.documents import Evidence, Passage
from policies.words.drafts import Citation, Sentence, Support
from policies.words.questions import Question

NAME = "extractive"
HEADING_WEIGHT = 0.7
"""What a question word found only in the headings counts, against 1 in the sentence itself."""
KIND_BONUS = 0.25
RANK_WEIGHT = 0.35
CONDITION_WEIGHT = 0.15
"""What the asked grade, or a special day that was not asked for, adds or takes."""
FOLLOW_SHARE = 0.8
"""A further sentence of another passage must reach this share of the best one's score."""
OWN_SHARE = 0.3
"""The same for a further sentence of the best one's passage: answers go on in the next sentence."""
_BULLET = re.compile(r"^\s*(?:[-*•▪‣·]|\d{1,2}[.)]|[a-z][.)])\s+")
_POINTS_BACK = re.compile(
    r"^(it|they|this|these|those|that|he|she|then|also|both|if so|esto|estos|estas|este|esta|ellos|ademas|tambien|luego)\b"
)

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosine of a question with texts: (question, texts) → one figure each."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One sentence or row that could be said. `start`/`end` are offsets in the revision's text."""

    passage: Passage
    rank: int
    text: str
    start: int
    end: int
    score: float
    words: frozenset[str]


class ExtractiveDrafter:
    """Implements `drafter.Drafter` without a language model. `similarity` is asked only across languages."""

    def __init__(
        self,
        rules: DraftingRules,
        similarity: Similarity,
        idf: Callable[[str, str], float] | None = None,
        least_score: float = 0.0,
        names: Callable[[str | None], frozenset[str]] | None = None,
    ) -> None:
        self._names = names or _no_names
        self._rules = rules
        self._similarity = similarity
        self._idf = idf or _equal
        self._least = least_score

    def with_idf(self, idf: Callable[[str, str], float]) -> "ExtractiveDrafter":
        """The same drafter, weighing words by how much they tell among what is published."""
        return ExtractiveDrafter(self._rules, self._similarity, idf, self._least, self._names)

    def draft(self, question: Question, evidence: Sequence[Evidence]) -> Drafted:
        """Draft from the evidence alone; parts without a sentence good enough are named as unanswered."""
        chosen: list[_Candidate] = []
        unanswered: list[str] = []
        best = 0.0
        for part in parts_of(spoken(question.text, question.language)):
            scored = self._scored(part, question, evidence)
            top = max((c.score for c in scored), default=0.0)
            best = max(best, top)
            if top <= 0 or top < self._least:
                unanswered.append(part)
                continue
            chosen.extend(self._select(scored))
        sentences = self._in_reading_order(chosen)
        return Drafted(tuple(sentences), NAME, "none", tuple(unanswered) if sentences else (), score=min(best, 1.0))

    def _scored(self, part: str, question: Question, evidence: Sequence[Evidence]) -> list[_Candidate]:
        said = [*stems(part, question.language), *stems(said_otherwise(part), question.language)]
        asked = {stem: self._idf(stem, question.language) for stem in said if stem not in self._names(question.school)}
        if not asked:
            asked = {stem: self._idf(stem, question.language) for stem in stems(question.text, question.language)}
        total = sum(asked.values()) or 1.0
        kinds = wanted_kinds(part)
        top_score, spread = (evidence[0].score, max(evidence[0].score - evidence[-1].score, 1e-6)) if evidence else (0.0, 1.0)
        candidates: list[_Candidate] = []
        for rank, found in enumerate(evidence):
            passage = found.passage
            around = _word_set(passage.header, passage.language)
            prior = RANK_WEIGHT * (1 - (top_score - found.score) / spread)
            for text, start, end in _units(passage, lambda words, asked=asked, language=passage.language: _overlap(asked, words, language)):
                inside = _word_set(text, passage.language)
                coverage = sum(w * _presence(stem, inside, around) for stem, w in asked.items()) / total
                figures = {figure.kind for figure in read_figures(fold_figures(text), passage.language)}
                bonus = 0.0 if not kinds else KIND_BONUS if figures & kinds else -KIND_BONUS
                length = len(text.split())
                brevity = -0.1 if length > 45 else -0.15 if length < 3 else 0.0
                bonus += CONDITION_WEIGHT * (grade_fit(question.text, passage) - is_special_for(question.text, passage))
                score = (0.55 * coverage + bonus + prior + brevity) / (0.55 + KIND_BONUS + RANK_WEIGHT)
                candidates.append(_Candidate(passage, rank, text, start, end, score, inside & frozenset(asked)))
        return self._across(part, question, candidates)

    def _across(self, part: str, question: Question, candidates: list[_Candidate]) -> list[_Candidate]:
        """Where the passage speaks another language, words do not meet: the encoder compares the few best instead."""
        leading = next((c.passage.language for c in candidates if c.rank == 0), question.language)
        if leading == question.language:
            return [c for c in candidates if c.passage.language == leading]
        foreign = [c for c in candidates if c.passage.language != question.language and c.rank < 3][:16]
        cosines = self._similarity(part, [f"{c.passage.header}: {c.text}" for c in foreign])
        low, high = min(cosines), max(cosines)
        # e5 cosines of school texts lie between about .75 and .90: stretched to 0…1 and averaged with what the words gave
        lifted = {
            id(c): _Candidate(c.passage, c.rank, c.text, c.start, c.end, 0.5 * c.score + 0.5 * _stretch(cosine, low, high), c.words)
            for c, cosine in zip(foreign, cosines, strict=True)
        }
        return [lifted.get(id(c), c) for c in candidates]

    def _select(self, scored: list[_Candidate]) -> list[_Candidate]:
        """The best, what it points back to, what stands around it, and further ones that are nearly as good and say something new."""
        ordered = sorted(scored, key=lambda c: (-c.score, c.rank, c.start))
        best = ordered[0]
        chosen = [best]
        own = [c for c in scored if c.passage.id == best.passage.id]
        if _POINTS_BACK.match(fold(best.text)):
            chosen.extend([c for c in own if c.end <= best.start][-1:])
        if best.text.rstrip().endswith(":"):
            chosen.extend([c for c in own if c.start >= best.end][: self._rules.max_sentences - 1])
        for other in ordered[1:]:
            if len(chosen) >= self._rules.max_sentences or _n_words(chosen) >= self._rules.enough_words:
                break
            is_own = other.passage.id == best.passage.id
            is_row = bool(best.passage.cells)
            least = OWN_SHARE if is_own and not is_row else FOLLOW_SHARE
            if other in chosen or other.text == best.text or other.score < least * best.score:
                continue
            is_near = is_own or other.passage.revision_id == best.passage.revision_id or other.score > 0.92 * best.score
            if is_near and (is_own or other.words - best.words or not is_row):
                chosen.append(other)
        return chosen

    def _in_reading_order(self, chosen: list[_Candidate]) -> list[Sentence]:
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
            first[revision] = min(first.get(revision, candidate.rank), candidate.rank)
        kept = sorted(kept, key=lambda c: (first[c.passage.revision_id], c.passage.revision_id, c.start))
        return [_sentence(candidate) for candidate in kept]


def _n_words(chosen: Sequence[_Candidate]) -> int:
    return sum(len(candidate.text.split()) for candidate in chosen)


def _no_names(_school: str | None) -> frozenset[str]:
    return frozenset()


def _equal(_stem: str, _language: str) -> float:
    return 1.0


def _units(passage: Passage, relevance: Callable[[str], float]) -> list[tuple[str, int, int]]:
    """(words to say, start, end in the revision): the sentences of a passage, or its row said aloud."""
    if passage.cells:
        return [(render_row(passage, relevance), passage.start, passage.end)]
    units: list[tuple[str, int, int]] = []
    for start, end in split_sentences(passage.text):
        text = " ".join(_BULLET.sub("", passage.text[start:end]).split())
        if len(text) > 1 and not text.endswith("?"):
            units.append((text, passage.start + start, passage.start + end))
    return units


def _word_set(text: str, language: str) -> frozenset[str]:
    return frozenset(stems(text, language))


def _presence(stem: str, inside: frozenset[str], around: frozenset[str]) -> float:
    """1 when the word or one of the same meaning is said, less when it only stands in the headings."""
    if stem in inside:
        return 1.0
    concept = meanings(stem)
    if concept and any(concept & meanings(other) for other in inside):
        return 0.9
    if stem in around:
        return HEADING_WEIGHT
    if concept and any(concept & meanings(other) for other in around):
        return HEADING_WEIGHT * 0.9
    return 0.0


def _overlap(asked: dict[str, float], words: str, language: str) -> float:
    inside = _word_set(words, language)
    return sum(weight * _presence(stem, inside, frozenset()) for stem, weight in asked.items())


def _stretch(cosine: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (cosine - max(0.75, low - 0.02)) / max(high - low, 0.06)))


def _sentence(candidate: _Candidate) -> Sentence:
    passage = candidate.passage
    quote = passage.text[candidate.start - passage.start : candidate.end - passage.start]
    text = candidate.text if candidate.text[-1] in ".!?:;" else candidate.text + "."
    citation = Citation(
        document_id=passage.document_id,
        revision=passage.revision_id,
        passage_id=passage.id,
        title=passage.title,
        file_name=passage.file_name,
        page=passage.page,
        section=" > ".join(passage.section),
        quote=quote,
        start=candidate.start,
        end=candidate.end,
    )
    return Sentence(text, Support.VERBATIM, (citation,))
