"""Facts in, figures out: counts by outcome, shares and medians with their intervals, overall or by one grouping."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eval.definitions import MEDIANS, SHARES, STEPS, step_time
from policies.errors import BadInput
from policies.words.measures import Figure, ItemFact

SMALLEST_CELL = 5
"""Groups with fewer items are not shown. Source: pilot plan, 'cells <5 suppressed'."""

GROUPINGS: dict[str, Callable[[ItemFact], str | None]] = {
    "language": lambda fact: fact.language,
    "school": lambda fact: fact.school,
    "topic": lambda fact: fact.topic,
    "week": lambda fact: f"{fact.submitted_at.isocalendar().year}-W{fact.submitted_at.isocalendar().week:02d}",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What leaders read. `n_suppressed_groups` counts groups too small to show."""

    n_items: int
    outcomes: dict[str, int]
    reasons: dict[str, int]
    figures: tuple[Figure, ...]
    n_suppressed_groups: int = 0


def measure(facts: Sequence[ItemFact], by: str | None = None) -> Measured:
    """Measure items. Raises: BadInput metrics.by naming the groupings."""
    if by is not None and by not in GROUPINGS:
        raise BadInput("metrics.by", "Metrics cannot be grouped by that.", f"Use one of: {', '.join(GROUPINGS)}.")
    outcomes = Counter(fact.outcome for fact in facts)
    reasons = Counter(fact.reason_code for fact in facts if fact.reason_code)
    metrics = (*SHARES, *MEDIANS, *(step_time(step) for step in STEPS))
    if by is None:
        return Measured(len(facts), dict(outcomes), dict(reasons), tuple(metric.measure(facts) for metric in metrics))
    groups: dict[str, list[ItemFact]] = {}
    for fact in facts:
        groups.setdefault(GROUPINGS[by](fact) or "not stated", []).append(fact)
    shown = {name: members for name, members in groups.items() if len(members) >= SMALLEST_CELL}
    figures = tuple(replace(metric.measure(members), group=name) for name, members in sorted(shown.items()) for metric in metrics)
    return Measured(len(facts), dict(outcomes), dict(reasons), figures, len(groups) - len(shown))
