"""The roof's own tables beside accounts: the kill switch, training, feedback, background work and what a provider costs."""

import datetime as dt

from sqlalchemy import BigInteger, Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from policies.records import Record, UtcDateTime

NUMBER = BigInteger().with_variant(Integer, "sqlite")


class SwitchRow(Record):
    """One turn of the kill switch. `scope` is a school's id or "district"; the last row of a scope says how it stands."""

    __tablename__ = "drafting_switches"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    scope: Mapped[str] = mapped_column(String(40), index=True)
    is_off: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(500))
    set_by: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class TrainingResultRow(Record):
    """One short test that a person took. `version` is the content hash of the track as it stood then."""

    __tablename__ = "training_results"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    track: Mapped[str] = mapped_column(String(24))
    version: Mapped[str] = mapped_column(String(16))
    n_right: Mapped[int] = mapped_column(Integer)
    n_asked: Mapped[int] = mapped_column(Integer)
    is_passed: Mapped[bool] = mapped_column(Boolean)
    taken_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class FeedbackRow(Record):
    """What somebody said about a page. `text` passed the redactor; `page` is the route's pattern, never an address with ids or words."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    given_by: Mapped[str] = mapped_column(String(64), index=True)
    given_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    page: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    closed_by: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class WorkRow(Record):
    """One long piece of work, wherever it runs. `code` says why it failed, empty otherwise; `seen_at` is its last sign of life."""

    __tablename__ = "background_work"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(16))
    n_done: Mapped[int] = mapped_column(Integer)
    n_total: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(64))
    begun_by: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_cancel_asked: Mapped[bool] = mapped_column(Boolean)


class SpendingRow(Record):
    """What a provider's calls of one day (the district's) cost so far. Amounts are millionths of the policy's currency.

    A call that is under way counts with the most it can cost. `refused_at` is when the budget first did not hold a call.
    """

    __tablename__ = "provider_spending"

    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    provider: Mapped[str] = mapped_column(String(40), primary_key=True)
    n_calls: Mapped[int] = mapped_column(Integer)
    n_input_tokens: Mapped[int] = mapped_column(BigInteger)
    n_output_tokens: Mapped[int] = mapped_column(BigInteger)
    millionths: Mapped[int] = mapped_column(BigInteger)
    n_refused: Mapped[int] = mapped_column(Integer)
    refused_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
