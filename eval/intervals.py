"""Intervals and tests by SciPy: Wilson, Clopper-Pearson, Newcombe, McNemar. `eval.resampling` holds the bootstrap.

statsmodels is not installed: Newcombe's interval is put together from SciPy's two Wilson intervals by the published rule.
"""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from functools import lru_cache
from math import sqrt

from policies.words.measures import Interval


@lru_cache(maxsize=4096)
def share_interval(n_hits: int, n: int, level: float = 0.95) -> Interval | None:
    """Wilson score interval of a share; None without observations. Source: Wilson 1927, as SciPy's `BinomTestResult` computes it."""
    if n == 0:
        return None
    from scipy.stats._result_classes import BinomTestResult

    found = BinomTestResult(k=n_hits, n=n, alternative="two-sided", statistic=n_hits / n, pvalue=None)
    ends = found.proportion_ci(confidence_level=level, method="wilson")
    return Interval(float(ends.low), float(ends.high), "wilson", level)


def rare_interval(n_hits: int, n: int, level: float = 0.95) -> Interval | None:
    """Clopper-Pearson interval of a rare share: never narrower than it claims. Source: Clopper & Pearson 1934, beta quantiles of SciPy."""
    if n == 0:
        return None
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(n_hits, n - n_hits + 1, tail)) if n_hits else 0.0
    high = float(betaincinv(n_hits + 1, n - n_hits, 1 - tail)) if n_hits < n else 1.0
    return Interval(low, high, "clopper_pearson", level)


def difference_interval(hits_a: int, n_a: int, hits_b: int, n_b: int, level: float = 0.95) -> Interval | None:
    """Newcombe's hybrid score interval of share a − share b; None when one side has no observations.

    Source: Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.
    """
    a, b = share_interval(hits_a, n_a, level), share_interval(hits_b, n_b, level)
    if a is None or b is None:
        return None
    p, q = hits_a / n_a, hits_b / n_b
    low = p - q - sqrt((p - a.low) ** 2 + (b.high - q) ** 2)
    high = p - q + sqrt((a.high - p) ** 2 + (q - b.low) ** 2)
    return Interval(low, high, "newcombe", level)


def paired_p_value(n_only_first: int, n_only_second: int) -> float:
    """McNemar's exact two-sided test on the cases that only one of two runs got right; 1 when there is none. Source: McNemar 1947."""
    n = n_only_first + n_only_second
    if n == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(n_only_first, n, 0.5).pvalue)
