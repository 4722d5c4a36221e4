"""The one clock: every moment and every 'today' is asked here, so that tests and replays can set it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Aware UTC moments and the district's local date."""

    timezone: str = "UTC"
    source: Callable[[], dt.datetime] = _utc_now

    def now(self) -> dt.datetime:
        """This moment, UTC."""
        return self.source()

    def today(self) -> dt.date:
        """The district's local date: what 'in force' is asked for."""
        return self.source().astimezone(ZoneInfo(self.timezone)).date()
