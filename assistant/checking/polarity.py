"""Yes stays yes, may stays may: negation, modality, exceptions, conditions and limits agree with the cited words.

Each family is a pattern over folded text; families are the same in both languages, so a Spanish sentence can be held against
English words. Source of the list: issue 5 point 6 (not, no, never, must, may, only, unless, except).
"""

import re

from assistant.checking.bilingual import same_meaning
from assistant.checking.polarity_phrases import ANTONYMS, PHRASES, Force
from assistant.checking.sources import CitedSentence
from assistant.checking.word_forms import content_words, stems

_PATTERNS = tuple((force, re.compile(rf"(?:\b|(?=n't))(?:{'|'.join(phrases)})\b")) for force, phrases in PHRASES)
_WHEN = re.compile(r"\b(?:when|whenever|once|for|during|in the event|who|that|with|cuando|para|que|con|al)\b")
_IMPERATIVE = re.compile(
    r"(?:^|\b(?:please|por favor|favor de)|[,:] )\W*(?:please )?(?:call|bring|send|sign|show|keep|take|use|contact|visit|fill|complete|submit|return|turn|email|write|"
    r"ask|tell|wait|check|pay|register|apply|give|wear|go|see|report|provide|include|llame|traiga|envie|firme|muestre|mantenga|lleve|use|visite|llene|"
    r"complete|entregue|devuelva|escriba|pida|avise|espere|pague|inscriba|solicite|presente)\b"
)
"""A clause that tells somebody to do something: it holds an obligation without a "must"."""
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


def read_forces(folded: str) -> dict[Force, int]:
    """How often each force stands in a folded text; a phrase that one force has read, the next no longer sees."""
    folded = _MODAL_MAY.sub("", folded)
    found: dict[Force, int] = {}
    for force, pattern in _PATTERNS:
        folded, count = pattern.subn(" \x00 ", folded)
        if count:
            found[force] = found.get(force, 0) + count
    return found


def polarity_faults(sentence: CitedSentence) -> tuple[str, ...]:
    """Why a sentence says yes, must or only otherwise than the words it cites; empty when it does not.

    It agrees when one stretch of cited words that it could be speaking for agrees.
    """
    aligned = _aligned(sentence)
    if not aligned:
        return ()
    ours = read_forces(sentence.folded)
    everything = " | ".join(words.folded for words in sentence.cited)
    faults = _differences(sentence, ours, aligned)
    faults += [
        f"it says “{word}” where the cited words say the opposite"
        for word in dict.fromkeys(sentence.words)
        if ANTONYMS.get(word, frozenset()) & set(content_words(aligned)) and word not in content_words(everything)
    ]
    return tuple(faults)


def _aligned(sentence: CitedSentence) -> str:
    """The clauses next to one another that share most with the sentence (best F1 of content stems), folded."""
    best, best_score = "", -1.0
    ours = set(sentence.stems)
    for words in sentence.cited:
        clauses = words.clauses
        roots = [set(stems(content_words(clause), words.passage.language)) for clause in clauses]
        for width in range(1, min(4, len(clauses)) + 1):
            for first in range(len(clauses) - width + 1):
                there = set[str]().union(*roots[first : first + width])
                if sentence.is_translated:
                    shared = sum(same_meaning(word, there, across=True) for word in set(sentence.words))
                else:
                    shared = len(ours & there)
                score = 2 * shared / (len(ours) + len(there)) if ours or there else 0.0
                if score > best_score + 1e-9:
                    best, best_score = " ".join(clauses[first : first + width]), score
    return best


def _differences(sentence: CitedSentence, ours: dict[Force, int], aligned: str) -> list[str]:
    theirs = read_forces(aligned)
    faults: list[str] = []
    for force in _NOT_ADDED:
        if force is Force.OBLIGATION and _IMPERATIVE.search(aligned):
            continue
        if force in ours and force not in theirs and not _means_the_same(force, theirs):
            faults.append(f"it adds {force.value} that the cited words do not have")
    for force in _KEPT:
        if force is Force.OBLIGATION and _IMPERATIVE.search(sentence.folded):
            continue
        if force in theirs and force not in ours and not _means_the_same(force, ours):
            faults.append(f"it leaves out {force.value} of the cited words")
    for one, other in _PAIRS:
        if ours.get(one, 0) > theirs.get(one, 0) and ours.get(other, 0) < theirs.get(other, 0):
            faults.append(f"it says {one.value} where the cited words say {other.value}")
    if Force.CONDITION in theirs and Force.CONDITION not in ours and not _WHEN.search(sentence.folded):
        faults.append(f"it leaves out {Force.CONDITION.value} of the cited words")
    n_ours, n_theirs = ours.get(Force.NEGATION, 0), theirs.get(Force.NEGATION, 0)
    if (n_ours > 0) == (n_theirs > 0) and n_ours != n_theirs and abs(n_ours - n_theirs) % 2 == 1 and not faults:
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


def _means_the_same(force: Force, others: dict[Force, int]) -> bool:
    return any(other in others for other in _SAME.get(force, ()))
