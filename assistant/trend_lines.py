"""A figure week by week as a line with its interval as a band: the numbers only. Weeks without a value break the line."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.dashboard import Trend

WIDTH, HEIGHT, LEFT, BOTTOM = 560.0, 150.0, 56.0, 22.0
"""Of the drawing, in its own units; `LEFT` and `BOTTOM` are for the axes' words."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One week: its place, and the ends of its interval (None without one)."""

    x: float
    y: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The line as SVG path data, its dots, and the axis's two ends in the metric's unit."""

    path: str
    dots: tuple[Dot, ...]
    top: float
    bottom: float


def draw(trend: Trend) -> Drawn | None:
    """Where the line runs; None with fewer than two weeks that say something."""
    values = [figure.value for figure in trend.figures]
    if sum(value is not None for value in values) < 2:
        return None
    ends = [end for figure in trend.figures if figure.interval for end in (figure.interval.low, figure.interval.high)]
    seen = [value for value in values if value is not None]
    bottom, top = (0.0, 1.0) if trend.unit == "share" else (0.0, max([*seen, *ends]) * 1.05 or 1.0)
    step = (WIDTH - LEFT - 12) / max(len(values) - 1, 1)

    def place(value: float) -> float:
        return round((HEIGHT - BOTTOM) * (1 - (min(max(value, bottom), top) - bottom) / (top - bottom)) + 4, 1)

    dots: list[Dot] = []
    parts: list[str] = []
    is_joined = False
    for number, figure in enumerate(trend.figures):
        if figure.value is None:
            is_joined = False
            continue
        x, interval = round(LEFT + number * step, 1), figure.interval
        dots.append(Dot(x, place(figure.value), place(interval.low) if interval else None, place(interval.high) if interval else None))
        parts.append(f"{'L' if is_joined else 'M'}{x} {dots[-1].y}")
        is_joined = True
    return Drawn(" ".join(parts), tuple(dots), top, bottom)


def columns(counts: Sequence[tuple[object, int]]) -> list[tuple[float, float, float, int]]:
    """Counts as columns: x, y, height and the count."""
    most, step = max((n for _week, n in counts), default=0) or 1, (WIDTH - LEFT - 12) / max(len(counts), 1)
    room = HEIGHT - BOTTOM
    return [
        (round(LEFT + place * step, 1), round(4 + room * (1 - n / most), 1), round(room * n / most, 1), n)
        for place, (_week, n) in enumerate(counts)
    ]
