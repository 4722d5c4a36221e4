"""Undoing: whoever decided takes the decision back, while nobody was given its words. The record of both acts stays."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from policies.errors import Conflict, Refused
from policies.ledger import Tag, append, stamp
from policies.policy import Policy
from policies.words.items import DecisionKind, Item, ItemStatus, OriginKind
from policies.words.people import Actor
from review_queue import store
from review_queue.answers import is_given
from review_queue.binding import set_proposal
from review_queue.claims import claim
from review_queue.corrections import forget_corrections
from review_queue.items import UNDOING, withdraw_decoys_of
from review_queue.tables import AnswerRow, DecisionRow, ItemRow
from review_queue.vigilance import forget_approval

APPROVALS = frozenset({DecisionKind.APPROVE.value, DecisionKind.APPROVE_WITH_EDITS.value})


def undo(session: Session, now: dt.datetime, actor: Actor, item_id: str, policy: Policy) -> Item:
    """Take back one's own latest decision, final or the first of two; the item is held by the actor again, as before the decision.

    Raises: NotFound item.unknown; Refused undo.not_yours; Conflict undo.not_possible, undo.too_late, undo.given_out.
    """
    row = store.get_row(session, item_id)
    decision = _latest(session, item_id)
    if decision is None or not _stands(row, decision):
        raise _refusal("undo.not_possible", "There is no decision here that can be taken back.", item_id)
    if decision.by != actor.user_id:
        raise Refused("undo.not_yours", "Somebody else decided.", "Only whoever decided takes a decision back; reopen the answer instead.")
    if now > until(decision, policy):
        raise _refusal("undo.too_late", "The time for taking this decision back has run out.", item_id)
    if decision.is_final and decision.kind in APPROVALS and is_given(session, item_id):
        raise _refusal("undo.given_out", "The approved words were given out already.", item_id)
    if _is_followed(session, row):
        raise _refusal("undo.not_possible", "Whoever asked has asked again since.", item_id)
    _take_back(session, now, row, decision, policy)
    append(session, now, actor, Tag.ITEM_UNDONE, item_id, {"number": decision.number, "decision": decision.kind, "of": stamp(decision.at)})
    session.flush()
    return claim(session, now, actor, item_id, policy)


def undo_until(session: Session, now: dt.datetime, actor: Actor, item_id: str, policy: Policy) -> dt.datetime | None:
    """Until when the actor may take the latest decision back; None when not (any more). Given words are told at once by `undo` only."""
    decision = _latest(session, item_id)
    if decision is None or decision.by != actor.user_id or now > until(decision, policy):
        return None
    row = store.get_row(session, item_id)
    if not _stands(row, decision) or is_given(session, item_id) or _is_followed(session, row):
        return None
    return until(decision, policy)


def until(decision: DecisionRow, policy: Policy) -> dt.datetime:
    """The last moment at which a decision may be taken back."""
    return decision.at + dt.timedelta(minutes=policy.review.undo_minutes)


def _latest(session: Session, item_id: str) -> DecisionRow | None:
    query = select(DecisionRow).where(DecisionRow.item_id == item_id, DecisionRow.undone_at.is_(None))
    return session.scalars(query.order_by(DecisionRow.number.desc()).limit(1)).first()


def _stands(row: ItemRow, decision: DecisionRow) -> bool:
    """Whether the item is where this decision left it: nothing was called back, taken by a second person, or a decoy revealed."""
    if row.is_decoy:
        return False
    if decision.is_final:
        return ItemStatus(row.status) in UNDOING and (
            row.status != ItemStatus.WITHDRAWN.value or decision.kind == DecisionKind.RETURN.value
        )
    return row.proposed_by == decision.by and row.status in {ItemStatus.QUEUED.value, ItemStatus.RECALLED.value}


def _is_followed(session: Session, row: ItemRow) -> bool:
    """Whether a returned question was asked again."""
    if row.status != ItemStatus.WITHDRAWN.value:
        return False
    later = select(ItemRow.origin).where(
        ItemRow.asked_by == row.asked_by, ItemRow.submitted_at >= row.changed_at, ItemRow.origin.is_not(None)
    )
    origins = [store.ORIGIN.validate_json(origin) for origin in session.scalars(later) if origin]
    return any(origin.kind is OriginKind.RESUBMISSION and origin.item_id == row.id for origin in origins)


def _take_back(session: Session, now: dt.datetime, row: ItemRow, decision: DecisionRow, policy: Policy) -> None:
    """Undo what the decision wrote beside itself; decision and answer stay and say when they were taken back."""
    decision.undone_at = now
    if not decision.is_final:
        set_proposal(session, row, store.PROPOSAL.validate_json(decision.proposal_before) if decision.proposal_before else None)
        return
    row.is_closed, row.is_recalled = False, decision.was_recalled
    row.status = (ItemStatus.RECALLED if decision.was_recalled else ItemStatus.QUEUED).value
    if decision.kind not in APPROVALS:
        return
    made = select(AnswerRow).where(AnswerRow.item_id == row.id, AnswerRow.undone_at.is_(None)).order_by(AnswerRow.id.desc()).limit(1)
    answer = session.scalars(made).one()
    answer.undone_at = now
    forget_corrections(session, now, row.id, decision.at, policy)
    forget_approval(session, now, row, answer.id, decision.at)
    withdraw_decoys_of(session, now, row.id)


def _refusal(code: str, detail: str, item_id: str) -> Conflict:
    return Conflict(code, detail, "Reload the item. A wrong answer is called back: reopen it.", item_id=item_id)
