"""What is measured: a figure with its uncertainty, and what it rests on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NEWSLETTER = "newsletter"
"""Flag and channel of an item that no family asked for: a newsletter's section. Nothing measures it, and it answers no message."""


class Arm(StrEnum):
    """Which arm of the pilot's design an item belongs to. `NONE`: nothing would have been drafted, so nothing was kept back."""

    DRAFT = "draft"
    HOLDOUT = "holdout"
    BASELINE = "baseline"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ItemFact:
    """What measurement needs of one item, without text. `timings_ms` is by step; `edit_share` 0…1, None when not approved."""

    item_id: str
    outcome: str
    status: str
    topic: str | None
    language: str
    school: str | None
    submitted_at: dt.datetime
    decided_at: dt.datetime | None
    decision: str | None
    reason_code: str | None
    edit_share: float | None
    timings_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies with confidence `level` (0…1), by a named method."""

    low: float
    high: float
    method: str
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `value` is None when nothing was counted yet; `n` is what it rests on."""

    name: str
    value: float | None
    n: int
    unit: str
    definition: str
    interval: Interval | None = None
    group: str | None = None
    has_enough: bool = True
    """False below the metric's least n: shown grey, never read as a result."""
    label: str = ""
    """The metric as people call it."""
    sources: tuple[str, ...] = ()
    """Tags of the ledger's events that it is read from."""
    least_n: int = 0
    needs: str | None = None
    """Why there is no value at all: what would have to be recorded first."""
    is_suppressed: bool = False
    """True when fewer than five stand behind it: neither value nor n is shown, so that nobody can be recognised."""
