"""What can be seen of a word and its neighbours without knowing what they mean: case, lists, place, the run of capitals it stands in.

The tagger reads no capitals; without these the name head takes "Muffins" in "What time does Muffins with Mom start" for a child.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from policies.redaction.word_counts import counts
from policies.redaction.words import Word

CALENDAR = frozenset(
    [
        "april",
        "may",
        "june",
        "august",
        "summer",
        "autumn",
        "spring",
        "winter",
        "sunday",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "domingo",
    ]
)
"""Words of the calendar that are names too."""
_JOINERS = frozenset(
    ["of", "the", "and", "with", "for", "to", "in", "on", "a", "at", "de", "del", "la", "las", "los", "el", "y", "con", "para", "en"]
)
_FAMILY = frozenset(["de", "del", "la", "las", "los", "y"])
"""Joiners that also stand inside family names."""
_N_OWN, _N_BESIDE, _N_GAP, _N_RUN, _N_WHOLE = 27, 11, 10, 7, 4
N_FEATURES = _N_OWN + 4 * _N_BESIDE + _N_GAP + _N_RUN + _N_WHOLE
IS_CAPITAL, IS_PLAIN = 0, 12
"""Where in the features a word's capital stands, and that it is an ordinary word nobody is named after."""
_QUOTES = frozenset('"“”«»‘')
_BLANK = re.compile(r"[ \u00a0]{1,2}")


def features(text: str, words: Sequence[Word]) -> Any:
    """Shape: float32[n_words, N_FEATURES]. `words` as the tagger alone sees them: `name` is its probability."""
    import numpy as np

    own = [_own(word) for word in words]
    beside = [_as_neighbour(word) for word in words]
    gaps = [text[one.end : other.start] for one, other in pairwise(words)]
    firm = [_BLANK.fullmatch(gap) is not None for gap in gaps]
    runs = _runs(words, firm)
    n_capital = sum(word.is_capital for word in words) / max(1, len(words))
    n_upper = sum(word.text.isupper() for word in words) / max(1, len(words))
    whole = (n_capital, n_upper, float(n_capital == 0), min(len(words), 60) / 60)
    nothing = (0.0,) * _N_BESIDE
    rows: list[tuple[float, ...]] = []
    for i, word in enumerate(words):
        before = text[max(0, word.start - 3) : word.start] if i == 0 else gaps[i - 1]
        after = text[word.end : word.end + 3] if i + 1 == len(words) else gaps[i]
        row = own[i]
        for other in (i - 2, i - 1, i + 1, i + 2):
            row += beside[other] if 0 <= other < len(words) else nothing
        row += (
            float(i > 0 and firm[i - 1]), float(i + 1 < len(words) and firm[i]),
            float("\n" in before or i == 0), float("\n" in after or i + 1 == len(words)),
            float("," in before), float("," in after),
            float(not _QUOTES.isdisjoint(before)), float(not _QUOTES.isdisjoint(after)),
            float(text.startswith(("'s", "’s"), word.end)), float(after[:1] in ".?!" if after else False),
        )  # fmt: skip
        rows.append(row + runs[i] + whole)
    return np.array(rows, np.float32).reshape(len(words), N_FEATURES)


def _logit(share: float) -> float:
    """Of a probability, to -1…1, without the end of the scale."""
    kept = min(max(share, 0.0005), 0.9995)
    return math.log(kept / (1 - kept)) / 7.6


def _own(word: Word) -> tuple[float, ...]:
    plain = word.is_ordinary and not word.is_used_as_name
    n_chars = len(word.text)
    lower, capital, given, family = counts(word.low)
    return (
        float(word.is_capital), float(word.opens_sentence), float(word.is_listed), float(word.is_used_as_name), float(word.is_ordinary),
        float(word.is_function), float(word.is_school), float(word.is_slip), float(word.is_foreign),
        float(n_chars == 1), float(n_chars in (2, 3)),
        float(n_chars > 1 and word.text.isupper()), float(plain), float(word.low in CALENDAR), _logit(word.name), word.place,
        float(word.is_capital and not word.opens_sentence), float(word.is_listed and not word.is_ordinary),
        float("-" in word.text or "'" in word.text), float(word.low.endswith("s")),
        lower, capital, given, family, 2 * (lower - capital), max(lower, capital), float(not given and not family),
    )  # fmt: skip


def _as_neighbour(word: Word) -> tuple[float, ...]:
    lower, _, given, family = counts(word.low)
    return (
        1.0, float(word.is_capital), float(word.opens_sentence),
        float(word.is_ordinary and not word.is_used_as_name), float(word.is_listed),
        float(word.is_function), float(word.is_school), _logit(word.name), float(len(word.text) == 1),
        lower, max(given, family),
    )  # fmt: skip


def _runs(words: Sequence[Word], firm: Sequence[bool]) -> list[tuple[float, ...]]:
    """Of the run of capitals around each word, joining words inside it counted: how long, with what in it, and where the word stands."""
    out: list[tuple[float, ...]] = [(0.0,) * _N_RUN] * len(words)
    begin = 0
    while begin < len(words):
        if not words[begin].is_capital or (words[begin].is_function and words[begin].opens_sentence):
            begin += 1
            continue
        stop = begin + 1
        while stop < len(words) and firm[stop - 1]:
            if words[stop].is_capital:
                stop += 1
                continue
            reach = stop
            while (
                reach < len(words) and reach - stop < 3 and words[reach].low in _JOINERS and not words[reach].is_capital and firm[reach - 1]
            ):
                reach += 1
            if reach == stop or reach >= len(words) or not words[reach].is_capital or not firm[reach - 1]:
                break
            stop = reach + 1
        inside = words[begin:stop]
        capital = [word for word in inside if word.is_capital]
        n_plain = sum(word.is_ordinary and not word.is_used_as_name for word in capital)
        joiners = [word.low for word in inside if not word.is_capital]
        last = inside[-1]
        for i in range(begin, stop):
            out[i] = (
                min(len(capital), 5) / 5, n_plain / len(capital),
                float(any(low not in _FAMILY for low in joiners)), float(any(low in _FAMILY for low in joiners)),
                float(last.is_ordinary and not last.is_used_as_name), float(i == begin), float(i == stop - 1),
            )  # fmt: skip
        begin = stop
    return out
