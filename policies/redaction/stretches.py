"""Stretches of a text that are asked about over and over: a long message has thousands, so looking at each of them for each is too slow."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Stretches:
    """Half-open stretches, overlapping or not. Each question takes a binary search."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._ordered = sorted(set(stretches))
        self._starts = [low for low, _ in self._ordered]
        self._reach = list(accumulate((high for _, high in self._ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds the whole of this one."""
        n_before = bisect_right(self._starts, start)
        return n_before > 0 and self._reach[n_before - 1] >= end

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with this one."""
        n_before = bisect_left(self._starts, end)
        return n_before > 0 and self._reach[n_before - 1] > start

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that share a character with this one, the last one first."""
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._reach[index] > start:
            if self._ordered[index][1] > start:
                yield self._ordered[index]
            index -= 1
