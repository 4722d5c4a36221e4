"""How probable a word is in lower case and with a capital, and how often it is a given or a family name: what tells "pan" from "Pam".

The name head reads it beside the context. It decides nothing alone. Source: `lists/README.md`, word_counts.txt.gz.
"""

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from policies.redaction.lexicon import without_accents

N_COUNTS = 4
_NONE = (0, 0, 0, 0)
_COMMONEST, _RAREST = 50, 400
"""Costs of a word, ten times the negative logarithm of its probability, that are 1 and 0."""
_MOST_BEARERS = (70.0, 40.0)
"""The upper ends of ten times the logarithm of the bearers, given and family."""
_UNKNOWN_LETTER = 150
_LONGEST_PIECE, _LONGEST_WORD = 12, 24


@lru_cache(maxsize=20_000)
def counts(low: str) -> tuple[float, ...]:
    """Of a word in lower case: how probable as it is and with a capital, how frequent as given and as family name; about 0…1.

    Of a word of parts ("ana-sofía", "o'neil") the rarest part's as a word, the most frequent's as a name.
    """
    parts = [part for part in low.replace("'", "-").split("-") if len(part) > 1] if "-" in low or "'" in low else []
    if low in _stored()[0] or not parts:
        return _looked_up(low)
    found = [_looked_up(part) for part in parts]
    return (*(min(one[k] for one in found) for k in (0, 1)), *(max(one[k] for one in found) for k in (2, 3)))


def every_name() -> dict[str, tuple[float, float]]:
    """Every name that is counted, as given and as family name: for training."""
    rows = ((word, _bearers(row)) for word, row in _stored()[0].items())
    return {word: figures for word, figures in rows if any(figures)}


def _looked_up(low: str) -> tuple[float, ...]:
    plain = without_accents(low)
    shares = [[1 - (_cost(form, case) - _COMMONEST) / (_RAREST - _COMMONEST) for case in (0, 1)] for form in {low, plain}]
    as_word = (max(0.0, *(share[case] for share in shares), 0.0) for case in (0, 1))
    return (*as_word, *_bearers(_stored()[0].get(plain, _NONE)))


def _bearers(row: tuple[int, ...]) -> tuple[float, float]:
    return row[2] / _MOST_BEARERS[0], row[3] / _MOST_BEARERS[1]


def _cost(low: str, case: int) -> int:
    """Of a word in lower case (0) or with a capital (1): its own, or that of the cheapest pieces that make it up."""
    whole, inside = _stored()
    own = whole.get(low, _NONE)[case]
    if own:
        return own
    word = low[:_LONGEST_WORD]
    best = [whole["▁"][0]]
    for stop in range(1, len(word) + 1):
        cheapest = whole.get(word[:stop], _NONE)[case] or best[-1] + _UNKNOWN_LETTER
        for start in range(max(case, stop - _LONGEST_PIECE), stop):
            piece = inside.get(word[start:stop])
            if piece is not None and best[start] + piece < cheapest:
                cheapest = best[start] + piece
        best.append(cheapest)
    return best[-1]


@cache
def _stored() -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
    """The shipped figures, of words and of pieces from inside a word, read once (about 0.2 s)."""
    packed = files("policies.redaction").joinpath("lists", "word_counts.txt.gz").read_bytes()
    whole: dict[str, tuple[int, ...]] = {}
    inside: dict[str, int] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        word, *figures = line.split(" ")
        if word[0] == "+":
            inside[word[1:]] = int(figures[0])
        else:
            whole[word] = tuple(map(int, figures))
    return whole, inside
