"""What the patterns say of a text whatever its words turn out to be: looked for while the name model runs, which needs no Python."""

from collections.abc import Callable
from functools import cached_property
from typing import Protocol, TypeVar

from policies.redaction import eponyms, named_things, plain_facts
from policies.redaction.deadline import Deadline, too_slow
from policies.redaction.recognizers import cued, details
from policies.redaction.recognizers.needs import Letters

Found = TypeVar("Found")


class Protector(Protocol):
    """What knows the stretches that the district has published."""

    def protected(self, text: str) -> list[tuple[int, int]]:
        """Half-open stretches of the text."""
        ...


class Scanned:
    """Finds of the patterns in one text, each worked out once. Unit of offsets: code points, half-open."""

    def __init__(self, text: str, protector: Protector, deadline: Deadline) -> None:
        self.text = text
        self._protector = protector
        self._deadline = deadline

    def _timed(self, look: Callable[[str, float, Letters], list[Found]]) -> list[Found]:
        """What a look with patterns finds. Raises: RedactionFailed redaction.timeout when one of them takes longer than one may."""
        try:
            return look(self.text, self._deadline.for_one_pattern(), self.letters)
        except TimeoutError:
            raise too_slow() from None

    @cached_property
    def letters(self) -> Letters:
        """The text as patterns are sifted by it."""
        return Letters(self.text)

    @cached_property
    def cues(self) -> list[cued.Cue]:
        """Places where a name may begin; the "MS" of a middle school is no title of who is named behind it."""
        schools = {end + 1 for start, end in self.protected if self.text[start:end].lower().endswith(" ms")}
        return [cue for cue in self._timed(cued.cues) if cue[2] not in schools]

    @cached_property
    def details(self) -> list[details.Match]:
        """What would be a detail if the text speaks of a certain child."""
        return self._timed(details.matches)

    @cached_property
    def facts(self) -> list[tuple[int, int]]:
        """Numbers that never point at a person."""
        return plain_facts.stretches(self.text)

    @cached_property
    def things(self) -> list[tuple[int, int]]:
        """Where no word is a person's name, whatever speaks for one."""
        return named_things.stretches(self.text, self.letters)

    @cached_property
    def nameless(self) -> list[tuple[int, int]]:
        """Where a word that is also a name is none: dates, states, things named after people."""
        return [
            *plain_facts.dates(self.text),
            *plain_facts.named_after(self.text),
            *eponyms.stretches(self.text, self.letters),
            *self.things,
        ]

    @cached_property
    def protected(self) -> list[tuple[int, int]]:
        """What the district has published."""
        return self._protector.protected(self.text)

    def scan_published(self) -> None:
        """Look now for what stays whatever it looks like."""
        _ = self.protected, self.nameless

    def scan(self) -> None:
        """Look for all of it now."""
        _ = self.cues, self.facts, self.details
        self.scan_published()
