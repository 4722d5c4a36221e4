"""The JSON of measurement."""

from typing import Any

from assistant.services.pilot_scorecard import Reading
from assistant.shapes import moment
from eval.flow import Measured
from eval.wording import next_step, sentence
from policies.words.measures import Figure, Interval


def interval_shape(interval: Interval | None) -> dict[str, Any] | None:
    """Where the true value lies, by which method, at which confidence level."""
    if interval is None:
        return None
    return {"low": interval.low, "high": interval.high, "method": interval.method, "level": interval.level}


def figure_shape(figure: Figure) -> dict[str, Any]:
    """One figure with what it rests on."""
    return {
        "name": figure.name,
        "label": figure.label,
        "value": figure.value,
        "n": figure.n,
        "unit": figure.unit,
        "interval": interval_shape(figure.interval),
        "definition": figure.definition,
        "group": figure.group,
        "has_enough": figure.has_enough,
        "least_n": figure.least_n,
        "sources": list(figure.sources),
        "needs": figure.needs,
        "is_suppressed": figure.is_suppressed,
    }


def measured_shape(measured: Measured) -> dict[str, Any]:
    """Counts and every figure."""
    return {
        "n_items": measured.n_items,
        "outcomes": measured.outcomes,
        "reasons": measured.reasons,
        "figures": [figure_shape(figure) for figure in measured.figures],
        "n_suppressed_groups": measured.n_suppressed_groups,
    }


def scorecard_shape(reading: Reading) -> dict[str, Any]:
    """The verdict, why, how sure, and every target with its figure."""
    card, plan = reading.card, reading.plan
    look = card.look
    return {
        "plan": {
            "name": plan.plan.name,
            "hash": plan.hash,
            "number": plan.number,
            "locked_at": moment(plan.locked_at),
            "locked_by": plan.locked_by,
            "changes": [
                {"number": v.number, "at": moment(v.locked_at), "by": v.locked_by, "reason": v.reason, "changed": list(v.changed)}
                for v in reading.changes
            ],
            "community_priorities": [p.model_dump(mode="json") for p in plan.plan.community_priorities],
        },
        "verdict": card.verdict.value,
        "sentence": sentence(card),
        "next": next_step(card),
        "look": {
            "number": look.number,
            "of": look.n_looks,
            "day": look.day.isoformat() if look.day else None,
            "next": look.following.isoformat() if look.following else None,
            "level": look.level,
            "information": look.information,
        },
        "stopped": [rule.model_dump(mode="json") for rule in card.stopped],
        "targets": [
            row.target.model_dump(mode="json") | {"standing": row.standing.value, "change": row.change, "figure": figure_shape(row.figure)}
            for row in card.rows
        ],
    }
