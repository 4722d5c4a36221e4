"""A figure drawn as a point with its interval as a whisker against the target line: the numbers only, for pages and papers alike."""

from dataclasses import dataclass

from eval.pilot import Target
from eval.scorecard import Row
from policies.words.measures import Figure

WIDTH, NEAR = 320.0, 100.0
"""Length of the axis in drawing units, and how far apart two words on it must be."""


@dataclass(frozen=True, slots=True)
class Whisker:
    """Places on an axis from 0 to `WIDTH`. `low` and `high` are None without an interval, `line` is where the interval must clear.

    `target` and `line` are None while no target is fixed.
    """

    at: float
    target: float | None
    line: float | None
    low: float | None
    high: float | None
    is_higher_better: bool = True

    @property
    def are_ends_near(self) -> bool:
        """Whether the words of both ends would run into each other."""
        return self.low is not None and self.high is not None and self.high - self.low < NEAR

    @property
    def good_from(self) -> float:
        """Where the side that is wanted begins."""
        return (self.target or 0.0) if self.is_higher_better else 0.0

    @property
    def good_width(self) -> float:
        """How long that side is; nothing without a target."""
        if self.target is None:
            return 0.0
        return WIDTH - self.target if self.is_higher_better else self.target


def whisker(row: Row) -> Whisker | None:
    """Where a target's figure lies; None without a value."""
    return whisker_of(row.figure, row.target)


def whisker_of(figure: Figure, target: Target | None = None) -> Whisker | None:
    """Where a figure lies, with or without a target; None without a value."""
    if figure.value is None:
        return None
    ends = [figure.interval.low, figure.interval.high] if figure.interval else []
    lines = [target.target, target.line] if target else []
    every = [figure.value, *lines, *ends]
    low, high = min(every), max(every)
    span = high - low or abs(high) or 1.0
    start, length = low - span * 0.12, span * 1.24

    def place(value: float) -> float:
        return round((value - start) / length * WIDTH, 1)

    drawn = [place(value) for value in ends] or [None, None]
    wanted = [place(value) for value in lines] or [None, None]
    is_higher = target is None or target.direction == "higher"
    return Whisker(place(figure.value), wanted[0], wanted[1], drawn[0], drawn[1], is_higher)


def largest(rows: tuple[Row, ...], why: tuple[Row, ...], most: int = 5) -> list[Row]:
    """The three to five targets that are shown large: those that decided, then benefit, gates, equity, staff, measured ones first."""
    deciding = {row.target.metric for row in why}
    order = {"benefit": 1, "gate": 2, "equity": 3, "staff": 4}
    ranked = sorted(rows, key=lambda row: (row.figure.value is None, row.target.metric not in deciding, order[row.target.part.value]))
    return ranked[:most]
