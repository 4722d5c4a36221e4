"""A short season through the real system: what is measured is what really happened."""

from bench.season.planted import SNOW_DAYS, Planted
from bench.season.run import compare, play
from tests.demo_house import Demo, demo

__all__ = ["demo"]


def test_every_figure_of_a_season_through_the_real_system_is_what_happened(demo: Demo) -> None:
    season, told = play(demo.house, Planted(n=45, n_reviewers=4), 3)
    rows = {row.name: row for row in compare(demo.house, season, told)}
    assert {name: (row.measured, row.happened) for name, row in rows.items() if not row.is_exact} == {}
    assert (rows["questions"].measured, len(told.decisions)) == (45, 45)
    assert told.arms["draft"] > told.arms["holdout"] > 0
    assert told.arms["baseline"] > 0
    assert sum(told.asked_on[day] for day in SNOW_DAYS) > 0
    assert (rows["questions of the first two weeks beside two in autumn"].measured or 0) > 1
    assert all(held > 0 for held in told.seconds.values())
