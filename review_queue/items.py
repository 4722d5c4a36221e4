"""Items: how they enter, the moves they may make, and how the queue is read."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, insert, literal, select, tuple_
from sqlalchemy.orm import Session

from policies.errors import BadInput, Conflict
from policies.ledger import PayloadValue, Tag, append, canonical
from policies.policy import Policy
from policies.records import insert_whole
from policies.words.items import Item, ItemStatus, Submission
from policies.words.people import SYSTEM, Actor
from policies.words.questions import Outcome
from review_queue import store
from review_queue.alike import key_of
from review_queue.binding import digest, seen_parts, set_proposal, version_of
from review_queue.cursors import ORDER, read_cursor, write_cursor
from review_queue.disputes import tell_owners
from review_queue.service_levels import due_at, due_hour, risk_rank
from review_queue.tables import DecoyRow, ItemCitationRow, ItemRow, SubmissionKeyRow

_S = ItemStatus
MOVES: dict[ItemStatus, frozenset[ItemStatus]] = {
    _S.QUEUED: frozenset({_S.CLAIMED, _S.RECALLED, _S.WITHDRAWN}),
    _S.CLAIMED: frozenset({_S.QUEUED, _S.APPROVED, _S.REJECTED, _S.ESCALATED, _S.RECALLED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.RECALLED}),
    _S.RECALLED: frozenset({_S.CLAIMED, _S.WITHDRAWN}),
    _S.REJECTED: frozenset(),
    _S.ESCALATED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
"""From → to. Nothing is decided that was not claimed; a recalled item is claimed and decided again."""

UNDOING: dict[ItemStatus, ItemStatus] = dict.fromkeys((_S.APPROVED, _S.REJECTED, _S.ESCALATED, _S.WITHDRAWN), _S.CLAIMED)
"""From → to, for `review_queue.undoing` alone: whoever decided holds the item again. No other act leaves a closed item this way."""

MAX_PAGE = 200
SAFETY, RECALLED, ORDINARY = 0, 1, 2
"""`ItemRow.rank`. Source: issue 6, 'Queue and decisions', 1."""


_EMPTY_AT_FIRST = ("claimed_by", "claim_expires_at", "claimed_at", "opened_policy", "proposal", "proposed_by", "told_asker")
_INSERT_CITATIONS = insert(cast("Table", ItemCitationRow.__table__))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the queue and where the next one starts."""

    items: list[Item]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items to list. None means any."""

    status: ItemStatus | None = None
    outcome: Outcome | None = None
    topic: str | None = None
    claimed_by: str | None = None
    asked_by: str | None = None
    is_open: bool = False
    """Only items that still wait for a decision."""


def submit(session: Session, now: dt.datetime, actor: Actor, submission: Submission, key: str | None, policy: Policy) -> Item:
    """Put a finished way into the queue. The same key of the same sender gives the same item.

    Raises: Conflict submission.key_reused when the key was used for another request; BadInput submission.key.
    """
    known = find_submission(session, actor, submission, key)
    if known is not None:
        return known
    row = put(session, now, actor, submission, policy)
    if key is not None:
        session.add(SubmissionKeyRow(sender=actor.user_id, key=key, request_hash=_request_hash(submission), item_id=row.id))
        session.flush()
    return store.item_of(row, None)


def put(session: Session, now: dt.datetime, actor: Actor, submission: Submission, policy: Policy, *, is_decoy: bool = False) -> ItemRow:
    """Write the item, what it cites and its event."""
    due, parts = due_at(now, submission.outcome, policy), seen_parts(submission, None)
    row = ItemRow(
        **dict.fromkeys(_EMPTY_AT_FIRST),
        id=f"item_{secrets.token_hex(8)}",
        status=ItemStatus.QUEUED.value,
        rank=SAFETY if submission.outcome is Outcome.ESCALATED_SAFETY else ORDINARY,
        is_closed=False,
        is_recalled=False,
        due_at=due,
        due_hour=due_hour(due),
        risk_rank=risk_rank(submission),
        is_decoy=is_decoy,
        evidence=store.EVIDENCE.dump_json(submission.evidence).decode() if submission.evidence else None,
        origin=store.ORIGIN.dump_json(submission.origin).decode() if submission.origin else None,
        ask_for=store.ASK_FOR.dump_json(submission.ask_for).decode() if submission.ask_for else None,
        outcome=submission.outcome.value,
        outcome_detail=submission.outcome_detail,
        contact=store.CONTACT.dump_json(submission.contact).decode() if submission.contact else None,
        question=store.QUESTION.dump_json(submission.question).decode(),
        topic=submission.question.topic,
        language=submission.question.language,
        draft=store.DRAFT.dump_json(submission.draft).decode() if submission.draft else None,
        provenance=store.PROVENANCE.dump_json(submission.provenance).decode(),
        timings=store.TIMINGS.dump_json(submission.timings).decode(),
        rule=submission.rule,
        flags=store.FLAGS.dump_json(submission.flags).decode(),
        seen_hash=digest(parts),
        alike=key_of(submission.question, submission.draft),
        asked_by=actor.user_id,
        submitted_at=now,
        changed_at=now,
    )
    insert_whole(session, row)
    insert_whole(session, version_of(row, parts, submission.draft.words if submission.draft else ""))
    citations = [
        {"item_id": row.id, "revision_id": c.revision, "passage_id": c.passage_id, "quote": c.quote}
        for sentence in (submission.draft.sentences if submission.draft else ())
        for c in sentence.citations
    ]
    if citations:
        session.execute(_INSERT_CITATIONS, citations)
    payload: dict[str, PayloadValue] = {
        "outcome": submission.outcome.value,
        "rule": submission.rule,
        "flags": list(submission.flags),
        "language": submission.question.language,
        "school": submission.question.school,
        "topic": submission.question.topic,
        "channel": submission.question.channel,
        "policy_version": submission.provenance.policy_version,
        "drafter": submission.provenance.drafter,
        "timings_ms": store.TIMINGS.dump_python(submission.timings, mode="json"),
        "n_sentences": len(submission.draft.sentences) if submission.draft else 0,
    }
    if submission.origin is not None:
        payload |= {"follows": submission.origin.item_id, "as": submission.origin.kind.value}
    append(session, now, actor, Tag.ITEM_SUBMITTED, row.id, payload)
    tell_owners(session, now, row.id, submission.disputed)
    return row


def find_submission(session: Session, actor: Actor, submission: Submission, key: str | None) -> Item | None:
    """The item that this sender made with this key. Raises: as `submit`."""
    if key is None:
        return None
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise BadInput(
            "submission.key", "An idempotency key has 1 to 200 printable characters.", "Send a fresh UUID with each new question."
        )
    known = session.get(SubmissionKeyRow, (actor.user_id, key))
    if known is None:
        return None
    if known.request_hash != _request_hash(submission):
        raise Conflict("submission.key_reused", "This key was used for another question.", "Send a fresh UUID with each new question.")
    return store.get_item(session, known.item_id)


def _request_hash(submission: Submission) -> str:
    question = submission.question
    return hashlib.sha256(canonical([question.text, question.school, question.channel]).encode()).hexdigest()


def require_move(row: ItemRow, to: ItemStatus) -> None:
    """Raises: Conflict item.closed when the item's status does not allow the move."""
    if to not in MOVES[ItemStatus(row.status)]:
        raise Conflict("item.closed", f"The item is {row.status}; it cannot become {to.value}.", "Reload the item.", item_id=row.id)


def page(session: Session, wanted: Filter, now: dt.datetime, cursor: str | None = None, limit: int = 50) -> Page:
    """Items in the queue's order, what waits before what is decided: safety, recalled, hour in which it is due, risk, age.

    Raises: BadInput items.cursor / items.limit.
    """
    if not 1 <= limit <= MAX_PAGE:
        raise BadInput("items.limit", f"A page holds 1 to {MAX_PAGE} items.", "Give a smaller limit.")
    order = ORDER if wanted.status is not None else (ItemRow.is_closed, *ORDER)
    query = select(ItemRow).order_by(*order).limit(limit + 1)
    if wanted.is_open:
        query = query.where(ItemRow.is_closed.is_(False))
    if wanted.status is not None:
        query = query.where(ItemRow.status == wanted.status.value)
    if wanted.outcome is not None:
        query = query.where(ItemRow.outcome == wanted.outcome.value)
    if wanted.topic is not None:
        query = query.where(ItemRow.topic == wanted.topic)
    if wanted.claimed_by is not None:
        query = query.where(ItemRow.claimed_by == wanted.claimed_by, ItemRow.claim_expires_at > now)
    if wanted.asked_by is not None:
        query = query.where(ItemRow.asked_by == wanted.asked_by)
    if cursor is not None:
        after = read_cursor(cursor)
        values = (literal(value, column.type) for value, column in zip(after[len(after) - len(order) :], order, strict=True))
        query = query.where(tuple_(*order) > tuple_(*values))
    rows = list(session.scalars(query))
    decisions = store.latest_decisions(session, [row.id for row in rows])
    items = [store.item_of(row, decisions.get(row.id)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(items, write_cursor(last) if last else None)


def recall(
    session: Session, now: dt.datetime, actor: Actor, revision_id: str, reason: str, holds: Callable[[str, str], bool] | None = None
) -> list[str]:
    """Call back every waiting or approved item that cites a revision; gives the item ids.

    `holds(passage_id, quote)` says whether cited words still stand in what replaces the revision: items whose words all do stay. An item
    that a reviewer claimed after it was called back stays with its reviewer: it cannot be approved while it cites what does not hold.
    """
    cited: dict[str, list[tuple[str, str]]] = {}
    for citation in session.scalars(select(ItemCitationRow).where(ItemCitationRow.revision_id == revision_id)):
        cited.setdefault(citation.item_id, []).append((citation.passage_id, citation.quote))
    recalled: list[str] = []
    for item_id in sorted(cited):
        row = store.get_row(session, item_id)
        if ItemStatus.RECALLED not in MOVES[ItemStatus(row.status)]:
            continue
        if holds is not None and all(holds(passage_id, quote) for passage_id, quote in cited[item_id]):
            continue
        if row.status == ItemStatus.CLAIMED.value and row.is_recalled:
            continue
        if row.is_decoy:
            withdraw(session, now, actor, row, reason)
            continue
        call_back(session, now, actor, row, {"revision": revision_id, "reason": reason})
        recalled.append(item_id)
    session.flush()
    return recalled


def call_back(session: Session, now: dt.datetime, actor: Actor, row: ItemRow, why: dict[str, str]) -> None:
    """Take an item back to the queue; what waited for a second approval must be approved anew. A safety item stays in front."""
    require_move(row, ItemStatus.RECALLED)
    row.status, row.changed_at = ItemStatus.RECALLED.value, now
    row.rank = min(row.rank, RECALLED)
    row.is_closed, row.is_recalled = False, True
    free(row)
    set_proposal(session, row, None)
    append(session, now, actor, Tag.ITEM_RECALLED, row.id, why)
    withdraw_decoys_of(session, now, row.id)


def reopen(session: Session, now: dt.datetime, actor: Actor, item_id: str, reason: str) -> Item:
    """A reviewer takes an approved answer back, to be decided again. Raises: NotFound item.unknown; Conflict item.closed."""
    row = store.get_row(session, item_id)
    if row.status != ItemStatus.APPROVED.value:
        raise Conflict("item.closed", f"The item is {row.status}; only an approved one is reopened.", "Reload the item.", item_id=item_id)
    call_back(session, now, actor, row, {"reason": reason})
    session.flush()
    return store.get_item(session, item_id)


def withdraw(session: Session, now: dt.datetime, actor: Actor, row: ItemRow, reason: str) -> None:
    """Take an item out of the queue for good. Raises: Conflict item.closed."""
    require_move(row, ItemStatus.WITHDRAWN)
    row.status, row.is_closed, row.changed_at = ItemStatus.WITHDRAWN.value, True, now
    free(row)
    append(session, now, actor, Tag.ITEM_WITHDRAWN, row.id, {"reason": reason})


def withdraw_decoys_of(session: Session, now: dt.datetime, source_id: str) -> None:
    """Take the undecided decoys made from an item's words out: these words are no longer known to be right but for the planted error."""
    query = select(ItemRow).join(DecoyRow, DecoyRow.item_id == ItemRow.id)
    for row in session.scalars(query.where(DecoyRow.source_id == source_id, ItemRow.is_closed.is_(False))):
        withdraw(session, now, SYSTEM, row, "source_reopened")


def free(row: ItemRow) -> None:
    """Nobody holds the item any more."""
    row.claimed_by = row.claim_expires_at = row.claimed_at = row.opened_policy = None
