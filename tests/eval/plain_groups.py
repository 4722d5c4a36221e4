"""Questions put together without numpy or scipy: likeness pair by pair, then the two nearest groups joined until none is near enough."""

import math
from collections.abc import Sequence

Words = tuple[frozenset[str], frozenset[str]]
"""A question's stems, and the places that were found for it."""


def plain_likeness(first: Words, second: Words, every: Sequence[Words]) -> float:
    """Half the cosine of words weighed by how rare they are, half the overlap of places; words alone where either has no place."""

    def weight(stem: str) -> float:
        return math.log(1 + len(every) / sum(stem in stems for stems, _places in every))

    def length(stems: frozenset[str]) -> float:
        return math.sqrt(sum(weight(stem) ** 2 for stem in stems))

    lengths = length(first[0]) * length(second[0])
    by_words = sum(weight(stem) ** 2 for stem in first[0] & second[0]) / lengths if lengths else 0.0
    least = min(len(first[1]), len(second[1]))
    return (by_words + len(first[1] & second[1]) / least) / 2 if least else by_words


def plain_groups(every: Sequence[Words], least: float) -> list[set[int]]:
    """Groups of places whose mean likeness over all their pairs reaches `least`."""
    near = [[plain_likeness(one, other, every) for other in every] for one in every]
    groups = [{place} for place in range(len(every))]
    while len(groups) > 1:
        best, a, b = max(
            (sum(near[i][j] for i in one for j in other) / (len(one) * len(other)), x, y)
            for x, one in enumerate(groups)
            for y, other in enumerate(groups[:x])
        )
        if best < least:
            break
        groups[b] |= groups.pop(a)
    return groups
