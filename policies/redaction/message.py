"""One message as the recognisers see it: its normalised text with everything that was worked out once."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.redaction.lexicon import lexicon
from policies.redaction.rampart import Token
from policies.redaction.recognizers import bus, child, details, learned_identifiers
from policies.redaction.recognizers.birth_date import find as find_birth_dates
from policies.redaction.recognizers.name_limits import NameThresholds
from policies.redaction.recognizers.names import NameReader
from policies.redaction.scanned import Scanned
from policies.redaction.spans import Span
from policies.redaction.telling import Telling
from policies.redaction.words import Word

_COUNTED = re.compile(
    r"(?:\b(?:gr|grades?|grado|page|p[aá]gina|chapter|lesson|room|rm|license|licencia|id|pin|level|"
    r"lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|\w{3,6}day)\W{0,3})?(?P<number>\d+)",
    re.IGNORECASE,
)


def _numbers(text: str, start: int, end: int) -> bool:
    """Whether a number stands there that is no grade, day, room or page."""
    return any(
        len(match.group()) == len(match["number"]) for match in _COUNTED.finditer(text, max(0, start - 10), end) if match.end() > start
    )


@dataclass(frozen=True)
class Message:
    """Shape: `tokens` and `words` index `text`."""

    scanned: Scanned
    language: str
    tokens: Sequence[Token]
    words: Sequence[Word]
    telling: Telling
    thresholds: NameThresholds
    today: dt.date

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.scanned.text

    @cached_property
    def names(self) -> list[Span]:
        """Names with roles."""
        return NameReader(self.text, self.words, self.thresholds, self.scanned.cues).names()

    @cached_property
    def birth_dates(self) -> list[Span]:
        """Dates of birth."""
        return find_birth_dates(self.text, self.today, has_person=bool(self.names))

    @cached_property
    def bus_details(self) -> list[Span]:
        """Bus numbers and stops that are tied to a child."""
        return bus.find(self.text, has_person=bool(self.names))

    @cached_property
    def child_details(self) -> list[Span]:
        """Sensitive details, in a message that speaks of a certain child or names a person."""
        is_named = bool(self.names)
        is_tied = is_named or child.is_tied_to_a_child(self.text)
        matched = self.scanned.details
        learned = self.telling.details(self._seen) if is_named else []
        return details.find(self.text, is_tied=is_tied, is_named=is_named, among=matched, learned=learned)

    @cached_property
    def learned_identifiers(self) -> list[Span]:
        """Numbers, codes, buses and places that no pattern need know."""
        is_tied = bool(self.names) or bus.is_tied(self.text)
        if not is_tied and not any(char.isdigit() for char in self.text) and not any(word.is_unknown for word in self.words):
            return []  # ordinary words of nobody: the head has nothing to find, and it is what is asked most
        return learned_identifiers.whole(self.text, self.telling.identifiers(self._seen), is_tied=is_tied)

    @cached_property
    def _seen(self) -> Any:
        return self.telling.seen(self.scanned.details, ((name.start, name.end) for name in self.names))

    @cached_property
    def tagged_addresses(self) -> list[Span]:
        """Runs of tokens that the model takes for an address and that hold a number."""
        runs: list[list[int]] = []
        for token in self.tokens:
            if token.street + token.place < 0.5:
                continue
            if runs and self.text[runs[-1][1] : token.start].strip(" ,.#\n") == "":
                runs[-1][1] = token.end
                runs[-1][2] += token.street >= 0.5
            else:
                runs.append([token.start, token.end, int(token.street >= 0.5)])
        return [
            Span(start, end, "ADDRESS", 0.7)
            for start, end, n_street in runs
            if n_street >= 3 and _numbers(self.text, start, end) and self._may_be_a_place(start, end)
        ]

    def _may_be_a_place(self, start: int, end: int) -> bool:
        """Whether a word stands there that is neither grammar nor administration ("SY 26-27 calendar", "IEP 504" are no places)."""
        known = lexicon()
        return any(
            not word.is_function and not known.is_school_word(word.text) and len(word.text) > 1
            for word in self.words
            if start <= word.start < end
        )
