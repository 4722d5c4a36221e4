"""The leaders' page: the pilot's verdict, if there is a plan, and the figures that matter, each with its change."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assistant.compose import House
from assistant.services import pilot_scorecard
from assistant.services.measuring import facts_of
from assistant.services.pilot_scorecard import Reading
from assistant.whiskers import Whisker, largest, whisker, whisker_of
from eval.dashboard import WITHOUT_PLAN, Change, Dashboard, read_dashboard
from eval.scorecard import Standing
from eval.wording import STANDINGS, Say, english
from policies.errors import BadInput, NotFound
from policies.permissions import Permission, require
from policies.words.measures import Figure
from policies.words.people import Actor

PERIODS = (28, 56, 84)
"""Lengths that may be asked for, days: whole weeks, so that both periods hold the same weekdays."""


@dataclass(frozen=True, slots=True)
class Large:
    """One figure shown large. `wanted` and `standing` are empty while no plan fixed a target."""

    figure: Figure
    drawn: Whisker | None
    change: Change | None
    standing: Standing | None
    wanted: str = ""
    target: float | None = None

    @property
    def standing_words(self) -> str:
        """Where it stands, in words."""
        return STANDINGS[self.standing] if self.standing else "no target fixed" if self.figure.has_enough else "too few to judge"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows. `reading` is None until a plan is locked."""

    reading: Reading | None
    board: Dashboard
    large: tuple[Large, ...]
    today: dt.date


def read(house: House, actor: Actor, n_days: int = 28, say: Say = english) -> Page:
    """The page as of today, targets in the language of `say`. Raises: BadInput dashboard.period."""
    from assistant.services.pilot_memo import wanted

    require(actor, Permission.METRICS_READ)
    if n_days not in PERIODS:
        raise BadInput("dashboard.period", "This period cannot be compared.", f"Use one of: {', '.join(map(str, PERIODS))} days.")
    today, zone = house.clock.today(), ZoneInfo(house.clock.timezone)

    def start_of(day: dt.date) -> float:
        return dt.datetime.combine(day, dt.time(), zone).timestamp()

    try:
        reading = pilot_scorecard.read(house, actor)
    except NotFound as error:
        if error.code != "pilot.none":
            raise
        reading = None
    rows = largest(reading.card.rows, reading.card.why) if reading else []
    names = [row.target.metric for row in rows] or list(WITHOUT_PLAN)
    board = read_dashboard(facts_of(house), names, today, start_of, n_days)
    if reading:
        large = [Large(r.figure, whisker(r), board.changes.get(r.target.metric), r.standing, wanted(r, say), r.target.target) for r in rows]
    else:
        figures = [board.overall[name] for name in WITHOUT_PLAN]
        large = [Large(figure, whisker_of(figure), board.changes.get(figure.name), None) for figure in figures]
    return Page(reading, board, tuple(large), today)
