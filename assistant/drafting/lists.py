"""The list that a chosen sentence introduces, item by item: the lines below it in its own passage, then the neighbours that follow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.choosing import BULLET, Unit
from assistant.neighbours import announces, introduces
from policies.words.documents import Evidence, Passage

LEAST_ITEMS = 2
"""Lines that make a list; one line below a sentence is the next sentence."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Items of a list that fit, in order, and how many more there are."""

    items: tuple[Unit, ...]
    n_left: int


def listed_after(unit: Unit) -> list[Unit]:
    """Every item of the list that a sentence introduces; none when it introduces none, or none can be found."""
    passage = unit.evidence.passage
    if passage.cells or not announces(unit.text):
        return []
    own, is_open = _lines_below(unit)
    if not is_open or not introduces(unit.text):
        return own
    return [*own, *neighbours(unit)]


def neighbours(unit: Unit) -> list[Unit]:
    """Every item of the list or table that a sentence's passage introduces, wherever in it that is said."""
    return [item for one in unit.evidence.follows for item in _items_of(one, unit)]


def fitted(items: Sequence[Unit], n_words: int) -> Fitted:
    """As many whole items, in order, as fit into some words."""
    for place, item in enumerate(items):
        n_words -= len(item.text.split())
        if n_words < 0:
            return Fitted(tuple(items[:place]), len(items) - place)
    return Fitted(tuple(items), 0)


def _lines_below(unit: Unit) -> tuple[list[Unit], bool]:
    """The lines of the list below a sentence in its own passage, and whether the list may go on in the next one."""
    passage = unit.evidence.passage
    after = passage.text[unit.end - passage.start :]
    line_end = after.find("\n")
    if line_end < 0:
        return [], True
    at = unit.end + line_end
    below = passage.text[at - passage.start :]
    at += len(below) - len(below.lstrip("\n"))
    block = below.lstrip("\n").split("\n\n")[0]
    items = _lines(Evidence(passage, unit.evidence.score, unit.evidence.dense, unit.evidence.lexical), block, at, unit.place)
    if len(items) < LEAST_ITEMS:
        return [], False
    return items, at + len(block) >= passage.end


def _items_of(passage: Passage, after: Unit) -> list[Unit]:
    evidence = replace(after.evidence, passage=passage, follows=())
    if passage.cells:
        return [Unit(evidence, after.place, passage.readable, passage.start, passage.end, is_bullet=False)]
    return _lines(evidence, passage.text.split("\n\n")[0], passage.start, after.place)


def _lines(evidence: Evidence, block: str, start: int, place: int) -> list[Unit]:
    """Each line of a block as one item, its bullet taken off."""
    items: list[Unit] = []
    for line in block.split("\n"):
        words = BULLET.sub("", line)
        text = " ".join(words.split())
        if len(text) > 1:
            first = start + len(line) - len(line.lstrip())
            items.append(Unit(evidence, place, text, first, start + len(line.rstrip()), is_bullet=words != line))
        start += len(line) + 1
    return items
