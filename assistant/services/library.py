"""The library of approved answers: found by their words, used again only through the queue, gone when their sources are."""

import math
import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.compose import House
from assistant.services.grounds import in_force
from assistant.services.questions import checked_text
from assistant.steps import second_look
from assistant.understanding import understand
from ingest.lexical import stems
from policies.errors import BadInput, Conflict, CountersignError, NotFound
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.triage.triage import triage
from policies.words.drafts import Draft, Sentence, Support
from policies.words.items import Answer, Item, Origin, OriginKind, Submission
from policies.words.measures import NEWSLETTER
from policies.words.people import Actor
from policies.words.questions import Outcome, VerdictKind
from review_queue import answers, items, store
from review_queue.items import ItemStatus
from review_queue.tables import AnswerRow, ItemRow

N_READ = 4000
"""Latest approved answers that are looked through."""


@dataclass(frozen=True, slots=True)
class Found:
    """An approved answer that still holds, with the question it answered. `score` is comparable only inside one search."""

    item_id: str
    question: str
    answer: Answer
    score: float


def find(house: House, actor: Actor, text: str, limit: int = 10) -> list[Found]:
    """Approved answers for some words, best first. Never one with a line that staff attested: those are not learned.

    The words pass the redactor first. Raises: BadInput question.*, answers.limit; TooLarge question.too_long.
    """
    require(actor, Permission.ANSWER_FIND)
    if not 1 <= limit <= 50:
        raise BadInput("answers.limit", "A search gives 1 to 50 answers.", "Give a smaller limit.")
    redaction = house.redactor.redact(checked_text(house, text))
    wanted = set(stems(redaction.text, redaction.language))
    with house.database.read() as session:
        rows = _approved(session)
        read = [(row, item, Counter(stems(f"{item.question.text} {row.text}", item.question.language))) for row, item in rows]
        idf = _idf([words.keys() for _row, _item, words in read])
        scored = sorted(
            ((sum(idf[stem] for stem in wanted & words.keys()) / math.sqrt(len(words) + 1), row, item) for row, item, words in read),
            key=lambda told: (-told[0], told[2].id),
        )
        found: list[Found] = []
        for score, row, item in scored:
            if score <= 0 or len(found) == limit:
                break
            try:
                answer = answers.checked(row, house.policy, in_force(house, session, item), house.clock.today())
            except CountersignError:
                continue
            found.append(Found(item.id, item.question.text, answer, round(score, 4)))
        fresh = [told.item_id for told in found if not answers.is_given(session, told.item_id)]
    if fresh:
        with house.database.write() as session:
            for id_ in fresh:
                answers.note_given(session, house.clock.now(), actor, id_)
    return found


@dataclass(frozen=True, slots=True)
class Fallen:
    """An answer that was approved once and holds no more. Its words are not given; `why` is the code of the refusal."""

    item_id: str
    question: str
    why: str
    score: float


def find_fallen(house: House, actor: Actor, text: str, limit: int = 10) -> list[Fallen]:
    """Answers for some words that were approved and fell, best first, so that nobody uses an old copy. Raises: as `find`."""
    require(actor, Permission.ANSWER_FIND)
    redaction = house.redactor.redact(checked_text(house, text))
    wanted = set(stems(redaction.text, redaction.language))
    with house.database.read() as session:
        read = [
            (item, row, set(stems(f"{item.question.text} {row.text}", item.question.language))) for row, item in _once_approved(session)
        ]
        idf = _idf([words for _item, _row, words in read])
        scored = [(sum(idf[stem] for stem in wanted & words) / math.sqrt(len(words) + 1), item, row) for item, row, words in read]
        found: list[Fallen] = []
        for score, item, row in sorted(scored, key=lambda told: (-told[0], told[1].id)):
            if score <= 0 or len(found) == limit:
                break
            why = _why_fallen(house, session, item, row)
            if why is not None:
                found.append(Fallen(item.id, item.question.text, why, round(score, 4)))
    return found


def _once_approved(session: Session) -> list[tuple[AnswerRow, Item]]:
    """The latest answers of items that are approved or called back, one for each item."""
    standing = (ItemStatus.APPROVED.value, ItemStatus.RECALLED.value, ItemStatus.CLAIMED.value)
    query = (
        select(AnswerRow, ItemRow)
        .join(ItemRow, ItemRow.id == AnswerRow.item_id)
        .where(
            ItemRow.status.in_(standing), ItemRow.is_decoy.is_(False), AnswerRow.undone_at.is_(None), ~ItemRow.flags.contains(NEWSLETTER)
        )
        .where(ItemRow.outcome == Outcome.DRAFTED.value)
        .order_by(AnswerRow.id.desc())
        .limit(N_READ)
    )
    latest: dict[str, tuple[AnswerRow, Item]] = {}
    for answer, row in session.execute(query):
        latest.setdefault(row.id, (answer, store.item_of(row, None)))
    return list(latest.values())


def _why_fallen(house: House, session: Session, item: Item, row: AnswerRow) -> str | None:
    if item.status is not ItemStatus.APPROVED:
        return "answer.recalled"
    try:
        answers.checked(row, house.policy, in_force(house, session, item), house.clock.today())
    except CountersignError as error:
        return error.code
    return None


def _approved(session: Session) -> list[tuple[AnswerRow, Item]]:
    query = (
        select(AnswerRow, ItemRow)
        .join(ItemRow, ItemRow.id == AnswerRow.item_id)
        .where(ItemRow.status == ItemStatus.APPROVED.value, ItemRow.is_decoy.is_(False), AnswerRow.attested == "[]")
        .where(~ItemRow.flags.contains(NEWSLETTER))
        .where(AnswerRow.undone_at.is_(None))
        .where(ItemRow.outcome == Outcome.DRAFTED.value)
        .order_by(AnswerRow.id.desc())
        .limit(N_READ)
    )
    latest: dict[str, tuple[AnswerRow, Item]] = {}
    for answer, row in session.execute(query):
        latest.setdefault(row.id, (answer, store.item_of(row, None)))
    return list(latest.values())


def _idf(texts: Sequence[Collection[str]]) -> dict[str, float]:
    """Weight of each stem among the answers: rare stems say more."""
    counts = Counter(stem for words in texts for stem in words)
    return {stem: math.log(1 + len(texts) / n) for stem, n in counts.items()}


def reuse(house: House, actor: Actor, item_id: str, text: str, key: str | None = None) -> Item:
    """Put an approved answer before a reviewer as the draft for another family's message. Nothing is sent without a new decision.

    Raises: NotFound answer.unknown; Conflict answer.* when it holds no more, reuse.triaged when the message is one that nothing is
    drafted for, submission.key_reused; BadInput question.*; TooLarge question.too_long.
    """
    require(actor, Permission.ANSWER_REUSE)
    redaction = house.redactor.redact(checked_text(house, text))
    verdict = second_look(house.way, redaction, triage(redaction.text, redaction.language, house.policy))
    if verdict.kind is not VerdictKind.DRAFT:
        raise Conflict("reuse.triaged", "Triage lets nothing be drafted for this message.", "Ask it as a question instead.")
    now, today = house.clock.now(), house.clock.today()
    understood = understand(redaction, house.policy.district, now, today, None, None, "web")
    with house.database.write() as session:
        source, answer = usable(house, session, item_id)
        submission = Submission(
            question=replace(understood.question, topic=source.question.topic),
            outcome=Outcome.DRAFTED,
            outcome_detail=f"An answer approved before ({item_id}). Read whether it answers this message.",
            contact=source.contact,
            draft=_draft(source, answer),
            provenance=replace(source.provenance, policy_version=house.policy.version, drafter="library", code_version=house.code_version),
            timings=source.timings.__class__(),
            asked_by=actor.user_id,
            rule=verdict.rule,
            flags=verdict.flags,
            origin=Origin(OriginKind.REUSE, item_id),
        )
        known = items.find_submission(session, actor, submission, key)
        if known is not None:
            return known
        item = items.submit(session, now, actor, submission, key, house.policy)
        answers.note_given(session, now, actor, item_id)
        append(session, now, actor, Tag.ANSWER_REUSED, item_id, {"for": item.id})
    return item


def usable(house: House, session: Session, item_id: str) -> tuple[Item, Answer]:
    """An item with its approved answer, if it may be used again. Raises: NotFound answer.unknown; Conflict answer.* when it may not."""
    row = session.get(ItemRow, item_id)
    stored = answers.latest(session, item_id)
    if row is None or stored is None or row.is_decoy or row.outcome != Outcome.DRAFTED.value or NEWSLETTER in row.flags:
        raise NotFound("answer.unknown", "There is no such approved answer.", "Search the answers for their ids.")
    item = store.get_item(session, item_id)
    answer = answers.get_answer(session, item_id, house.policy, in_force(house, session, item), house.clock.today())
    if answer.attested:
        raise Conflict("answer.attested", "This answer holds a line that stands in no document.", "Ask the question anew.", item_id=item_id)
    return item, answer


def _draft(source: Item, answer: Answer) -> Draft:
    """The approved words as a draft: the drafted sentences where nothing was edited, else one block with every citation."""
    assert source.draft is not None
    fresh = replace(source.draft, id=f"draft_{secrets.token_hex(8)}", checks=())
    if answer.text == source.draft.words:
        return replace(fresh, checks=source.draft.checks)
    block = Sentence(answer.text, Support.ATTESTED, answer.citations)
    return replace(fresh, greeting="", sentences=(block,), closing="", unanswered_parts=())
