"""The kinds of metric: a share, a quantile, a saving against the hold-out, a difference. Each says which items stand behind it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from eval.facts import Facts, Mask, Numbers
from eval.intervals import difference_interval, rare_interval, share_interval
from eval.resampling import quantile_interval, saving_interval
from policies.words.measures import Figure, Interval

SMALLEST_CELL = 5
"""Fewer items are not shown. Source: pilot plan, 'cells <5 suppressed'."""

Chooser = Callable[[Facts], Mask]
Reader = Callable[[Facts], Numbers]


@dataclass(frozen=True, slots=True)
class Named:
    """What every metric says of itself. `definition` is its formula in words."""

    name: str
    label: str
    definition: str
    unit: str
    least_n: int
    sources: tuple[str, ...]

    def figure(self, value: float | None, n: int, interval: Interval | None, has_enough: bool | None = None) -> Figure:
        """The figure with this metric's words."""
        enough = n >= self.least_n if has_enough is None else has_enough
        return Figure(
            self.name,
            value,
            n,
            self.unit,
            self.definition,
            interval,
            has_enough=enough,
            label=self.label,
            sources=self.sources,
            least_n=self.least_n,
        )

    def missing(self, needs: str) -> Figure:
        """No value, and what would have to be recorded first."""
        return replace(self.figure(None, 0, None, has_enough=False), needs=needs)


class Metric(Protocol):
    """Anything that gives a figure from facts and names the items behind it."""

    @property
    def named(self) -> Named:
        """Its words."""
        ...

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The figure with its interval at a confidence level, 0…1."""
        ...

    def behind(self, facts: Facts) -> Mask:
        """Which items stand behind the figure."""
        ...


@dataclass(frozen=True, slots=True)
class ShareMetric:
    """Hits of a base. `is_rare` takes Clopper-Pearson in place of Wilson."""

    named: Named
    base: Chooser
    hit: Chooser
    is_rare: bool = False

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The share with its interval."""
        base = self.base(facts)
        n, n_hits = int(base.sum()), int((base & self.hit(facts)).sum())
        interval = (rare_interval if self.is_rare else share_interval)(n_hits, n, level)
        return self.named.figure(n_hits / n if n else None, n, interval)

    def behind(self, facts: Facts) -> Mask:
        """The hits: the items that the share counts."""
        return self.base(facts) & self.hit(facts)


@dataclass(frozen=True, slots=True)
class MixMetric(ShareMetric):
    """One part of a mix: a share whose hits are named so closely that one to four of them stay unsaid."""

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The share with its interval; nothing but that it is small where one to four items are counted."""
        base = self.base(facts)
        if 0 < int((base & self.hit(facts)).sum()) < SMALLEST_CELL:
            return replace(self.named.figure(None, int(base.sum()), None, has_enough=False), is_suppressed=True)
        return ShareMetric.measure(self, facts, level)

    def behind(self, facts: Facts) -> Mask:
        """The hits; none where they stay unsaid."""
        hits = ShareMetric.behind(self, facts)
        return hits if int(hits.sum()) >= SMALLEST_CELL else np.zeros(len(facts), dtype=bool)


@dataclass(frozen=True, slots=True)
class QuantileMetric:
    """A quantile of a value over the items that have it; `is_by_staff` resamples whole members of staff."""

    named: Named
    read: Reader
    q: float = 0.5
    is_by_staff: bool = False

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The quantile with its bootstrap interval."""
        values = self.read(facts)
        has = ~np.isnan(values)
        chosen = values[has]
        clusters = facts.text["decider"][has] if self.is_by_staff else None
        interval = quantile_interval(chosen, self.q, level, clusters)
        return self.named.figure(float(np.quantile(chosen, self.q)) if len(chosen) else None, len(chosen), interval)

    def behind(self, facts: Facts) -> Mask:
        """Every item that has the value."""
        return ~np.isnan(self.read(facts))


@dataclass(frozen=True, slots=True)
class SavingMetric:
    """1 − median(treated) / median(control): the share of time that drafts save, by staff. `n` is the smaller side."""

    named: Named
    read: Reader
    treated: Chooser
    control: Chooser

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The saving with its clustered bootstrap interval."""
        values = self.read(facts)
        a, b = self.treated(facts) & ~np.isnan(values), self.control(facts) & ~np.isnan(values)
        n = int(min(a.sum(), b.sum()))
        by = facts.text["decider"]
        interval = saving_interval(values[a], values[b], level, by[a], by[b])
        value = 1 - float(np.median(values[a])) / float(np.median(values[b])) if interval is not None else None
        return self.named.figure(value, n, interval)

    def behind(self, facts: Facts) -> Mask:
        """Both sides."""
        return (self.treated(facts) | self.control(facts)) & ~np.isnan(self.read(facts))


@dataclass(frozen=True, slots=True)
class ShareDifference:
    """Share in one group minus share in another. `n` is the smaller group's base."""

    named: Named
    base: Chooser
    hit: Chooser
    first: Chooser
    second: Chooser

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The difference with Newcombe's interval."""
        base, hit = self.base(facts), self.hit(facts)
        a, b = base & self.first(facts), base & self.second(facts)
        n_a, n_b = int(a.sum()), int(b.sum())
        hits_a, hits_b = int((a & hit).sum()), int((b & hit).sum())
        value = hits_a / n_a - hits_b / n_b if n_a and n_b else None
        return self.named.figure(value, min(n_a, n_b), difference_interval(hits_a, n_a, hits_b, n_b, level))

    def behind(self, facts: Facts) -> Mask:
        """Both groups' bases."""
        return self.base(facts) & (self.first(facts) | self.second(facts))


@dataclass(frozen=True, slots=True)
class SchoolGap:
    """Share at the lowest school minus the share at all others; the level is split over the schools it was picked from (Bonferroni)."""

    named: Named
    base: Chooser
    hit: Chooser

    def measure(self, facts: Facts, level: float = 0.95) -> Figure:
        """The gap, ≤ 0 where one school is worse off; schools under the least n are left out."""
        base = self.base(facts)
        of_base, of_hits = Counter(facts.text["school"][base]), Counter(facts.text["school"][base & self.hit(facts)])
        names = [name for name in sorted(of_base) if name and of_base[name] >= self.named.least_n]
        if len(names) < 2:
            return self.named.figure(None, 0, None)
        counts = {name: (of_hits[name], of_base[name]) for name in names}
        lowest = min(names, key=lambda name: counts[name][0] / counts[name][1])
        hits, n = counts.pop(lowest)
        others, n_others = sum(c[0] for c in counts.values()), sum(c[1] for c in counts.values())
        interval = difference_interval(hits, n, others, n_others, 1 - (1 - level) / len(names))
        if interval is not None:
            interval = Interval(interval.low, interval.high, "newcombe_bonferroni", level)
        return self.named.figure(hits / n - others / n_others, n, interval)

    def behind(self, facts: Facts) -> Mask:
        """Items that name a school."""
        return self.base(facts) & (facts.text["school"] != "")
