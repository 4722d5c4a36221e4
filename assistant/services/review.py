"""Reviewing: claim, decide, return, reopen, read the answer and what changed."""

import datetime as dt
import random
from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.accounts.users import usernames
from assistant.compose import House
from assistant.services import questions
from assistant.services.grounds import grounds, holding_reply, in_force, user_name
from assistant.services.questions import get_item
from assistant.training.results import require_trained
from policies.errors import BadInput, Conflict, NotFound
from policies.permissions import Permission, require
from policies.redaction.published import redact_beside
from policies.words.items import (
    Answer,
    AttestedLine,
    DecisionKind,
    Item,
    ItemStatus,
    Origin,
    OriginKind,
    ReasonCode,
)
from policies.words.people import Actor
from review_queue import answers, claims, decisions, decoys, items, presence, store, undoing
from review_queue.binding import changed_parts, words_seen
from review_queue.decisions import DecisionRequest
from review_queue.edits import Change, word_diff

APPROVALS = (DecisionKind.APPROVE, DecisionKind.APPROVE_WITH_EDITS)
_CHANCE = random.SystemRandom().random


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line that a reviewer attests, before the redactor."""

    text: str
    expires_on: dt.date


@dataclass(frozen=True, slots=True)
class SentDecision:
    """What a reviewer sends, before the redactor: `note`, `answer_text`, `attested` are raw. `opened_citations`: see `opened_passages`."""

    kind: DecisionKind
    seen_hash: str
    reason_code: ReasonCode | None = None
    note: str | None = None
    answer_text: str | None = None
    opened_citations: tuple[str, ...] = ()
    office: str | None = None
    attested: tuple[SentLine, ...] = ()


def claim(house: House, actor: Actor, item_id: str, *, take_over: bool = False) -> Item:
    """Take an item, extend one's claim or take one over. Raises: NotFound item.unknown; Conflict item.claimed, item.closed."""
    require(actor, Permission.ITEM_CLAIM)
    with _naming_people(house), house.database.write() as session:
        return claims.claim(session, house.clock.now(), actor, item_id, house.policy, take_over=take_over)


def claim_next(house: House, actor: Actor) -> Item | None:
    """Take the first waiting item; None when the queue is empty for this reviewer. Here the share of decoys is kept."""
    require(actor, Permission.ITEM_CLAIM)
    with house.database.write() as session:
        now = house.clock.now()
        if house.policy.review.vigilance.decoy_share:
            decoys.keep_share(session, now, house.policy, in_force(house, session), _CHANCE, actor)
        return claims.claim_next(session, now, actor, house.policy, user_name(session, actor))


def release(house: House, actor: Actor, item_id: str) -> Item:
    """Give an item back. Raises: NotFound item.unknown; Refused claim.not_yours; Conflict item.closed."""
    require(actor, Permission.ITEM_CLAIM)
    with house.database.write() as session:
        return claims.release(session, house.clock.now(), actor, item_id)


def decide(house: House, actor: Actor, item_id: str, sent: SentDecision) -> Item:
    """Decide on a claimed item; edits, notes and attested lines pass the redactor first.

    Raises: as `review_queue.decisions.decide`; BadInput attestation.personal when the redactor hides part of an attested line;
    Refused training.missing.
    """
    require(actor, Permission.ITEM_DECIDE)
    item = get_item(house, actor, item_id)
    published = " ".join(part for part in (item.draft.words if item.draft else "", item.proposal.text if item.proposal else "") if part)
    request = DecisionRequest(
        kind=sent.kind,
        seen_hash=sent.seen_hash,
        reason_code=sent.reason_code,
        note=redact_beside(house.redactor, sent.note, published) if sent.note and sent.note.strip() else None,
        answer_text=redact_beside(house.redactor, sent.answer_text, published) if sent.answer_text and sent.answer_text.strip() else None,
        opened_citations=opened_passages(item, sent.opened_citations),
        office=sent.office,
        attested=tuple(_attested(house, actor, line, published) for line in sent.attested),
    )
    with _naming_people(house), house.database.write() as session:
        if sent.kind in APPROVALS:
            require_trained(session, house.clock.now(), actor, house.policy.review)
        return decisions.decide(session, house.clock.now(), actor, item_id, request, grounds(house, session, actor, item))


def opened_passages(item: Item, named: Collection[str]) -> frozenset[str]:
    """The passages that a reviewer opened, by whatever names a citation: its passage, `revision:start-end`, its revision or its document.

    The contract's citations need not carry a passage id; a revision or a document stands for all that the draft cites of it.
    What names nothing is kept as it came and opens nothing.
    """
    places: dict[str, set[str]] = {}
    for sentence in item.draft.sentences if item.draft else ():
        for c in sentence.citations:
            for name in (c.passage_id, f"{c.revision}:{c.start}-{c.end}", c.revision, c.document_id):
                places.setdefault(name, set()).add(c.passage_id)
    return frozenset(id_ for name in named for id_ in places.get(name, {name}))


def _attested(house: House, actor: Actor, line: SentLine, published: str) -> AttestedLine:
    text = redact_beside(house.redactor, line.text, published)
    if str(text) != line.text:
        raise BadInput("attestation.personal", "An attested line holds what looks personal.", "Say it without names or numbers of people.")
    return AttestedLine(text, actor.user_id, line.expires_on)


def get_answer(house: House, actor: Actor, item_id: str) -> Answer:
    """Give the approved words out; the first time is kept, and from then on the approval is not undone.

    Raises: NotFound item.unknown; Conflict answer.not_approved, answer.recalled, answer.changed, answer.expired.
    """
    answer = show_answer(house, actor, item_id)
    with house.database.read() as session:
        is_given = answers.is_given(session, item_id)
    if is_given:
        return answer
    item = get_item(house, actor, item_id)
    with house.database.write() as session:
        given = answers.get_answer(session, item_id, house.policy, in_force(house, session, item), house.clock.today())
        answers.note_given(session, house.clock.now(), actor, item_id)
        return given


def show_answer(house: House, actor: Actor, item_id: str) -> Answer:
    """The approved words for the eyes of who reviews: not given out, so the approval may still be undone. Raises: as `get_answer`."""
    item = get_item(house, actor, item_id)
    with house.database.read() as session:
        return answers.get_answer(session, item_id, house.policy, in_force(house, session, item), house.clock.today())


def undo(house: House, actor: Actor, item_id: str) -> Item:
    """Take one's own latest decision back and hold the item again. Raises: as `review_queue.undoing.undo`."""
    require(actor, Permission.ITEM_DECIDE)
    with _naming_people(house), house.database.write() as session:
        return undoing.undo(session, house.clock.now(), actor, item_id, house.policy)


def undo_until(house: House, actor: Actor, item_id: str) -> dt.datetime | None:
    """Until when the actor may take the latest decision on an item back; None when not."""
    with house.database.read() as session:
        return undoing.undo_until(session, house.clock.now(), actor, item_id, house.policy)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands while a reviewer has it open. `others` are the user names of those who have it open too."""

    status: ItemStatus
    seen_hash: str
    others: tuple[str, ...]
    holder: str | None
    is_mine: bool
    expires_at: dt.datetime | None


def stand_by(house: House, actor: Actor, item_id: str) -> Standing:
    """Say that the actor has the item open, and read how it stands. Raises: NotFound item.unknown."""
    require(actor, Permission.ITEM_CLAIM)
    now = house.clock.now()
    with house.database.read() as session:
        item = store.get_item(session, item_id)
        others = presence.others(session, now, actor, item_id)
        claim = item.claim if item.claim and item.claim.expires_at > now else None
        names = usernames(session, {*others, *({claim.by} if claim else ())})
        is_fresh = presence.is_fresh(session, now, actor, item_id)
    if not is_fresh:
        with house.database.write() as session:
            presence.note(session, now, actor, item_id)
    return Standing(
        status=item.status,
        seen_hash=item.seen_hash,
        others=tuple(names.get(id_, id_) for id_ in others),
        holder=names.get(claim.by, claim.by) if claim else None,
        is_mine=claim is not None and claim.by == actor.user_id,
        expires_at=claim.expires_at if claim else None,
    )


def reopen(house: House, actor: Actor, item_id: str, reason: str) -> Item:
    """Take an approved answer back, to be decided again. `reason` is a code: changed, expired or mistake.

    Raises: NotFound item.unknown; Conflict item.closed; BadInput reopen.reason.
    """
    require(actor, Permission.ITEM_DECIDE)
    if reason not in {"changed", "expired", "mistake"}:
        raise BadInput("reopen.reason", "This reason does not exist.", "Use one of: changed, expired, mistake.")
    with house.database.write() as session:
        return items.reopen(session, house.clock.now(), actor, item_id, reason)


def resubmit(house: House, actor: Actor, item_id: str, text: str | None = None, key: str | None = None) -> Item:
    """Ask again what a reviewer returned, in other words if given; the new item names the old one.

    Raises: NotFound item.unknown; Conflict item.not_returned; and as `questions.ask`.
    """
    require(actor, Permission.QUESTION_ASK)
    item = get_item(house, actor, item_id)
    if item.asked_by != actor.user_id:
        raise NotFound("item.unknown", "There is no such item.", "List the items you may see for their ids.")
    returned = item.status is ItemStatus.WITHDRAWN and item.decision is not None and item.decision.kind is DecisionKind.RETURN
    if not returned:
        raise Conflict("item.not_returned", "Only an item that a reviewer returned is asked again.", "Ask a new question.", item_id=item_id)
    question = item.question
    return questions.ask(
        house,
        actor,
        text or question.text,
        language=question.language,
        school=question.school,
        channel=question.channel,
        key=key or f"resubmit-{item_id}",
        origin=Origin(OriginKind.RESUBMISSION, item_id),
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between what a reviewer opened and what is there now."""

    item_id: str
    seen_hash: str
    parts: tuple[str, ...]
    words: tuple[Change, ...]


def changes(house: House, actor: Actor, item_id: str, since: str) -> Changes:
    """The difference since one of the item's hashes, part by part and word by word. Raises: NotFound item.unknown, version.unknown."""
    require(actor, Permission.ITEM_READ)
    with house.database.read() as session:
        row = store.get_row(session, item_id)
        then, now = words_seen(session, item_id, since), words_seen(session, item_id, row.seen_hash)
        if then is None or now is None:
            raise NotFound("version.unknown", "The item never had this hash.", "Open the item and read it anew.")
        return Changes(item_id, row.seen_hash, tuple(changed_parts(session, row, since)), tuple(word_diff(then, now)))


def difference(house: House, actor: Actor, item_id: str) -> tuple[Change, ...]:
    """Word by word: the draft (or holding reply) against the approved words, or against those that wait for a second approval.

    Raises: NotFound item.unknown; Conflict answer.not_approved.
    """
    require(actor, Permission.ITEM_READ)
    item = get_item(house, actor, item_id)
    before = item.draft.words if item.draft else holding_reply(house, item)
    if item.proposal is not None:
        return tuple(word_diff(before, item.proposal.text))
    with house.database.read() as session:
        stored = answers.latest(session, item_id)
    if stored is None:
        raise Conflict("answer.not_approved", "No one has approved an answer to this item.", "Wait for the review.", item_id=item_id)
    return tuple(word_diff(before, stored.text))


@contextmanager
def _naming_people(house: House) -> Generator[None]:
    """A conflict says who by user name, not by id."""
    try:
        yield
    except Conflict as error:
        by = error.ids.get("by")
        if not isinstance(by, str):
            raise
        with house.database.read() as session:
            name = usernames(session, {by}).get(by, by)
        raise Conflict(error.code, error.detail.replace(by, name), error.remedy, **(error.ids | {"by": name})) from None
