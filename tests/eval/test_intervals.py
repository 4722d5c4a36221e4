"""Intervals against published values, and how often they hold the truth."""

import numpy as np
import pytest

from bench.pilot.exact import exact_coverage
from eval.facts import Numbers, Texts
from eval.intervals import difference_interval, paired_p_value, rare_interval, share_interval
from eval.looks import bounds, level_at, spent
from eval.resampling import LEAST_CLUSTERS, MOST_BINS, quantile_interval, saving_interval
from policies.words.measures import Interval


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def test_wilson_is_the_published_interval() -> None:
    """Source: Newcombe 1998, Statistics in Medicine 17, 857-872, table I: 81 of 263."""
    assert ends(share_interval(81, 263)) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert ends(share_interval(0, 20)) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert share_interval(0, 0) is None


def test_clopper_pearson_is_the_published_interval() -> None:
    """Source: the same table, method 5: 81 of 263 and 15 of 148."""
    assert ends(rare_interval(81, 263)) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    assert ends(rare_interval(15, 148)) == pytest.approx((0.0578, 0.1617), abs=5e-5)
    assert rare_interval(0, 0) is None


def test_newcombe_is_the_published_interval() -> None:
    """Source: Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10, cases a and d."""
    assert ends(difference_interval(56, 70, 48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert ends(difference_interval(5, 56, 0, 29)) == pytest.approx((-0.0381, 0.1926), abs=5e-5)
    assert difference_interval(1, 2, 0, 0) is None


@pytest.mark.parametrize(
    ("method", "n", "share"),
    [
        *((("clopper_pearson", n, share)) for n in (320, 380) for share in (0.015, 0.06, 0.12)),
        *((("clopper_pearson", 1280, share)) for share in (0.02, 0.1)),
        *((("wilson", n, share)) for n in (400, 1280, 2000) for share in (0.15, 0.5, 0.8)),
    ],
)
def test_shares_hold_the_truth_at_the_nominal_rate_exactly_at_the_sizes_of_a_pilot(method: str, n: int, share: float) -> None:
    """Added up over the binomial, so that no draw decides. Source: issue 8, 95 % ± 3."""
    coverage = exact_coverage(method, n, share)
    assert 0.92 <= coverage <= 0.98
    assert method == "wilson" or coverage >= 0.95


def test_mcnemar_is_the_sign_test_of_the_cases_that_differ() -> None:
    assert paired_p_value(0, 0) == 1.0
    assert paired_p_value(0, 5) == pytest.approx(0.0625)
    assert paired_p_value(5, 0) == pytest.approx(0.0625)
    assert paired_p_value(10, 2) == pytest.approx(0.0386, abs=5e-5)


def test_the_bounds_of_five_looks_are_the_published_ones() -> None:
    """Source: Reboussin, DeMets, Kim & Lan 2000 (program ld98), O'Brien-Fleming type, two-sided .05."""
    assert bounds((0.2, 0.4, 0.6, 0.8, 1.0)) == pytest.approx((4.8769, 3.3569, 2.6803, 2.2898, 2.0310), abs=3e-4)
    assert level_at((1.0,)) == pytest.approx(0.95, abs=1e-6)


def test_what_is_spent_rises_to_the_whole_error_and_no_further() -> None:
    shares = [spent(t) for t in (0.0, 0.1, 0.5, 0.9, 1.0, 1.4)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, pytest.approx(0.05))


def test_looking_four_times_with_these_bounds_errs_in_five_of_a_hundred() -> None:
    rng = np.random.default_rng(3)
    times = (0.25, 0.5, 0.75, 1.0)
    walks = np.cumsum(rng.normal(0, 0.5, size=(40_000, 4)), axis=1) / np.sqrt(times)
    crossed = np.abs(walks) > np.array(bounds(times))
    assert crossed.any(axis=1).mean() == pytest.approx(0.05, abs=0.004)
    assert (np.abs(walks) > 1.96).any(axis=1).mean() > 0.11


def texts(values: list[str]) -> Texts:
    return np.array(values, dtype=object)


def people(n: int, n_people: int, rng: np.random.Generator, spread: float, factor: float = 1.0) -> tuple[Numbers, Texts]:
    """Seconds of work: each person has a pace of their own."""
    pace = np.exp(rng.normal(0, spread, n_people))
    who = rng.integers(0, n_people, n)
    return factor * 200 * pace[who] * np.exp(rng.normal(0, 0.5, n)), texts([f"r{i}" for i in who])


def test_a_median_lies_in_its_interval_about_as_often_as_claimed() -> None:
    rng = np.random.default_rng(1)
    found = [ends(quantile_interval(np.exp(rng.normal(0, 1, 80)), 0.5)) for _ in range(300)]
    assert 0.91 <= np.mean([low <= 1 <= high for low, high in found]) <= 0.985


def test_whole_persons_are_resampled_where_there_are_enough_of_them() -> None:
    rng = np.random.default_rng(2)
    values, who = people(600, 30, rng, 0.6)
    by_staff, plain = quantile_interval(values, 0.5, clusters=who), quantile_interval(values, 0.5)
    assert by_staff is not None
    assert plain is not None
    assert by_staff.method == "bootstrap_by_staff"
    assert by_staff.high - by_staff.low > 1.5 * (plain.high - plain.low)
    few = quantile_interval(values, 0.5, clusters=texts([f"r{i % (LEAST_CLUSTERS - 1)}" for i in range(600)]))
    assert few is not None
    assert few.method == "bootstrap_by_item"


def test_bins_of_many_values_change_a_quantile_by_almost_nothing() -> None:
    values = np.random.default_rng(5).normal(10, 2, 40 * MOST_BINS)
    low, high = ends(quantile_interval(values, 0.9))
    assert low < np.quantile(values, 0.9) < high
    assert high - low < 0.1


def test_a_saving_is_one_minus_the_ratio_and_holds_the_truth() -> None:
    rng, held, found = np.random.default_rng(7), 0, []
    for _ in range(120):
        pace = np.exp(rng.normal(0, 0.4, 20))
        a, b = rng.integers(0, 20, 400), rng.integers(0, 20, 100)
        treated, control = (f * 200 * pace[w] * np.exp(rng.normal(0, 0.5, len(w))) for f, w in ((0.8, a), (1.0, b)))
        interval = saving_interval(treated, control, 0.95, texts([f"r{i}" for i in a]), texts([f"r{i}" for i in b]))
        low, high = ends(interval)
        held += low <= 0.2 <= high
        found.append(high - low)
    assert held >= 0.9 * 120
    assert np.mean(found) < 0.35


def test_a_saving_needs_two_values_on_each_side() -> None:
    one, two = np.array([5.0]), np.array([5.0, 6.0])
    assert saving_interval(one, two, 0.95, texts(["a"]), texts(["a", "b"])) is None
    assert saving_interval(two, np.array([0.0, 0.0]), 0.95, texts(["a", "b"]), texts(["a", "b"])) is None


def test_a_higher_level_is_a_wider_interval() -> None:
    values, who = people(400, 20, np.random.default_rng(4), 0.4)
    for narrow, wide in (
        (share_interval(30, 100), share_interval(30, 100, 0.99)),
        (rare_interval(3, 100), rare_interval(3, 100, 0.99)),
        (difference_interval(30, 100, 20, 100), difference_interval(30, 100, 20, 100, 0.99)),
        (quantile_interval(values, 0.5, 0.95, who), quantile_interval(values, 0.5, 0.99, who)),
        (saving_interval(values, values[:99], 0.95, who, who[:99]), saving_interval(values, values[:99], 0.99, who, who[:99])),
    ):
        assert ends(wide)[0] < ends(narrow)[0] < ends(narrow)[1] < ends(wide)[1]
        assert wide is not None
        assert wide.level == 0.99
