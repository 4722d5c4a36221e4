"""What the models see in place of placeholders: an ordinary word of the same sort, so that a redacted text reads to them as it did before.

That is what makes the redactor settle: the second look at a message judges the same sentence, not one full of angle brackets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from policies.redaction.placeholders import SHAPE
from policies.redaction.rampart import Token
from policies.redaction.words import Word

_WORDS = {
    "STUDENT": "Emma Miller",
    "PARENT": "Maria Miller",
    "STAFF": "Miller",
    "PERSON": "John Miller",
    "DATE_OF_BIRTH": "3/4/2015",
    "PHONE": "555-0100",
    "EMAIL": "m@example.com",
    "ADDRESS": "12 Main Street",
    "HEALTH": "asthma",
    "SPECIAL_EDUCATION": "dyslexia",
    "DISCIPLINE": "suspended",
    "CUSTODY": "custody",
    "GRADES": "80",
}
_NUMBER = "12345"
_Placed = TypeVar("_Placed", Token, Word)


@dataclass(frozen=True, slots=True)
class Shown:
    """Shape: each segment is (start in the shown text, start in the message, length) of words that are the message's own; each stand-in
    (kind of its placeholder, start, end) in the shown text."""

    text: str
    segments: tuple[tuple[int, int, int], ...]
    stand_ins: tuple[tuple[str, int, int], ...]

    def tokens_of_message(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens that stand in the message itself, with its offsets."""
        if not self.stand_ins:
            return list(tokens)
        return [Token(token.start + shift, token.end + shift, *token[2:]) for token, shift in self._own(tokens)]

    def words_of_message(self, words: Sequence[Word]) -> list[Word]:
        """The words that stand in the message itself, with its offsets."""
        if not self.stand_ins:
            return list(words)
        return [Word(word.start + shift, word.end + shift, *word[2:]) for word, shift in self._own(words)]

    def of_message(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the shown text stands in the message; None for one that touches a stand-in."""
        for there, here, length in self.segments:
            if there <= start and end <= there + length:
                return start - there + here, end - there + here
        return None

    def as_shown(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the message stands in the shown text; None for one that touches a placeholder."""
        for there, here, length in self.segments:
            if here <= start and end <= here + length:
                return start - here + there, end - here + there
        return None

    def _own(self, items: Sequence[_Placed]) -> list[tuple[_Placed, int]]:
        own: list[tuple[_Placed, int]] = []
        index = 0
        for item in items:
            while index < len(self.segments) - 1 and item.start >= self.segments[index + 1][0]:
                index += 1
            there, here, length = self.segments[index]
            if there <= item.start and item.end <= there + length:
                own.append((item, here - there))
        return own


def shown(text: str) -> Shown:
    """A message with every placeholder replaced by words of its sort."""
    pieces: list[str] = []
    segments: list[tuple[int, int, int]] = []
    replaced: list[tuple[str, int, int]] = []
    position = length = 0
    for match in SHAPE.finditer(text):
        stretch = text[position : match.start()]
        kind = match.group()[1:].rpartition("_")[0]
        word = _WORDS.get(kind, _NUMBER)
        segments.append((length, position, len(stretch)))
        replaced.append((kind, length + len(stretch), length + len(stretch) + len(word)))
        pieces += [stretch, word]
        length += len(stretch) + len(word)
        position = match.end()
    segments.append((length, position, len(text) - position))
    return Shown("".join([*pieces, text[position:]]), tuple(segments), tuple(replaced))
