"""Whether a sentence is a table row said aloud: its first cell, then cells of that row, each as it stands and under its own header.

This is the template of `drafting.rows`, read back without trusting it: every character of the sentence is accounted for by the row.
"""

from assistant.checking.word_forms import even, fold
from policies.words.documents import Passage


def says_row(text: str, passage: Passage) -> bool:
    """Whether every part of the text is a cell of the row, bare or after its own header, the first cell first."""
    if not passage.cells:
        return False
    rest = _plain(text)
    key, *others = ((_plain(cell.header), _plain(cell.text)) for cell in passage.cells if cell.text.strip())
    rest = _after(rest, _spellings(*key))
    if rest is None:
        return False
    allowed = [spelling for header, cell in others for spelling in _spellings(header, cell)]
    while rest:
        rest = _after(rest, allowed)
        if rest is None:
            return False
    return True


def _spellings(header: str, cell: str) -> list[str]:
    return [f"{header}: {cell}", f"{header} {cell}", cell] if header else [cell]


def _after(text: str, spellings: list[str]) -> str | None:
    """What is left behind the longest spelling that the text begins with, and its separator; None when it begins with none."""
    for spelling in sorted(spellings, key=len, reverse=True):
        left = text[len(spelling) :].lstrip(".")  # the full stop of "a.m." was taken off the cell
        if spelling and text.startswith(spelling) and (not left or left[0] in ":;"):
            return left[1:].strip()
    return None


def _plain(text: str) -> str:
    return " ".join(even(fold(text)).split()).strip(" .;:")
