"""The threshold of abstention, fitted to a district's own documents: what every threshold would answer, and answer wrongly.

Silence is due for the cases that say so, and for every answerable case once its right document is taken away: the district's own documents
make its own near misses. Source: issue 5 (a threshold per district by leaving its own documents out).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.intervals import share_interval
from policies.words.measures import Interval

STEPS = 100
"""Thresholds that are tried between 0 and 1: no finer than a policy is written."""
WILSON_Z = 1.959964
"""Standard deviations of a two-sided 95 % interval."""


class Due(StrEnum):
    """What a walk should have ended in."""

    ANSWER = "answer"
    SILENCE = "silence"
    SILENCE_SOURCE_LEFT_OUT = "silence_source_left_out"


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk of a case. `confidence` is the highest threshold at which something is drafted, 0…1; None where no threshold would."""

    case_id: str
    language: str
    due: Due
    confidence: float | None

    def is_answered(self, threshold: float) -> bool:
        """Whether something is drafted at a threshold: the way asks for at least so much."""
        return self.confidence is not None and self.confidence >= threshold


@dataclass(frozen=True, slots=True)
class Share:
    """Hits of n, with the Wilson interval; `value` and `interval` are None without observations."""

    n_hits: int
    n: int
    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold does. `answered`: of the answerable. `wrongly_answered`: of those where silence was due, sources left out too."""

    threshold: float
    answered: Share
    wrongly_answered: Share


@dataclass(frozen=True, slots=True)
class Curve:
    """All thresholds over all cases (`language` None) or those of one language."""

    language: str | None
    points: tuple[Point, ...]

    def at(self, threshold: float) -> Point:
        """The point of a threshold that was tried."""
        return min(self.points, key=lambda point: abs(point.threshold - threshold))


@dataclass(frozen=True, slots=True)
class Proposal:
    """The smallest threshold that answers wrongly at most the wanted share; None where not even the highest does."""

    most_wrong: float
    threshold: float | None
    curves: tuple[Curve, ...]
    n_least: int
    """Cases where silence is due that can tell a share so small from 0 at all."""

    @property
    def whole(self) -> Curve:
        """Over all languages."""
        return self.curves[0]

    @property
    def has_enough(self) -> bool:
        """Whether there are cases enough to say."""
        first = self.whole.points[0]
        return first.wrongly_answered.n >= self.n_least and first.answered.n > 0


def share_of(n_hits: int, n: int) -> Share:
    """Hits of n."""
    return Share(n_hits, n, n_hits / n if n else None, share_interval(n_hits, n))


def point_at(walks: Sequence[Walk], threshold: float) -> Point:
    """What a threshold makes of some walks."""
    due_answer = [walk for walk in walks if walk.due is Due.ANSWER]
    due_silence = [walk for walk in walks if walk.due is not Due.ANSWER]
    return Point(
        threshold,
        share_of(sum(walk.is_answered(threshold) for walk in due_answer), len(due_answer)),
        share_of(sum(walk.is_answered(threshold) for walk in due_silence), len(due_silence)),
    )


def propose(walks: Sequence[Walk], most_wrong: float, now: float) -> Proposal:
    """Fit the threshold to the walks; the curves hold the policy's own threshold `now` beside those that were tried.

    Range: `most_wrong` between 0 and 1, both excluded.
    """
    thresholds = sorted({step / STEPS for step in range(STEPS + 1)} | {now})
    curves = [Curve(language, _points(walks, language, thresholds)) for language in (None, *sorted({walk.language for walk in walks}))]
    fits = [
        point.threshold for point in curves[0].points if _is_right(point, most_wrong) and round(point.threshold * STEPS, 6).is_integer()
    ]
    return Proposal(most_wrong, min(fits, default=None), tuple(curves), least_cases(most_wrong))


def _points(walks: Iterable[Walk], language: str | None, thresholds: Sequence[float]) -> tuple[Point, ...]:
    members = [walk for walk in walks if language is None or walk.language == language]
    return tuple(point_at(members, threshold) for threshold in thresholds)


def _is_right(point: Point, most_wrong: float) -> bool:
    return point.wrongly_answered.value is not None and point.wrongly_answered.value <= most_wrong


def least_cases(most_wrong: float) -> int:
    """How many cases without one wrong answer it takes before the Wilson interval lies at or below the wanted share.

    Source: the upper end of Wilson's interval at 0 hits of n is z² / (n + z²).
    """
    return math.ceil(WILSON_Z**2 * (1 - most_wrong) / most_wrong)


def warnings_of(proposal: Proposal) -> tuple[str, ...]:
    """What a person must know before the proposal is believed, in plain words."""
    told: list[str] = []
    whole, rare = proposal.whole.points[0], f"{proposal.most_wrong:.1%}".replace(".0%", "%")
    if not whole.answered.n:
        told.append("No case should be answered: what a threshold costs cannot be told.")
    if whole.wrongly_answered.n < proposal.n_least:
        told.append(
            f"Too few cases to say: silence is due in {whole.wrongly_answered.n}, and below {proposal.n_least} even a run without one "
            f"wrong answer does not show that at most {rare} are wrong. Take the proposal for a guess."
        )
    if proposal.threshold is None:
        told.append(f"No threshold answers wrongly at most {rare}.")
        return tuple(told)
    for curve in proposal.curves[1:]:
        n = curve.points[0].wrongly_answered.n
        if n < proposal.n_least:
            told.append(f"{curve.language}: {n} cases where silence is due are too few to say anything of this language alone.")
    interval = proposal.whole.at(proposal.threshold).wrongly_answered.interval
    if interval is not None and interval.high > proposal.most_wrong:
        told.append(f"By chance alone the true share of wrong answers may be as high as {interval.high:.1%}.")
    return tuple(told)
