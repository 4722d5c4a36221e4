"""What is planted in a season, the days on which its questions come, and the pilot plan they are asked under."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from assistant.demo.loading import FOLDER
from eval.cases import Case, read_cases

BASELINE, LIVE = (dt.date(2026, 8, 3), dt.date(2026, 8, 14)), (dt.date(2026, 8, 17), dt.date(2027, 1, 29))
LOOKS = (dt.date(2026, 10, 16), dt.date(2026, 12, 11), dt.date(2027, 1, 29))
PEAK = (dt.date(2026, 8, 17), dt.date(2026, 8, 28))
"""The first two weeks of school: three times as many questions."""
SNOW_DAYS = (dt.date(2026, 12, 9), dt.date(2027, 1, 20))
"""Five times as many questions each."""


@dataclass(frozen=True)
class Planted:
    """The truth. Shares 0…1; `saving` is the share of a person's time that a draft saves."""

    n: int = 900
    spanish: float = 0.3
    saving: float = 0.25
    held_out: float = 0.2
    median_seconds: float = 260.0
    zero_edits: float = 0.5
    wrong_at_second_reading: float = 0.06
    decoys_caught: float = 0.8
    silence_filled: float = 0.3
    staff_would_keep: float = 0.75
    n_reviewers: int = 10


def golden() -> dict[str, list[Case]]:
    """The fictional district's golden cases by language."""
    found: dict[str, list[Case]] = {"en": [], "es": []}
    for case in read_cases(Path(FOLDER) / "questions.jsonl"):
        found[case.language or "en"].append(case)
    return found


def arrivals(truth: Planted, rng: np.random.Generator, zone: ZoneInfo) -> list[tuple[dt.datetime, Case]]:
    """When which case is asked, in order."""
    span = (LIVE[1] - BASELINE[0]).days + 1
    days = [BASELINE[0] + dt.timedelta(days=number) for number in range(span)]
    weight = np.array([_weight(day) for day in days])
    cases = golden()
    made: list[tuple[dt.datetime, Case]] = []
    for place in rng.choice(span, size=truth.n, p=weight / weight.sum()):
        language = "es" if rng.random() < truth.spanish else "en"
        case = cases[language][int(rng.integers(len(cases[language])))]
        at = dt.datetime.combine(days[int(place)], dt.time(7), zone) + dt.timedelta(seconds=float(rng.uniform(0, 9 * 3600)))
        made.append((at.astimezone(dt.UTC), case))
    return sorted(made, key=lambda entry: entry[0])


def _weight(day: dt.date) -> float:
    if day in SNOW_DAYS:
        return 5.0
    if day.weekday() >= 5:
        return 0.1
    return 3.0 if PEAK[0] <= day <= PEAK[1] else 1.0


def plan_of(truth: Planted, schools: list[str]) -> str:
    """The plan as JSON, which is YAML too: the template's targets over this season's dates."""
    criterion = {"holds": True, "evidence": "simulated"}
    target: dict[str, Any] = {"direction": "lower", "part": "gate"}
    return json.dumps(
        {
            "format": 1,
            "name": "One simulated season",
            "workflow": {"name": "Replies", "criteria": dict.fromkeys(("common", "measurable", "low_risk", "painful"), criterion)},
            "owner": {"name": "Somebody", "role": "Owner"},
            "schools": schools,
            "baseline": {"first": str(BASELINE[0]), "last": str(BASELINE[1])},
            "live": {"first": str(LIVE[0]), "last": str(LIVE[1])},
            "looks": [str(day) for day in LOOKS],
            "hold_out": {"share": truth.held_out, "seed": 7},
            "planned_n": max(50, int(truth.n * 0.5)),
            "metrics": [
                target | {"metric": "pii_incidents", "target": 0, "min_n": 100, "proof": "value"},
                target | {"metric": "approved_errors", "target": 0.15, "min_n": 50},
                target | {"metric": "wrong_answer", "target": 0.15, "min_n": 100},
                {"metric": "handling_saving", "part": "benefit", "direction": "higher", "target": 0.1, "beat": 0, "min_n": 50},
                {"metric": "staff_survey", "part": "staff", "direction": "higher", "target": 0.6, "min_n": 10, "proof": "value"},
            ],
        }
    )
