"""The figures of a text in normal form, so that 7:45 AM and "7:45 a.m." are one."""

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure counts or names."""

    EMAIL = "e-mail address"
    URL = "web address"
    PHONE = "phone number"
    YEARS = "school year"
    DATE = "date"
    WEEKDAY = "weekday"
    TIME = "time"
    AMOUNT = "amount"
    PERCENT = "percentage"
    GRADE = "grade"
    ORDINAL = "ordinal"
    CODE = "code"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in normal form.

    Shape of `value` by kind: date (year | None, month | None, day | None); time (hour 0…12, minute, "am" | "pm" | ""); amount
    (dollars,); phone (digits, extension); years (first, last); grade (-1 pre-K, 0 K, 1…12,); weekday (0 Monday,); else one
    number or string. `start`/`end` index the folded text.
    """

    kind: FigureKind
    value: tuple[object, ...]
    text: str
    start: int
    end: int
