"""Dates and school years in a new document that are over already."""

import datetime as dt
from collections.abc import Iterator, Sequence

from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_reading import read_figures
from assistant.checking.word_forms import fold
from ingest.reading.blocks import ReadingNote
from policies.district import District
from policies.words.documents import Passage

MAX_NOTES = 12


def past_dates(passages: Sequence[Passage], district: District, today: dt.date) -> Iterator[ReadingNote]:
    """School years that ended before today, in headings, captions or text, and dates with their year that are over; each once."""
    ends = {int(year.name[:4]): year.ends_on for year in district.school_years}
    seen: set[tuple[object, ...]] = set()
    for passage in passages:
        for figure in read_figures(fold(f"{' '.join(passage.section)}\n{passage.caption or ''}\n{passage.readable}"), passage.language):
            if len(seen) >= MAX_NOTES or (figure.kind, figure.value) in seen:
                continue
            what = _over(figure, ends, today)
            if what is None:
                continue
            seen.add((figure.kind, figure.value))
            yield ReadingNote("past_date", what, figure.text[:200], passage.page, " > ".join(passage.section))


def _over(figure: Figure, ends: dict[int, dt.date], today: dt.date) -> str | None:
    if figure.kind is FigureKind.YEARS:
        first = figure.value[0]
        if isinstance(first, int) and ends.get(first, dt.date(first + 1, 7, 31)) < today:
            return f"The school year {first}-{first + 1} is over."
    if figure.kind is FigureKind.DATE:
        year, month, day = figure.value
        if isinstance(year, int) and isinstance(month, int) and isinstance(day, int):
            try:
                date = dt.date(year, month, day)
            except ValueError:
                return "This day does not exist."
            if date < today:
                return f"{date.isoformat()} is past."
    return None
