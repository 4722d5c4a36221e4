"""When silence is due, why, and who can help. Thresholds live in the policy (`abstention.*`)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.ranking import read_passage
from assistant.terms import coverage, terms_of
from assistant.understanding import Understood
from policies.policy import Policy
from policies.words.documents import Evidence, Passage
from policies.words.items import Disputed
from policies.words.people import Contact
from policies.words.questions import Outcome


@dataclass(frozen=True, slots=True)
class Abstention:
    """An outcome without a draft: one sentence a person can act on, and the office that can help."""

    outcome: Outcome
    detail: str
    contact: Contact
    flag: str | None = None
    """What the item is flagged with, so that figures can tell this silence from others of its outcome."""
    disputed: tuple[Disputed, ...] = ()
    """With a conflict: the two passages, so that their owners are told."""


def topic_of(evidence: Sequence[Evidence], kind_of: Callable[[str], str | None], policy: Policy) -> str | None:
    """The topic of the best passage's document, by the policy's kinds."""
    kind = kind_of(evidence[0].passage.revision_id) if evidence else None
    rules = policy.documents.kinds.get(kind or "")
    return rules.topic if rules else None


def contact_for(topic: str | None, understood: Understood, policy: Policy) -> Contact:
    """The office for a topic; the school's own office for what the front office would answer."""
    district, question = policy.district, understood.question
    office = district.office_for(topic)
    school = district.school(question.school)
    if school is not None and office.id == district.front_office:
        return Contact(office=school.name, phone=school.phone, email=school.email, hours=school.hours or None)
    return office.contact(question.language)


SIGNALS = ("nearest", "ranked", "lead", "sentence", "held_best", "held_header", "held_by_all", "n_terms")
"""What confidence is made of, in the order of `signals`."""
WEIGHTS = (14.755, 1.151, -0.251, -0.074, 0.186, 0.148, 0.177, 1.014)
CONSTANT = -16.447
"""Source: logistic regression, classes balanced, by `python -m bench.answers.train`; the curve stands in BENCHMARKS.md, 'Abstention'.
The language of the best passage is no signal: learned from a handful of Spanish questions it silenced every one over English documents."""


def signals(
    understood: Understood, evidence: Sequence[Evidence], idf: Callable[[str, str], float], sentence_score: float
) -> tuple[float, ...]:
    """The figures that tell whether the evidence answers, as in `SIGNALS`; no one of them tells much alone.

    Cosine of the nearest; the best passage's ranked score and its lead over the fifth; the best sentence's certainty; shares of the
    question's words held by the best passage, by its headings, and by all evidence.
    """
    question, best = understood.question, evidence[0].passage
    terms = terms_of(understood.asked, question.language, best.language, idf, understood.names)
    read = [read_passage(found.passage) for found in evidence]
    fifth = evidence[min(4, len(evidence) - 1)]
    return (
        max(found.dense for found in evidence[:3]),
        evidence[0].score,
        evidence[0].score - fifth.score,
        sentence_score,
        coverage(terms, read[0].inside | read[0].header),
        coverage(terms, read[0].header),
        coverage(terms, frozenset[str]().union(*(one.inside | one.header for one in read))),
        math.log(1 + len(terms)),
    )


def confidence(understood: Understood, evidence: Sequence[Evidence], idf: Callable[[str, str], float], sentence_score: float) -> float:
    """How likely the evidence answers the question, 0…1: several signals weighed together, for one alone hardly tells."""
    if not evidence:
        return 0.0
    found = signals(understood, evidence, idf, sentence_score)
    logit = CONSTANT + sum(weight * signal for weight, signal in zip(WEIGHTS, found, strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def too_far(evidence: Sequence[Evidence], policy: Policy) -> str | None:
    """Why no drafter need look at this evidence; None when it may hold an answer."""
    if not evidence:
        return "no approved passage is in force for this"
    nearest = max(found.dense for found in evidence[:3])
    if nearest < policy.abstention.min_dense:
        return f"the nearest passage is too far from the question ({nearest:.2f}, at least {policy.abstention.min_dense:.2f} is asked)"
    return None


def schools_to_choose(understood: Understood, evidence: Sequence[Evidence], policy: Policy) -> list[str]:
    """The schools between which the question must choose: the best passages speak for different schools and it names none."""
    if understood.scope.school or not evidence or not evidence[0].passage.schools:
        return []
    first = evidence[0]
    everyone = {school.id for school in policy.district.schools}
    rivals = [
        e
        for e in evidence[1:]
        if e.passage.schools
        and not set(e.passage.schools) & set(first.passage.schools)
        and (e.passage.section == first.passage.section or e.passage.title == first.passage.title or _is_like(e, first))
    ]
    if set(first.passage.schools) == everyone or not rivals:
        return []
    chosen = dict.fromkeys(school for e in (first, *rivals) for school in e.passage.schools)
    return [school.name for id_ in chosen if (school := policy.district.school(id_))]


def _is_like(one: Evidence, other: Evidence) -> bool:
    return one.dense > other.dense - 0.02


def no_source(understood: Understood, why: str, topic: str | None, policy: Policy) -> Abstention:
    """Nothing in force answers."""
    contact = contact_for(topic, understood, policy)
    return Abstention(Outcome.ABSTAINED_NO_SOURCE, f"Nothing is drafted: {why}. {contact.office} can help: {contact.phone}.", contact)


def switched_off(understood: Understood, why: str, flag: str, topic: str | None, policy: Policy) -> Abstention:
    """Drafting is off: nothing was tried, whatever the documents hold."""
    contact = contact_for(topic, understood, policy)
    detail = f"Nothing is drafted: {why} A person writes this answer. {contact.office} can help: {contact.phone}."
    return Abstention(Outcome.ABSTAINED_NO_SOURCE, detail, contact, flag)


def only_expired(understood: Understood, expired: Evidence, topic: str | None, policy: Policy) -> Abstention:
    """The only passage that answers is no longer in force."""
    contact = contact_for(topic, understood, policy)
    title = expired.passage.title
    detail = f"Nothing is drafted: “{title}” would answer, but it is no longer in force. {contact.office} can help: {contact.phone}."
    return Abstention(Outcome.ABSTAINED_EXPIRED, detail, contact)


def unclear_school(understood: Understood, schools: Sequence[str], topic: str | None, policy: Policy) -> Abstention:
    """The school decides the answer and is unknown."""
    contact = contact_for(topic, understood, policy)
    detail = f"The answer differs by school. Ask which one, choose it and ask again: {', '.join(schools)}."
    return Abstention(Outcome.ABSTAINED_UNCLEAR, detail, contact)


_DOUBTS = {
    "spelled_out": "letters written one by one",
    "encoded": "a coded stretch",
    "other_script": "words in another script",
}


def unreadable(understood: Understood, doubts: Sequence[str], policy: Policy) -> Abstention:
    """The second look of the redactor found writing that it cannot read in full."""
    contact = contact_for(None, understood, policy)
    seen = " and ".join(_DOUBTS.get(doubt, "writing") for doubt in doubts)
    detail = f"Held for a person: the message holds {seen}, which cannot be checked for personal details in full. What was seen is hidden."
    return Abstention(Outcome.ABSTAINED_UNCLEAR, detail, contact)


def in_conflict(understood: Understood, one: Passage, other: Passage, topic: str | None, policy: Policy) -> Abstention:
    """Two passages in force disagree."""
    contact = contact_for(topic, understood, policy)
    detail = (
        f"Nothing is drafted: “{one.title}” and “{other.title}” say different things about this. "
        f"Their owners must settle it; until then call {contact.office}, {contact.phone}."
    )
    disputed = tuple(Disputed(passage.document_id, passage.revision_id, passage.id) for passage in (one, other))
    return Abstention(Outcome.ABSTAINED_CONFLICT, detail, contact, disputed=disputed)


def failed(understood: Understood, reasons: Sequence[str], topic: str | None, policy: Policy) -> Abstention:
    """A draft was made, but nothing of it passed the checks."""
    contact = contact_for(topic, understood, policy)
    why = "; ".join(reasons) or "none was left"
    detail = f"A draft was made, but no sentence passed the checks ({why}). {contact.office} can help: {contact.phone}."
    return Abstention(Outcome.FAILED_CHECK, detail, contact)
