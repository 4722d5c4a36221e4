"""Reads the ledger into `measured_items`, forward only and in portions. Thrown away and read again it gives the same rows.

Nothing here looks at items themselves: what the ledger does not say is not measured.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from eval.facts import STEPS
from eval.tables import MeasuredRow, ReadUntilRow
from policies.ledger import LedgerRow, Tag
from policies.words.items import DecisionKind
from policies.words.measures import NEWSLETTER, Arm

PORTION = 20_000
"""Events read in one writing transaction, so that reviewers wait at most about a second for a first reading."""

_NAME = "items"
_READ = (
    Tag.ITEM_SUBMITTED,
    Tag.ITEM_CLAIMED,
    Tag.ITEM_RELEASED,
    Tag.ITEM_TAKEN_OVER,
    Tag.ITEM_PROPOSED,
    Tag.ITEM_DECIDED,
    Tag.ITEM_UNDONE,
    Tag.DECOY_PLANTED,
)
_APPROVALS = {DecisionKind.APPROVE.value, DecisionKind.APPROVE_WITH_EDITS.value}
_COLUMNS = [column.name for column in MeasuredRow.__table__.columns]
_ARMS = {f"pilot.{arm.value}": arm.value for arm in Arm}


@dataclass(frozen=True, slots=True)
class Rules:
    """What the reading leans on beside the ledger. Another `version` means that everything is read again.

    `hours(start, end)` are business hours; `allowed_hours(outcome)` the service level; `idle_seconds` cuts each stretch of holding an item.
    """

    hours: Callable[[dt.datetime, dt.datetime], float]
    allowed_hours: Callable[[str], float]
    idle_seconds: float
    version: str


Writing = Callable[[], AbstractContextManager[Session]]


def catch_up(writing: Writing, rules: Rules) -> int:
    """Read every event that was not read yet; gives the last sequence number read. Each portion is one writing transaction."""
    while True:
        with writing() as session:
            until, is_done = _read_portion(session, rules)
        if is_done:
            return until


def rebuild(session: Session) -> None:
    """Throw the reading away; the next `catch_up` reads the ledger from its first event."""
    session.execute(delete(MeasuredRow))
    session.execute(delete(ReadUntilRow))


def read_until(session: Session, rules: Rules) -> int:
    """Up to which event the rows hold under these rules; 0 for not at all."""
    state = session.get(ReadUntilRow, _NAME)
    return state.seq if state is not None and state.rules == rules.version else 0


def _read_portion(session: Session, rules: Rules) -> tuple[int, bool]:
    since = read_until(session, rules)
    if since == 0:
        rebuild(session)
    columns = (LedgerRow.seq, LedgerRow.at, LedgerRow.actor, LedgerRow.tag, LedgerRow.subject, LedgerRow.payload)
    query = select(*columns).where(LedgerRow.seq > since).order_by(LedgerRow.seq).limit(PORTION)
    found = session.execute(query).all()
    if found:
        _fold(session, rules, found)
    until = found[-1][0] if found else since
    session.execute(delete(ReadUntilRow))
    session.execute(insert(ReadUntilRow), [{"name": _NAME, "seq": until, "rules": rules.version}])
    return until, len(found) < PORTION


def _fold(session: Session, rules: Rules, found: Iterable[Any]) -> None:
    wanted = {tag.value for tag in _READ}
    events = [(seq, at, actor, tag, subject, json.loads(payload)) for seq, at, actor, tag, subject, payload in found if tag in wanted]
    known = {e[4] for e in events} - {e[4] for e in events if e[3] == Tag.ITEM_SUBMITTED.value}
    known |= {str(e[5].get("item_id")) for e in events if e[3] == Tag.DECOY_PLANTED.value}
    rows = _stored(session, known)
    fold(rows, events, rules)
    ids = sorted(known & set(rows))
    for start in range(0, len(ids), 500):
        session.execute(delete(MeasuredRow).where(MeasuredRow.item_id.in_(ids[start : start + 500])))
    if rows:
        session.execute(insert(MeasuredRow), list(rows.values()))


def fold(rows: dict[str, dict[str, Any]], events: Iterable[tuple[int, str, str, str, str, dict[str, Any]]], rules: Rules) -> None:
    """Change rows (by item id) as events say, each (seq, at, actor, tag, subject, payload), in the ledger's order."""
    for seq, at, actor, tag, subject, payload in events:
        moment = dt.datetime.fromisoformat(at)
        if tag == Tag.ITEM_SUBMITTED.value:
            if NEWSLETTER not in (payload.get("flags") or ()):  # no family asked: nothing that follows finds a row
                rows[subject] = _submitted(subject, moment, payload) | {"seq": seq}
            continue
        row = rows.get(str(payload["item_id"]) if tag == Tag.DECOY_PLANTED.value else subject)
        if row is not None:
            _change(row, moment, actor, tag, payload, rules)
            row["seq"] = seq


def _stored(session: Session, ids: set[str]) -> dict[str, dict[str, Any]]:
    """Rows already written, as dictionaries."""
    columns = [getattr(MeasuredRow, name) for name in _COLUMNS]
    ordered, rows = sorted(ids), dict[str, dict[str, Any]]()
    for start in range(0, len(ordered), 500):
        for values in session.execute(select(*columns).where(MeasuredRow.item_id.in_(ordered[start : start + 500]))):
            row = dict(zip(_COLUMNS, values, strict=True))
            rows[row["item_id"]] = row
    return rows


def _submitted(item_id: str, moment: dt.datetime, payload: dict[str, Any]) -> dict[str, Any]:
    flags = payload.get("flags") or ()
    arm = next((_ARMS[flag] for flag in flags if flag in _ARMS), Arm.NONE.value)
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row |= {"item_id": item_id, "is_decoy": False, "submitted": moment.timestamp(), "outcome": payload["outcome"], "arm": arm}
    row |= {name: payload.get(name) or "" for name in ("language", "school", "topic")}
    row |= dict.fromkeys(("decision", "reason", "decider"), "")
    times: dict[str, float] = payload.get("timings_ms") or {}
    return row | {f"ms_{step}": times.get(step) for step in STEPS}


def _change(row: dict[str, Any], moment: dt.datetime, actor: str, tag: str, payload: dict[str, Any], rules: Rules) -> None:
    now = moment.timestamp()
    if tag == Tag.DECOY_PLANTED.value:
        row["is_decoy"] = True
        return
    _count_work(row, now, rules)
    if tag == Tag.ITEM_CLAIMED.value:
        row["held_since"], row["held_until"] = now, dt.datetime.fromisoformat(payload["until"]).timestamp()
    elif tag == Tag.ITEM_DECIDED.value and row["decision"] == "":
        start = dt.datetime.fromtimestamp(row["submitted"], dt.UTC)
        hours = rules.hours(start, moment)
        row |= {
            "decision": payload["decision"],
            "reason": payload.get("reason_code") or "",
            "decider": actor,
            "decided": now,
            "decided_hours": hours,
            "on_time": float(hours <= rules.allowed_hours(row["outcome"])),
        }
        if payload["decision"] in _APPROVALS:
            row |= {"response_hours": hours, "edit_share": payload.get("edit_share"), "n_opened": payload.get("n_opened")}
    elif tag == Tag.ITEM_UNDONE.value and row["decided"] == dt.datetime.fromisoformat(payload["of"]).timestamp():
        row |= dict.fromkeys(("decision", "reason", "decider"), "")
        row |= dict.fromkeys(("decided", "decided_hours", "on_time", "response_hours", "edit_share", "n_opened"))


def _count_work(row: dict[str, Any], now: float, rules: Rules) -> None:
    """Adds the stretch since the item was taken (or the hold was extended), cut at its expiry and at the idle limit."""
    if row["held_since"] is None:
        return
    stretch = min(now, row["held_until"]) - row["held_since"]
    row["handling_seconds"] = (row["handling_seconds"] or 0.0) + max(0.0, min(stretch, rules.idle_seconds))
    row["held_since"], row["held_until"] = None, None
