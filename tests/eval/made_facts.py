"""Facts written out by hand for tests."""

import datetime as dt
from typing import Any

from eval.facts import STEPS, Beside, Facts

AT = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)


def fact(number: int = 0, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "item_id": f"item_{number}",
        "outcome": "drafted",
        "arm": "none",
        "topic": "meals",
        "language": "en",
        "submitted": AT.timestamp(),
        **{f"ms_{step}": 10.0 + number for step in STEPS},
    }
    return row | changes


def decided(number: int, decision: str, hours: float, **changes: Any) -> dict[str, Any]:
    done: dict[str, Any] = {"decision": decision, "decided_hours": hours, "decided": AT.timestamp() + hours * 3600, "decider": "r1"}
    if decision.startswith("approve"):
        done["response_hours"] = hours
    return fact(number, **(done | changes))


def facts(rows: list[dict[str, Any]], beside: Beside | None = None) -> Facts:
    return Facts.of(rows, beside)
