"""A database with many items and their events, chained as the product chains them."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from sqlalchemy import insert

from policies.ledger import LedgerRow, Tag, canonical, event_hash, head, stamp
from policies.records import Database
from review_queue.tables import ItemRow

END = dt.datetime(2027, 1, 10, 15, tzinfo=dt.UTC)
SCHOOLS, TOPICS, REVIEWERS = [f"school_{n}" for n in range(40)], ["meals", "buses", "calendar", "fees", "hours", "forms"], 120
Event = tuple[str, str, str, str, dict[str, Any]]


def fill(database: Database, n_items: int, n_events: int, seed: int = 1) -> None:
    """Write items over two years and `n_events` events about them, in the order of their time."""
    rng = np.random.default_rng(seed)
    seconds = np.sort(rng.uniform(0, 730 * 86400, n_items))
    starts = [END - dt.timedelta(days=730) + dt.timedelta(seconds=float(s)) for s in seconds]
    _items(database, starts, rng)
    extra = n_events // n_items - 3
    events = sorted((event for number, at in enumerate(starts) for event in _events(number, at, extra, rng)), key=lambda event: event[0])
    with database.read() as session:
        seq, previous = head(session)
    rows: list[dict[str, Any]] = []
    for at, actor, tag, subject, payload in events[: n_events - seq]:
        seq += 1
        words = canonical(payload)
        own = event_hash(seq, at, actor, tag, subject, words, previous)
        rows.append(
            {"seq": seq, "at": at, "actor": actor, "tag": tag, "subject": subject, "payload": words, "previous": previous, "hash": own}
        )
        previous = own
        if len(rows) == 20_000:
            _write(database, LedgerRow, rows)
            rows = []
    _write(database, LedgerRow, rows)


def _write(database: Database, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        with database.write() as session:
            session.execute(insert(table), rows)


def _items(database: Database, starts: list[dt.datetime], rng: np.random.Generator) -> None:
    rows: list[dict[str, Any]] = []
    for number, at in enumerate(starts):
        question = {"text": f"question {number}", "language": "en", "received_at": at.isoformat(), "topic": "meals"}
        rows.append(
            {"id": f"item_{number}", "status": "approved", "rank": 2, "outcome": "drafted", "outcome_detail": "d", "topic": "meals"}
            | {"question": json.dumps(question), "language": "en", "provenance": "{}", "timings": "{}", "flags": "[]", "seen_hash": ""}
            | {"asked_by": "u_staff", "submitted_at": at, "changed_at": at, "is_closed": True, "due_at": at, "due_hour": 0, "risk_rank": 0}
        )
        if len(rows) == 10_000:
            _write(database, ItemRow, rows)
            rows = []
    _write(database, ItemRow, rows)


def _events(number: int, at: dt.datetime, extra: int, rng: np.random.Generator) -> Iterator[Event]:
    item, who = f"item_{number}", f"r{int(rng.integers(REVIEWERS))}"
    u = rng.random(6)
    arm = "" if u[0] < 0.2 else "pilot.holdout" if u[0] < 0.36 else "pilot.draft"
    outcome = {"": "abstained_no_source", "pilot.holdout": "abstained_held_back", "pilot.draft": "drafted"}[arm]
    timings = {"redact": 20.0, "triage": 2.0, "retrieve": 30.0 * (1 + u[1]), "draft": 8.0, "check": 12.0, "total": 80.0 * (1 + u[1])}
    payload = {"outcome": outcome, "flags": [arm] if arm else [], "language": "es" if u[2] < 0.22 else "en", "timings_ms": timings}
    payload |= {"school": SCHOOLS[int(u[3] * 40)], "topic": TOPICS[int(u[4] * 6)]}
    yield stamp(at), "u_staff", Tag.ITEM_SUBMITTED.value, item, payload
    for step in range(extra):
        moment = at + dt.timedelta(minutes=7 + 5 * step)
        tag = Tag.ITEM_CLAIMED if step % 2 == 0 else Tag.ITEM_RELEASED
        yield stamp(moment), who, tag.value, item, {"until": stamp(moment + dt.timedelta(hours=1)), "extends": False}
    taken = at + dt.timedelta(minutes=10 + 5 * extra)
    yield stamp(taken), who, Tag.ITEM_CLAIMED.value, item, {"until": stamp(taken + dt.timedelta(hours=1)), "extends": False}
    decision = "reject" if outcome == "drafted" and u[5] < 0.13 else "approve_with_edits" if u[5] < 0.55 else "approve"
    done = taken + dt.timedelta(seconds=float(240 * np.exp(rng.normal(0, 0.6)) * (0.8 if outcome == "drafted" else 1.0)))
    share = 0.0 if decision == "approve" else 0.12
    made = {"decision": decision, "reason_code": "wrong_fact" if decision == "reject" else None, "edit_share": share, "n_opened": 2}
    yield stamp(done), who, Tag.ITEM_DECIDED.value, item, made | {"outcome": outcome}
