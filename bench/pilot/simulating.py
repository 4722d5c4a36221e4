"""One simulated pilot: a plan, and the ledger events of its live phase with everything planted that the metrics should find."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import insert

from eval.beside import read_beside
from eval.facts import STEPS, Facts
from eval.pilot import PilotPlan, parse_plan
from eval.projection import Rules, fold
from policies.ledger import LedgerRow, Tag, canonical, event_hash, head, stamp
from policies.records import Database

START = dt.date(2026, 9, 1)
LOOKS = (42, 84, 126)
SCHOOLS = ("oak", "elm", "ash")


@dataclass(frozen=True)
class Truth:
    """What is planted. Shares 0…1; `saving` is the share of a person's time that a draft saves."""

    saving: float = 0.2
    n: int = 2000
    drafted: float = 0.8
    held_out: float = 0.2
    approved: float = 0.85
    approved_less_in_spanish: float = 0.0
    approved_errors: float = 0.015
    wrong_answers: float = 0.02
    pii_incidents: int = 0
    spanish: float = 0.22
    reread: float = 0.35
    n_reviewers: int = 24
    median_seconds: float = 240.0


def plan() -> PilotPlan:
    """The plan that every simulated pilot is read against: the template's targets."""
    days = [START + dt.timedelta(days=d) for d in LOOKS]
    criterion = {"holds": True, "evidence": "simulated"}
    return parse_plan(
        {
            "format": 1,
            "name": "Simulated pilot",
            "workflow": {"name": "Replies", "criteria": dict.fromkeys(("common", "measurable", "low_risk", "painful"), criterion)},
            "owner": {"name": "Somebody", "role": "Owner"},
            "schools": list(SCHOOLS),
            "baseline": {"first": START - dt.timedelta(days=28), "last": START - dt.timedelta(days=1)},
            "live": {"first": START, "last": days[-1]},
            "looks": days,
            "hold_out": {"share": 0.2, "seed": 1},
            "planned_n": 1600,
            "metrics": [
                {"metric": "pii_incidents", "part": "gate", "direction": "lower", "target": 0, "min_n": 200, "proof": "value"},
                {"metric": "approved_errors", "part": "gate", "direction": "lower", "target": 0.05, "min_n": 100},
                {"metric": "wrong_answer", "part": "gate", "direction": "lower", "target": 0.05, "min_n": 200},
                {"metric": "handling_saving", "part": "benefit", "direction": "higher", "target": 0.1, "beat": 0, "min_n": 100},
                {"metric": "approval_gap_es", "part": "equity", "direction": "higher", "target": -0.05, "beat": -0.15, "min_n": 50},
                {"metric": "staff_survey", "part": "staff", "direction": "higher", "target": 0.6, "min_n": 10, "proof": "value"},
            ],
            "stop_rules": [{"metric": "approved_errors", "when": "above", "value": 0.15, "min_n": 50, "then": "fix"}],
        }
    )


def write_pilot(database: Database, truth: Truth, seed: int) -> int:
    """Write a pilot's events behind what the ledger holds, chained as the product chains them; gives how many."""
    events = sorted(_events(truth, np.random.default_rng(seed)), key=lambda event: event[0])
    with database.read() as session:
        last, previous = head(session)
    rows = list[dict[str, Any]]()
    for seq, (at, actor, tag, subject, payload) in enumerate(events, start=last + 1):
        words, moment = canonical(payload), stamp(at)
        own = event_hash(seq, moment, actor, tag.value, subject, words, previous)
        row = {"seq": seq, "at": moment, "actor": actor, "tag": tag.value, "subject": subject, "payload": words}
        rows.append(row | {"previous": previous, "hash": own})
        previous = own
    with database.write() as session:
        for first in range(0, len(rows), 5000):
            session.execute(insert(LedgerRow), rows[first : first + 5000])
    return len(rows)


def facts_in_memory(truth: Truth, seed: int, rules: Rules) -> Facts:
    """The facts of a pilot by the product's own folding, without a database between: the same as through the ledger (a test holds it)."""
    events = sorted(_events(truth, np.random.default_rng(seed)), key=lambda event: event[0])
    told = [(seq, stamp(at), actor, tag.value, subject, payload) for seq, (at, actor, tag, subject, payload) in enumerate(events, start=1)]
    rows: dict[str, dict[str, Any]] = {}
    fold(rows, told, rules)
    return Facts.of(list(rows.values()), read_beside((at, tag, subject, payload) for _seq, at, _actor, tag, subject, payload in told))


def _events(truth: Truth, rng: np.random.Generator) -> list[tuple[dt.datetime, str, Tag, str, dict[str, Any]]]:
    events: list[tuple[dt.datetime, str, Tag, str, dict[str, Any]]] = []
    pace = np.exp(rng.normal(0, 0.3, truth.n_reviewers))
    start = dt.datetime.combine(START, dt.time(13), dt.UTC)
    for number, day in enumerate(np.sort(_days(truth.n, rng))):
        at = start + dt.timedelta(days=int(day), seconds=float(rng.uniform(0, 7 * 3600)), microseconds=number)
        item, language = f"item_{number}", "es" if rng.random() < truth.spanish else "en"
        is_drafted = rng.random() < truth.drafted
        is_held = is_drafted and rng.random() < truth.held_out
        outcome = "abstained_held_back" if is_held else "drafted" if is_drafted else "abstained_no_source"
        flags = [f"pilot.{'holdout' if is_held else 'draft'}"] if is_drafted else []
        payload = {"outcome": outcome, "flags": flags, "language": language, "school": SCHOOLS[number % 3], "topic": "meals"}
        payload["timings_ms"] = {step: float(place * 10 + number % 7) for place, step in enumerate(STEPS, start=1)}
        events.append((at, "staff", Tag.ITEM_SUBMITTED, item, payload))
        who = int(rng.integers(truth.n_reviewers))
        seconds = truth.median_seconds * pace[who] * float(np.exp(rng.normal(0, 0.6)))
        seconds *= (1 - truth.saving) if outcome == "drafted" else 1.0
        taken = at + dt.timedelta(seconds=float(rng.exponential(3 * 3600)))
        done = taken + dt.timedelta(seconds=seconds)
        until = stamp(taken + dt.timedelta(hours=1))
        events.append((taken, f"r{who}", Tag.ITEM_CLAIMED, item, {"until": until, "extends": False}))
        decision, reason = _decision(truth, rng, outcome, language)
        share = 0.0 if decision == "approve" else 0.12
        made = {"decision": decision, "reason_code": reason, "edit_share": share, "n_opened": 2, "outcome": outcome}
        events.append((done, f"r{who}", Tag.ITEM_DECIDED, item, made))
        if outcome == "drafted" and decision.startswith("approve") and rng.random() < truth.reread:
            is_wrong = rng.random() < truth.approved_errors
            why = "wrong_fact" if is_wrong else None
            events.append(
                (
                    done + dt.timedelta(hours=1),
                    "r_second",
                    Tag.REREAD_DONE,
                    f"reread_{number}",
                    {"agrees": not is_wrong, "reason_code": why},
                )
            )
    return events + _beside(truth, rng, start)


def _days(n: int, rng: np.random.Generator) -> Any:
    """School days of the live phase with a peak in the first two weeks and on three snow days."""
    days = np.arange(LOOKS[-1])
    weight = np.where(days % 7 < 5, 1.0, 0.1) * np.where(days < 14, 2.0, 1.0)
    weight[[95, 96, 110]] *= 4
    return rng.choice(days, size=n, p=weight / weight.sum())


def _decision(truth: Truth, rng: np.random.Generator, outcome: str, language: str) -> tuple[str, str | None]:
    if outcome != "drafted":
        return "approve_with_edits", None
    if rng.random() < truth.wrong_answers:
        return "escalate", None
    approved = truth.approved - (truth.approved_less_in_spanish if language == "es" else 0.0)
    if rng.random() < approved / (1 - truth.wrong_answers):
        return ("approve" if rng.random() < 0.5 else "approve_with_edits"), None
    return "reject", "wrong_fact"


def _beside(truth: Truth, rng: np.random.Generator, start: dt.datetime) -> list[tuple[dt.datetime, str, Tag, str, dict[str, Any]]]:
    recorded = [(start + dt.timedelta(days=7 * week), "incidents_checked", 1.0) for week in range(1, 18)]
    recorded += [(start + dt.timedelta(days=int(rng.integers(2, 120))), "incident_pii", 1.0) for _ in range(truth.pii_incidents)]
    recorded += [
        (start + dt.timedelta(days=30 + n, minutes=n), "survey_staff", float(rng.choice([3, 4, 5], p=[0.2, 0.5, 0.3]))) for n in range(18)
    ]
    return [(at, "leader", Tag.OBSERVATION_RECORDED, kind, {"value": value}) for at, kind, value in recorded]


def told(value: Any) -> str:
    """JSON for the report."""
    return json.dumps(value, indent=1)
