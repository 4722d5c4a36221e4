"""The ledger: append-only, hash-chained events, written in the same transaction as the change they record.

Rule of the chain, for anyone who wants to check it without this code: `hash` is the SHA-256 hex of the canonical JSON
(keys sorted, no spaces, UTF-8) of `{"actor","at","payload","previous","seq","subject","tag"}`; `previous` is the hash
of the event before, 64 zeros for the first; `seq` counts from 1 without gaps.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import BigInteger, Integer, String, Table, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from policies.records import Record
from policies.words.people import Actor

FIRST = "0" * 64
PayloadValue = str | int | float | bool | None | Sequence[str] | Mapping[str, int | float | str]


class Tag(StrEnum):
    """Every kind of event, as `subject.action`."""

    POLICY_ADOPTED = "policy.adopted"
    USER_ADDED = "user.added"
    USER_DISABLED = "user.disabled"
    USER_ENABLED = "user.enabled"
    USER_CHANGED = "user.changed"
    IDENTITY_LINKED = "identity.linked"
    IDENTITY_REFUSED = "identity.refused"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - the name of an event
    TOKEN_ISSUED = "token.issued"  # noqa: S105 - the name of an event
    TOKEN_REVOKED = "token.revoked"  # noqa: S105 - the name of an event
    SESSION_OPENED = "session.opened"
    SESSION_ENDED = "session.ended"
    DOCUMENT_ADDED = "document.added"
    REVISION_ADDED = "revision.added"
    REVISION_APPROVED = "revision.approved"
    REVISION_REJECTED = "revision.rejected"
    REVISION_REVOKED = "revision.revoked"
    REVISION_SUPERSEDED = "revision.superseded"
    REVISION_ERASED = "revision.erased"
    ERASURE_CERTIFIED = "erasure.certified"
    DOCUMENT_REASSIGNED = "document.reassigned"
    FILE_QUARANTINED = "file.quarantined"
    FILE_REMOVED = "file.removed"
    INDEX_REBUILT = "index.rebuilt"
    INDEX_QUARANTINED = "index.quarantined"
    ITEM_SUBMITTED = "item.submitted"
    ITEM_CLAIMED = "item.claimed"
    ITEM_RELEASED = "item.released"
    ITEM_DECIDED = "item.decided"
    ITEM_UNDONE = "item.undone"
    ITEM_RECALLED = "item.recalled"
    ITEM_WITHDRAWN = "item.withdrawn"
    ITEM_TAKEN_OVER = "item.taken_over"
    ITEM_PROPOSED = "item.proposed"
    ANSWER_COPIED = "answer.copied"
    ANSWER_REUSED = "answer.reused"
    TASK_OPENED = "task.opened"
    TASK_CLOSED = "task.closed"
    DECOY_PLANTED = "decoy.planted"
    DECOY_REVEALED = "decoy.revealed"
    AUDIT_RAISED = "audit.raised"
    REREAD_ASKED = "reread.asked"
    REREAD_DONE = "reread.done"
    LEDGER_ANCHORED = "ledger.anchored"
    PILOT_LOCKED = "pilot.locked"
    PILOT_CHANGED = "pilot.changed"
    OBSERVATION_RECORDED = "observation.recorded"
    AUDIT_DRAWN = "audit.drawn"
    AUDIT_RECORDED = "audit.recorded"
    DRAFTING_SWITCHED_OFF = "drafting.switched_off"
    DRAFTING_SWITCHED_ON = "drafting.switched_on"
    BUDGET_SPENT = "budget.spent"
    TRAINING_TAKEN = "training.taken"
    FEEDBACK_GIVEN = "feedback.given"
    FEEDBACK_CLOSED = "feedback.closed"
    WORK_CANCELLED = "work.cancelled"
    BACKUP_CREATED = "backup.created"


class LedgerRow(Record):
    """One event at rest. The migration forbids UPDATE and DELETE on this table."""

    __tablename__ = "ledger_events"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(String(64))
    tag: Mapped[str] = mapped_column(String(48), index=True)
    subject: Mapped[str] = mapped_column(String(64), index=True)
    payload: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


_HEAD = select(LedgerRow.__table__.c.seq, LedgerRow.__table__.c.hash).order_by(LedgerRow.__table__.c.seq.desc()).limit(1)
_INSERT = insert(cast("Table", LedgerRow.__table__))
"""Both put together once: an event is part of every change."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger. `payload` holds ids, codes and counts, never question or document text."""

    seq: int
    at: str
    actor: str
    tag: str
    subject: str
    payload: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the whole chain found. `first_bad` is the first sequence number that does not hold, `reason` why."""

    is_ok: bool
    n_events: int
    head: str
    first_bad: int | None = None
    reason: str | None = None


def stamp(moment: dt.datetime) -> str:
    """A moment as the ledger writes it: RFC 3339 UTC with microseconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def event_hash(seq: int, at: str, actor: str, tag: str, subject: str, payload: str, previous: str) -> str:
    """The hash of one event by the rule at the head of this module; `payload` is its canonical JSON."""
    body = {"actor": actor, "at": at, "payload": json.loads(payload), "previous": previous, "seq": seq, "subject": subject, "tag": tag}
    return hashlib.sha256(canonical(body).encode()).hexdigest()


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _hash_of_canonical(seq: int, at: str, actor: str, tag: str, subject: str, payload: str, previous: str) -> str:
    """`event_hash` for a payload that is known to be canonical: it is put into the body as it stands, which is half the work."""
    head_ = f'{{"actor":{_quoted(actor)},"at":{_quoted(at)},"payload":{payload},"previous":{_quoted(previous)}'
    body = f'{head_},"seq":{seq},"subject":{_quoted(subject)},"tag":{_quoted(tag)}}}'
    return hashlib.sha256(body.encode()).hexdigest()


def canonical(value: object) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8 as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def append(
    session: Session, now: dt.datetime, actor: Actor, tag: Tag, subject: str, payload: Mapping[str, PayloadValue] | None = None
) -> int:
    """Write one event inside the caller's writing transaction; gives its sequence number."""
    last, previous = head(session)
    seq, words, at = last + 1, canonical(dict(payload or {})), stamp(now)
    session.flush()
    session.execute(
        _INSERT,
        {
            "seq": seq,
            "at": at,
            "actor": actor.user_id,
            "tag": tag.value,
            "subject": subject,
            "payload": words,
            "previous": previous,
            "hash": event_hash(seq, at, actor.user_id, tag.value, subject, words, previous),
        },
    )
    return seq


def events(session: Session, subject: str | None = None, tags: Sequence[Tag] = (), since: str = "", until: str = "~") -> Iterator[Event]:
    """Events in order, read in portions; `since` and `until` are stamps, half-open."""
    query = select(LedgerRow).where(LedgerRow.at >= since, LedgerRow.at < until).order_by(LedgerRow.seq)
    if subject is not None:
        query = query.where(LedgerRow.subject == subject)
    if tags:
        query = query.where(LedgerRow.tag.in_([tag.value for tag in tags]))
    with closing(session.scalars(query.execution_options(yield_per=2000))) as rows:
        for row in rows:
            yield Event(row.seq, row.at, row.actor, row.tag, row.subject, json.loads(row.payload), row.previous, row.hash)


def verify(session: Session, anchor: tuple[int, str] | None = None) -> Verification:
    """Read the whole chain. `anchor` is a (seq, hash) that was kept outside the database: with it a cut tail is found too."""
    previous, n, anchored = FIRST, 0, anchor is None or anchor == (0, FIRST)
    columns = (
        LedgerRow.seq,
        LedgerRow.at,
        LedgerRow.actor,
        LedgerRow.tag,
        LedgerRow.subject,
        LedgerRow.payload,
        LedgerRow.previous,
        LedgerRow.hash,
    )
    with closing(session.execute(select(*columns).order_by(LedgerRow.seq).execution_options(yield_per=2000))) as rows:
        for seq, at, actor, tag, subject, payload, stored_previous, stored_hash in rows:
            n += 1
            if seq != n:
                return Verification(False, n, previous, n, "an event is missing")
            if stored_previous != previous:
                return Verification(False, n, previous, n, "the chain is broken")
            if not _is_canonical(payload) or _hash_of_canonical(seq, at, actor, tag, subject, payload, previous) != stored_hash:
                return Verification(False, n, previous, n, "the event was changed")
            if anchor and seq == anchor[0]:
                if stored_hash != anchor[1]:
                    return Verification(False, n, stored_hash, n, "the event differs from the anchor")
                anchored = True
            previous = stored_hash
    if not anchored:
        return Verification(False, n, previous, n + 1, "the anchored event is missing: the ledger was cut")
    return Verification(True, n, previous)


def _is_canonical(payload: str) -> bool:
    """Whether a stored payload is what `append` writes: other spellings of the same JSON could hide words from the hash."""
    try:
        return canonical(json.loads(payload)) == payload
    except (ValueError, RecursionError):
        return False


def head(session: Session) -> tuple[int, str]:
    """Sequence number and hash of the last event; (0, 64 zeros) for an empty ledger."""
    last = session.execute(_HEAD).first()
    return (last.seq, last.hash) if last else (0, FIRST)
