"""Items: how they enter, the moves they may make, and how the queue is read."""

import base64
import binascii
import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from policies.errors import BadInput, Conflict
from policies.ledger import Tag, append, canonical, stamp
from policies.words.items import Item, ItemStatus, Submission
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue import store
from review_queue.tables import ItemCitationRow, ItemRow, SubmissionKeyRow

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

MAX_PAGE = 200
_CURSOR = re.compile(r"([0-9])\|([0-9T:.-]+Z)\|(item_[0-9a-f]+)")


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


def seen_hash(submission: Submission) -> str:
    """SHA-256 hex over everything a decision leans on: the question, the outcome, the draft with its citations, the policy."""
    seen = {
        "question": submission.question.text,
        "outcome": submission.outcome.value,
        "draft": store.DRAFT.dump_python(submission.draft, mode="json") if submission.draft else None,
        "policy": submission.provenance.policy_version,
    }
    return hashlib.sha256(canonical(seen).encode()).hexdigest()


def submit(session: Session, now: dt.datetime, actor: Actor, submission: Submission, key: str | None) -> Item:
    """Put a finished way into the queue. The same key of the same sender gives the same item.

    Raises: Conflict submission.key_reused when the key was used for another request; BadInput submission.key.
    """
    known = find_submission(session, actor, submission, key)
    if known is not None:
        return known
    row = ItemRow(
        id=f"item_{secrets.token_hex(8)}",
        status=ItemStatus.QUEUED.value,
        rank=0 if submission.outcome is Outcome.ESCALATED_SAFETY else 2,
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
        seen_hash=seen_hash(submission),
        asked_by=actor.user_id,
        submitted_at=now,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    for sentence in submission.draft.sentences if submission.draft else ():
        for c in sentence.citations:
            session.add(ItemCitationRow(item_id=row.id, revision_id=c.revision, passage_id=c.passage_id, quote=c.quote))
    if key is not None:
        session.add(SubmissionKeyRow(sender=actor.user_id, key=key, request_hash=_request_hash(submission), item_id=row.id))
    payload = {
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
    append(session, now, actor, Tag.ITEM_SUBMITTED, row.id, payload)
    return store.item_of(row, None)


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
    """The queue in its order: safety, recalled, then oldest first. Raises: BadInput items.cursor / items.limit."""
    if not 1 <= limit <= MAX_PAGE:
        raise BadInput("items.limit", f"A page holds 1 to {MAX_PAGE} items.", "Give a smaller limit.")
    query = select(ItemRow).order_by(ItemRow.rank, ItemRow.submitted_at, ItemRow.id).limit(limit + 1)
    if wanted.is_open:
        query = query.where(ItemRow.status.in_([_S.QUEUED.value, _S.CLAIMED.value, _S.RECALLED.value]))
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
        rank, at, id_ = _read_cursor(cursor)
        after = or_(ItemRow.submitted_at > at, and_(ItemRow.submitted_at == at, ItemRow.id > id_))
        query = query.where(or_(ItemRow.rank > rank, and_(ItemRow.rank == rank, after)))
    rows = list(session.scalars(query))
    decisions = store.latest_decisions(session, [row.id for row in rows])
    items = [store.item_of(row, decisions.get(row.id)) for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(items, _cursor(last) if last else None)


def _cursor(row: ItemRow) -> str:
    return base64.urlsafe_b64encode(f"{row.rank}|{stamp(row.submitted_at)}|{row.id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[int, dt.datetime, str]:
    try:
        found = _CURSOR.fullmatch(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
        if found is None:
            raise ValueError("not a cursor")
        return int(found[1]), dt.datetime.fromisoformat(found[2]), found[3]
    except (ValueError, binascii.Error):
        raise BadInput("items.cursor", "This cursor is not one of ours.", "Start from the first page.") from None


def recall(session: Session, now: dt.datetime, actor: Actor, revision_id: str, reason: str, still_said: str | None = None) -> list[str]:
    """Call back every waiting or approved item that cites a revision; gives the item ids.

    With `still_said` (the text of the revision that replaces it) items whose quoted words all stand there unchanged stay.
    """
    quotes: dict[str, list[str]] = {}
    for citation in session.scalars(select(ItemCitationRow).where(ItemCitationRow.revision_id == revision_id)):
        quotes.setdefault(citation.item_id, []).append(citation.quote)
    recalled: list[str] = []
    said = " ".join(still_said.split()) if still_said is not None else None
    for item_id in sorted(quotes):
        row = store.get_row(session, item_id)
        if ItemStatus.RECALLED not in MOVES[ItemStatus(row.status)]:
            continue
        if said is not None and all(" ".join(quote.split()) in said for quote in quotes[item_id]):
            continue
        row.status, row.rank, row.changed_at = ItemStatus.RECALLED.value, 1, now
        row.claimed_by = row.claim_expires_at = None
        append(session, now, actor, Tag.ITEM_RECALLED, item_id, {"revision": revision_id, "reason": reason})
        recalled.append(item_id)
    session.flush()
    return recalled
