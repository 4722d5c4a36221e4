"""How probable a word must be as a name before it is taken for one where no cue stands beside it."""

import re
from dataclasses import dataclass

from policies.redaction.surface import CALENDAR
from policies.redaction.words import Word

MONTHS_AND_SEASONS = frozenset(
    ["april", "may", "june", "august", "summer", "autumn", "spring", "winter", "abril", "mayo", "junio", "agosto", "domingo"]
)
"""Words of the calendar that are names too: a question about school holds them far more often as the first."""


@dataclass(frozen=True, slots=True)
class NameThresholds:
    """Probability above which a word is taken for a name without any cue: an ordinary word, a listed name, a word in no list."""

    ordinary: float
    listed: float

    @property
    def unknown(self) -> float:
        """For a word that stands in no list at all: between the two."""
        return (self.ordinary + 2 * self.listed) / 3


def uncued_limit(word: Word, neighbours: tuple[Word | None, Word | None], limits: NameThresholds) -> float:
    """The limit for one word. `neighbours` are the words beside it with nothing but a blank between.

    Source: for each sort of word the probability at which messages that the head had not learned from lost few names and few words.
    """
    is_inside = word.is_capital and not word.opens_sentence
    if word.low in CALENDAR and not word.is_capital:
        return 0.8
    if word.is_listed and not word.is_ordinary:
        return limits.listed if word.is_capital and len(word.text) > 3 else 4 * limits.listed
    if word.is_listed:
        return 0.15 if is_inside and not is_titled(neighbours) else 0.3
    if word.is_ordinary:
        return 0.75 * limits.ordinary if is_inside else max(limits.ordinary, 0.5)
    if word.is_slip:
        return limits.ordinary / 2 if word.is_capital else limits.ordinary
    if word.is_foreign:
        return limits.listed
    if is_inside:
        return limits.unknown / 2
    return limits.unknown


def _is_thing(word: Word) -> bool:
    """Whether a word in capitals is an ordinary one: beside it another is part of a heading ("Master Promissory Note")."""
    return word.is_capital and word.is_ordinary and not word.is_used_as_name


def is_titled(neighbours: tuple[Word | None, Word | None]) -> bool:
    """Whether an ordinary word in capitals stands beside: "Head Start", "Twin Day" are things though one of the words is also a name."""
    return any(other is not None and not other.opens_sentence and _is_thing(other) for other in neighbours)


_CODED = re.compile(r"[a-z][A-Z]{3}")
"""Capitals in a row inside a word: a product or a test ("AzMERIT")."""
_SPANISH_BEFORE = frozenset(["a", "al", "con", "de", "del", "e", "para", "por", "que", "y"])


def unlikely_limit(word: Word, before: Word | None) -> float:
    """The limit, without a cue, for a word that is hardly ever a name: one of grammar or of school, or a row of letters.

    `before` is the word before it: behind a Spanish one "Will" is no English verb.
    """
    if word.is_function:
        if word.is_listed and word.is_capital and before is not None and before.low in _SPANISH_BEFORE:
            return 0.05
        if "." in word.text or (word.is_capital and word.text.isupper()):
            return 1.1  # letters are told by `initials`, which sees where they stand
        return 0.4 if word.is_capital else 0.9
    if word.low in CALENDAR:
        return 0.5 if word.is_capital else 0.9
    if not word.is_capital:
        return 0.8
    if _CODED.search(word.text):
        return 0.95
    return 0.6 if word.opens_sentence else 0.5


def school_limit(word: Word, strength: int) -> float:
    """How probable a plain word must be after a strong cue; hardly anything but a name follows "Mr."."""
    if word.is_capital and not word.opens_sentence:
        return 0.3
    return 0.25 if strength == 3 else 0.6
