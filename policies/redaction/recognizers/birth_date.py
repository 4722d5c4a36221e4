"""Dates of birth, against event dates, which stay: a birth cue near the date, or a full date that lies years back."""

import datetime as dt
import re

from policies.months import MONTHS
from policies.redaction.spans import Span

MIN_AGE_YEARS = 3
"""A full date at least this old is a birth date in a parent's message; school events are not that old. Source: issue 4."""

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th|ro|°)?"
_DAY_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|twenty[\s-]\w+|thirtieth|thirty[\s-]first|primero|uno|dos|tres|cuatro|cinco|seis|siete|"
    r"ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinte|veinti\w+|treinta(?:\s+y\s+uno)?)"
)
_YEAR = r"(?:(?:19|20)\d{2}|'\d{2})"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<ymd>(?:19|20)\d{{2}}[-/. ][01]?\d[-/. ][0-3]?\d)"
    rf"|(?P<mdy>[0-3]?\d\s?[-/.]\s?[0-3]?\d\s?[-/.]\s?(?:(?:19|20)\d{{2}}|\d{{2}}))"
    rf"|(?P<year_first>(?:19|20)\d{{2}},?\s+{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"|(?P<spaced>[0-3]?\d [0-3]?\d (?:19|20)\d{{2}})"
    rf"|(?P<month_first>{_MONTH}\s*(?:the\s+)?{_DAY}(?:\s*,?\s*(?:of\s+|del?\s+)?{_YEAR})?)"
    rf"|(?P<day_first>{_DAY}[\s/-]*(?:of\s+|de\s+)?{_MONTH}(?:[\s,/-]*(?:del?\s+(?:año\s+)?|of\s+)?{_YEAR})?)"
    rf"|(?P<spelled>{_DAY_WORD}\s+(?:of|de)\s+{_MONTH}(?:[\s,]*(?:del?\s+)?{_YEAR})?|{_MONTH}\s+(?:the\s+)?{_DAY_WORD}[\s,]+{_YEAR})"
    rf"|(?P<md>[01]?\d[-/.][0-3]?\d)"
    rf"|(?P<run>(?:19|20)\d{{6}}|[01]\d[0-3]\d(?:19|20)\d{{2}})"
    rf")(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth\s?-?(?:date|day)?s?|b-?day|born|bron|f\.?\s?d?\.?\s?n\.?|"
    r"fecha\s+(?:de\s+)?nac\w*\.?|naci\w*|nació|"
    r"cumpl(?:e|o|en|a|ir|ir[aá]|i[oó]|ea[nñ]os)(?:años|anos|\s+(?:los\s+)?\d{1,2}(?:\s+a[nñ]os)?)?|(?:quincea[nñ]era|cumple)\s+es|turn(?:s|ed|ing)\s+\w+|will\s+be\s+\d+)\b[^\d\n]{0,30}$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s*(?:\(?d\.?o\.?b\.?\)?|\(?birth\s?(?:date|day)\)?|is\s+(?:his|her|my\s+\w+'?s|their)\s+(?:birth|b-?day|dob)|\s*,?\s*(?:he|she|is|was|s)?\s*(?:was\s+)?born\b|\s*(?:naci[oó]|de\s+nacimiento|fue\s+su\s+nacimiento)\b|es\s+su\s+cumple)",
    re.IGNORECASE,
)
_BIRTH_YEAR = re.compile(
    rf"\b(?:born|naci[oó]|nacid[oa])\s+(?:back\s+)?(?:in|en|el\s+año|en\s+el)\s+((?:{_MONTH}\s+(?:of\s+|del?\s+)?)?(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)


_FULL_YEAR = re.compile(r"(?:19|20)\d{2}|[-/.]\d{2}$")
_TURNING = re.compile(r"\b(?:turn(?:s|ed|ing)?\s+\w+|will\s+be\s+\d+|cumple(?:\s+\w+)?)\b[^\d\n]{0,30}$", re.IGNORECASE)


def find(text: str, today: dt.date, *, has_person: bool = True) -> list[Span]:
    """Birth dates in text. `today` decides what lies years back.

    `has_person`: somebody is named. Without a name the day on which a child turns five tells nothing of anybody, and it is what is asked.
    """
    found = [Span(match.start(1), match.end(1), "DATE_OF_BIRTH", 0.9) for match in _BIRTH_YEAR.finditer(text)]
    for match in _DATE.finditer(text):
        start, end = match.span()
        if not has_person and not _FULL_YEAR.search(match.group()) and _TURNING.search(text, max(0, start - 70), start):
            continue
        if _CUE.search(text, max(0, start - 70), start) or _CUE_AFTER.match(text[end : end + 40]):
            found.append(Span(start, end, "DATE_OF_BIRTH", 0.95))
        elif match.lastgroup != "md" and _is_years_back(match, today):
            found.append(Span(start, end, "DATE_OF_BIRTH", 0.8))
    return found


def _is_years_back(match: re.Match[str], today: dt.date) -> bool:
    if match.lastgroup == "run":
        return False
    words = match.group()
    full = re.search(r"(?:19|20)\d{2}", words)
    if full:
        year = int(full.group())
    else:
        short = re.search(r"(?:'|(?<=\d)[-/.]\s?)(\d{2})$", words)
        if short is None:
            return False
        year = 2000 + int(short.group(1))
        year -= 100 if year > today.year + 1 else 0
    return 1920 <= year <= today.year - MIN_AGE_YEARS
