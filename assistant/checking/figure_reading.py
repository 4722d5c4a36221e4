"""Reads the figures of a text: dates, times, amounts, phones, addresses, percentages, grades, numbers."""

import re
from decimal import Decimal
from functools import lru_cache

from assistant.checking.calendar_words import NUMBERS
from assistant.checking.figure_kinds import Figure, FigureKind
from assistant.checking.figure_patterns import READERS, any_of

_LETTERS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_READERS = tuple((reader, "#" in reader.hints, tuple(hint for hint in reader.hints.split() if hint != "#")) for reader in READERS)
_NUMBER_WORDS = {
    language: re.compile(rf"\b(?P<tens>{any_of(words)})(?:(?:-| y )(?P<unit>{any_of(words)}))?\b") for language, words in NUMBERS.items()
}


@lru_cache(maxsize=8192)
def read_figures(folded: str, language: str, *, is_source: bool = False) -> tuple[Figure, ...]:
    """Every figure of a folded text, in reading order; kept for the passages that many questions meet.

    "one", "un" and "una" count as numbers only in a source: in a sentence they are mostly articles and pronouns.
    """
    found: list[Figure] = []
    has_digit = _DIGIT.search(folded) is not None
    there = frozenset(_LETTERS.findall(folded))
    for reader, needs_digit, hints in _READERS:
        if (needs_digit and not has_digit) or (reader.words and reader.words.isdisjoint(there)):
            continue
        if hints and not any(map(folded.__contains__, hints)):
            continue
        for match in list(reader.pattern.finditer(folded)):
            found += [Figure(kind, value, match[0].strip(), match.start(), match.end()) for kind, value in reader.read(match)]
            folded = folded[: match.start()] + "\x00" * (match.end() - match.start()) + folded[match.end() :]
            has_digit = _DIGIT.search(folded) is not None
    words = NUMBERS["es" if language == "es" else "en"]
    if there.isdisjoint(words):
        return tuple(sorted(found, key=lambda figure: figure.start))
    for match in _NUMBER_WORDS["es" if language == "es" else "en"].finditer(folded):
        total = words[match["tens"]] + (words[match["unit"]] if match["unit"] else 0)
        if total != 1 or is_source:
            found.append(Figure(FigureKind.NUMBER, (Decimal(total).normalize(),), match[0], match.start(), match.end()))
    return tuple(sorted(found, key=lambda figure: figure.start))
