"""Decisions: the reviewer's act, bound to what was seen, and the answer it makes."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from policies.errors import BadInput, Conflict, NotFound, Refused
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.items import Answer, DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import RedactedText
from review_queue import store
from review_queue.claims import require_claim
from review_queue.edits import edit_share, new_figures
from review_queue.items import require_move
from review_queue.tables import AnswerRow, DecisionRow, ItemRow

_STATUS_AFTER = {
    DecisionKind.APPROVE: ItemStatus.APPROVED,
    DecisionKind.APPROVE_WITH_EDITS: ItemStatus.APPROVED,
    DecisionKind.REJECT: ItemStatus.REJECTED,
    DecisionKind.ESCALATE: ItemStatus.ESCALATED,
}
MAX_ANSWER_CHARS = 8000
MAX_NOTE_CHARS = 2000


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a reviewer sends. Note and answer have passed the redactor. `opened_citations` are passage ids that were opened."""

    kind: DecisionKind
    seen_hash: str
    reason_code: ReasonCode | None = None
    note: RedactedText | None = None
    answer_text: RedactedText | None = None
    opened_citations: Collection[str] = ()


InForce = Callable[[Collection[str]], Collection[str]]
"""Asks the registry which of these revision ids are in force now."""


def decide(
    session: Session,
    now: dt.datetime,
    actor: Actor,
    item_id: str,
    request: DecisionRequest,
    policy: Policy,
    in_force: InForce,
    holding_words: str,
) -> Item:
    """Decide on a claimed item. `holding_words` is what approving an item without a draft approves.

    Raises: NotFound item.unknown; Refused decision.self / decision.own_words / decision.citations_unopened; Conflict item.closed /
    item.claimed / item.not_claimed / item.changed; BadInput decision.reason / decision.answer / decision.note.
    """
    row = store.get_row(session, item_id)
    item = store.get_item(session, item_id)
    if row.asked_by == actor.user_id:
        raise Refused("decision.self", "Nobody decides on what they asked themselves.", "Another reviewer must decide.")
    require_claim(row, now, actor)
    if request.seen_hash != row.seen_hash:
        raise Conflict("item.changed", "This item changed since you opened it.", "Reload it and read it again.", item_id=item_id)
    _check_words(request)
    status = _STATUS_AFTER[request.kind]
    require_move(row, status)
    number = (session.scalar(select(func.max(DecisionRow.number)).where(DecisionRow.item_id == item_id)) or 0) + 1
    share = 0.0
    if status is ItemStatus.APPROVED:
        share = _approve(session, now, actor, item, request, policy, in_force, holding_words)
    session.add(
        DecisionRow(
            item_id=item_id,
            number=number,
            kind=request.kind.value,
            by=actor.user_id,
            at=now,
            seen_hash=request.seen_hash,
            reason_code=request.reason_code.value if request.reason_code else None,
            note=request.note,
        )
    )
    row.status, row.changed_at = status.value, now
    row.claimed_by = row.claim_expires_at = None
    payload = {
        "decision": request.kind.value,
        "reason_code": request.reason_code.value if request.reason_code else None,
        "outcome": row.outcome,
        "seen_hash": request.seen_hash,
        "edit_share": round(share, 4),
        "n_opened": len(request.opened_citations),
        "waited_seconds": round((now - row.submitted_at).total_seconds(), 3),
    }
    append(session, now, actor, Tag.ITEM_DECIDED, item_id, payload)
    session.flush()
    return store.get_item(session, item_id)


def _check_words(request: DecisionRequest) -> None:
    if request.kind is DecisionKind.REJECT and request.reason_code is None:
        raise BadInput("decision.reason", "A rejection needs its reason.", f"Give reason_code: {', '.join(ReasonCode)}.")
    if request.kind is DecisionKind.APPROVE_WITH_EDITS:
        if request.answer_text is None or not request.answer_text.strip():
            raise BadInput("decision.answer", "Approving with edits needs the edited words.", "Give answer_text.")
    elif request.answer_text is not None:
        raise BadInput("decision.answer", "Only approve_with_edits takes edited words.", "Leave answer_text out, or change the decision.")
    if request.answer_text is not None and len(request.answer_text) > MAX_ANSWER_CHARS:
        raise BadInput("decision.answer", f"An answer has at most {MAX_ANSWER_CHARS} characters.", "Shorten it.")
    if request.note is not None and len(request.note) > MAX_NOTE_CHARS:
        raise BadInput("decision.note", f"A note has at most {MAX_NOTE_CHARS} characters.", "Shorten it.")


def _approve(
    session: Session,
    now: dt.datetime,
    actor: Actor,
    item: Item,
    request: DecisionRequest,
    policy: Policy,
    in_force: InForce,
    holding_words: str,
) -> float:
    citations = tuple(c for s in item.draft.sentences for c in s.citations) if item.draft else ()
    cited = {citation.revision for citation in citations}
    if cited - set(in_force(cited)):
        raise Conflict(
            "item.changed", "A cited revision is no longer in force.", "Reject the item; ask again for a new draft.", item_id=item.id
        )
    unopened = {citation.passage_id for citation in citations} - set(request.opened_citations)
    if policy.review.must_open_citations and unopened:
        raise Refused("decision.citations_unopened", "Not every citation was opened.", "Open or tick each cited passage before approving.")
    before = item.draft.words if item.draft else holding_words
    after = str(request.answer_text) if request.answer_text is not None else before
    share = edit_share(before, after)
    if share > policy.review.max_own_edit_share or new_figures(before, after):
        raise Refused(
            "decision.own_words",
            "These edits change a figure or more words than one reviewer may approve alone.",
            "Keep the edits smaller, or reject the item with its reason.",
        )
    session.add(
        AnswerRow(
            item_id=item.id,
            text=after,
            text_hash=hashlib.sha256(after.encode()).hexdigest(),
            language=item.question.language,
            citations=store.CITATIONS.dump_json(citations).decode(),
            approved_by=actor.user_id,
            approved_at=now,
            edit_share=share,
        )
    )
    return share


def get_answer(session: Session, item_id: str, in_force: InForce) -> Answer:
    """The approved words, if everything they cite still holds.

    Raises: NotFound item.unknown; Conflict answer.not_approved, answer.recalled.
    """
    row: ItemRow = store.get_row(session, item_id)
    answer = session.scalars(select(AnswerRow).where(AnswerRow.item_id == item_id).order_by(AnswerRow.id.desc())).first()
    if row.status == ItemStatus.RECALLED.value and answer is not None:
        raise _recalled(item_id)
    if row.status != ItemStatus.APPROVED.value:
        raise Conflict("answer.not_approved", "No one has approved an answer to this item.", "Wait for the review.", item_id=item_id)
    if answer is None:
        raise NotFound("answer.unknown", "This item has no answer.", "Report this: an approved item always has one.")
    words = store.answer_of(answer)
    cited = {citation.revision for citation in words.citations}
    if cited - set(in_force(cited)):
        raise _recalled(item_id)
    return words


def _recalled(item_id: str) -> Conflict:
    return Conflict(
        "answer.recalled", "This answer was called back: something it cites changed.", "Wait for the new review.", item_id=item_id
    )
