"""Where the cues of `name_cues` say that a name may begin."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from policies.redaction.recognizers.name_cues import BEFORE
from policies.redaction.recognizers.needs import Letters, Sieve, chosen


class Cue(NamedTuple):
    """A place where a name may begin, and who it then is. Unit of `start`: code points."""

    kind: str
    strength: int
    start: int


def cues(text: str, seconds: float | None = None, letters: Letters | None = None) -> list[Cue]:
    """Every such place, in the order of the cues. Raises: TimeoutError when one of them takes longer than `seconds`."""
    cues_here = chosen(BEFORE, _sieve(BEFORE).passing(letters or Letters(text)))
    return [Cue(kind, strength, match.end()) for kind, strength, pattern in cues_here for match in pattern.finditer(text, timeout=seconds)]


@cache
def _sieve(cues_before: Sequence[tuple[str, int, "regex.Pattern[str]"]]) -> Sieve:
    return Sieve((pattern.pattern, pattern.flags) for *_, pattern in cues_before)
