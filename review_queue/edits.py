"""How far an answer is from its draft, in words and in facts."""

import difflib
import re

_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")


def edit_share(before: str, after: str) -> float:
    """Share of words changed, 0…1: 1 minus difflib's ratio over words. Source: pilot metric 5 ('1 - similarity by words')."""
    return 1.0 - difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def new_figures(before: str, after: str) -> list[str]:
    """Numbers, dates, times and amounts of `after` that `before` does not hold, in order."""
    known = set(_FIGURE.findall(before))
    return [figure for figure in dict.fromkeys(_FIGURE.findall(after)) if figure not in known]
