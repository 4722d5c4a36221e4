"""Intervals against published values."""

import pytest

from eval.intervals import median_interval, share_interval


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (8, 10, 0.490, 0.943),  # Wilson score, 95 %
        (0, 10, 0.000, 0.278),
        (10, 10, 0.722, 1.000),
        (81, 263, 0.255, 0.366),  # Newcombe 1998, table I, method 3
        (15, 148, 0.062, 0.161),
        (0, 20, 0.000, 0.161),
        (1, 29, 0.006, 0.172),
    ],
)
def test_wilson_intervals_agree_with_published_values(hits: int, n: int, low: float, high: float) -> None:
    found = share_interval(hits, n)
    assert found is not None
    assert (found.method, found.level) == ("wilson", 0.95)
    assert found.low == pytest.approx(low, abs=0.0006)
    assert found.high == pytest.approx(high, abs=0.0006)


def test_without_observations_there_is_no_interval() -> None:
    assert share_interval(0, 0) is None
    assert median_interval([]) is None
    assert median_interval([3.0]) is None


def test_a_higher_level_gives_a_wider_interval() -> None:
    narrow, wide = share_interval(8, 10, 0.8), share_interval(8, 10, 0.99)
    assert narrow is not None
    assert wide is not None
    assert wide.low < narrow.low < 0.8 < narrow.high < wide.high


def test_the_interval_of_a_median_holds_it_and_is_the_same_every_time() -> None:
    values = [float(i) for i in range(1, 102)]
    first, second = median_interval(values), median_interval(values)
    assert first == second
    assert first is not None
    # the exact order-statistic interval of 101 values is [41, 61]
    assert first.low == pytest.approx(41, abs=3)
    assert first.high == pytest.approx(61, abs=3)


def test_equal_values_have_an_interval_without_width() -> None:
    found = median_interval([2.0] * 9)
    assert found is not None
    assert (found.low, found.high) == (2.0, 2.0)
