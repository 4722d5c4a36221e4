"""Which words of a text a search meant: marked by their stems, as the lexical index matches them."""

import re
from dataclasses import dataclass

from ingest.lexical import stems

WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, and whether the search meant it."""

    text: str
    is_match: bool


def highlighted(text: str, words: str, language: str) -> list[Stretch]:
    """The text in stretches; words that share a stem with the searched words are matches."""
    wanted = set(stems(words, language))
    found: list[Stretch] = []
    at = 0
    for match in WORD.finditer(text):
        if wanted.intersection(stems(match.group(), language)):
            if match.start() > at:
                found.append(Stretch(text[at : match.start()], False))
            found.append(Stretch(match.group(), True))
            at = match.end()
    return [*found, Stretch(text[at:], False)] if at < len(text) else found
