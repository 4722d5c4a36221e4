"""Dates of birth, against event dates, which stay: a birth cue near the date, or a full date that lies years back."""

import datetime as dt
import re

from policies.months import MONTHS
from policies.redaction.recognizers import number_words
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
_YEAR = rf"(?:(?:19|20)\d{{2}}|'\d{{2}}|{number_words.YEAR})"
_ARTICLE = r"(?:the\s+|el\s+(?:d[ií]a\s+)?|d[ií]a\s+)?"
_MARK = r"\s?[-/.|_·]\s?"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<ymd>(?:19|20)\d{{2}}(?:{_MARK}| )[01]?\d(?:{_MARK}| )[0-3]?\d)"
    rf"|(?P<mdy>[0-3]?\d{_MARK}[0-3]?\d{_MARK}(?:(?:19|20)\d{{2}}|\d{{2}}))"
    rf"|(?P<year_first>(?:19|20)\d{{2}},?[\s/-]+{_MONTH}[\s/-]*\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"|(?P<spaced>[0-3]?\d [0-3]?\d (?:19|20)\d{{2}})"
    rf"|(?P<spaced_short>[0-3]?\d [0-3]?\d \d{{2}})"
    rf"|(?P<month_first>{_MONTH}[\s/.-]*(?:the\s+)?{_DAY}(?:[\s,./-]*(?:of\s+|del?\s+)?{_YEAR})?)"
    rf"|(?P<day_first>{_ARTICLE}{_DAY}(?:\s+day)?[\s/-]*(?:of\s+|de\s+)?{_MONTH}(?:[\s,/.-]*(?:del?\s+(?:año\s+)?|of\s+)?{_YEAR})?)"
    rf"|(?P<spelled>{_ARTICLE}{_DAY_WORD}(?:\s+day)?\s+(?:of\s+|de\s+)?{_MONTH}(?:[\s,]*(?:del?\s+(?:año\s+)?|of"
    rf"\s+)?{_YEAR})?|{_MONTH}\s+(?:the\s+)?{_DAY_WORD}(?:[\s,]+(?:of\s+|del?\s+)?{_YEAR})?)"
    rf"|(?P<month_year>{_MONTH}\s*,?\s*(?:of\s+|del?\s+)?(?:19|20)\d{{2}})"
    rf"|(?P<labelled>d[ií]a\s*:?\s*\d{{1,2}}[\s,]+mes\s*:?\s*\w+[\s,]+año\s*:?\s*\d{{2,4}}|month\s*:?\s*\w+[\s,]+day"
    rf"\s*:?\s*\d{{1,2}}[\s,]+year\s*:?\s*\d{{2,4}})"
    rf"|(?P<month_of_year>[01]?\d[-/.](?:19|20)\d{{2}})"
    rf"|(?P<md>[01]?\d[-/.][0-3]?\d)"
    rf"|(?P<run>(?:19|20)\d{{6}}|[01]\d[0-3]\d(?:19|20)?\d{{2}})"
    rf")(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth(?!\s+(?:mother|mom|father|dad|parents?|famil|control|plan|cert\w*(?=[^\d\n]{0,30}\b(?:by|before|until|on|due)\s+$)))"
    r"\s?-?(?:date|day)?s?|nac\.|b-?day|born|bron|f\.?\s?d?\.?\s?n\.?|"
    r"fecha\s+(?:de\s+)?nac\w*\.?|naci\w*|nació|"
    r"cumpl(?:e|o|en|a|ir|ir[aá]|i[oó]|ea[nñ]os)(?:años|anos|\s+(?:los\s+)?\d{1,2}(?:\s+a[nñ]os)?)?|(?:quincea[nñ]era"
    r"|cumple)\s+es|turn(?:s|ed|ing)?\s+(?:\d{1,2}|" + number_words.BELOW_HUNDRED + r")\b|will\s+be\s+\d+)\b[^\d\n]{0,30}$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s*(?:\(?d\.?o\.?b\.?\)?|\(?birth\s?(?:date|day)\)?|is\s+(?:his|her|my\s+\w+'?s|their)\s+(?:birth|b-?day"
    r"|dob)|\s*,?\s*(?:he|she|is|was|s)?\s*(?:was\s+)?born\b|\s*(?:naci[oó]|de\s+nacimiento|fue\s+su\s+nacimiento)"
    r"\b|es\s+su\s+cumple)",
    re.IGNORECASE,
)
_BIRTH_YEAR = re.compile(
    rf"\b(?:born|naci[oó]|nacid[oa])\s+(?:back\s+)?(?:in|en|el\s+año|en\s+el(?:\s+año)?)\s+((?:{_MONTH}\s+(?:of\s+"
    rf"|del?\s+)?)?(?:(?:19|20)\d{{2}}|{number_words.YEAR}))(?!\w)"
    rf"|\b(?:birth\s+year|year\s+of\s+birth|año\s+de\s+nacimiento)\s*(?:is|es|:|=)?\s*((?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
_OR_RATHER = re.compile(
    r"\s*[,;(]?\s*(?:(?:but|not|and\s+not|no|or|o|pero|sino|instead\s+of|rather\s+than|en\s+vez\s+de|en\s+lugar\s+de)\b)[^\d\n.?!]{0,45}$",
    re.IGNORECASE,
)
"""Between a birth date and the wrong one that somebody wrote down in its place."""

_ONLY_CUED = frozenset({"md", "spaced_short", "month_year", "month_of_year", "run"})
"""Shapes that are a date only where a word says so."""
_LOOK_ON = 70
_SAID_LONG_AGO = re.compile(
    r"\b(?:two\s+thousand(?!\s+(?:and\s+)?twenty)|dos\s+mil(?!\s+veint)|mil\s+novecientos|nineteen)\b", re.IGNORECASE
)
_FULL_YEAR = re.compile(r"(?:19|20)\d{2}|[-/.]\d{2}$")
_TURNING = re.compile(r"\b(?:turn(?:s|ed|ing)?\s+\w+|will\s+be\s+\d+|cumple(?:\s+\w+)?)\b[^\d\n]{0,30}$", re.IGNORECASE)


def find(text: str, today: dt.date, *, has_person: bool = True) -> list[Span]:
    """Birth dates in text. `today` decides what lies years back.

    `has_person`: somebody is named. Without a name the day on which a child turns five tells nothing of anybody, and it is what is asked.
    """
    found = [Span(*match.span(match.lastindex or 0), "DATE_OF_BIRTH", 0.9) for match in _BIRTH_YEAR.finditer(text)]
    last_end = -1
    for match in _DATE.finditer(text):
        start, end = match.span()
        if not has_person and not _FULL_YEAR.search(match.group()) and _TURNING.search(text, max(0, start - 70), start):
            continue
        if _CUE.search(text, max(0, start - 70), start) or _CUE_AFTER.match(text[end : end + 40]):
            found.append(Span(start, end, "DATE_OF_BIRTH", 0.95))
            last_end = end
        elif 0 <= last_end <= start <= last_end + _LOOK_ON and _OR_RATHER.match(text[last_end:start]):
            found.append(Span(start, end, "DATE_OF_BIRTH", 0.85))
        elif match.lastgroup not in _ONLY_CUED and _is_years_back(match, today):
            found.append(Span(start, end, "DATE_OF_BIRTH", 0.8))
            last_end = end
    return found


def _is_years_back(match: re.Match[str], today: dt.date) -> bool:
    words = match.group()
    if _SAID_LONG_AGO.search(words):
        return True
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
