"""The patterns of figures: dates, times, amounts, phones, addresses, percentages, grades, numbers, English and Spanish.

They run from the most telling to the plainest; what one has read, the next no longer sees.
Source: written for this project from how US school papers write figures; examples in `tests/assistant/checking/test_figure_reading.py`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checking.calendar_words import MONTHS_ALONE, ORDINALS, WEEKDAYS
from assistant.checking.figure_kinds import FigureKind
from policies.months import MONTHS

_Read = Callable[[re.Match[str]], Iterator[tuple[FigureKind, tuple[object, ...]]]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One pattern and what it reads. `hints`: space-separated; none of them in the text means no match ("#" is any digit).

    `words`: when not empty, one of them must be a word of the text.
    """

    hints: str
    pattern: re.Pattern[str]
    read: _Read
    words: frozenset[str] = frozenset()


def any_of(words: dict[str, int]) -> str:
    """An alternation of words, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?:{any_of(MONTHS)})"
_MONTH_AFTER_DAY = rf"(?:{any_of({word: number for word, number in MONTHS.items() if word not in ('may', 'mar', 'sep')})})"
"""In "grades K-5 may ride" the word is the verb: English writes the month first."""
_TO = r"(?:-|to|through|thru|until|and|al|a|y|hasta)"
_SUFFIX = r"(?:st|nd|rd|th|er|ero|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na|\.?[oa](?![a-z]))?"
_NUM = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MERIDIEM = r"(?:a\.? ?m\b\.?|p\.? ?m\b\.?|de la manana|de la tarde|de la noche)"
_GRADE = rf"(?:pre-?k(?!\w)|pk|tk|k|\d{{1,2}}|{any_of(ORDINALS)}|kindergarten|kinder)"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _meridiem(text: str | None) -> str:
    if not text:
        return ""
    return "am" if text[0] == "a" or text == "de la manana" else "pm"


def _time(hour: int, minute: int, meridiem: str) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    if hour > 23 or minute > 59:
        yield FigureKind.NUMBER, (Decimal(hour),)
        yield FigureKind.NUMBER, (Decimal(minute),)
        return
    if hour > 12:
        hour, meridiem = hour - 12, "pm"
    yield FigureKind.TIME, (hour, minute, meridiem)


def _read_time(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    yield from _time(int(m["h"]), int(m["m"] or 0), _meridiem(m["mer"]))


def _read_time_range(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    yield from _time(int(m["h"]), int(m["m"] or 0), "")


def _date(year: int | None, month: int, day: int) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield FigureKind.DATE, (year, month, day)
        return
    for part in (year, month, day):
        if part is not None:
            yield FigureKind.NUMBER, (Decimal(part),)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _read_named_date(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    for day in (m["d"], m["d2"]):
        if day:
            yield from _date(_year(m["y"]), MONTHS[m["mon"]], int(ORDINALS.get(day, day)))


def _read_month(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    yield FigureKind.DATE, (_year(m["y"]), MONTHS[m["mon"]], None)


def _read_years(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    first = int(m["a"])
    last = first // 100 * 100 + int(m["b"][-2:])
    if last == first + 1:
        yield FigureKind.YEARS, (first, last)
    else:
        yield FigureKind.NUMBER, (Decimal(m["a"]),)
        yield FigureKind.NUMBER, (Decimal(m["b"]),)


def _read_amount(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    scale = {"million": 1_000_000, "millones": 1_000_000, "thousand": 1000, "mil": 1000, "k": 1000}
    yield FigureKind.AMOUNT, ((_number(m["n"]) * scale.get((m["scale"] or "").strip(), 1)).normalize(),)


def _read_cents(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    yield FigureKind.AMOUNT, ((_number(m["n"]) / 100).normalize(),)


def grade_number(word: str) -> int:
    """The grade a word names: pre-K is -1, K is 0. Raises: ValueError for another word."""
    if word.startswith(("pre", "pk", "tk")):
        return -1
    if word.startswith("k"):
        return 0
    return ORDINALS.get(word) or int(word)


def _read_grades(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    for word in re.findall(_GRADE, m["list"]):
        number = grade_number(word)
        yield (FigureKind.GRADE, (number,)) if number <= 12 else (FigureKind.NUMBER, (Decimal(number),))


def _one(kind: FigureKind, tidy: Callable[[re.Match[str]], object]) -> _Read:
    def read(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
        yield kind, (tidy(m),)

    return read


def _read_phone(m: re.Match[str]) -> Iterator[tuple[FigureKind, tuple[object, ...]]]:
    yield FigureKind.PHONE, (re.sub(r"\D", "", m["n"])[-10:], m["ext"] or "")


def _url(m: re.Match[str]) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", m[0]).rstrip("/.,;:!?)")


_TIME = rf"(?<![\d:.$])(?P<h>\d{{1,2}})(?::(?P<m>\d{{2}}))? ?(?P<mer>{_MERIDIEM})"
READERS: tuple[Reader, ...] = (
    Reader("@", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), _one(FigureKind.EMAIL, lambda m: m[0].rstrip("."))),
    Reader(
        "http www. .org .com .net .edu .gov .us .info .io",
        re.compile(
            r"(?:https?://|www\.)[^\s<>\"'|]+|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:org|com|net|edu|gov|us|info|io)\b(?:/[^\s<>\"'|]*)?"
        ),
        _one(FigureKind.URL, _url),
    ),
    Reader(
        "#",
        re.compile(
            r"(?P<n>(?<![\d-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\d-])"
            r"|(?<![\d.-])\d{3}[.-]\d{4}(?![\d-])|(?<!\d)\d{10}(?!\d))"
            r"(?:,? ?(?:ext\.?|x|extension) ?(?P<ext>\d{1,6}))?"
        ),
        _read_phone,
    ),
    Reader(
        "# -", re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<mo>\d{2})-(?P<d>\d{2})(?!\d)"), lambda m: _date(int(m["y"]), int(m["mo"]), int(m["d"]))
    ),
    Reader("# 20", re.compile(r"(?<!\d)(?P<a>20\d\d) ?[-/] ?(?P<b>(?:20)?\d\d)(?!\d|[-/]\d)"), _read_years),
    Reader(
        "# / -",
        re.compile(r"(?<![\d/])(?P<mo>\d{1,2})(?P<sep>[/-])(?P<d>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\d/-])"),
        lambda m: _date(_year(m["y"]), int(m["mo"]), int(m["d"])),
    ),
    Reader("# /", re.compile(r"(?<![\d/])(?P<mo>\d{1,2})/(?P<d>\d{1,2})(?![\d/])"), lambda m: _date(None, int(m["mo"]), int(m["d"]))),
    Reader(
        "#",
        re.compile(
            rf"\b(?P<mon>{_MONTH})\.? (?P<d>\d{{1,2}}){_SUFFIX}(?![\d:]| ?[ap]\.?m\b)"
            rf"(?: ?{_TO} ?(?P<d2>\d{{1,2}}){_SUFFIX}(?![\d:]| ?[ap]\.? ?m\b))?"
            r"(?:,? (?:of )?(?P<y>20\d\d)\b)?"
        ),
        _read_named_date,
        frozenset(MONTHS),
    ),
    Reader(
        "",
        re.compile(
            rf"(?<![\d:$])(?P<d>\d{{1,2}}|primero){_SUFFIX} (?:{_TO} (?P<d2>\d{{1,2}}){_SUFFIX} )?"
            rf"(?:de |of )?(?P<mon>{_MONTH_AFTER_DAY})\b\.?"
            r"(?:,? (?:del? )?(?:ano )?(?P<y>20\d\d)\b)?"
        ),
        _read_named_date,
        frozenset(MONTHS),
    ),
    Reader("#", re.compile(rf"\b(?P<mon>{_MONTH})\.?,? (?:del? |of )?(?P<y>20\d\d)\b"), _read_month, frozenset(MONTHS)),
    Reader("", re.compile(rf"\b(?P<mon>{any_of(MONTHS_ALONE)})\b(?P<y>)"), _read_month, frozenset(MONTHS)),
    Reader(
        "# m tarde noche manana",
        re.compile(rf"(?<![\d:.$])(?P<h>\d{{1,2}})(?::(?P<m>\d{{2}}))? ?{_TO} ?(?=\d{{1,2}}(?::\d{{2}})? ?{_MERIDIEM})"),
        _read_time_range,
    ),
    Reader("# m tarde noche manana", re.compile(_TIME), _read_time),
    Reader("# :", re.compile(r"(?<![\d:.$])(?P<h>\d{1,2}):(?P<m>\d{2})(?![\d:])(?P<mer>)"), _read_time),
    Reader("# o'clock", re.compile(r"(?<!\d)(?P<h>\d{1,2}) o'clock\b(?P<m>)(?P<mer>)"), _read_time),
    Reader("noon mediodia", re.compile(r"\b(?:12 )?(?:noon|mediodia)\b"), lambda m: _time(12, 0, "pm")),
    Reader("midnight medianoche", re.compile(r"\b(?:12 )?(?:midnight|medianoche)\b"), lambda m: _time(12, 0, "am")),
    Reader("# $", re.compile(rf"\$ ?(?P<n>{_NUM})(?P<scale> ?(?:million|millones|thousand|mil|k)\b)?"), _read_amount),
    Reader("# dol usd", re.compile(rf"(?<![\d.,])(?P<n>{_NUM}) (?:dollars?|dolares|dolar|usd)\b(?P<scale>)"), _read_amount),
    Reader("# cent ¢", re.compile(rf"(?<![\d.,])(?P<n>{_NUM}) ?(?:cents?\b|centavos?\b|¢)"), _read_cents),
    Reader(
        "# % cent ciento",
        re.compile(rf"(?<![\d.,])(?P<n>{_NUM}) ?(?:%|percent\b|per cent\b|por ciento\b)"),
        _one(FigureKind.PERCENT, lambda m: _number(m["n"]).normalize()),
    ),
    Reader(
        "grad gr.",
        re.compile(
            rf"\b(?:grades?|grados?|gr\.):? ?(?P<list>{_GRADE}\b{_SUFFIX}"
            rf"(?:(?: ?{_TO} ?| ?, ?| ?& ?| o | or |,? and ){_GRADE}\b{_SUFFIX})*)"
        ),
        _read_grades,
    ),
    Reader(
        "grad",
        re.compile(
            rf"(?<![\w$.:])(?P<list>{_GRADE}{_SUFFIX}"
            rf"(?:(?: ?(?:-|to|through|al?|y|and|&|,) ?){_GRADE}{_SUFFIX})*)(?: |-)(?:grades?|graders?|grados?)\b"
        ),
        _read_grades,
    ),
    Reader("# k", re.compile(r"\b(?P<list>(?:pre-?k|pk|tk|k) ?(?:-|to|through) ?\d{1,2})(?:th)?\b"), _read_grades),
    Reader("k", re.compile(r"\b(?P<list>pre-?k(?:indergarten|inder)?|kindergarten(?:ers?)?|kinder)\b"), _read_grades),
    Reader("", re.compile(rf"\b(?P<w>{any_of(WEEKDAYS)})\b"), _one(FigureKind.WEEKDAY, lambda m: WEEKDAYS[m["w"]]), frozenset(WEEKDAYS)),
    Reader(
        "#",
        re.compile(r"(?<![\w.])(?P<n>\d{1,3})(?:st|nd|rd|th|er|ro|do|to|mo|vo|no|\.[oa])\b"),
        _one(FigureKind.ORDINAL, lambda m: int(m["n"])),
    ),
    Reader("", re.compile(rf"\b(?P<w>{any_of(ORDINALS)})\b"), _one(FigureKind.ORDINAL, lambda m: ORDINALS[m["w"]]), frozenset(ORDINALS)),
    Reader("#", re.compile(r"\b(?=[\w-]*[a-z])(?=[\w-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*\b"), _one(FigureKind.CODE, lambda m: m[0])),
    Reader(
        "#",
        re.compile(rf"(?<![\w])(?P<n>{_NUM})(?!\w)|(?P<rest>\d+)"),
        _one(FigureKind.NUMBER, lambda m: _number(m["n"] or m["rest"]).normalize()),
    ),
)
