"""Measurement at rest: one row per item read from the ledger, how far it was read, and the pilot plans that were locked."""

import datetime as dt

from sqlalchemy import BigInteger, Boolean, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from policies.records import Record, UtcDateTime


class MeasuredRow(Record):
    """What the ledger says of one item, without text. Times are epoch seconds UTC; `seq` is the last event that changed the row."""

    __tablename__ = "measured_items"

    item_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), index=True)
    is_decoy: Mapped[bool] = mapped_column(Boolean)
    language: Mapped[str] = mapped_column(String(8))
    school: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(40))
    arm: Mapped[str] = mapped_column(String(12))
    decision: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(24))
    decider: Mapped[str] = mapped_column(String(64))
    submitted: Mapped[float]
    decided: Mapped[float | None]
    decided_hours: Mapped[float | None]
    response_hours: Mapped[float | None]
    handling_seconds: Mapped[float | None]
    edit_share: Mapped[float | None]
    n_opened: Mapped[float | None]
    on_time: Mapped[float | None]
    held_since: Mapped[float | None]
    """Since when somebody has held the item; None when nobody does."""
    held_until: Mapped[float | None]
    """When that claim ends by itself."""
    ms_redact: Mapped[float | None]
    ms_triage: Mapped[float | None]
    ms_retrieve: Mapped[float | None]
    ms_draft: Mapped[float | None]
    ms_check: Mapped[float | None]
    ms_total: Mapped[float | None]


class ReadUntilRow(Record):
    """How far the ledger was read into `measured_items`, and under which rules (idle limit, business hours)."""

    __tablename__ = "measured_until"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    rules: Mapped[str] = mapped_column(String(64))


class PilotPlanRow(Record):
    """One locked version of the pilot plan. `plan` and `changed` are JSON; number 1 is the plan that was fixed before the start."""

    __tablename__ = "pilot_plans"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    plan: Mapped[str] = mapped_column(Text)
    locked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    locked_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(Text)
