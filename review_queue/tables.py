"""The queue at rest: items with their stored snapshot, what they cite, decisions, answers and submission keys."""

import datetime as dt

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from policies.records import Record, UtcDateTime


class ItemRow(Record):
    """One item. The question is redacted text; `draft`, `provenance` and `timings` are JSON snapshots."""

    __tablename__ = "items"
    __table_args__ = (Index("ix_items_status_rank", "status", "rank", "submitted_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    rank: Mapped[int] = mapped_column(Integer)
    """Place in the queue: 0 safety, 1 recalled, 2 everything else; then oldest first."""
    outcome: Mapped[str] = mapped_column(String(40), index=True)
    outcome_detail: Mapped[str] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(40), index=True)
    language: Mapped[str] = mapped_column(String(8))
    draft: Mapped[str | None] = mapped_column(Text)
    provenance: Mapped[str] = mapped_column(Text)
    timings: Mapped[str] = mapped_column(Text)
    rule: Mapped[str | None] = mapped_column(String(64))
    flags: Mapped[str] = mapped_column(Text)
    seen_hash: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[str] = mapped_column(String(64), index=True)
    submitted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(64), index=True)
    claim_expires_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ItemCitationRow(Record):
    """Which words of which revision an item leans on: recall finds items by it."""

    __tablename__ = "item_citations"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), index=True)
    revision_id: Mapped[str] = mapped_column(String(40), index=True)
    passage_id: Mapped[str] = mapped_column(String(48))
    quote: Mapped[str] = mapped_column(Text)


class DecisionRow(Record):
    """A reviewer's act. One item may be decided again after a recall, so `number` counts."""

    __tablename__ = "decisions"
    __table_args__ = (Index("uq_decisions_item_number", "item_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_hash: Mapped[str] = mapped_column(String(64))
    reason_code: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str | None] = mapped_column(Text)


class AnswerRow(Record):
    """The approved words of an item; a recalled item keeps them, but they are given out no more."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    citations: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str] = mapped_column(String(64))
    approved_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    edit_share: Mapped[float] = mapped_column(Float)


class SubmissionKeyRow(Record):
    """An idempotency key of one sender, and the item it made. `request_hash` is over the redacted request."""

    __tablename__ = "submission_keys"

    sender: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"))
