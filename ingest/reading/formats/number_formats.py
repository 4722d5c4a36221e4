"""Numbers of a spreadsheet as the sheet shows them: dates, times, money, percentages, and formats that show nothing.

Source: ECMA-376 part 1, 18.8.30 numFmt (built-in ids) and 18.8.31 (number format codes).
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN: dict[int, str] = {
    **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00", "$#,##0", "$#,##0", "$#,##0.00", "$#,##0.00", "0%", "0.00%"))),
    **dict(enumerate(("0.00E+00", "# ?/?", "# ??/??", "m/d/yyyy", "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm:ss AM/PM"), 11)),
    **dict(enumerate(("h:mm", "h:mm:ss", "m/d/yyyy h:mm"), 20)),
    **dict(enumerate(("#,##0;(#,##0)", "#,##0;(#,##0)", "#,##0.00;(#,##0.00)", "#,##0.00;(#,##0.00)"), 37)),
    **dict(enumerate(("#,##0", "$#,##0", "#,##0.00", "$#,##0.00", "mm:ss", "[h]:mm:ss", "mm:ss.0", "0.0E+0", "@"), 41)),
}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKET = re.compile(r"\[(?!h+\]|m+\]|s+\])([^\]]*)\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_DATE_SIGN = re.compile(r"[dmyhs]", re.IGNORECASE)
_DATE_PART = re.compile(r'\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+(?:\.0+)?|am/pm|a/p|"[^"]*"|\\.|_.|\*.|.', re.IGNORECASE | re.DOTALL)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_date(code: str) -> bool:
    """Whether a format code shows a date or a time."""
    bare = _LITERAL.sub("", _BRACKET.sub("", code.split(";")[0]))
    return bare.lower() != "general" and bool(_DATE_SIGN.search(bare.replace("E+", "").replace("e+", "")))


def shows_nothing(code: str) -> bool:
    """Whether a format hides whatever the cell holds: `;;;` and its kin."""
    parts = code.split(";")
    return len(parts) >= 3 and not any(re.sub(r'[\s"]|\[[^\]]*\]', "", part) for part in parts)


def shown(value: str, code: str, is_1904: bool = False) -> str:
    """A raw number as its format shows it; the raw text where the format is of a kind not known here."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return value
    if is_date(code):
        return _date(float(number), code.split(";")[0], is_1904) or value
    parts = code.split(";")
    part = parts[0]
    if number < 0 and len(parts) > 1:
        part, number = parts[1], -number
    elif number == 0 and len(parts) > 2:
        part = parts[2]
    return _number(number, part)


def _number(number: Decimal, code: str) -> str:
    code = _CURRENCY.sub(lambda found: f'"{found.group(1)}"', code)
    code = _BRACKET.sub("", code)
    if code.strip().lower() == "general" or code.strip() == "@" or not code.strip():
        return _general(number)
    found = re.search(r"[#0?](?:[#0?,.]*[#0?])?", _LITERAL.sub(lambda literal: "\x01" * len(literal.group(0)), code))
    if found is None:
        return _literals(code)
    before, pattern, after = code[: found.start()], found.group(0), code[found.end() :]
    if "/" in code or "E+" in code.upper():
        return _general(number)
    if "%" in before + after:
        number *= 100
    thousands = after.count(",") if after.startswith(",") else 0
    number /= Decimal(1000) ** thousands
    decimals = pattern.partition(".")[2]
    digits = f"{number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):{',' if ',' in pattern else ''}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _ in range(optional):
        if digits.endswith("0"):
            digits = digits[:-1]
    digits = digits.rstrip(".") if decimals else digits
    wanted = pattern.partition(".")[0].replace(",", "").count("0")
    whole, dot, rest = digits.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if "," not in pattern:
        whole = whole.rjust(wanted, "0")
    lead = _literals(before)
    return f"{sign}{lead}{whole}{dot}{rest}{_literals(after.lstrip(','))}".strip()


def _general(number: Decimal) -> str:
    if number == number.to_integral_value():
        return str(int(number))
    return f"{float(number):.10g}"


def _literals(code: str) -> str:
    """What the literal parts of a code show."""
    pieces: list[str] = []
    at = 0
    for found in _LITERAL.finditer(code):
        pieces.append(code[at : found.start()])
        pieces.append(found.group(1) or found.group(2) or ("" if found.group(0)[0] in '"*' else " " if found.group(0)[0] == "_" else ""))
        at = found.end()
    pieces.append(code[at:])
    return "".join(pieces).replace("?", " ").replace("#", "")


def _date(serial: float, code: str, is_1904: bool) -> str | None:
    base = dt.datetime(1904, 1, 1) if is_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's dates have no zone
    if not is_1904 and 0 < serial < 60:
        base = dt.datetime(1899, 12, 31)  # noqa: DTZ001
    if serial < 0 or serial > 2_958_465:
        return None
    moment = base + dt.timedelta(seconds=round(serial * 86400))
    code = _CURRENCY.sub("", code)
    code = _BRACKET.sub("", code)
    has_half_day = re.search(r"am/pm|a/p", code, re.IGNORECASE) is not None
    parts: list[str] = [found.group(0) for found in _DATE_PART.finditer(code)]
    pieces: list[str] = []
    for at, part in enumerate(parts):
        pieces.append(_date_part(part, moment, serial, has_half_day, _is_minute(parts, at)))
    return "".join(pieces).strip()


def _is_minute(parts: list[str], at: int) -> bool:
    """`m` means minutes right after hours or right before seconds."""
    signs = [(place, part[:2].lower().lstrip("[")[:1]) for place, part in enumerate(parts) if re.match(r"\[?[ymdhs]", part, re.IGNORECASE)]
    place = next((index for index, (found, _) in enumerate(signs) if found == at), None)
    if place is None:
        return False
    return (place > 0 and signs[place - 1][1] == "h") or (place + 1 < len(signs) and signs[place + 1][1] == "s")


def _date_part(part: str, moment: dt.datetime, serial: float, has_half_day: bool, is_minute: bool) -> str:
    sign = part[0].lower()
    if part.startswith("["):
        unit = part[1].lower()
        total = round(serial * 86400)
        return str(total // 3600 if unit == "h" else total // 60 if unit == "m" else total)
    if part.lower() in ("am/pm", "a/p"):
        half = "AM" if moment.hour < 12 else "PM"
        return half if len(part) > 3 else half[0]
    if sign == "y":
        return f"{moment.year:04d}" if len(part) > 2 else f"{moment.year % 100:02d}"
    if sign == "m" and is_minute:
        return f"{moment.minute:0{len(part)}d}"
    if sign == "m":
        name = _MONTHS[moment.month - 1]
        return (str(moment.month), f"{moment.month:02d}", name[:3], name, name[:1])[min(len(part), 5) - 1]
    if sign == "d":
        name = _DAYS[moment.weekday()]
        return (str(moment.day), f"{moment.day:02d}", name[:3], name)[min(len(part), 4) - 1]
    if sign == "h":
        hour = (moment.hour % 12 or 12) if has_half_day else moment.hour
        return f"{hour:0{min(len(part), 2)}d}"
    if sign == "s":
        return f"{moment.second:0{min(len(part.partition('.')[0]), 2)}d}"
    if part[0] in '"\\':
        return part.strip('"').lstrip("\\")
    return " " if part[0] == "_" else "" if part[0] == "*" else part
