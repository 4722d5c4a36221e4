"""Reviewing: claim, decide, read the answer and the evidence."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.compose import House
from assistant.drafting.reply import holding_words
from assistant.services.questions import get_item, in_force_ids
from ingest import scope
from policies import ledger
from policies.permissions import Permission, may, require
from policies.redaction.published import redact_beside
from policies.words.items import Answer, DecisionKind, Item, ReasonCode
from policies.words.people import Actor
from review_queue import claims, decisions, store
from review_queue.decisions import DecisionRequest
from review_queue.tables import DecisionRow

_ITEM = TypeAdapter(Item)
_ANSWER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class SentDecision:
    """What a reviewer sends, before the redactor: `note` and `answer_text` are raw."""

    kind: DecisionKind
    seen_hash: str
    reason_code: ReasonCode | None = None
    note: str | None = None
    answer_text: str | None = None
    opened_citations: tuple[str, ...] = ()


def claim(house: House, actor: Actor, item_id: str) -> Item:
    """Take an item. Raises: NotFound item.unknown; Conflict item.claimed, item.closed."""
    require(actor, Permission.ITEM_CLAIM)
    with house.database.write() as session:
        return claims.claim(session, house.clock.now(), actor, item_id, house.policy)


def claim_next(house: House, actor: Actor) -> Item | None:
    """Take the first waiting item; None when the queue is empty for this reviewer."""
    require(actor, Permission.ITEM_CLAIM)
    with house.database.write() as session:
        return claims.claim_next(session, house.clock.now(), actor, house.policy)


def release(house: House, actor: Actor, item_id: str) -> Item:
    """Give an item back. Raises: NotFound item.unknown; Refused claim.not_yours; Conflict item.closed."""
    require(actor, Permission.ITEM_CLAIM)
    with house.database.write() as session:
        return claims.release(session, house.clock.now(), actor, item_id)


def decide(house: House, actor: Actor, item_id: str, sent: SentDecision) -> Item:
    """Decide on a claimed item; edits and notes pass the redactor first. Raises: as `review_queue.decisions.decide`."""
    require(actor, Permission.ITEM_DECIDE)
    item = get_item(house, actor, item_id)
    published = item.draft.words if item.draft else ""
    request = DecisionRequest(
        kind=sent.kind,
        seen_hash=sent.seen_hash,
        reason_code=sent.reason_code,
        note=redact_beside(house.redactor, sent.note, published) if sent.note and sent.note.strip() else None,
        answer_text=redact_beside(house.redactor, sent.answer_text, published) if sent.answer_text and sent.answer_text.strip() else None,
        opened_citations=frozenset(sent.opened_citations),
    )
    with house.database.write() as session:
        current = _holding_ids(house, session, item)
        return decisions.decide(
            session, house.clock.now(), actor, item_id, request, house.policy, lambda ids: current & set(ids), holding_reply(house, item)
        )


def holding_reply(house: House, item: Item) -> str:
    """What approving an item without a draft would approve: the policy's neutral holding reply."""
    return holding_words(item.outcome, item.question, item.contact, house.policy)


def get_answer(house: House, actor: Actor, item_id: str) -> Answer:
    """The approved words. Raises: NotFound item.unknown; Conflict answer.not_approved, answer.recalled."""
    item = get_item(house, actor, item_id)
    with house.database.read() as session:
        current = _holding_ids(house, session, item)
        return decisions.get_answer(session, item_id, lambda ids: current & set(ids))


def _holding_ids(house: House, session: Session, item: Item) -> set[str]:
    """The revisions in force, and those that an item cites whose successor in force still says every word that it quotes."""
    current = in_force_ids(house, session)
    cited: dict[str, list[tuple[str, str]]] = {}
    for sentence in item.draft.sentences if item.draft else ():
        for citation in sentence.citations:
            if citation.revision not in current:
                cited.setdefault(citation.revision, []).append((citation.passage_id, citation.quote))
    holding = {id_: scope.still_said(session, id_, current) for id_ in cited}
    return current | {id_ for id_, quotes in cited.items() if all(holding[id_](*quote) for quote in quotes)}


def get_evidence(house: House, actor: Actor, item_id: str) -> dict[str, Any]:
    """The evidence packet: item, decisions, answer and the ledger slice with its hashes. Leaders get it without texts.

    Raises: Refused role.missing; NotFound item.unknown.
    """
    with_text = may(actor, Permission.EVIDENCE_READ)
    if not with_text:
        require(actor, Permission.EVIDENCE_READ_WITHOUT_TEXT)
    with house.database.read() as session:
        item = store.get_item(session, item_id)
        made = [
            store.decision_of(row)
            for row in session.scalars(select(DecisionRow).where(DecisionRow.item_id == item_id).order_by(DecisionRow.number))
        ]
        slice_ = list(ledger.events(session, subject=item_id))
        head = ledger.head(session)
    packet: dict[str, Any] = {
        "item": _ITEM.dump_python(item, mode="json"),
        "decisions": [TypeAdapter(type(d)).dump_python(d, mode="json") for d in made],
        "ledger": {
            "events": [TypeAdapter(ledger.Event).dump_python(e, mode="json") for e in slice_],
            "head": {"seq": head[0], "hash": head[1]},
        },
        "policy_version": house.policy.version,
        "code_version": house.code_version,
    }
    if not with_text:
        packet["item"] = {
            key: packet["item"][key] for key in ("id", "status", "outcome", "submitted_at", "provenance", "timings", "rule", "flags")
        }
        for decision in packet["decisions"]:
            decision.pop("note", None)
    return packet
