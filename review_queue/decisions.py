"""Decisions: the reviewer's act, bound to what was seen. Reading `decide` is reading what a decision is."""

import datetime as dt
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from policies.errors import BadInput
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.items import AttestedLine, DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import RedactedText
from review_queue import decoys, store, vigilance
from review_queue.approvals import Approval, approve, propose, record_answer
from review_queue.binding import InForce, require_unchanged
from review_queue.claims import put_back, require_claim
from review_queue.corrections import note_corrections
from review_queue.items import free, require_move
from review_queue.rights import require_may_approve, require_may_decide
from review_queue.tables import DecisionRow, ItemRow

_STATUS_AFTER = {
    DecisionKind.APPROVE: ItemStatus.APPROVED,
    DecisionKind.APPROVE_WITH_EDITS: ItemStatus.APPROVED,
    DecisionKind.REJECT: ItemStatus.REJECTED,
    DecisionKind.ESCALATE: ItemStatus.ESCALATED,
    DecisionKind.RETURN: ItemStatus.WITHDRAWN,
}
MAX_ANSWER_CHARS = 8000
MAX_NOTE_CHARS = 2000


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a reviewer sends. Note, answer and attested lines have passed the redactor. `opened_citations` are passage ids."""

    kind: DecisionKind
    seen_hash: str
    reason_code: ReasonCode | None = None
    note: RedactedText | None = None
    answer_text: RedactedText | None = None
    opened_citations: Collection[str] = ()
    office: str | None = None
    attested: tuple[AttestedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision is made on, asked by the roof in the same transaction.

    `holding_words` is what approving an item without a draft approves; `today` is the district's date; `chance` gives 0…1.
    """

    policy: Policy
    in_force: InForce
    holding_words: str
    today: dt.date
    user_name: str = ""
    chance: Callable[[], float] = field(default=random.SystemRandom().random)


def decide(session: Session, now: dt.datetime, actor: Actor, item_id: str, request: DecisionRequest, grounds: Grounds) -> Item:
    """Decide on a claimed item. An approval that needs a second person leaves the item waiting with its `proposal`.

    Raises: NotFound item.unknown; Refused decision.self / .own_words / .department / .language / .citations_unopened; Conflict
    item.closed / item.claimed / item.not_claimed / item.changed; BadInput decision.reason / .answer / .note / .office, attestation.*.
    """
    row = store.get_row(session, item_id)
    item = store.get_item(session, item_id)
    require_may_decide(item, actor, grounds.user_name, grounds.policy)
    require_claim(session, row, now, actor)
    require_unchanged(session, row, request.seen_hash, grounds.policy)
    _check_words(request, grounds.policy)
    status = _STATUS_AFTER[request.kind]
    require_move(row, status)
    approval: Approval | None = None
    if status is ItemStatus.APPROVED:
        require_may_approve(item, actor, grounds.policy)
        approval = approve(
            item,
            actor,
            grounds.policy,
            grounds.in_force,
            draft_words=item.draft.words if item.draft else grounds.holding_words,
            edited=request.answer_text,
            opened=request.opened_citations,
            attested=request.attested,
            today=grounds.today,
        )
    _write_decision(session, now, actor, row, request, approval)
    if row.is_decoy:
        return decoys.reveal(session, now, actor, row, approval.words if approval else None)
    if approval is not None and approval.why:
        propose(session, now, actor, row, approval)
        put_back(row, now)
    else:
        _close(session, now, actor, row, item, status, approval, grounds)
    session.flush()
    return store.get_item(session, item_id)


def _close(
    session: Session,
    now: dt.datetime,
    actor: Actor,
    row: ItemRow,
    item: Item,
    status: ItemStatus,
    approval: Approval | None,
    grounds: Grounds,
) -> None:
    row.status, row.changed_at, row.is_closed, row.is_recalled = status.value, now, True, False
    free(row)
    if approval is None:
        return
    answer_id = record_answer(session, now, row, item, actor, approval)
    note_corrections(session, now, item, approval.words, grounds.policy)
    vigilance.after_approval(session, now, row, answer_id, actor, grounds.policy, grounds.chance)


def _write_decision(
    session: Session, now: dt.datetime, actor: Actor, row: ItemRow, request: DecisionRequest, approval: Approval | None
) -> None:
    is_final = approval is None or not approval.why or row.is_decoy
    number = (session.scalar(select(func.max(DecisionRow.number)).where(DecisionRow.item_id == row.id)) or 0) + 1
    held = round((now - row.claimed_at).total_seconds(), 3) if row.claimed_at else None
    session.add(
        DecisionRow(
            item_id=row.id,
            number=number,
            kind=request.kind.value,
            by=actor.user_id,
            at=now,
            seen_hash=request.seen_hash,
            reason_code=request.reason_code.value if request.reason_code else None,
            note=request.note,
            office=request.office,
            is_final=is_final,
            held_seconds=held,
            bound=approval.bound.json() if approval else None,
            words=approval.words if approval else None,
            was_recalled=row.is_recalled,
            proposal_before=row.proposal,
        )
    )
    payload = {
        "decision": request.kind.value,
        "reason_code": request.reason_code.value if request.reason_code else None,
        "office": request.office,
        "outcome": row.outcome,
        "seen_hash": request.seen_hash,
        "edit_share": round(approval.share, 4) if approval else 0.0,
        "n_opened": len(request.opened_citations),
        "waited_seconds": round((now - row.submitted_at).total_seconds(), 3),
        "held_seconds": held,
        "words": approval.bound.words if approval else None,
        "revisions": approval.bound.revisions if approval else {},
        "rules": approval.bound.rules if approval else None,
    }
    if approval is not None and not is_final:
        append(session, now, actor, Tag.ITEM_PROPOSED, row.id, {**payload, "why": [why.value for why in approval.why]})
        return
    append(session, now, actor, Tag.ITEM_DECIDED, row.id, payload)


def _check_words(request: DecisionRequest, policy: Policy) -> None:
    if request.kind in {DecisionKind.REJECT} and request.reason_code is None:
        raise BadInput("decision.reason", "A rejection needs its reason.", f"Give reason_code: {', '.join(ReasonCode)}.")
    if request.kind is DecisionKind.RETURN and (request.note is None or not request.note.strip()):
        raise BadInput("decision.note", "Returning an item needs a note for whoever asked.", "Say what is missing.")
    if request.kind is DecisionKind.APPROVE_WITH_EDITS:
        if request.answer_text is None or not request.answer_text.strip():
            raise BadInput("decision.answer", "Approving with edits needs the edited words.", "Give answer_text.")
    elif request.answer_text is not None or request.attested:
        raise BadInput("decision.answer", "Only approve_with_edits takes edited words.", "Leave answer_text out, or change the decision.")
    if request.answer_text is not None and len(request.answer_text) > MAX_ANSWER_CHARS:
        raise BadInput("decision.answer", f"An answer has at most {MAX_ANSWER_CHARS} characters.", "Shorten it.")
    if request.note is not None and len(request.note) > MAX_NOTE_CHARS:
        raise BadInput("decision.note", f"A note has at most {MAX_NOTE_CHARS} characters.", "Shorten it.")
    offices = [office.id for office in policy.district.offices]
    if request.office is not None and (request.kind is not DecisionKind.ESCALATE or request.office not in offices):
        raise BadInput("decision.office", "This is not an escalation to an office of the policy.", f"Use one of: {', '.join(offices)}.")
