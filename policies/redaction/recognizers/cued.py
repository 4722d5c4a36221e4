"""Where the cues of `name_cues` say that a name may begin."""

from typing import NamedTuple

from policies.redaction.recognizers.name_cues import BEFORE


class Cue(NamedTuple):
    """A place where a name may begin, and who it then is. Unit of `start`: code points."""

    kind: str
    strength: int
    start: int


def cues(text: str, seconds: float | None = None) -> list[Cue]:
    """Every such place, in the order of the cues. Raises: TimeoutError when one of them takes longer than `seconds`."""
    return [Cue(kind, strength, match.end()) for kind, strength, pattern in BEFORE for match in pattern.finditer(text, timeout=seconds)]
