"""The queue at rest: items with their stored snapshot, what they cite, decisions, answers and submission keys."""

import datetime as dt

from sqlalchemy import BigInteger, Boolean, Float, ForeignKey, Index, Integer, String, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from policies.records import Record, UtcDateTime


class ItemRow(Record):
    """One item. The question is redacted text; `draft`, `provenance` and `timings` are JSON snapshots."""

    __tablename__ = "items"
    __table_args__ = (
        Index("ix_items_order", "is_closed", "rank", "due_hour", "risk_rank", "submitted_at", "id"),
        Index("ix_items_status_order", "status", "rank", "due_hour", "risk_rank", "submitted_at", "id"),
        Index("ix_items_asked_by_submitted_at", "asked_by", "submitted_at"),
        Index("ix_items_alike_status", "alike", "status"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    rank: Mapped[int] = mapped_column(Integer)
    """Place in the queue: 0 safety, 1 recalled, 2 everything else; then by `due_hour`, `risk_rank`, `submitted_at`."""
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
    asked_by: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(64), index=True)
    claim_expires_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    claimed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    opened_policy: Mapped[str | None] = mapped_column(String(64))
    """Hash of the rules that the holder read the item under; a decision under others is refused."""
    is_closed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    is_recalled: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Called back and not decided since, claims aside."""
    is_decoy: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    due_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, server_default=text("'2000-01-01 00:00:00+00:00'"))
    due_hour: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """Hours since 1970 at `due_at`: items due within the same hour go by risk."""
    risk_rank: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    proposal: Mapped[str | None] = mapped_column(Text)
    """JSON: words that one person approved and a second must countersign."""
    proposed_by: Mapped[str | None] = mapped_column(String(64))
    ask_for: Mapped[str | None] = mapped_column(Text)
    """JSON: what the district asks back before anything can be drafted, with the choices."""
    told_asker: Mapped[str | None] = mapped_column(String(64))
    """Of a decoy: whom the reviewer is told as its asker; `asked_by` is the product itself."""
    evidence: Mapped[str | None] = mapped_column(Text)
    """JSON: the retrieved passages with their scores."""
    origin: Mapped[str | None] = mapped_column(Text)
    """JSON: the item that this one follows."""
    alike: Mapped[str | None] = mapped_column(String(64))
    """What items that ask alike have in common; None when nothing is drafted. See `review_queue.alike`."""


class SeenRow(Record):
    """What an item was at one of its hashes, part by part, so that a stale decision can be told what changed."""

    __tablename__ = "item_versions"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), primary_key=True)
    seen_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    parts: Mapped[str] = mapped_column(Text)
    """JSON: part → hash."""


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
    office: Mapped[str | None] = mapped_column(String(40))
    is_final: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    held_seconds: Mapped[float | None] = mapped_column(Float)
    """From the claim to the decision."""
    bound: Mapped[str | None] = mapped_column(Text)
    """JSON: what an approval leans on: hash of the words, of every cited revision, of the rules."""
    words: Mapped[str | None] = mapped_column(Text)
    """The words that an approval approved."""
    was_recalled: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether the item had been called back before this decision: taking the decision back makes it so again."""
    proposal_before: Mapped[str | None] = mapped_column(Text)
    """JSON, as `ItemRow.proposal`: what waited for a second person when this was decided."""
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When whoever decided took it back; it then counts for nothing, but stays."""


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
    countersigned_by: Mapped[str | None] = mapped_column(String(64))
    bound: Mapped[str | None] = mapped_column(Text)
    """JSON, as in the decision: checked again whenever the words are given out."""
    attested: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    given_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the words were first given out; from then on the approval is not undone, only the answer called back."""
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class PresenceRow(Record):
    """Who has an item open now. Not a record of anything: rows end after a minute and are thrown away."""

    __tablename__ = "item_presence"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)


class DecoyRow(Record):
    """A draft with one planted error. `planted` is JSON: sentence, before, after; `is_caught` is None until the decision."""

    __tablename__ = "decoys"

    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(String(40), index=True)
    error_class: Mapped[str] = mapped_column(String(24), index=True)
    planted: Mapped[str] = mapped_column(Text)
    planted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    is_caught: Mapped[bool | None] = mapped_column(Boolean)


class RereadRow(Record):
    """An approved answer that a second person reads again without knowing who approved it."""

    __tablename__ = "rereads"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    approved_by: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    read_by: Mapped[str | None] = mapped_column(String(64))
    read_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    agrees: Mapped[bool | None] = mapped_column(Boolean)
    reason_code: Mapped[str | None] = mapped_column(String(24))


class CorrectionRow(Record):
    """One change that a reviewer made to words drafted from a document; the same one has the same `key`."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"))
    document_id: Mapped[str] = mapped_column(String(40), index=True)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class TaskRow(Record):
    """Something a person must look at. `detail` is JSON of ids, codes and counts; one open task for each kind and subject."""

    __tablename__ = "review_tasks"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    document_id: Mapped[str | None] = mapped_column(String(40), index=True)
    detail: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    closed_by: Mapped[str | None] = mapped_column(String(64))


class SubmissionKeyRow(Record):
    """An idempotency key of one sender, and the item it made. `request_hash` is over the redacted request."""

    __tablename__ = "submission_keys"

    sender: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"))
