"""What a search is made of: the snapshot it reads, what is done of it before the question's vector is there, and what it gives."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ingest import scope
from ingest.lexical import LexicalIndex
from ingest.passages import embedded_text
from policies.words.documents import Evidence, Passage, Scope

SAMPLED = 32
"""One score of so many is looked at to tell what cannot be among the best."""


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

    def leaving_out(self, documents: frozenset[str]) -> "Snapshot":
        """The same passages in the same places, with words weighed as if these documents' had never been published.

        A word that only they hold tells the most, as it does where it stands nowhere: figures read with it would be false otherwise.
        """
        if not documents:
            return self
        kept: dict[str, list[int]] = {}
        for i, passage in enumerate(self.passages):
            if passage.document_id not in documents:
                kept.setdefault(passage.language, []).append(i)
        return replace(self, lexical={of: lexical_part(self.passages, chosen, of) for of, chosen in kept.items()})


def lexical_part(passages: list[Passage], chosen: list[int], language: str) -> tuple[NDArray[np.int64], LexicalIndex]:
    """The lexical index over some places of a snapshot, with the places."""
    return np.array(chosen, dtype=np.int64), LexicalIndex([embedded_text(passages[i]) for i in chosen], language)


def best_places(scores: NDArray[np.float32], n: int) -> list[int]:
    """Places of the n highest scores above 0, best first. None of them lies below the n-th of a part: what does is left aside at once."""
    part = scores[::SAMPLED]
    least = np.partition(part, -n)[-n] if len(part) > n else 0.0
    places = np.flatnonzero(scores >= least) if least > 0 else np.flatnonzero(scores)
    if len(places) > n:
        places = places[np.argpartition(-scores[places], n - 1)[:n]]
    return [int(i) for i in places[np.argsort(-scores[places], kind="stable")]]


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

    def following(self, passage: Passage) -> Iterator[Passage]:
        """The passages behind one that was found, of the same revision in reading order, as far as they are allowed as well."""
        passages = self.snapshot.passages
        for place in range(self.snapshot.position[passage.id] + 1, len(passages)):
            if passages[place].revision_id != passage.revision_id:
                return
            if self.mask[place]:
                yield passages[place]
