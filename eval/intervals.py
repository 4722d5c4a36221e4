"""Intervals by SciPy: Wilson for shares, bootstrap for medians."""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Sequence

from policies.words.measures import Interval


def share_interval(n_hits: int, n: int, level: float = 0.95) -> Interval | None:
    """Wilson score interval of a share; None without observations. Source: Wilson 1927, as SciPy's `binomtest` computes it."""
    if n == 0:
        return None
    from scipy.stats import binomtest

    found = binomtest(n_hits, n).proportion_ci(confidence_level=level, method="wilson")
    return Interval(float(found.low), float(found.high), "wilson", level)


def median_interval(values: Sequence[float], level: float = 0.95, seed: int = 1) -> Interval | None:
    """Percentile bootstrap interval (2,000 resamples, fixed seed) of a median; None below two observations."""
    if len(values) < 2:
        return None
    import numpy as np

    data = np.asarray(values, dtype=float)
    rng = np.random.default_rng(seed)
    medians = np.median(rng.choice(data, size=(2000, len(data))), axis=1)
    low, high = np.quantile(medians, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), "bootstrap", level)
