"""Intervals and tests by statsmodels: Wilson, Clopper-Pearson, Newcombe, McNemar. `eval.resampling` holds the bootstrap."""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from functools import lru_cache

from policies.words.measures import Interval


@lru_cache(maxsize=4096)
def share_interval(n_hits: int, n: int, level: float = 0.95) -> Interval | None:
    """Wilson score interval of a share; None without observations. Source: Wilson 1927, by statsmodels."""
    return _proportion(n_hits, n, level, "wilson", "wilson")


@lru_cache(maxsize=4096)
def rare_interval(n_hits: int, n: int, level: float = 0.95) -> Interval | None:
    """Clopper-Pearson interval of a rare share: never narrower than it claims. Source: Clopper & Pearson 1934, by statsmodels."""
    return _proportion(n_hits, n, level, "beta", "clopper_pearson")


def _proportion(n_hits: int, n: int, level: float, method: str, name: str) -> Interval | None:
    if n == 0:
        return None
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(n_hits, n, alpha=1 - level, method=method)
    return Interval(float(low), float(high), name, level)


@lru_cache(maxsize=4096)
def difference_interval(hits_a: int, n_a: int, hits_b: int, n_b: int, level: float = 0.95) -> Interval | None:
    """Newcombe's hybrid score interval of share a − share b; None when one side has no observations.

    Source: Newcombe 1998, Statistics in Medicine 17, 873-890, method 10, by statsmodels.
    """
    if n_a == 0 or n_b == 0:
        return None
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(hits_a, n_a, hits_b, n_b, method="newcomb", compare="diff", alpha=1 - level)
    return Interval(float(low), float(high), "newcombe", level)


def paired_p_value(n_only_first: int, n_only_second: int) -> float:
    """McNemar's exact two-sided test on the cases that only one of two runs got right; 1 when there is none. Source: McNemar 1947."""
    if n_only_first + n_only_second == 0:
        return 1.0
    from statsmodels.stats.contingency_tables import mcnemar

    return float(mcnemar([[0, n_only_first], [n_only_second, 0]], exact=True).pvalue)
