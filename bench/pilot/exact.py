"""What coverage is due: for shares exactly, by adding up the binomial at the n that were drawn; for the others the nominal rate."""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.intervals import rare_interval, share_interval

_OF_SHARES = {"wilson": share_interval, "clopper_pearson": rare_interval}


@dataclass(frozen=True, slots=True)
class Expected:
    """Coverage that was seen over pilots beside the one that is due, 0…1, and between which shares 99 of 100 such runs lie."""

    seen: float
    coverage: float
    is_nominal: bool
    low: float
    high: float

    @property
    def is_explained(self) -> bool:
        """Whether chance explains what was seen."""
        return self.low <= self.seen <= self.high


@lru_cache(maxsize=4096)
def exact_coverage(method: str, n: int, share: float, level: float = 0.95) -> float:
    """The chance that a method's interval holds a share, 0…1, over everything that n draws can give."""
    from scipy.stats import binom

    interval_of = _OF_SHARES[method]
    first, last = int(binom.ppf(1e-9, n, share)), int(binom.ppf(1 - 1e-9, n, share))
    total = 0.0
    for n_hits in range(first, last + 1):
        interval = interval_of(n_hits, n, level)
        if interval is not None and interval.low <= share <= interval.high:
            total += float(binom.pmf(n_hits, n, share))
    return total


def expected(drawn: Sequence[tuple[int, str]], share: float, n_held: int) -> Expected:
    """What is due for pilots, each (n, method), of which `n_held` intervals held the planted value."""
    is_nominal = drawn[0][1] not in _OF_SHARES
    due = 0.95 if is_nominal else sum(exact_coverage(method, n, share) for n, method in drawn) / len(drawn)
    return _beside(n_held / len(drawn), due, is_nominal, len(drawn))


def together(parts: Sequence[tuple[Expected, int]]) -> Expected:
    """Several runs, each with its number of pilots, as one: the planted values may differ, the rate that is due does not."""
    n = sum(pilots for _one, pilots in parts)
    seen = sum(one.seen * pilots for one, pilots in parts) / n
    due = sum(one.coverage * pilots for one, pilots in parts) / n
    return _beside(seen, due, parts[0][0].is_nominal, n)


def _beside(seen: float, due: float, is_nominal: bool, n: int) -> Expected:
    from scipy.stats import binom

    low, high = (float(binom.ppf(end, n, due)) / n for end in (0.005, 0.995))
    return Expected(seen, due, is_nominal, low, high)
