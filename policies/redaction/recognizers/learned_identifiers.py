"""What the detail head takes for a number, a code, a bus or a place, as whole tokens, less what only looks like one."""

from collections.abc import Iterable

import regex

from policies.redaction import detail_head
from policies.redaction.lexicon import lexicon
from policies.redaction.spans import Span

_MARKS = regex.compile(r"[?]?[!#$%*&^+=]+[?!]*(?=[\s.,;)\"']|$)")
"""What a password ends with: "Cougars30!", "Mustang833?!"."""
_BEFORE = regex.compile(r"(?<=^|[\s(\"'])[!#$%*&^~]{1,2}$")
_NEVER = regex.compile(
    r"[$€]\s?\d[\d.,]*|\d{1,2}(?:st|nd|rd|th|[º°ª])|\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|(?:19|20)\d\d[-/](?:(?:19|20)?\d\d)|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d+%|[WIK]-?\d{1,2}",
    regex.IGNORECASE,
)
"""Sums, ordinals, hours, school years, days, shares."""
_DAY = regex.compile(
    r"(?:(?<=\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s)\d{1,2}(?:st|nd|rd|th)?"
    r"|(?<=\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|a\slas?),?\s)\d{1,2}|(?<!\w)\d{1,2}/\d{1,2}(?:/\d{2,4})?)(?![\w-])",
    regex.IGNORECASE,
)
"""Days and hours where a bus is read."""
_GROUNDS = regex.compile(
    r"(?:the\s+|la\s+|el\s+)?(?:front\s+|main\s+)?(?:curb|car\s?-?(?:line|loop|pool|rider)\w*|loop|office|gym\w*|cafeteria|library|classroom|playground|nurse|entrance|doors?|lobby|school|oficina|biblioteca|"
    r"enfermer[ií]a|sal[oó]n|patio|entrada|escuela)\b",
    regex.IGNORECASE,
)
"""Places of the school itself, where everybody is picked up."""
_COUNTED = regex.compile(
    r"\b(?:page|pg|chapter|ch|lesson|level|unit|room|rm|grade|gr|period|step|form|question|item|error|top|age|aged|version|volume|p[aá]gina|p[aá]g|cap[ií]tulo|lecci[oó]n|nivel|unidad|sal[oó]n|sala|aula|"
    r"grado|paso|formulario|forma|pregunta|edad|versi[oó]n|iep|504)s?\W{1,3}$",
    regex.IGNORECASE,
)
"""What is counted or named by a bare number behind it, and no child's."""
_MODEL = regex.compile(r"(?-i:\p{Lu})\p{Ll}+\d{0,2}")
_WORD_BEFORE = regex.compile(r"(?<!\w)(?P<word>(?-i:\p{Lu})\p{L}+)\x20$")
_LOOK_BACK = 14


def whole(text: str, found: Iterable[tuple[str, int, int]], is_tied: bool) -> list[Span]:
    """The stretches `found` (kind, start, end) as findings. A bus counts where the message ties it to a child (`is_tied`)."""
    return [
        Span(*(_with_signs(text, start, end) if kind == "CREDENTIAL" else (start, end)), kind, 0.55)
        for kind, start, end in found
        if (kind != "BUS" or (is_tied and not _DAY.match(text, start) and not _GROUNDS.match(text, start)))
        and not _is_a_fact(text, start, end)
        and not (kind in {"CREDENTIAL", "BUS"} and _is_a_product(text, start, end))
    ]


def _is_a_fact(text: str, start: int, end: int) -> bool:
    """Whether this is a sum, a day, the number of a page, or words of school life with a number."""
    if _NEVER.fullmatch(text, start, end):
        return True
    words = [text[start + low : start + high] for low, high in detail_head.units(text[start:end])]
    if len(words) == 1 and words[0].isdigit() and len(words[0]) < 5 and _COUNTED.search(text, max(0, start - _LOOK_BACK), start):
        return True
    if all(lexicon().is_function_word(word) for word in words):
        return True
    return len(words) > 1 and all(word == "504" or lexicon().is_school_word(word) or lexicon().is_function_word(word) for word in words)


def _is_a_product(text: str, start: int, end: int) -> bool:
    """Whether this is an app that the lists know ("Brightwheel"), stands behind one ("Lexia Core5"), or is cheered ("Go Panthers")."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    known = lexicon().is_school_word
    return bool(_MODEL.fullmatch(text, start, end)) and (
        known(text[start:end]) or (before is not None and (before["word"] == "Go" or known(before["word"])))
    )


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """A password with the signs it begins and ends with."""
    marks, before = _MARKS.match(text, end), _BEFORE.search(text, max(0, start - 3), start)
    return before.start() if before else start, marks.end() if marks else end
