"""What a passage is only true for: special days and ranges of grades, read from its headings and cells.

A question that does not name a special day is about the ordinary one; a question about grade 7 is answered by "grades 6 to 8".
"""

import re
from functools import lru_cache

from ingest.lexical import fold
from policies.words.documents import Passage

SPECIAL_DAYS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(late[- ]start|two[- ]hour|2[- ]hour|delay(ed)?|entrada tardia|retras\w+)\b",
        r"\b(early[- ](release|dismissal|out)|half[- ]day|minimum[- ]day|salida temprana|medio dia|salida anticipada)\b",
        r"\b(summer|verano)\b",
        r"\b(snow|weather|emergency|storm|nieve|clima|emergencia)\b",
        r"\b(exams?|finals?|testing|assembly|pep rally|examenes)\b",
        r"\b(remote|e-?learning|virtual|a distancia)\b",
    )
)
_GRADE_RANGE = re.compile(
    r"\b(?:grades?|grados?)?\s*(pre-?k|k|kindergarten|kinder|\d{1,2})(?:st|nd|rd|th|\.?o)?\s*(?:-|–|to|through|a|al)\s*(\d{1,2})\b(?!\s*[:.]\d)"
)
_GRADE_ASKED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[ -]*(?:grade|grader|graders)\b|\bgrade (\d{1,2})\b|\b(kindergarten|kindergartner|kinder)\b"
    r"|\b(\d{1,2})\.?o? grado\b|\bgrado (\d{1,2})\b"
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "freshman": 9, "sophomore": 10, "junior": 11, "senior": 12,
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "septimo": 7, "octavo": 8,
    "noveno": 9, "decimo": 10,
}  # fmt: skip
_ORDINAL_GRADE = re.compile(rf"\b({'|'.join(_ORDINALS)})(?:[ -](?:grade|grader|graders|grado|year)\b|\b(?= at the high school))")


def is_special_for(question: str, passage: Passage) -> bool:
    """Whether the passage's headings speak of a special day that the question does not name."""
    return bool(special_days(" ".join((*passage.section[-2:], passage.caption or ""))) - special_days(question))


@lru_cache(maxsize=20_000)
def special_days(text: str) -> frozenset[int]:
    """Which kinds of special days some words name."""
    folded = fold(text)
    return frozenset(i for i, pattern in enumerate(SPECIAL_DAYS) if pattern.search(folded))


@lru_cache(maxsize=2_000)
def grade_asked(question: str) -> int | None:
    """The grade a question is about: 0 for kindergarten, 1…12; None when it names none or several."""
    folded = fold(question)
    grades = {0 if m[3] else int(m[1] or m[2] or m[4] or m[5]) for m in _GRADE_ASKED.finditer(folded)}
    grades |= {_ORDINALS[m[1]] for m in _ORDINAL_GRADE.finditer(folded)}
    grades = {grade for grade in grades if grade <= 12}
    return grades.pop() if len(grades) == 1 else None


@lru_cache(maxsize=20_000)
def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for match in _GRADE_RANGE.finditer(fold(text)):
        low = -1 if match[1].startswith("pre") else 0 if match[1][0] == "k" else int(match[1])
        if low < int(match[2]) <= 12:
            found.append((low, int(match[2])))
    return tuple(found)


def grade_fit(question: str, passage: Passage) -> int:
    """1 when a range of grades in the passage's row or headings holds the asked grade, -1 when its ranges leave it out, else 0."""
    grade = grade_asked(question)
    if grade is None:
        return 0
    for text in (" ; ".join(cell.text for cell in passage.cells if len(cell.text) < 60), passage.section[-1] if passage.section else ""):
        ranges = _ranges(text)
        if ranges:
            return 1 if any(low <= grade <= high for low, high in ranges) else -1
    return 0


_COUNTED = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th|er|o|a|to)?|({'|'.join(_ORDINALS)}))\s+([a-z]{{4,}})\b")
_NUMBERED = re.compile(r"\b([a-z]{4,})\s+(\d{1,2})\b(?![:.]\d)")
_INITIAL = re.compile(
    r"\b(?:last names?|surnames?|apellidos?)\b[^.?!]{0,40}?\b(?:with|with the letter|is|letter|con|con la|letra)\s+([a-z])\b"
)
_INITIALS = re.compile(r"\b([a-z])\s*(?:to|through|thru|a|-|–)\s*([a-z])\b")


@lru_cache(maxsize=2_000)
def _numbers_asked(question: str) -> frozenset[tuple[str, int]]:
    """("period", 1) for "1st period", "first period" and "period 1"."""
    folded = fold(question)
    asked = {(m[3], int(m[1]) if m[1] else _ORDINALS[m[2]]) for m in _COUNTED.finditer(folded)}
    return frozenset(asked | {(m[1], int(m[2])) for m in _NUMBERED.finditer(folded)})


@lru_cache(maxsize=20_000)
def key_fit(question: str, passage: Passage) -> int:
    """1 when a row is the asked one of a numbered or lettered kind ("Period 1", "Second" of "Quarter", "A to K"), -1 when another."""
    if not passage.cells:
        return 0
    key, header = fold(passage.cells[0].text), fold(f"{passage.cells[0].header} {passage.caption or ''} {passage.section[-1:]}")
    initial = _INITIAL.search(fold(question))
    letters = _INITIALS.search(key)
    if (initial and letters and "name" in key + header) or (initial and letters and "apellido" in key + header):
        return 1 if letters[1] <= initial[1] <= letters[2] else -1
    kinds = {kind.rstrip("s"): number for kind, number in _numbers_asked(question)}
    own = {m[1].rstrip("s"): int(m[2]) for m in _NUMBERED.finditer(key)}
    own |= {m[3].rstrip("s"): int(m[1]) if m[1] else _ORDINALS[m[2]] for m in _COUNTED.finditer(key)}
    alone = key.strip(" .")
    if alone in _ORDINALS or alone.isdigit():
        number = int(alone) if alone.isdigit() else _ORDINALS[alone]
        own |= {kind: number for kind in kinds if kind in header}
    shared = kinds.keys() & own.keys()
    if not shared:
        return 0
    return 1 if all(kinds[kind] == own[kind] for kind in shared) else -1
