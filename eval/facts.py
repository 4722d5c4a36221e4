"""What measurement reads: one row per item in columns, and the few records beside items. No text anywhere."""

# Columns are numpy arrays of Python strings and floats; their element types are not worth naming at every use.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from eval.audits import Audit

Texts = NDArray[np.object_]
Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

STEPS = ("redact", "triage", "retrieve", "draft", "check", "total")

TEXT_COLUMNS = ("item_id", "language", "school", "topic", "outcome", "arm", "decision", "reason", "decider")
NUMBER_COLUMNS = (
    "submitted",
    "decided",
    "decided_hours",
    "response_hours",
    "handling_seconds",
    "edit_share",
    "n_opened",
    "on_time",
    *(f"ms_{step}" for step in STEPS),
)


@dataclass(frozen=True, slots=True)
class Observation:
    """Something a person recorded beside the items: an incident, a survey's reply, hours of upkeep, a cost. `at` is epoch seconds."""

    kind: str
    value: float
    at: float


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside items: blind re-readings, decoys, what people recorded."""

    rereads: tuple[tuple[float, bool, str | None], ...] = ()
    """When (epoch seconds), whether the second reader agreed, and if not why."""
    decoys: tuple[tuple[float, bool], ...] = ()
    """When a decoy was decided (epoch seconds), and whether its planted error was caught."""
    observations: tuple[Observation, ...] = ()
    freshness: tuple[float, ...] = ()
    """Days from today until each revision in force expires."""
    audits: tuple["Audit", ...] = ()


@dataclass(frozen=True)
class Facts:
    """Items as columns: row i of every column is one item. Text is "" and a number is nan where there is none.

    Unit: `submitted`, `decided` epoch seconds UTC; `decided_hours`, `response_hours` business hours; `handling_seconds` active seconds;
    `edit_share` 0…1; `n_opened` citations opened before an approval; `on_time` 1 or 0.
    """

    text: dict[str, Texts]
    number: dict[str, Numbers]
    beside: Beside = field(default_factory=Beside)

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]], beside: Beside | None = None) -> Self:
        """Facts of rows; what a row does not name is "" or nan."""
        text = {name: np.array([row.get(name) or "" for row in rows], dtype=object) for name in TEXT_COLUMNS}
        number = {
            name: np.array([np.nan if (value := row.get(name)) is None else value for row in rows], dtype=float) for name in NUMBER_COLUMNS
        }
        return cls(text, number, beside or Beside())

    def __len__(self) -> int:
        """How many items."""
        return len(self.text["item_id"])

    def where(self, mask: Mask) -> "Facts":
        """The items that a mask picks; what stands beside items stays whole."""
        return Facts({k: v[mask] for k, v in self.text.items()}, {k: v[mask] for k, v in self.number.items()}, self.beside)

    def at(self, places: Sequence[int]) -> "Facts":
        """The items at these places."""
        chosen = np.asarray(places, dtype=np.int64)
        return Facts({k: v[chosen] for k, v in self.text.items()}, {k: v[chosen] for k, v in self.number.items()}, self.beside)

    def within(self, since: float | None, until: float | None) -> "Facts":
        """Items submitted, and re-readings, decoys and records made, in [since, until) (epoch seconds)."""
        low, high = since if since is not None else -np.inf, until if until is not None else np.inf
        chosen = self.where((self.number["submitted"] >= low) & (self.number["submitted"] < high))
        if since is None and until is None:
            return chosen
        beside = replace(
            self.beside,
            rereads=tuple(r for r in self.beside.rereads if low <= r[0] < high),
            decoys=tuple(d for d in self.beside.decoys if low <= d[0] < high),
            observations=tuple(o for o in self.beside.observations if low <= o.at < high),
            audits=tuple(audit for audit in self.beside.audits if low <= audit.at < high),
        )
        return Facts(chosen.text, chosen.number, beside)

    def without_beside(self) -> "Facts":
        """The same items alone: groups are measured on items only."""
        return Facts(self.text, self.number)
