"""How far an answer is from its draft, in words and in facts."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policies.words.drafts import Draft
from review_queue.fact_words import FACT_WORDS, PLAIN_OPENERS

_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"^[^\w<$]+|[^\w>%]+$")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
SAME_SENTENCE = 0.5
"""Share of words from which an edited sentence counts as the one that was drafted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One run of words that differs. `start`/`end` index the text after; `was` are the words before, empty for an insertion."""

    was: str
    now: str
    start: int
    end: int


def edit_share(before: str, after: str) -> float:
    """Share of words changed, 0…1: 1 minus difflib's ratio over words. Source: pilot metric 5 ('1 - similarity by words')."""
    return 1.0 - difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def word_diff(before: str, after: str) -> list[Change]:
    """Every run of words that differs, in order. White space is not a difference."""
    old, new = [m.group() for m in _WORD.finditer(before)], list(_WORD.finditer(after))
    changes: list[Change] = []
    matcher = difflib.SequenceMatcher(None, old, [m.group() for m in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        start = new[c].start() if c < len(new) else len(after)
        end = new[d - 1].end() if d > c else start
        changes.append(Change(" ".join(old[a:b]), after[start:end], start, end))
    return changes


def new_figures(before: str, after: str) -> list[str]:
    """Numbers, dates, times and amounts of `after` that `before` does not hold, in order."""
    known = set(_FIGURE.findall(before))
    return [figure for figure in dict.fromkeys(_FIGURE.findall(after)) if figure not in known]


def changed_facts(before: str, after: str) -> list[str]:
    """The facts that an edit adds, takes away or alters: figures, dates, names, placeholders, and words that turn a sentence round.

    Compared as counts, so that moving a fact within the text is no change, but giving it to another sentence's other fact is: the
    order of the figures is compared too.
    """
    lower = {word for text in (before, after) for word in _cores(text) if word == word.lower()}
    old, new = _facts(before, lower), _facts(after, lower)
    changed = list(((Counter(old) - Counter(new)) + (Counter(new) - Counter(old))).keys())
    if not changed:
        figures_before, figures_after = _FIGURE.findall(before), _FIGURE.findall(after)
        changed = [b for a, b in zip(figures_before, figures_after, strict=False) if a != b]
    return changed


def dropped_sentences(draft: Draft, after: str) -> list[int]:
    """Numbers (from 0) of cited sentences that have no counterpart in the edited words: their citations would go."""
    kept = [part.split() for part in _SENTENCE.split(after) if part.strip()]
    return [
        number
        for number, sentence in enumerate(draft.sentences)
        if sentence.text not in after and not any(_is_like(sentence.text.split(), part) for part in _windows(kept))
    ]


def _windows(parts: Sequence[list[str]]) -> list[list[str]]:
    """Each edited sentence, and each with the next two: a drafted sentence may hold several."""
    return [[word for part in parts[i : i + n] for word in part] for n in (1, 2, 3, 4) for i in range(len(parts))]


def _is_like(one: list[str], other: list[str]) -> bool:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_SENTENCE


def _cores(text: str) -> list[str]:
    return [core for word in _WORD.findall(text) for part in re.split(r"[-–—/]", word) if (core := _CORE.sub("", part))]


def _facts(text: str, lower: set[str]) -> list[str]:
    """Facts of a text. A capitalised word is a name unless it also stands in small letters, or only opens sentences."""
    found = _FIGURE.findall(text)
    for core in _cores(text):
        small = core.casefold().removesuffix("'s")
        if (
            small in FACT_WORDS
            or (core.startswith("<") and core.endswith(">"))
            or (core[0].isupper() and small not in PLAIN_OPENERS and core.lower() not in lower)
        ):
            found.append(small)
    return found
