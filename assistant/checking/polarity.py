"""Yes stays yes, may stays may: negation, modality, exceptions, conditions and limits agree with the cited words.

Each family is a pattern over folded text; families are the same in both languages, so a Spanish sentence can be held against
English words. Source of the list: issue 5 point 6 (not, no, never, must, may, only, unless, except).
"""

import re
from collections import Counter
from dataclasses import dataclass

from assistant.checking.bilingual import all_meanings, meanings, same_meaning
from assistant.checking.polarity_phrases import ANTONYMS, PHRASES, Force
from assistant.checking.said_rows import says_row
from assistant.checking.sources import CitedSentence
from assistant.checking.word_forms import clauses_of, content_words, even, fold, stems

_ANY_FORCE = re.compile(
    rf"(?:\b|(?=n't))(?:{'|'.join(f'(?P<f{place}>{chr(124).join(phrases)})' for place, (_, phrases) in enumerate(PHRASES))})\b"
)
_FORCES = tuple(force for force, _ in PHRASES)
_WHEN = re.compile(r"\b(?:when|whenever|once|for|during|in the event|who|that|with|cuando|para|que|con|al)\b")
_IMPERATIVE = re.compile(
    r"(?:^|\b(?:please|por favor|favor de)|[,:] )\W*(?:please )?(?:do not |don't |no )?(?:call|bring|send|sign|show|keep|take|"
    r"use|contact|visit|fill|complete|submit|"
    r"return|turn|email|write|"
    r"ask|tell|wait|check|pay|register|apply|give|wear|go|see|report(?! cards?)|provide|include|"
    r"llame|traiga|envie|firme|muestre|mantenga|lleve|use|visite|llene|"
    r"complete|entregue|devuelva|escriba|pida|avise|espere|pague|inscriba|solicite|presente)\b"
)
"""A clause that tells somebody to do something: it holds an obligation without a "must"."""
_VERBS = "is|are|was|were|does|do|may|must|can|will|shall|should|has|have|cannot|es|son|debe|deben|puede|pueden|no|se|tiene|hay"
_VERB = re.compile(rf"\b(?:{_VERBS})\b")
_AND = re.compile(rf",? (?:and|y) (?=(?:[\w'-]+ ){{1,5}}?(?:{_VERBS})\b)")
"""An "and" that joins two statements, not two things: a verb follows soon."""
NEARLY = 0.12
"""How much less a stretch of cited words may share with a sentence than the best one and still be what it speaks for.
Range: 0…1, higher lets more through. Source: `bench/checking`, development set (a subject left out after "but" costs about .1)."""
_MODAL_MAY = re.compile(r"\bmay(?= \d| \||$|,)")

_KEPT = frozenset(
    {
        Force.PROHIBITION,
        Force.EXEMPTION,
        Force.NEGATION,
        Force.OBLIGATION,
        Force.ADVICE,
        Force.ONLY,
        Force.EXCEPTION,
        Force.MINIMUM,
        Force.MAXIMUM,
    }
)
"""What a sentence may not leave out of the words it speaks for."""
_NOT_ADDED = frozenset(Force) - {Force.CONDITION, Force.ALWAYS, Force.MAXIMUM, Force.MINIMUM}
"""What a sentence may not put in."""


def read_forces(folded: str) -> Counter[Force]:
    """How often each force stands in a folded text; of two that begin at one word, the one that `PHRASES` names first."""
    return Counter(_FORCES[int((match.lastgroup or "f0")[1:])] for match in _ANY_FORCE.finditer(_MODAL_MAY.sub("", folded)))


def polarity_faults(sentence: CitedSentence) -> tuple[str, ...]:
    """Why a sentence says yes, must or only otherwise than the words it cites; empty when it does not.

    It agrees when one stretch of cited words that it could be speaking for agrees: the stretch that shares most with it, or one
    that shares nearly as much (`NEARLY`).
    """
    if any(says_row(sentence.sentence.text, words.passage) for words in sentence.cited):
        return ()
    clauses = [part for clause in clauses_of(sentence.sentence.text) for part in _statements(even(fold(clause)))]
    return tuple(dict.fromkeys(fault for clause in clauses for fault in _clause_faults(sentence, clause)))


def _statements(clause: str) -> list[str]:
    """A clause cut at each "and" that joins two statements; "peanuts and tree nuts are" is one."""
    parts: list[str] = []
    for part in _AND.split(clause):
        if parts and not _VERB.search(parts[-1]) and len(content_words(parts[-1])) < 3:
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return parts


def _clause_faults(sentence: CitedSentence, clause: str) -> tuple[str, ...]:
    ours = read_forces(clause)
    words = content_words(clause)
    first: tuple[str, ...] = ()
    for stretch in _stretches(sentence, words):
        faults = (*_differences(clause, ours, stretch), *_opposites(sentence, words, stretch))
        if not faults:
            return ()
        first = first or faults
    return first


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Clauses next to one another: their words, what turns them, and how much they share with the sentence (F1 of stems, 0…1)."""

    folded: str
    forces: Counter[Force]
    shared: float


def _stretches(sentence: CitedSentence, words: list[str]) -> list[_Stretch]:
    """The stretches of one to four cited clauses that share most with some words of the sentence, best first."""
    ours = set(stems(words, sentence.language))
    asked = set(words)
    found: list[_Stretch] = []
    for cited in sentence.cited:
        clauses = [part for clause in cited.clauses for part in _statements(clause)]
        roots = [set(stems(content_words(clause), cited.passage.language)) for clause in clauses]
        forces = [read_forces(clause) for clause in clauses]
        for width in range(1, min(4, len(clauses)) + 1):
            for start in range(len(clauses) - width + 1):
                there = set[str]().union(*roots[start : start + width])
                shared = _n_shared(asked, there) if sentence.is_translated else len(ours & there)
                score = 2 * shared / (len(ours) + len(there)) if ours or there else 0.0
                turned = sum(forces[start : start + width], Counter[Force]())
                found.append(_Stretch(" ".join(clauses[start : start + width]), turned, score))
    found.sort(key=lambda stretch: -stretch.shared)
    return [stretch for stretch in found if stretch.shared >= found[0].shared - NEARLY]


def _n_shared(words: set[str], there: set[str]) -> int:
    return sum(same_meaning(word, there, across=True) for word in words)


def _opposites(sentence: CitedSentence, words: list[str], stretch: _Stretch) -> list[str]:
    everything = {word for cited in sentence.cited for word in content_words(cited.folded)}
    there = set(content_words(stretch.folded))
    ours = set(sentence.words)
    return [
        f"it says “{word}” where the cited words say the opposite"
        for word in dict.fromkeys(words)
        if word not in everything
        and (opposite := ANTONYMS.get(word, frozenset()) & there)
        and not opposite & ours
        and not meanings(word) & all_meanings(there - opposite)
    ]


def _differences(clause: str, ours: Counter[Force], stretch: _Stretch) -> list[str]:
    theirs = stretch.forces
    faults: list[str] = []
    for force in _NOT_ADDED:
        if ours[force] and not theirs[force] and not _means_the_same(force, theirs):
            if force is Force.OBLIGATION and _IMPERATIVE.search(stretch.folded):
                continue
            faults.append(f"it adds {force.value} that the cited words do not have")
    for force in _KEPT:
        if theirs[force] and not ours[force] and not _means_the_same(force, ours):
            if force in (Force.OBLIGATION, Force.ADVICE) and _IMPERATIVE.search(clause):
                continue
            faults.append(f"it leaves out {force.value} of the cited words")
    for one, other in _PAIRS:
        if ours[one] > theirs[one] and ours[other] < theirs[other]:
            faults.append(f"it says {one.value} where the cited words say {other.value}")
    if theirs[Force.CONDITION] and not ours[Force.CONDITION] and not _WHEN.search(clause):
        faults.append(f"it leaves out {Force.CONDITION.value} of the cited words")
    if ours[Force.NEGATION] and theirs[Force.NEGATION] and (ours[Force.NEGATION] - theirs[Force.NEGATION]) % 2 and not faults:
        faults.append("it has another number of negations than the cited words")
    return faults


_OPPOSED = (
    (Force.OBLIGATION, Force.PERMISSION),
    (Force.PROHIBITION, Force.PERMISSION),
    (Force.OBLIGATION, Force.EXEMPTION),
    (Force.BEFORE, Force.AFTER),
    (Force.MORE, Force.LESS),
    (Force.MINIMUM, Force.MAXIMUM),
)
_PAIRS = _OPPOSED + tuple((other, one) for one, other in _OPPOSED)
_SAME: dict[Force, frozenset[Force]] = {
    Force.MORE: frozenset({Force.MINIMUM}),
    Force.MINIMUM: frozenset({Force.MORE}),
    Force.MAXIMUM: frozenset({Force.LESS}),
    Force.LESS: frozenset({Force.MAXIMUM}),
}


def _means_the_same(force: Force, others: Counter[Force]) -> bool:
    return any(others[other] for other in _SAME.get(force, ()))
