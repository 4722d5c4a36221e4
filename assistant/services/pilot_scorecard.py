"""The scorecard of the locked plan, read from everything measured so far."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assistant.compose import House
from assistant.services import pilot
from assistant.services.measuring import facts_of
from assistant.services.pilot import Locked
from eval.scorecard import Scorecard, read_scorecard
from eval.wording import Say, change_words, english
from policies.permissions import Permission, require
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Reading:
    """The scorecard as of today, with the plan's versions: the first was fixed before the start, later ones are changes."""

    card: Scorecard
    versions: tuple[Locked, ...]
    today: dt.date

    @property
    def plan(self) -> Locked:
        """The version that holds now."""
        return self.versions[-1]

    @property
    def changes(self) -> tuple[Locked, ...]:
        """What was changed after the plan was fixed: shown in red."""
        return self.versions[1:]

    def changed(self, say: Say = english) -> list[tuple[Locked, list[str]]]:
        """Each change with what it changed, in words."""
        pairs = zip(self.versions, self.versions[1:], strict=False)
        return [(after, change_words(before.plan, after.plan, say)) for before, after in pairs]


def read(house: House, actor: Actor) -> Reading:
    """The reading as of today. Raises: NotFound pilot.none until a plan is locked."""
    require(actor, Permission.METRICS_READ)
    versions = pilot.history(house, actor)
    today, zone = house.clock.today(), ZoneInfo(house.clock.timezone)

    def start_of(day: dt.date) -> float:
        return dt.datetime.combine(day, dt.time(), zone).timestamp()

    return Reading(read_scorecard(versions[-1].plan, facts_of(house), today, start_of), tuple(versions), today)
