"""How often a word is written in English and in Spanish, and how often it is a given or a family name: what tells "pan" from "Pam".

The name head reads it beside the context. It decides nothing alone. Source: `lists/README.md`, word_counts.txt.gz.
"""

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from policies.redaction.lexicon import without_accents

N_COUNTS = 4
_NONE = (0.0,) * N_COUNTS
_MOST = (70.0, 70.0, 70.0, 40.0)
"""The figures' upper ends: ten times the Zipf frequency (7: once in a hundred words), ten times the logarithm of the bearers."""


@lru_cache(maxsize=20_000)
def counts(low: str) -> tuple[float, ...]:
    """Of a word in lower case: how frequent in English and in Spanish, how frequent as given and as family name; about 0…1; 0 is not known.

    Of a word of parts ("ana-sofía", "o'neil") the rarest part's as a word, the most frequent's as a name.
    """
    whole = _looked_up(low)
    parts = [part for part in low.replace("'", "-").split("-") if len(part) > 1] if "-" in low or "'" in low else []
    if any(whole) or not parts:
        return whole
    found = [_looked_up(part) for part in parts]
    return (*(min(one[k] for one in found) for k in (0, 1)), *(max(one[k] for one in found) for k in (2, 3)))


def every() -> dict[str, tuple[float, ...]]:
    """Every word that is counted, with its figures: for training."""
    return {word: _figures(line) for word, line in _stored().items()}


def _looked_up(low: str) -> tuple[float, ...]:
    stored = _stored()
    exact, plain = stored.get(low), stored.get(without_accents(low))
    word, name = _figures(exact or plain), _figures(plain)
    return (*word[:2], *name[2:])


def _figures(line: str | None) -> tuple[float, ...]:
    return _NONE if line is None else tuple(int(figure) / most for figure, most in zip(line.split(), _MOST, strict=True))


@cache
def _stored() -> dict[str, str]:
    """The shipped counts, read once (about 0.1 s)."""
    packed = files("policies.redaction").joinpath("lists", "word_counts.txt.gz").read_bytes()
    pairs = (line.partition(" ") for line in gzip.decompress(packed).decode("utf-8").splitlines())
    return {word: figures for word, _, figures in pairs}
