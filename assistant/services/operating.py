"""What an operator watches: the queue's age, outcomes at rest, the ledger, the parts that requests need. Codes and counts, never text."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import func, select

from assistant.compose import House
from assistant.services.governance import Part
from policies import ledger
from policies.errors import CountersignError
from policies.words.items import ItemStatus, ReasonCode
from policies.words.questions import Outcome
from review_queue.tables import DecisionRow, ItemRow

VERIFY_SECONDS = 3600.0
"""How often the whole chain is read anew: a million events take about half a minute of one core."""


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """What the last verification found, and when (epoch seconds)."""

    is_ok: bool
    at: float


class LedgerWatch:
    """Verifies the ledger beside the requests, at most every `VERIFY_SECONDS`; the first reading comes after the first asking."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reading: LedgerReading | None = None
        self._is_running = False

    def latest(self, house: House) -> LedgerReading | None:
        """The last reading, None before the first; begins another when it is due."""
        with self._lock:
            is_due = self._reading is None or time.time() - self._reading.at >= VERIFY_SECONDS
            if is_due and not self._is_running:
                self._is_running = True
                threading.Thread(target=self.verify, args=(house,), name="ledger watch", daemon=True).start()
            return self._reading

    def verify(self, house: House) -> LedgerReading | None:
        """Read the whole chain now. A database that does not answer leaves the last reading as it is."""
        try:
            with house.database.read() as session:
                reading = LedgerReading(ledger.verify(session).is_ok, time.time())
            with self._lock:
                self._reading = reading
        except CountersignError:
            return self._reading
        finally:
            self._is_running = False
        return reading


class Signals:
    """A collector of Prometheus that reads the database once for each scrape."""

    def __init__(self, house: House, parts: Sequence[Part], ledger_reading: LedgerReading | None) -> None:
        self._house, self._parts, self._ledger = house, parts, ledger_reading

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every signal. A part that is not usable says so; the figures that need the database are then left out."""
        yield _labelled("countersign_ready", "1 when a part that requests need is usable.", "part", {p.name: p.is_ok for p in self._parts})
        if self._ledger is not None:
            yield GaugeMetricFamily("countersign_ledger_intact", "1 when the ledger's chain held.", value=float(self._ledger.is_ok))
            yield GaugeMetricFamily("countersign_ledger_verified_seconds", "When it was last verified, epoch.", value=self._ledger.at)
        try:
            yield from self._at_rest()
        except CountersignError:
            return

    def _at_rest(self) -> Iterator[GaugeMetricFamily]:
        now = self._house.clock.now()
        with self._house.database.read() as session:
            by_status = {
                str(status): int(n) for status, n in session.execute(select(ItemRow.status, func.count()).group_by(ItemRow.status))
            }
            by_outcome = {str(name): int(n) for name, n in session.execute(select(ItemRow.outcome, func.count()).group_by(ItemRow.outcome))}
            is_open = ItemRow.is_closed.is_(False)
            oldest = session.scalar(select(func.min(ItemRow.submitted_at)).where(is_open))
            n_late = session.scalar(select(func.count()).select_from(ItemRow).where(is_open, ItemRow.due_at < now)) or 0
            private = (DecisionRow.reason_code == ReasonCode.PRIVACY.value) & DecisionRow.undone_at.is_(None)
            n_private = session.scalar(select(func.count()).select_from(DecisionRow).where(private)) or 0
            n_events = ledger.head(session)[0]
        yield _labelled("countersign_items", "Items by status.", "status", {s.value: by_status.get(s.value, 0) for s in ItemStatus})
        outcomes = {outcome.value: by_outcome.get(outcome.value, 0) for outcome in Outcome}
        yield _labelled("countersign_items_by_outcome", "Items by outcome.", "outcome", outcomes)
        age = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
        yield GaugeMetricFamily("countersign_queue_oldest_seconds", "Age of the oldest item that waits; 0 when none does.", value=age)
        yield GaugeMetricFamily("countersign_queue_late", "Items that wait beyond the policy's service level.", value=float(n_late))
        yield GaugeMetricFamily("countersign_privacy_rejections", "Drafts ever rejected with the reason privacy.", value=float(n_private))
        yield GaugeMetricFamily("countersign_ledger_events", "Events in the ledger.", value=float(n_events))


def _labelled(name: str, meaning: str, label: str, values: dict[str, int] | dict[str, bool]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family
