"""Reviewing over JSON: claim, release, decide, read the answer and the evidence."""

from typing import Any

from fastapi import APIRouter

from assistant.services import review
from assistant.services.review import SentDecision
from assistant.shapes import answer_shape, item_shape
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import StrictBody, Words
from policies.permissions import Permission
from policies.words.items import DecisionKind, ReasonCode

router = APIRouter(prefix="/api/v1/items", route_class=GuardedRoute, tags=["review"])
JsonObject = dict[str, Any]


class DecisionBody(StrictBody):
    """A reviewer's act. `seen_hash` is the item's as it was read; `opened_citations` are the passage ids that were opened."""

    decision: DecisionKind
    seen_hash: Words
    reason_code: ReasonCode | None = None
    note: Words | None = None
    answer_text: Words | None = None
    opened_citations: tuple[Words, ...] = ()


@router.post("/{item_id}/claim")
@allow(Permission.ITEM_CLAIM)
def claim(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Take an item for some minutes; a second claim by the same reviewer extends it."""
    return item_shape(review.claim(house, actor, item_id))


@router.post("/{item_id}/release")
@allow(Permission.ITEM_CLAIM)
def release(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Give an item back to the queue."""
    return item_shape(review.release(house, actor, item_id))


@router.post("/{item_id}/decision")
@allow(Permission.ITEM_DECIDE)
def decide(house: TheHouse, actor: SignedInActor, item_id: str, body: DecisionBody) -> JsonObject:
    """Approve, approve with edits, reject or escalate a claimed item."""
    sent = SentDecision(
        kind=body.decision,
        seen_hash=body.seen_hash,
        reason_code=body.reason_code,
        note=body.note,
        answer_text=body.answer_text,
        opened_citations=body.opened_citations,
    )
    return item_shape(review.decide(house, actor, item_id, sent))


@router.get("/{item_id}/answer")
@allow(Permission.ITEM_READ, Permission.ITEM_READ_OWN)
def get_answer(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """The approved words, if everything they cite still holds."""
    return answer_shape(review.get_answer(house, actor, item_id))


@router.get("/{item_id}/evidence")
@allow(Permission.EVIDENCE_READ, Permission.EVIDENCE_READ_WITHOUT_TEXT)
def get_evidence(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """The evidence packet: item, decisions, answer and its slice of the ledger. Leaders get it without texts."""
    return review.get_evidence(house, actor, item_id)
