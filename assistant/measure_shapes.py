"""The JSON of measurement."""

from typing import Any

from eval.flow import Measured
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
