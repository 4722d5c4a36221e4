"""What a search is made of: the snapshot it reads, what is done of it before the question's vector is there, and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest import scope
from ingest.lexical import LexicalIndex
from policies.words.documents import Evidence, Passage, Scope


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The published passages of one generation, in one order for all arrays."""

    generation: int
    revisions: list[scope.Published]
    passages: list[Passage]
    hashes: list[str]
    position: dict[str, int]
    lexical: dict[str, tuple[NDArray[np.int64], LexicalIndex]]
    """By language: positions of its passages, and the index over them."""
    sorts: list[Passage]
    """One passage for each revision, choice of schools and school year: what decides whether a passage may be used."""
    sort_of: NDArray[np.int32]
    """The place in `sorts` of each passage's like."""

    @property
    def ids(self) -> dict[str, str]:
        """Text hash by passage id."""
        return {passage.id: hash_ for passage, hash_ in zip(self.passages, self.hashes, strict=True)}

    def idf(self, stem: str, language: str) -> float:
        """How much a stem (of a language) tells among what is published."""
        return self.lexical[language][1].idf(stem) if language in self.lexical else 1.0


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the registry allowed on a day, as far as a snapshot knows."""

    revisions: dict[str, scope.Published]
    kinds: dict[str, str]
    """Kind of document by revision id."""


def _no_idf(_stem: str, _language: str) -> float:
    return 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: candidates with raw scores, and whether the dense index took part."""

    candidates: list[Evidence]
    build: str
    is_degraded: bool
    idf: Callable[[str, str], float] = _no_idf
    """How much a stem (of a language) tells among what is published."""
    kinds: Mapping[str, str] = field(default_factory=dict[str, str])
    """Kind of document by revision id, of what was allowed."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A search of which only the vector's part is missing."""

    text: str
    on: Scope
    n: int
    is_expired: bool
    snapshot: Snapshot
    mask: NDArray[np.bool_]
    """Which passages are allowed, by their place in the snapshot."""
    lexical: NDArray[np.float32]
    """Their scores by words; 0 where not allowed."""
    best: list[int]
    """Places of the best by words, best first."""
    asked_of: set[str]
    """The documents of the best."""
    still: Mapping[str, scope.Published]
    """What the registry says of them in this very transaction: the snapshot may be stale."""
    kinds: Mapping[str, str]
    """Kind of document by revision id, of what is allowed."""
