"""The named steps between the big ones of the question's way; `flow.answer` says in which order."""

import re
import secrets
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from assistant import abstaining, switches
from assistant.abstaining import Abstention
from assistant.asking_back import ask_for_school, schools_of_rows
from assistant.checking.check import check_draft
from assistant.checking.said_rows import FIXED_WORDS
from assistant.conflicts import find_conflict
from assistant.drafting.drafter import Drafted
from assistant.drafting.reply import closing_words, greeting_words
from assistant.drafting.translating import Translated
from assistant.neighbours import with_followers
from assistant.retrieval import Ahead, Retrieved, begin, finish, retrieve
from assistant.second_look import second_look as look_again
from assistant.understanding import Understood, understand
from assistant.way import Asked, Way
from ingest.lexical import stems
from policies.policy import Policy
from policies.triage.triage import triage, verdict_of
from policies.words.documents import Evidence
from policies.words.drafts import Draft, Provenance, Timings
from policies.words.items import AskFor, EvidenceNote, Submission
from policies.words.questions import Outcome, Redaction, Verdict, VerdictKind


def read_question(way: Way, asked: Asked, redaction: Redaction) -> Understood:
    """School, year and parts of a redacted question."""
    received_at = asked.received_at or way.clock.now()
    return understand(redaction, way.policy.district, received_at, way.clock.today(), asked.school, asked.school_year, asked.channel)


def judge(way: Way, session: Session, understood: Understood, redaction: Redaction) -> tuple[Verdict, Ahead | None]:
    """What the triage rules and the second look decide; what the redactor warns of goes with the item as a mark.

    The second look waits for the question's vector. Meanwhile the search by words begins, where the rules left a reason to search.
    """
    verdict, ahead = triage(redaction.text, redaction.language, way.policy), None
    if redaction.escalated_by is not None:  # what was hidden may be what decides
        verdict = verdict_of(redaction.escalated_by, redaction.language, way.policy, verdict.flags)
    if verdict.kind is VerdictKind.DRAFT or yields_to_documents(verdict):
        ahead = begin(session, way.index, understood, way.policy.retrieval)
        ahead.read()
    verdict = second_look(way, redaction, verdict)
    return replace(verdict, flags=(*verdict.flags, *redaction.warnings)), ahead


def second_look(way: Way, redaction: Redaction, verdict: Verdict) -> Verdict:
    """The verdict of the rules, or a stricter one where the message is like those that must never be drafted."""
    if way.encode is None:
        return verdict
    return look_again(verdict, redaction.text, redaction.language, way.likeness, way.encode, way.policy)


YIELDING = frozenset({"elsewhere"})
"""Triage rules that guess what the documents hold (other offices' services, by their words): an approved passage on the very thing wins."""


def yields_to_documents(verdict: Verdict) -> bool:
    """Whether the documents are asked all the same; when they do not answer clearly, the verdict stands."""
    return verdict.kind is VerdictKind.ABSTAIN and verdict.rule in YIELDING


def least_confidence(policy: Policy, verdict: Verdict) -> float:
    """The policy's threshold; a quarter of the way nearer to certain where a rule says the question is not the district's."""
    least = policy.abstention.min_confidence
    return least + (1 - least) / 4 if yields_to_documents(verdict) else least


def stopped_by(way: Way, understood: Understood, verdict: Verdict) -> Abstention:
    """What triage decided, as an outcome with its contact."""
    contact = verdict.contact or abstaining.contact_for(None, understood, way.policy)
    return Abstention(verdict.outcome or Outcome.ABSTAINED_UNCLEAR, verdict.detail, contact)


def find_evidence(way: Way, session: Session, understood: Understood, ahead: Ahead | None = None) -> tuple[Understood, Retrieved]:
    """The best passages, and the question with the topic that they give it. `ahead` is what `judge` has searched already."""
    rules = way.policy.retrieval
    ahead = ahead or begin(session, way.index, understood, rules)
    retrieved = finish(session, way.index, ahead, understood, rules)
    topic = abstaining.topic_of(retrieved.evidence, retrieved.kinds.get, way.policy)
    return replace(understood, question=replace(understood.question, topic=topic)), retrieved


def doubt(way: Way, session: Session, understood: Understood, retrieved: Retrieved) -> Abstention | None:
    """Why nothing should be drafted from this evidence, if so: switched off, nothing in force answers, or the school is missing."""
    topic, policy = understood.question.topic, way.policy
    off = _switched_off(way, session, understood, retrieved)
    if off is not None:
        return abstaining.switched_off(understood, off, switches.FLAG, topic, policy)
    why = abstaining.too_far(retrieved.evidence, policy)
    if why is not None:
        return _silence(way, session, understood, why)
    schools = abstaining.schools_to_choose(understood, retrieved.evidence, policy)
    return abstaining.unclear_school(understood, schools, topic, policy) if schools else None


def _switched_off(way: Way, session: Session, understood: Understood, retrieved: Retrieved) -> str | None:
    """Why nothing may be drafted now: the policy, the district's switch, the asked school's, or the best passage's."""
    if not way.policy.drafting.is_enabled:
        return "drafting is switched off by the policy."
    asked = understood.scope.school or understood.question.school
    best = retrieved.evidence[0].passage.schools if retrieved.evidence else ()
    off = switches.off_for(session, (asked,) if asked else best)
    if off is None:
        return None
    school = way.policy.district.school(off.scope)
    return f"drafting is switched off for {school.name if school else 'the whole district'} ({off.reason.rstrip('.')})."


def _silence(way: Way, session: Session, understood: Understood, why: str) -> Abstention:
    """Nothing in force answers: either something that expired would, or nothing does."""
    topic, policy = understood.question.topic, way.policy
    past = retrieve(session, way.index, understood, policy.retrieval, is_expired=True)
    if abstaining.too_far(past.evidence, policy) is None:
        score = way.drafter(past.idf).draft(understood.question, past.evidence).score
        if abstaining.confidence(understood, past.evidence, past.idf, score) >= policy.abstention.min_confidence:
            return abstaining.only_expired(understood, past.evidence[0], topic, policy)
    return abstaining.no_source(understood, why, topic, policy)


def draft(way: Way, understood: Understood, retrieved: Retrieved) -> tuple[Drafted, Retrieved]:
    """What the policy's drafter writes, and the retrieved passages with those neighbours that it cites."""
    drafted = way.drafter(retrieved.idf).draft(understood.question, retrieved.evidence)
    cited = {citation.passage_id for sentence in drafted.sentences for citation in sentence.citations}
    beside = [found for found in with_followers(retrieved.evidence) if found.passage.id in cited and found not in retrieved.evidence]
    return drafted, replace(retrieved, beside=tuple(beside)) if beside else retrieved


def check(
    way: Way, session: Session, understood: Understood, retrieved: Retrieved, drafted: Drafted, verdict: Verdict
) -> Draft | Abstention:
    """The draft with what passed the checks, or why none is left."""
    question, policy = understood.question, way.policy
    sure = abstaining.confidence(understood, retrieved.evidence, retrieved.idf, drafted.score)
    if not drafted.sentences or sure < least_confidence(policy, verdict):
        return _silence(way, session, understood, "no approved passage in force answers this clearly enough")
    district = policy.district
    schools = schools_of_rows(understood, drafted.sentences, retrieved.citable, district)
    if schools:
        names = [school.name for school in district.schools if school.id in schools]
        return abstaining.unclear_school(understood, names, question.topic, policy)
    asked = frozenset(stem for part in understood.parts for stem in stems(part, question.language))
    conflict = find_conflict(drafted.sentences, retrieved.citable, asked, question.language)
    if conflict is not None:
        return abstaining.in_conflict(understood, *conflict, question.topic, policy)
    contact = abstaining.contact_for(question.topic, understood, policy)
    draft = Draft(
        id=f"draft_{secrets.token_hex(8)}",
        greeting=greeting_words(question, policy),
        sentences=drafted.sentences,
        closing=closing_words(understood, drafted.sentences, retrieved.citable, contact, policy),
        language=question.language,
        unanswered_parts=drafted.unanswered_parts,
    )
    asked_in = replace(question, school_year=understood.scope.school_year)
    checked = check_draft(draft, asked_in, retrieved.citable, understood.scope, policy, finds_pii=_finds_unpublished(way, retrieved))
    if not checked.draft.sentences:
        reasons = [check.name for check in checked.draft.checks if check.is_blocking and not check.passed]
        return abstaining.failed(understood, reasons, question.topic, policy)
    return checked.draft


def translate(way: Way, retrieved: Retrieved, made: Draft | Abstention) -> Translated | None:
    """The draft with translations proposed beside its sentences, where the policy lets a provider do that."""
    if way.translator is None or not isinstance(made, Draft):
        return None
    return way.translator.translate(made, retrieved.citable, _finds_unpublished(way, retrieved))


def _finds_unpublished(way: Way, retrieved: Retrieved) -> Callable[[str], bool]:
    """Whether a sentence holds something personal that the retrieved passages, approved for families, do not publish themselves."""
    published = " ".join(f"{e.passage.header} {e.passage.text} {e.passage.readable}" for e in retrieved.citable)
    flat = " ".join(published.split()).casefold()
    words = FIXED_WORDS.union(re.findall(r"\w+", flat))

    def finds(text: str) -> bool:
        if set(re.findall(r"\w+", text.casefold())) <= words:
            return False  # nothing in it that the passages do not say
        found = way.redactor.redact(text).findings
        return any(" ".join(text[f.start : f.end].split()).casefold() not in flat for f in found)

    return finds


def close(
    way: Way,
    asked: Asked,
    understood: Understood,
    made: Draft | Abstention,
    timings: Timings,
    verdict: Verdict,
    retrieved: Retrieved | None = None,
    drafted: Drafted | None = None,
    translated: Translated | None = None,
) -> Submission:
    """A finished way, ready for the queue: what was made, why, by what."""
    if isinstance(made, Abstention) and made.outcome is Outcome.ABSTAINED_NO_SOURCE and made.flag is None and yields_to_documents(verdict):
        made = stopped_by(way, understood, verdict)
    provenance = Provenance(
        policy_version=way.policy.version,
        drafter=drafted.drafter if drafted else "none",
        model=drafted.model if drafted else "none",
        index_build=retrieved.build if retrieved else "none",
        code_version=way.code_version,
        prompt_hash=drafted.prompt_hash if drafted else None,
        translation=translated.by if translated else None,
    )
    draft = translated.draft if translated else made if isinstance(made, Draft) else None
    contact = abstaining.contact_for(understood.question.topic, understood, way.policy)
    return Submission(
        question=understood.question,
        outcome=made.outcome if isinstance(made, Abstention) else Outcome.DRAFTED,
        outcome_detail=made.detail if isinstance(made, Abstention) else _drafted_detail(made, retrieved, drafted, translated),
        contact=made.contact if isinstance(made, Abstention) else contact,
        draft=draft,
        provenance=provenance,
        timings=timings,
        asked_by=asked.asked_by,
        rule=verdict.rule,
        flags=(*verdict.flags, made.flag) if isinstance(made, Abstention) and made.flag else verdict.flags,
        evidence=tuple(_noted(found) for found in retrieved.citable) if retrieved else (),
        ask_for=_asked_back(way, understood, made, retrieved, drafted),
        disputed=made.disputed if isinstance(made, Abstention) else (),
    )


def _asked_back(
    way: Way, understood: Understood, made: Draft | Abstention, retrieved: Retrieved | None, drafted: Drafted | None
) -> AskFor | None:
    """The schools to choose from, where the missing school is why nothing was drafted."""
    if isinstance(made, Draft) or made.outcome is not Outcome.ABSTAINED_UNCLEAR or retrieved is None:
        return None
    district = way.policy.district
    ids = schools_of_rows(understood, drafted.sentences, retrieved.citable, district) if drafted else []
    names = abstaining.schools_to_choose(understood, retrieved.evidence, way.policy)
    return ask_for_school(ids or [school.id for school in district.schools if school.name in names], district)


def _noted(found: Evidence) -> EvidenceNote:
    """A retrieved passage as the evidence packet keeps it."""
    p = found.passage
    section = " > ".join(p.section)
    scores = (round(found.score, 6), round(found.dense, 6), round(found.lexical, 6))
    return EvidenceNote(p.id, p.revision_id, p.document_id, p.title, p.page, section, p.text, *scores)


def _drafted_detail(draft: Draft, retrieved: Retrieved | None, drafted: Drafted | None, translated: Translated | None) -> str:
    titles = dict.fromkeys(c.title for sentence in draft.sentences for c in sentence.citations)
    detail = f"Drafted from {', '.join(f'“{title}”' for title in titles)}. Read each sentence beside its source."
    if retrieved is not None and retrieved.is_degraded:
        detail += " The dense index did not answer: these passages were found by keywords only."
    if any(s.citations and draft.language != _language_of(s.citations[0].revision, retrieved) for s in draft.sentences):
        detail += " The source is in another language than the question: a bilingual reply is needed."
    notes = (*(drafted.notes if drafted else ()), translated.note if translated else "")
    return " ".join([detail, *filter(None, notes)])


def _language_of(revision_id: str, retrieved: Retrieved | None) -> str | None:
    return next((e.passage.language for e in retrieved.citable if e.passage.revision_id == revision_id), None) if retrieved else None
