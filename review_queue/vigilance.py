"""Vigilance: the review measures itself, as a group. Audits of haste, blind re-reading; decoys are in `decoys`."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from policies.errors import BadInput, Conflict, NotFound, Refused
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.items import Answer, DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import SYSTEM, Actor
from review_queue import store
from review_queue.tables import AnswerRow, DecisionRow, DecoyRow, ItemRow, RereadRow
from review_queue.tasks import TaskKind, open_task, withdraw_task


@dataclass(frozen=True, slots=True)
class Reread:
    """An approved answer to be read again, blind: the item without its decision, and the words."""

    id: str
    item: Item
    answer: Answer
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits of n, for the group. Nothing here, and no other call, counts by person. Source: issue 6, 'never a ranking of persons'."""

    n_hits: int
    n: int


def after_approval(
    session: Session, now: dt.datetime, row: ItemRow, answer_id: int, actor: Actor, policy: Policy, chance: Callable[[], float]
) -> None:
    """Look at the latest approvals, and choose the policy's share of answers for a second reading."""
    rules = policy.review.vigilance
    session.flush()
    fast, unchanged = recent_approvals(session, rules.audit_window, rules.min_approval_seconds)
    for kind, found, most in (
        (TaskKind.FAST_APPROVALS, fast, rules.max_fast_share),
        (TaskKind.ZERO_EDITS, unchanged, rules.max_zero_edit_share),
    ):
        if found.n >= rules.audit_window and found.n_hits / found.n > most:
            _raise_audit(session, now, kind, found, most)
    if chance() < rules.reread_share:
        id_ = f"reread_{secrets.token_hex(8)}"
        session.add(RereadRow(id=id_, item_id=row.id, answer_id=answer_id, approved_by=actor.user_id, asked_at=now))
        append(session, now, SYSTEM, Tag.REREAD_ASKED, id_, {})


def forget_approval(session: Session, now: dt.datetime, row: ItemRow, answer_id: int, decided_at: dt.datetime) -> None:
    """An approval was taken back: its second reading is not asked for any more, and the tasks that it or its reading opened go."""
    session.execute(delete(RereadRow).where(RereadRow.answer_id == answer_id, RereadRow.read_at.is_(None)))
    if session.scalar(select(RereadRow.id).where(RereadRow.answer_id == answer_id).limit(1)) is not None:
        withdraw_task(session, now, TaskKind.REREAD_DISAGREES, row.id)
    for kind in (TaskKind.FAST_APPROVALS, TaskKind.ZERO_EDITS):
        withdraw_task(session, now, kind, "review", decided_at)


def recent_approvals(session: Session, n: int, least_seconds: float) -> tuple[Counts, Counts]:
    """Of the latest n approvals: those made sooner than so many seconds after the claim, and those that changed no word."""
    query = (
        select(DecisionRow.held_seconds, AnswerRow.edit_share)
        .join(AnswerRow, (AnswerRow.item_id == DecisionRow.item_id) & (AnswerRow.approved_at == DecisionRow.at))
        .where(DecisionRow.is_final, DecisionRow.undone_at.is_(None))
        .where(DecisionRow.kind.in_([DecisionKind.APPROVE.value, DecisionKind.APPROVE_WITH_EDITS.value]))
        .order_by(DecisionRow.id.desc())
        .limit(n)
    )
    rows = list(session.execute(query))
    fast = sum(held is not None and held < least_seconds for held, _share in rows)
    return Counts(fast, len(rows)), Counts(sum(share == 0 for _held, share in rows), len(rows))


def _raise_audit(session: Session, now: dt.datetime, kind: TaskKind, found: Counts, most: float) -> None:
    detail = {"n": found.n, "n_hits": found.n_hits, "line": most}
    if open_task(session, now, kind, "review", detail) is not None:
        append(session, now, SYSTEM, Tag.AUDIT_RAISED, "review", {"kind": kind.value, **detail})


def next_reread(session: Session, actor: Actor) -> Reread | None:
    """The oldest answer that waits for a second reading by somebody who neither asked, wrote nor approved it."""
    query = select(RereadRow).where(RereadRow.read_at.is_(None)).order_by(RereadRow.asked_at, RereadRow.id)
    for row in session.scalars(query):
        item, answer = store.get_item(session, row.item_id), session.get_one(AnswerRow, row.answer_id)
        if item.status is ItemStatus.APPROVED and answer.undone_at is None and not _took_part(row, item, answer, actor):
            return _blind(row, item, answer)
    return None


def _blind(row: RereadRow, item: Item, answer: AnswerRow) -> Reread:
    told = replace(store.answer_of(answer), approved_by="", countersigned_by=None, edit_share=0.0)
    return Reread(row.id, replace(item, decision=None, proposal=None), told, row.asked_at)


def _took_part(row: RereadRow, item: Item, answer: AnswerRow, actor: Actor) -> bool:
    return actor.user_id in {row.approved_by, item.asked_by, answer.approved_by, answer.countersigned_by}


def finish_reread(
    session: Session, now: dt.datetime, actor: Actor, reread_id: str, *, agrees: bool, reason_code: ReasonCode | None
) -> RereadRow:
    """Keep what the second reader found; a disagreement opens a task.

    Raises: NotFound reread.unknown; Refused reread.own; Conflict reread.done; BadInput reread.reason.
    """
    row = session.get(RereadRow, reread_id)
    if row is None:
        raise NotFound("reread.unknown", "There is no such re-reading.", "Ask for the next one.")
    item, answer = store.get_item(session, row.item_id), session.get_one(AnswerRow, row.answer_id)
    if _took_part(row, item, answer, actor):
        raise Refused("reread.own", "You took part in this answer.", "Another reviewer reads it again.")
    if row.read_at is not None:
        raise Conflict("reread.done", "This answer has been read again already.", "Ask for the next one.", reread_id=reread_id)
    if not agrees and reason_code is None:
        raise BadInput("reread.reason", "A disagreement needs its reason.", f"Give reason_code: {', '.join(ReasonCode)}.")
    row.read_by, row.read_at, row.agrees = actor.user_id, now, agrees
    row.reason_code = reason_code.value if reason_code else None
    append(session, now, actor, Tag.REREAD_DONE, reread_id, {"agrees": agrees, "reason_code": row.reason_code})
    if not agrees:
        open_task(session, now, TaskKind.REREAD_DISAGREES, row.item_id, {"item_id": row.item_id, "reason_code": row.reason_code or ""})
    session.flush()
    return row


def reread_counts(session: Session) -> Counts:
    """Second readings that agreed, of those that were made of approvals that stand."""
    query = select(RereadRow.agrees).join(AnswerRow, AnswerRow.id == RereadRow.answer_id)
    rows = list(session.scalars(query.where(RereadRow.read_at.is_not(None), AnswerRow.undone_at.is_(None))))
    return Counts(sum(bool(agrees) for agrees in rows), len(rows))


def catch_counts(session: Session) -> dict[str, Counts]:
    """Decoys that were caught, of those that were decided, by class of error."""
    found: dict[str, Counts] = {}
    query = select(DecoyRow.error_class, DecoyRow.is_caught).where(DecoyRow.decided_at.is_not(None))
    for error_class, is_caught in session.execute(query):
        before = found.get(error_class, Counts(0, 0))
        found[error_class] = Counts(before.n_hits + bool(is_caught), before.n + 1)
    return dict(sorted(found.items()))
