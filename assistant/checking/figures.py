"""Every figure of a sentence stands in the words it cites; dates, weekdays and years fit the calendar."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.sources import CitedSentence, CitedWords

_SHOWN = frozenset(
    {FigureKind.DATE, FigureKind.WEEKDAY, FigureKind.TIME, FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.GRADE, FigureKind.YEARS}
)
"""Kinds whose words a finding may repeat; a phone number or a plain number could be somebody's."""

_JOINS = frozenset({"to", "-", "and", "or", "through", "until", "a", "al", "y", "o", "hasta"})
_JOINS_OF_TIMES = _JOINS | {""}
"""The first time of a span is read with the word that joins the two."""


def figure_faults(sentence: CitedSentence) -> tuple[str, ...]:
    """Why the figures of a sentence do not hold; empty when they do."""
    faults = [
        _stands_nowhere(figure) for figure in sentence.figures if not any(_stands_in(figure, words, sentence) for words in sentence.cited)
    ]
    return (*faults, *_repeated(sentence), *_calendar_faults(sentence))


def _stands_nowhere(figure: Figure) -> str:
    if figure.kind in _SHOWN:
        return f"the {figure.kind.value} “{figure.text}” does not stand in the cited words"
    return f"the {figure.kind.value} does not stand in the cited words"


def _repeated(sentence: CitedSentence) -> Iterator[str]:
    """A span or pair of one and the same figure: "from 3:15 to 3:15", "Tuesday and Tuesday"."""
    for first, second in pairwise(sentence.figures):
        between = sentence.folded[first.end : second.start].strip(" .")
        is_time = first.kind is FigureKind.TIME
        if first.kind is not second.kind or between not in (_JOINS_OF_TIMES if is_time else _JOINS):
            continue
        same_half = is_time and (first.value[2] == second.value[2] or "" in (first.value[2], second.value[2]))
        if first.value == second.value or (same_half and first.value[:2] == second.value[:2]):
            yield f"it names one {first.kind.value} twice"


def _stands_in(figure: Figure, words: CitedWords, sentence: CitedSentence) -> bool:
    if any(_agree(figure, other, words) for other in words.figures):
        return True
    return figure.kind is FigureKind.WEEKDAY and any(
        weekday is figure and (day := _on_calendar(date, words)) is not None and day.weekday() == figure.value[0]
        for weekday, date in _weekday_pairs(sentence.folded, sentence.figures)
    )


def _agree(figure: Figure, other: Figure, words: CitedWords) -> bool:
    kind, value = figure.kind, figure.value
    is_row = bool(words.passage.cells)
    if kind is other.kind:
        match kind:
            case FigureKind.DATE:
                return _dates_agree(value, other.value, words)
            case FigureKind.TIME:
                return value[:2] == other.value[:2] and (
                    not value[2] or value[2] == other.value[2] or (not other.value[2] and _is_school_day(value))
                )
            case FigureKind.PHONE:
                return str(other.value[0]).endswith(str(value[0])) and (not value[1] or value[1] == other.value[1])
            case _:
                return value == other.value
    if kind in (FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.GRADE, FigureKind.ORDINAL) and is_row:
        return other.kind in (FigureKind.NUMBER, FigureKind.ORDINAL, FigureKind.GRADE) and _plain(value[0]) == _plain(other.value[0])
    if kind is FigureKind.ORDINAL:
        return (other.kind is FigureKind.GRADE and other.value == value) or (other.kind is FigureKind.DATE and other.value[2] == value[0])
    if kind is FigureKind.NUMBER:
        if other.kind in (FigureKind.GRADE, FigureKind.YEARS, FigureKind.DATE):
            parts = other.value[:1] if other.kind is FigureKind.DATE else other.value
            return any(part is not None and _plain(part) == _plain(value[0]) for part in parts)
        return other.kind is FigureKind.TIME and other.value[1] == 0 and _plain(other.value[0]) == _plain(value[0])
    return False


def _plain(value: object) -> Decimal:
    return Decimal(str(value))


def _is_school_day(time: tuple[object, ...]) -> bool:
    """Whether a time that a table gives without a.m. or p.m. reads so at a school: 6:00 to 11:59 a.m., 12:00 to 5:59 p.m."""
    hour = int(str(time[0]))
    return time[2] == ("am" if 6 <= hour <= 11 else "pm")


def _dates_agree(date: tuple[object, ...], other: tuple[object, ...], words: CitedWords) -> bool:
    (year, month, day), (other_year, other_month, other_day) = date, other
    if month != other_month or (day is not None and day != other_day):
        return False
    if year is None or year == other_year:
        return True
    return other_year is None and _year_fits(int(str(year)), int(str(month)), words)


def _year_fits(year: int, month: int, words: CitedWords) -> bool:
    """Whether a year that stands beside a date in the cited words is the date's own: August to December of a school year's first."""
    for other in words.figures:
        if other.kind is FigureKind.YEARS:
            first, last = int(str(other.value[0])), int(str(other.value[1]))
            if (year == first and month >= 7) or (year == last and month <= 7):
                return True
        elif other.kind is FigureKind.NUMBER and other.value[0] == Decimal(year):
            return True
    return False


def _weekday_pairs(folded: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each weekday with the date that it stands at: "Monday, August 17" and "August 17 (Monday)"."""
    shown = [figure for figure in figures if figure.kind in (FigureKind.WEEKDAY, FigureKind.DATE)]
    for before, (first, second) in zip((None, *shown), pairwise(shown), strict=False):
        between = folded[first.end : second.start].strip()
        if {first.kind, second.kind} != {FigureKind.WEEKDAY, FigureKind.DATE}:
            continue
        if first.kind is FigureKind.WEEKDAY and between in ("", ",", "the", "el", ", the", ", el"):
            is_span = before is not None and before.kind is FigureKind.WEEKDAY and first.start - before.end < 12
            if not is_span:
                yield first, second
        elif second.kind is FigureKind.WEEKDAY and between in ("(", ", a", "is a", "es", "cae en", "falls on a"):
            yield second, first


def _on_calendar(date: Figure, words: CitedWords) -> dt.date | None:
    """The day a date names, its year from the date, else from the cited words when they leave only one."""
    year, month, day = date.value
    if month is None or day is None:
        return None
    years = {int(str(year))} if year else _years_of(int(str(month)), int(str(day)), words)
    if len(years) != 1:
        return None
    try:
        return dt.date(years.pop(), int(str(month)), int(str(day)))
    except ValueError:
        return None


def _years_of(month: int, day: int, words: CitedWords) -> set[int]:
    same = {f.value[0] for f in words.figures if f.kind is FigureKind.DATE and f.value[1:] == (month, day) and f.value[0]}
    if same:
        return {int(str(year)) for year in same}
    if month == 7:
        return set()
    spans = {f.value for f in words.figures if f.kind is FigureKind.YEARS}
    return {int(str(span[0 if month > 7 else 1])) for span in spans}


def _calendar_faults(sentence: CitedSentence) -> Iterator[str]:
    for figure in sentence.figures:
        if figure.kind is FigureKind.DATE and figure.value[2] is not None:
            year, month, day = figure.value
            if int(str(day)) > calendar.monthrange(int(str(year or 2024)), int(str(month)))[1]:
                yield f"“{figure.text}” is not a day of the calendar"
    for weekday, date in _weekday_pairs(sentence.folded, sentence.figures):
        for words in sentence.cited:
            day = _on_calendar(date, words)
            if day is not None and day.weekday() != weekday.value[0]:
                yield f"“{date.text}” {day.year} is not a {weekday.text}"
                break
            spoken = _weekday_pairs(words.folded, words.spoken_figures)
            if any(d.value[1:] == date.value[1:] and w.value != weekday.value for w, d in spoken):
                yield f"the cited words give another weekday for “{date.text}” than {weekday.text}"
                break
