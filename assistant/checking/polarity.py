"""Yes stays yes, may stays may: negation, modality, exceptions, conditions and limits agree with the cited words.

Each family is a pattern over folded text; families are the same in both languages, so a Spanish sentence can be held against
English words. Source of the list: issue 5 point 6 (not, no, never, must, may, only, unless, except).
"""

import re
from collections import Counter
from dataclasses import dataclass

from assistant.checking.bilingual import same_meaning
from assistant.checking.polarity_phrases import ANTONYMS, PHRASES, Force
from assistant.checking.sources import CitedSentence
from assistant.checking.word_forms import content_words, stems

_ANY_FORCE = re.compile(
    rf"(?:\b|(?=n't))(?:{'|'.join(f'(?P<f{place}>{chr(124).join(phrases)})' for place, (_, phrases) in enumerate(PHRASES))})\b"
)
_FORCES = tuple(force for force, _ in PHRASES)
_WHEN = re.compile(r"\b(?:when|whenever|once|for|during|in the event|who|that|with|cuando|para|que|con|al)\b")
_IMPERATIVE = re.compile(
    r"(?:^|\b(?:please|por favor|favor de)|[,:] )\W*(?:please )?(?:do not |don't |no )?(?:call|bring|send|sign|show|keep|take|"
    r"use|contact|visit|fill|complete|submit|"
    r"return|turn|email|write|"
    r"ask|tell|wait|check|pay|register|apply|give|wear|go|see|report|provide|include|llame|traiga|envie|firme|muestre|mantenga|lleve|use|visite|llene|"
    r"complete|entregue|devuelva|escriba|pida|avise|espere|pague|inscriba|solicite|presente)\b"
)
"""A clause that tells somebody to do something: it holds an obligation without a "must"."""
_AND = re.compile(
    r",? (?:and|y) (?=(?:[\w'-]+ ){1,5}?"
    r"(?:is|are|was|were|does|do|may|must|can|will|shall|should|has|have|cannot|es|son|debe|deben|puede|pueden|no|se|tiene|hay)\b)"
)
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
    stretches = _stretches(sentence)
    ours = read_forces(sentence.folded)
    first: tuple[str, ...] = ()
    for stretch in stretches:
        faults = (*_differences(sentence, ours, stretch), *_opposites(sentence, stretch))
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


def _stretches(sentence: CitedSentence) -> list[_Stretch]:
    """The stretches of one to four clauses that share most with the sentence, best first."""
    ours = set(sentence.stems)
    found: list[_Stretch] = []
    for words in sentence.cited:
        clauses = [part for clause in words.clauses for part in _AND.split(clause)]
        roots = [set(stems(content_words(clause), words.passage.language)) for clause in clauses]
        forces = [read_forces(clause) for clause in clauses]
        for width in range(1, min(4, len(clauses)) + 1):
            for start in range(len(clauses) - width + 1):
                there = set[str]().union(*roots[start : start + width])
                shared = _n_shared(sentence, ours, there)
                score = 2 * shared / (len(ours) + len(there)) if ours or there else 0.0
                turned = sum(forces[start : start + width], Counter[Force]())
                found.append(_Stretch(" ".join(clauses[start : start + width]), turned, score))
    found.sort(key=lambda stretch: -stretch.shared)
    return [stretch for stretch in found if stretch.shared >= found[0].shared - NEARLY]


def _n_shared(sentence: CitedSentence, ours: set[str], there: set[str]) -> int:
    if sentence.is_translated:
        return sum(same_meaning(word, there, across=True) for word in set(sentence.words))
    return len(ours & there)


def _opposites(sentence: CitedSentence, stretch: _Stretch) -> list[str]:
    everything = {word for words in sentence.cited for word in content_words(words.folded)}
    there = set(content_words(stretch.folded))
    return [
        f"it says “{word}” where the cited words say the opposite"
        for word in dict.fromkeys(sentence.words)
        if word not in everything and ANTONYMS.get(word, frozenset()) & there
    ]


def _differences(sentence: CitedSentence, ours: Counter[Force], stretch: _Stretch) -> list[str]:
    theirs = stretch.forces
    faults: list[str] = []
    for force in _NOT_ADDED:
        if ours[force] and not theirs[force] and not _means_the_same(force, theirs):
            if force is Force.OBLIGATION and _IMPERATIVE.search(stretch.folded):
                continue
            faults.append(f"it adds {force.value} that the cited words do not have")
    for force in _KEPT:
        if theirs[force] and not ours[force] and not _means_the_same(force, ours):
            if force in (Force.OBLIGATION, Force.ADVICE) and _IMPERATIVE.search(sentence.folded):
                continue
            faults.append(f"it leaves out {force.value} of the cited words")
    for one, other in _PAIRS:
        if ours[one] > theirs[one] and ours[other] < theirs[other]:
            faults.append(f"it says {one.value} where the cited words say {other.value}")
    if theirs[Force.CONDITION] and not ours[Force.CONDITION] and not _WHEN.search(sentence.folded):
        faults.append(f"it leaves out {Force.CONDITION.value} of the cited words")
    if ours[Force.NEGATION] and theirs[Force.NEGATION] and (ours[Force.NEGATION] - theirs[Force.NEGATION]) % 2 and not faults:
        faults.append("it has another number of negations than the cited words")
    return faults


_OPPOSED = ((Force.BEFORE, Force.AFTER), (Force.MORE, Force.LESS), (Force.MINIMUM, Force.MAXIMUM))
_PAIRS = _OPPOSED + tuple((other, one) for one, other in _OPPOSED)
_SAME: dict[Force, frozenset[Force]] = {
    Force.MORE: frozenset({Force.MINIMUM}),
    Force.MINIMUM: frozenset({Force.MORE}),
    Force.MAXIMUM: frozenset({Force.LESS}),
    Force.LESS: frozenset({Force.MAXIMUM}),
}


def _means_the_same(force: Force, others: Counter[Force]) -> bool:
    return any(others[other] for other in _SAME.get(force, ()))
