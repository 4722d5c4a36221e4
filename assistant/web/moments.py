"""Days and moments as people read them, in the page's language and the district's time zone."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assistant.web.translation import words_of
from policies.clock import Clock

LOCALES = {"en": "en_US", "es": "es_US"}
DAYS = {"en": "MMM d, y", "es": "d 'de' MMM 'de' y"}
MOMENTS = {"en": "MMM d, y, h:mm a", "es": "d 'de' MMM 'de' y, h:mm a"}


@dataclass(frozen=True, slots=True)
class Moments:
    """What templates call `day`, `local` and `ago`."""

    language: str
    clock: Clock

    def day(self, day: dt.date) -> str:
        """A day: `Sep 1, 2026`, `1 de sep de 2026`."""
        from babel.dates import format_date

        return format_date(day, DAYS[self.language], locale=LOCALES[self.language])

    def local(self, moment: dt.datetime) -> str:
        """A moment on the district's clock, without a zone."""
        from babel.dates import format_datetime

        there = moment.astimezone(ZoneInfo(self.clock.timezone)).replace(tzinfo=None)
        return format_datetime(there, MOMENTS[self.language], locale=LOCALES[self.language])

    def ago(self, moment: dt.datetime) -> str:
        """How long ago; what is older than a day is told by its moment."""
        words = words_of(self.language)
        minutes = max(0, int((self.clock.now() - moment).total_seconds() // 60))
        if minutes < 1:
            return words.gettext("just now")
        if minutes < 60:
            return words.gettext("%(n)s min ago") % {"n": minutes}
        return words.gettext("%(n)s h ago") % {"n": minutes // 60} if minutes < 60 * 24 else self.local(moment)
