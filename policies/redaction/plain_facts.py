"""Numbers that answers turn on and that never point at a person: school years, amounts, clock times, grades, percentages of fees."""

import re

# Source: the school calendar's own way of writing (2026-2027), ISO 4217 symbols, 12- and 24-hour clock.
_FACTS = re.compile(
    r"(?<![\w-])(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?![\w/-])"
    r"|\$\s?\d[\d,]*(?:\.\d\d)?(?!\w)|(?<!\w)\d[\d,]*(?:\.\d\d)?\s?(?:dollars?|d[oó]lares|bucks|cents|pesos)\b"
    r"|(?<![\w:.])\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\b\.?)?(?![\w:])(?!\.\d)|(?<![\w:])\d{1,2}\s?[ap]\.?m\b\.?(?:\s?-\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?)?"
    r"|(?<![\w-])\d{1,2}(?:st|nd|rd|th)?\s+(?:grade|grader|graders|grado)s?\b|\bgrades?\s+(?:k-)?\d{1,2}(?:\s?-\s?\d{1,2})?(?![\w-])",
    re.IGNORECASE,
)


def stretches(text: str) -> list[tuple[int, int]]:
    """Half-open stretches of such facts."""
    return [match.span() for match in _FACTS.finditer(text)]
