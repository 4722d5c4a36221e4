"""Facts in, figures out: counts by outcome, every metric with its interval, overall or by one grouping. Small cells stay unsaid."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from eval.beside import measure_beside
from eval.definitions import GROUPED, METRICS
from eval.facts import Facts, Numbers
from eval.intervals import share_interval
from eval.measuring import SMALLEST_CELL, Named
from policies.errors import BadInput
from policies.ledger import Tag
from policies.words.measures import Figure


def _weeks(submitted: Numbers) -> list[str]:
    """ISO weeks in UTC, worked out once for each day."""
    days = np.floor_divide(submitted, 86400).astype(np.int64)
    names = {day: dt.datetime.fromtimestamp(int(day) * 86400, dt.UTC).strftime("%G-W%V") for day in np.unique(days)}
    return [names[day] for day in days]


GROUPINGS: dict[str, Callable[[Facts], list[str]]] = {
    "language": lambda facts: list(facts.text["language"]),
    "school": lambda facts: list(facts.text["school"]),
    "topic": lambda facts: list(facts.text["topic"]),
    "week": lambda facts: _weeks(facts.number["submitted"]),
}

MIX = Named(
    "share_of_questions", "Share of all questions", "Questions of this group, of all questions.", "share", 200, (Tag.ITEM_SUBMITTED.value,)
)
"""The mix of topics, languages and schools: how the questions fall into the groups."""


TOO_FEW = "too_few_to_show"
"""Under this name stand together the outcomes, or reasons, that fewer than five items have."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What leaders read. `n_suppressed_groups` counts groups too small to show; small outcomes and reasons stand together as `TOO_FEW`."""

    n_items: int
    outcomes: dict[str, int]
    reasons: dict[str, int]
    figures: tuple[Figure, ...]
    n_suppressed_groups: int = 0


def measure(facts: Facts, by: str | None = None, level: float = 0.95) -> Measured:
    """Measure items. Raises: BadInput metrics.by naming the groupings."""
    if by is not None and by not in GROUPINGS:
        raise BadInput("metrics.by", "Metrics cannot be grouped by that.", f"Use one of: {', '.join(GROUPINGS)}.")
    outcomes = _shown_counts(Counter(map(str, facts.text["outcome"])))
    reasons = _shown_counts(Counter(str(reason) for reason in facts.text["reason"] if reason))
    if by is None:
        whole = (*(metric.measure(facts, level) for metric in METRICS), *measure_beside(facts, level))
        return Measured(len(facts), outcomes, reasons, whole)
    groups = grouped(facts, by)
    shown = shown_groups({name: len(members) for name, members in groups.items()})
    figures: list[Figure] = []
    for name in sorted(shown):
        n = len(groups[name])
        figures.append(replace(MIX.figure(n / len(facts), len(facts), share_interval(n, len(facts), level)), group=name))
        alone = groups[name].without_beside()
        figures += [replace(suppressed(metric.measure(alone, level)), group=name) for metric in GROUPED]
    return Measured(len(facts), outcomes, reasons, tuple(figures), len(groups) - len(shown))


def grouped(facts: Facts, by: str) -> dict[str, Facts]:
    """The facts of each group; items that do not say are a group of their own."""
    names = [name or "not stated" for name in GROUPINGS[by](facts)]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    return {name: facts.at(members) for name, members in places.items()}


def shown_groups(sizes: dict[str, int]) -> set[str]:
    """The groups that may be shown. When exactly one is too small, the next smallest stays unsaid too: else it follows from the total."""
    small = {name for name, n in sizes.items() if n < SMALLEST_CELL}
    rest = sorted((n, name) for name, n in sizes.items() if name not in small)
    if len(small) == 1 and len(rest) > 1:
        small.add(rest[0][1])
    return set(sizes) - small


def told_counts(counts: dict[str, int]) -> dict[str, int]:
    """Parts of a told total that may be told: five and more, and never all but one, for that one would follow."""
    ordered = sorted(((name, n) for name, n in counts.items() if n), key=lambda entry: (entry[1], entry[0]))
    n_small = sum(0 < n < SMALLEST_CELL for n in counts.values())
    kept = {name for name, _n in ordered[2 if n_small == 1 else n_small :]}
    return {name: n for name, n in counts.items() if name in kept}


def _shown_counts(counts: dict[str, int]) -> dict[str, int]:
    """Counts that may be told as they are; the others in one sum."""
    told = told_counts(counts)
    n_rest = sum(counts.values()) - sum(told.values())
    return told | ({TOO_FEW: n_rest} if n_rest else {})


def suppressed(figure: Figure) -> Figure:
    """A figure of a group on one to four items says nothing but that."""
    if 0 < figure.n < SMALLEST_CELL:
        return replace(figure, value=None, n=0, interval=None, has_enough=False, is_suppressed=True)
    return figure
