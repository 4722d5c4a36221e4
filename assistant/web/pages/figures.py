"""The leader's screen: what the pilot's figures say so far, each with what it rests on."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import metrics
from assistant.web.api.measurement import moment_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.scorecard import BEHIND
from assistant.web.problems import problem_of
from assistant.web.rendering import render
from assistant.web.translation import language_of, words_of
from assistant.web.whole_house import TheHouse
from eval.flow import GROUPINGS
from eval.wording import written
from policies.errors import BadInput
from policies.permissions import Permission
from policies.words.measures import Figure

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

CHART_WIDTH = 440
"""Width of the drawing area of a bar, in units of the SVG's own view box."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a code, its count, its share of all and its length in the chart's units."""

    code: str
    n: int
    share: float
    length: float


@dataclass(frozen=True, slots=True)
class Span:
    """A figure's value and interval on an axis from 0 to `CHART_WIDTH`."""

    low: float
    high: float
    at: float


@router.get("/figures")
@allow(Permission.METRICS_READ)
def show_figures(request: Request, house: TheHouse, actor: SignedInActor, since: str = "", until: str = "", by: str = "") -> Response:
    """Counts by outcome and every figure with n and interval."""
    problem, start, end = None, None, None
    try:
        start, end = _day(since), _day(until)
    except BadInput as error:
        problem = problem_of(error)
    grouping = by if by in GROUPINGS else None
    moments = moment_of(start, house.clock, is_end=False), moment_of(end, house.clock, is_end=True)
    measured = metrics.read_metrics(house, actor, *moments, grouping)
    groups: dict[str, list[tuple[Figure, Span | None]]] = {}
    for figure in measured.figures:
        groups.setdefault(figure.group or "", []).append((figure, span_of(figure)))
    return render(
        request,
        "figures.html",
        problem.status if problem else 200,
        problem=problem,
        n_items=measured.n_items,
        outcomes=bars(measured.outcomes),
        reasons=bars(measured.reasons),
        groups=groups,
        n_suppressed=measured.n_suppressed_groups,
        groupings=list(GROUPINGS),
        behind=BEHIND,
        written=partial(written, say=words_of(language_of(request)).gettext),
        wanted={"since": since if start else "", "until": until if end else "", "by": grouping or ""},
        chart_width=CHART_WIDTH,
    )


def _day(words: str) -> dt.date | None:
    if not words:
        return None
    try:
        day = dt.date.fromisoformat(words)
    except ValueError:
        raise BadInput("metrics.period", "A date cannot be read.", "Write it as 2026-08-31.") from None
    if not 2000 <= day.year <= 2100:
        raise BadInput("metrics.period", "A date lies outside of 2000 to 2100.", "Check the year.")
    return day


def bars(counts: dict[str, int]) -> list[Bar]:
    """Counts as bars, longest first; the longest fills the chart."""
    total, most = sum(counts.values()), max(counts.values(), default=0)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [Bar(code, n, n / total, max(2.0, CHART_WIDTH * n / most)) for code, n in ordered if n]


def span_of(figure: Figure) -> Span | None:
    """Where a share and its interval lie; None for other units and for figures without observations."""
    if figure.unit != "share" or figure.value is None or figure.interval is None:
        return None
    low, high = max(0.0, figure.interval.low), min(1.0, figure.interval.high)
    return Span(low * CHART_WIDTH, max(high * CHART_WIDTH, low * CHART_WIDTH + 2), figure.value * CHART_WIDTH)
