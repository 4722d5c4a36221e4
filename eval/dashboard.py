"""What a leader reads in a minute: large figures with their change, adoption beside benefit, trends by week, groups side by side."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.beside import measure_beside
from eval.definitions import METRICS
from eval.facts import Facts
from eval.flow import SMALLEST_CELL, grouped, shown_groups, suppressed
from policies.words.measures import Figure

WITHOUT_PLAN = ("response_hours", "handling_seconds", "approval_rate", "wrong_answer", "approved_errors")
"""Shown large while no plan says what matters."""

ADOPTION, BENEFIT = ("draft_coverage", "drafts_used"), ("handling_saving", "response_hours")
"""Shown beside each other, never one alone. Source: issue 8, 'measuring whether tools get used rather than whether they help'."""

TRENDS = ("drafts_used", "approval_rate", "response_hours", "handling_seconds")
BESIDE_GROUPS = ("draft_coverage", "approval_rate", "response_hours", "within_service_level")
MOST_WEEKS = 26
"""Weeks of a trend; older ones are in the exports."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of the last days beside the equal days before. `is_clear`: the two intervals do not overlap."""

    now: Figure
    before: Figure

    @property
    def is_told(self) -> bool:
        """Whether both rest on enough to be put beside each other."""
        least = max(SMALLEST_CELL, self.now.least_n // 10)
        return self.now.value is not None and self.before.value is not None and min(self.now.n, self.before.n) >= least

    @property
    def is_clear(self) -> bool:
        """Whether the change is larger than the uncertainty of both; a cautious reading."""
        a, b = self.now.interval, self.before.interval
        return self.is_told and a is not None and b is not None and (a.low > b.high or a.high < b.low)


@dataclass(frozen=True, slots=True)
class Trend:
    """One metric week by week, oldest first; a week with too few says nothing but that. `weeks` are Mondays."""

    name: str
    label: str
    unit: str
    weeks: tuple[dt.date, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Figures of each group that may be shown."""

    by: str
    rows: tuple[tuple[str, int, tuple[Figure, ...]], ...]
    n_suppressed: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the page but the verdict. `overall` is over all items."""

    n_items: int
    n_days: int
    overall: dict[str, Figure]
    changes: dict[str, Change]
    n_now: int
    n_before: int
    per_week: tuple[tuple[dt.date, int], ...]
    trends: tuple[Trend, ...]
    groups: tuple[Groups, ...]


def read_dashboard(facts: Facts, names: Sequence[str], today: dt.date, start_of: Callable[[dt.date], float], n_days: int = 28) -> Dashboard:
    """The dashboard as of a day. `start_of` gives a local day's first moment, epoch seconds."""
    wanted = {*names, *ADOPTION, *BENEFIT}
    ends = [start_of(today + dt.timedelta(days=1 - back)) for back in (0, n_days, 2 * n_days)]
    now, before = facts.within(ends[1], ends[0]), facts.within(ends[2], ends[1])
    figures_now, figures_before = figures_of(now, wanted), figures_of(before, wanted)
    changes = {name: Change(figures_now[name], figures_before[name]) for name in figures_now}
    mondays, weeks = by_week(facts, today, start_of)
    counts = tuple((monday, len(week)) for monday, week in zip(mondays, weeks, strict=True))
    trends = tuple(_trend(name, mondays, weeks) for name in TRENDS) if mondays else ()
    groups = tuple(_groups(now, by) for by in ("language", "school"))
    return Dashboard(len(facts), n_days, figures_of(facts, wanted), changes, len(now), len(before), counts, trends, groups)


def figures_of(facts: Facts, names: set[str], level: float = 0.95) -> dict[str, Figure]:
    """The figures of these names, by name."""
    found = [metric.measure(facts, level) for metric in METRICS if metric.named.name in names]
    return {figure.name: figure for figure in (*found, *measure_beside(facts, level)) if figure.name in names}


def by_week(facts: Facts, today: dt.date, start_of: Callable[[dt.date], float]) -> tuple[tuple[dt.date, ...], list[Facts]]:
    """The last weeks that have begun, from the first with a question on, and the items of each."""
    if not len(facts):
        return (), []
    this = today - dt.timedelta(days=today.weekday())
    mondays = [this - dt.timedelta(weeks=back) for back in reversed(range(MOST_WEEKS))]
    edges = [start_of(monday) for monday in mondays] + [start_of(this + dt.timedelta(weeks=1))]
    first = float(np.min(facts.number["submitted"]))
    start = next((place for place in range(MOST_WEEKS) if edges[place + 1] > first), MOST_WEEKS)
    alone = facts.without_beside()
    return tuple(mondays[start:]), [alone.within(edges[place], edges[place + 1]) for place in range(start, MOST_WEEKS)]


def _trend(name: str, mondays: tuple[dt.date, ...], weeks: Sequence[Facts]) -> Trend:
    metric = next(metric for metric in METRICS if metric.named.name == name)
    return Trend(name, metric.named.label, metric.named.unit, mondays, tuple(suppressed(metric.measure(week)) for week in weeks))


def _groups(facts: Facts, by: str) -> Groups:
    groups = grouped(facts, by)
    shown = shown_groups({name: len(members) for name, members in groups.items()})
    metrics = [metric for name in BESIDE_GROUPS for metric in METRICS if metric.named.name == name]
    rows = tuple(
        (
            name,
            len(groups[name]),
            tuple(replace(suppressed(metric.measure(groups[name].without_beside())), group=name) for metric in metrics),
        )
        for name in sorted(shown)
    )
    return Groups(by, rows, len(groups) - len(shown))
