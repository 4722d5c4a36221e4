"""What tells something of a child: the model's reading, kept until the names and what the patterns find are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policies.redaction import detail_head, name_head
from policies.redaction.detail_head import Head
from policies.redaction.rampart import Token
from policies.redaction.spans import DETAIL_KINDS, NAME_KINDS
from policies.redaction.stand_ins import Shown
from policies.redaction.stretches import Stretches


@dataclass(frozen=True)
class Telling:
    """Shape: `words` are half-open stretches of the shown text; `contexts` float32[n_words, width] is what each head reads of them."""

    shown: Shown
    words: Sequence[detail_head.Stretch]
    contexts: Mapping[Head, Any]

    def seen(self, known: Iterable[tuple[str, int, int]], names: Iterable[tuple[int, int]]) -> Any:
        """Shape: float32[n_words, detail_head.N_SEEN]. `known` are the details that patterns find, `names` the names, as in the message."""
        shown = self.shown
        told = [(kind, *there) for kind, start, end in known if (there := shown.as_shown(start, end))]
        named = [there for start, end in names if (there := shown.as_shown(start, end))]
        named += [(start, end) for kind, start, end in shown.stand_ins if kind in NAME_KINDS]
        return detail_head.seen(shown.text, self.words, told, named)

    def details(self, seen: Any) -> list[tuple[str, int, int]]:
        """Kind, start and end of details, offsets as in the message. `seen` as above.

        None once a detail is hidden: beside its stand-in the head takes every word for another.
        """
        if any(kind in DETAIL_KINDS for kind, _, _ in self.shown.stand_ins):
            return []
        return self._told(detail_head.DETAILS, seen, range(len(self.words)))

    def identifiers(self, seen: Any) -> list[tuple[str, int, int]]:
        """Kind, start and end of numbers, codes, buses and places, offsets as in the message. `seen` as above.

        None right beside what is hidden: a stand-in would take its neighbours along, look after look.
        """
        hidden = Stretches((start - 2, end + 2) for _, start, end in self.shown.stand_ins)
        own = [index for index, word in enumerate(self.words) if not hidden.touch(*word)]
        return self._told(detail_head.IDENTIFIERS, seen, own)

    def _told(self, head: Head, seen: Any, among: Iterable[int]) -> list[tuple[str, int, int]]:
        if not self.words:
            return []
        shares = detail_head.probabilities(head, self.contexts[head], seen)
        own = [index for index in among if self.shown.of_message(*self.words[index])]
        limit = head.limit_again if self.shown.stand_ins else head.limit
        found = [run for line in self._lines(own) for run in detail_head.runs(head, self.words, shares, limit, line)]
        return [(kind, *here) for kind, start, end in found if (here := self.shown.of_message(start, end))]

    def _lines(self, words: Iterable[int]) -> list[list[int]]:
        """The words by line: nothing that is told goes on in the next field of a form."""
        lines: list[list[int]] = [[]]
        for index in words:
            if lines[-1] and "\n" in self.shown.text[self.words[lines[-1][-1]][1] : self.words[index][0]]:
                lines.append([])
            lines[-1].append(index)
        return lines


def telling(shown: Shown, tokens: Sequence[Token], hidden: Any) -> Telling:
    """Shape: `tokens` and `hidden` float32[n_tokens, columns] as the tagger reads the shown text."""
    if not len(tokens):
        return Telling(shown, (), {})
    words = detail_head.units(shown.text)
    context, _ = name_head.pooled(tokens, hidden[:, name_head.width() :], words)
    contexts: dict[Head, Any] = {}
    first = 0
    for head in detail_head.HEADS:
        width = len(detail_head.weights(head)["b1"])
        contexts[head] = context[:, first : first + width]
        first += width
    return Telling(shown, words, contexts)
