"""Whether a sentence is a table row said aloud: its first cell, then cells of that row, each as it stands and under its own header.

These are the templates of `drafting.row_sentences`, read back without trusting them: every character of the sentence is accounted for by
the row and by the few fixed words below, none of which can turn a meaning.
"""

import re
from functools import lru_cache

from assistant.checking.word_forms import even, fold
from policies.words.documents import Passage

_LEAD = r"(?:(?:at|on|for|in|en(?: la| el)?|para|el|la) )?"
"""What may stand before the first cell: "At Odessa Whitcomb Elementary School, …"."""
_BEHIND_SUBJECT = r"(?:(?<=[?])|[:;,]|(?= ))"
_ARTICLE = r"(?:(?:the|el|la) )?"
_LINK = r"(?::| is at| are at| is| are| es a las?| es| at| on| from| a las?| el| de)?"
"""What may stand between a header and its cell."""
_BETWEEN = r"(?:;|,? and|,? y|,)"
FIXED_WORDS = frozenset(("at", "on", "for", "in", "en", "la", "el", "para", "the", "is", "are", "es", "a", "las", "from", "de", "and", "y"))
"""Every word of these fixed parts, in lower case: none of them tells anything about anybody."""


def says_row(text: str, passage: Passage) -> bool:
    """Whether every part of the text is a cell of the row, bare or after its own header, the first cell first."""
    said = _plain(text)
    cells = [(_plain(cell.header), _plain(cell.text)) for cell in passage.cells if cell.text.strip()]
    if not cells:
        return False
    heard = tuple(cell for cell in cells[1:] if cell[1] in said)  # the others could not be read back: fewer ways to look at
    return _read_back((cells[0], *heard), _plain(passage.caption or "")).fullmatch(said) is not None


@lru_cache(maxsize=2048)
def _read_back(cells: tuple[tuple[str, str], ...], caption: str) -> re.Pattern[str]:
    """Every way to say a row. The full stop of "a.m." was taken off the cells, so one may stand behind each."""
    key, *others = cells
    subject = _either([*_spellings(*key), *([rf"{re.escape(key[1])} {re.escape(key[0])}"] if key[0] else [])])
    said = _either([spelling for header, cell in others for spelling in _spellings(header, cell)])
    when = rf"(?: (?:at|a las?|de|from))? {said}"
    pair = rf"{_ARTICLE}{said}(?:{when})?"
    behind = rf"(?: \({pair}(?:; {pair})*\)\.?)?"
    day = rf"(?: \({re.escape(caption)}\))?" if caption else ""
    rest = rf"(?:{_BEHIND_SUBJECT} {pair}(?:{_BETWEEN} {pair})*)?{behind}" if others else ""
    return re.compile(rf"{_LEAD}{subject}{rest}{day}")


def _spellings(header: str, cell: str) -> list[str]:
    name, words = re.escape(header), re.escape(cell)
    return [rf"{name}{_LINK} {words}\.?", rf"{words}\.?"] if header else [rf"{words}\.?"]


def _either(spellings: list[str]) -> str:
    return f"(?:{'|'.join(sorted(spellings, key=len, reverse=True))})"


def _plain(text: str) -> str:
    return " ".join(even(fold(text)).split()).strip(" .;:")
