"""First page and claim-next of a full queue, at service level on SQLite, as the queue grows; and a ledger of 100,000 events verified.

    python -m bench.review.queue [--sizes 1000,10000,100000] [--rounds 40] [--events 100000] [--out FILE]

The service level is the function that both doors call, with its own transaction (synchronous=FULL for claim-next) and its permission check;
HTTP and HTML are not in the figure. The first thousand items are submitted one by one, a fifth of them sensitive or without a draft; the
rest are copies of their rows with other ids and moments. Beside wall time stands the CPU time of the process: on a shared machine the
wall time is mostly waiting.
"""

import argparse
import datetime as dt
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import insert, select, text

from assistant import schema
from assistant.compose import House
from assistant.services import questions, review
from policies.clock import Clock
from policies.ledger import FIRST, LedgerRow, event_hash, stamp, verify
from policies.records import Database
from policies.words.people import Actor, Role
from policies.words.questions import Outcome
from review_queue.items import Filter
from review_queue.tables import ItemRow
from tests.review_queue.desk import NOW, Desk, policy, submission

OUTCOMES = (Outcome.DRAFTED,) * 8 + (Outcome.ESCALATED_SENSITIVE, Outcome.ABSTAINED_NO_SOURCE)
REVIEWER = Actor("u_reviewer", frozenset({Role.REVIEWER}))
SUBMITTED = 1000


def main() -> None:
    """Grow one queue and time both calls at each size; then verify a ledger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="waiting items, ascending")
    parser.add_argument("--rounds", type=int, default=40, help="calls at each size")
    parser.add_argument("--events", type=int, default=100_000, help="events of the ledger to verify")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'queue.db'}")
        schema.upgrade(database)
        submit(database)
        n = SUBMITTED
        for size in map(int, options.sizes.split(",")):
            copy(database, n, size)
            n = max(n, size)
            figures[str(size)] = measure(database, options.rounds)
            print(size, json.dumps(figures[str(size)]), flush=True)
        ledger = Database(f"sqlite:///{Path(folder) / 'ledger.db'}")
        schema.upgrade(ledger)
        figures["ledger"] = verified(ledger, options.events)
        print("ledger", json.dumps(figures["ledger"]), flush=True)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def submit(database: Database) -> None:
    """The first items, each by the queue's own door."""
    with database.write() as session:
        desk = Desk(session)
        for number in range(SUBMITTED):
            desk.submit(submission(OUTCOMES[number % len(OUTCOMES)]))
            desk.later(seconds=1)


def copy(database: Database, n: int, size: int) -> None:
    """Copies of the first items, later by their number in seconds, until `size` wait."""
    with database.write() as session:
        first = [dict(row._mapping) for row in session.execute(select(ItemRow.__table__).order_by(ItemRow.submitted_at).limit(SUBMITTED))]
        made = []
        for number in range(n, size):
            row = dict(first[number % SUBMITTED])
            later = dt.timedelta(seconds=number)
            row |= {"id": f"item_{number:016x}", "submitted_at": row["submitted_at"] + later, "due_at": row["due_at"] + later}
            row["due_hour"] = int(row["due_at"].timestamp() // 3600)
            row |= {"status": "queued", "claimed_by": None, "claim_expires_at": None, "claimed_at": None, "opened_policy": None}
            made.append(row)
        for start in range(0, len(made), 5000):
            session.execute(insert(ItemRow), made[start : start + 5000])
    with database.write() as session:
        session.execute(text("ANALYZE"))


def measure(database: Database, rounds: int) -> dict[str, Any]:
    """Median and 95th percentile of both calls. Unit: milliseconds."""
    now = NOW + dt.timedelta(days=2)
    house = cast("House", SimpleNamespace(database=database, policy=policy(), clock=Clock("America/Chicago", lambda: now)))
    return {
        "first_page_50": timed(rounds, lambda: questions.list_items(house, REVIEWER, Filter(is_open=True), None, 50)),
        "claim_next": timed(rounds, lambda: review.claim_next(house, REVIEWER)),
    }


def verified(database: Database, n: int) -> dict[str, Any]:
    """Write n events by the published rule and verify them all."""
    previous, rows = FIRST, []
    for seq in range(1, n + 1):
        at, payload = stamp(NOW + dt.timedelta(seconds=seq)), json.dumps({"n": seq}, separators=(",", ":"))
        hash_ = event_hash(seq, at, "u_clerk", "item.claimed", f"item_{seq}", payload, previous)
        told = {"seq": seq, "at": at, "actor": "u_clerk", "tag": "item.claimed", "subject": f"item_{seq}", "payload": payload}
        rows.append({**told, "previous": previous, "hash": hash_})
        previous = hash_
    with database.write() as session:
        for start in range(0, n, 5000):
            session.execute(insert(LedgerRow), rows[start : start + 5000])
    with database.read() as session:
        began, cpu = time.perf_counter(), time.process_time()
        found = verify(session, (n, previous))
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    assert found.is_ok
    return {"events": found.n_events, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2)}


def timed(rounds: int, call: Callable[[], object]) -> dict[str, float]:
    """Milliseconds of a call, after two that are not counted."""
    wall: list[float] = []
    cpu: list[float] = []
    for number in range(rounds + 2):
        began, spent = time.perf_counter(), time.process_time()
        assert call()
        if number >= 2:
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
    wall.sort()
    median = statistics.median
    return {"median_ms": round(median(wall), 2), "p95_ms": round(wall[int(len(wall) * 0.95)], 2), "median_cpu_ms": round(median(cpu), 2)}


if __name__ == "__main__":
    main()
