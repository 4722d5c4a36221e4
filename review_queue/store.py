"""Rows ↔ words of the queue. Takes the session, never commits."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from policies.errors import NotFound
from policies.words.drafts import Citation, Draft, Provenance, Timings
from policies.words.items import (
    Answer,
    AskFor,
    AttestedLine,
    Claim,
    Decision,
    DecisionKind,
    EvidenceNote,
    Item,
    ItemStatus,
    Origin,
    Planted,
    Proposal,
    ReasonCode,
)
from policies.words.people import Contact
from policies.words.questions import Outcome, Question
from review_queue.tables import AnswerRow, DecisionRow, DecoyRow, ItemRow

QUESTION = TypeAdapter(Question)
DRAFT = TypeAdapter(Draft)
PROVENANCE = TypeAdapter(Provenance)
TIMINGS = TypeAdapter(Timings)
CONTACT = TypeAdapter(Contact)
CITATIONS = TypeAdapter(tuple[Citation, ...])
FLAGS = TypeAdapter(tuple[str, ...])
PROPOSAL = TypeAdapter(Proposal)
ORIGIN = TypeAdapter(Origin)
ASK_FOR = TypeAdapter(AskFor)
EVIDENCE = TypeAdapter(tuple[EvidenceNote, ...])
PLANTED = TypeAdapter(Planted)
ATTESTED = TypeAdapter(tuple[AttestedLine, ...])


def item_of(row: ItemRow, decision: DecisionRow | None) -> Item:
    """An item from its row and its latest decision."""
    return Item(
        id=row.id,
        status=ItemStatus(row.status),
        outcome=Outcome(row.outcome),
        outcome_detail=row.outcome_detail,
        contact=CONTACT.validate_json(row.contact) if row.contact else None,
        question=QUESTION.validate_json(row.question),
        draft=DRAFT.validate_json(row.draft) if row.draft else None,
        seen_hash=row.seen_hash,
        provenance=PROVENANCE.validate_json(row.provenance),
        timings=TIMINGS.validate_json(row.timings),
        asked_by=row.told_asker or row.asked_by,
        submitted_at=row.submitted_at,
        rule=row.rule,
        flags=FLAGS.validate_json(row.flags),
        claim=Claim(row.claimed_by, row.claim_expires_at) if row.claimed_by and row.claim_expires_at else None,
        decision=decision_of(decision) if decision else None,
        due_at=row.due_at,
        proposal=PROPOSAL.validate_json(row.proposal) if row.proposal else None,
        origin=ORIGIN.validate_json(row.origin) if row.origin else None,
        ask_for=ASK_FOR.validate_json(row.ask_for) if row.ask_for else None,
    )


def decision_of(row: DecisionRow) -> Decision:
    """A decision from its row."""
    return Decision(
        kind=DecisionKind(row.kind),
        by=row.by,
        at=row.at,
        seen_hash=row.seen_hash,
        reason_code=ReasonCode(row.reason_code) if row.reason_code else None,
        note=row.note,
        office=row.office,
        is_final=row.is_final,
    )


def answer_of(row: AnswerRow) -> Answer:
    """An answer from its row."""
    return Answer(
        item_id=row.item_id,
        text=row.text,
        language=row.language,
        citations=CITATIONS.validate_json(row.citations),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        edit_share=row.edit_share,
        countersigned_by=row.countersigned_by,
        attested=ATTESTED.validate_json(row.attested),
    )


def latest_decisions(session: Session, item_ids: Sequence[str]) -> dict[str, DecisionRow]:
    """The latest final decision of each item that has one, those taken back left out."""
    standing = DecisionRow.is_final & DecisionRow.undone_at.is_(None)
    query = select(DecisionRow).where(DecisionRow.item_id.in_(item_ids), standing).order_by(DecisionRow.number)
    rows = session.scalars(query)
    return {row.item_id: row for row in rows}


def get_row(session: Session, item_id: str) -> ItemRow:
    """Raises: NotFound item.unknown."""
    row = session.get(ItemRow, item_id)
    if row is None:
        raise NotFound("item.unknown", "There is no such item.", "List the items you may see for their ids.")
    return row


def get_item(session: Session, item_id: str) -> Item:
    """Raises: NotFound item.unknown."""
    row = get_row(session, item_id)
    item = item_of(row, latest_decisions(session, [item_id]).get(item_id))
    if not (row.is_decoy and row.is_closed):
        return item
    decoy = session.get(DecoyRow, item_id)
    return replace(item, revealed=PLANTED.validate_json(decoy.planted)) if decoy else item
