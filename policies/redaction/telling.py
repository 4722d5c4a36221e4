"""What tells something sensitive of a child: the model's reading, kept until the names and what the patterns find are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policies.redaction import detail_head, name_head
from policies.redaction.rampart import Token
from policies.redaction.spans import DETAIL_KINDS, NAME_KINDS
from policies.redaction.stand_ins import Shown


@dataclass(frozen=True)
class Telling:
    """Shape: `words` are half-open stretches of the shown text; `context` float32[n_words, width] is what the model says of each."""

    shown: Shown
    words: Sequence[detail_head.Stretch]
    context: Any

    def details(self, known: Iterable[tuple[str, int, int]], names: Iterable[tuple[int, int]]) -> list[tuple[str, int, int]]:
        """Kind, start and end of details, offsets as in the message. `known` are those the patterns find, `names` the names.

        None once a detail is hidden: beside its stand-in the head takes every word for another.
        """
        shown = self.shown
        if not self.words or any(kind in DETAIL_KINDS for kind, _, _ in shown.stand_ins):
            return []
        told = [(kind, *there) for kind, start, end in known if (there := shown.as_shown(start, end))]
        named = [there for start, end in names if (there := shown.as_shown(start, end))]
        named += [(start, end) for kind, start, end in shown.stand_ins if kind in NAME_KINDS]
        shares = detail_head.probabilities(self.context, detail_head.seen(shown.text, self.words, told, named))
        limit = detail_head.LIMIT_AGAIN if shown.stand_ins else detail_head.LIMIT
        own = [index for index, (start, end) in enumerate(self.words) if shown.of_message(start, end)]
        found = detail_head.runs(self.words, shares, limit, own)
        return [(kind, *here) for kind, start, end in found if (here := shown.of_message(start, end))]


def telling(shown: Shown, tokens: Sequence[Token], hidden: Any) -> Telling:
    """Shape: `tokens` and `hidden` float32[n_tokens, columns] as the tagger reads the shown text."""
    if not len(tokens):
        return Telling(shown, (), None)
    words = detail_head.units(shown.text)
    context, _ = name_head.pooled(tokens, hidden[:, name_head.width() :], words)
    return Telling(shown, words, context)
