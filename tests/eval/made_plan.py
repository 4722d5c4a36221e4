"""A pilot plan written out for tests."""

import copy
from typing import Any

from eval.pilot import PilotPlan, parse_plan

_CRITERION = {"holds": True, "evidence": "counted in May"}
_PLAN: dict[str, Any] = {
    "format": 1,
    "name": "Answers for families",
    "workflow": {"name": "Front-office replies", "criteria": dict.fromkeys(("common", "measurable", "low_risk", "painful"), _CRITERION)},
    "owner": {"name": "A. Owner", "role": "Superintendent"},
    "schools": ["oak"],
    "baseline": {"first": "2026-08-03", "last": "2026-08-30"},
    "live": {"first": "2026-09-01", "last": "2026-12-31"},
    "looks": ["2026-10-15", "2026-12-31"],
    "hold_out": {"share": 0.2, "seed": 7},
    "planned_n": 400,
    "metrics": [
        {"metric": "pii_incidents", "part": "gate", "direction": "lower", "target": 0, "min_n": 50, "proof": "value"},
        {"metric": "wrong_answer", "part": "gate", "direction": "lower", "target": 0.05, "min_n": 50},
        {"metric": "handling_saving", "part": "benefit", "direction": "higher", "target": 0.1, "beat": 0, "min_n": 30},
    ],
    "stop_rules": [{"metric": "wrong_answer", "when": "above", "value": 0.3, "min_n": 20, "then": "decommission"}],
}


def plan_data(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(_PLAN) | changes


def a_plan(**changes: Any) -> PilotPlan:
    return parse_plan(plan_data(**changes))
