"""The care of the index: what it reaches is compared with the registry; a damaged one is moved aside, said to be so, and built anew."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.compose import House
from ingest import store
from ingest.passages import embedded_text, text_hash
from policies.errors import Unavailable
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.words.people import SYSTEM, Actor

Progress = Callable[[int, int], None]
N_SAMPLED = 200
"""Passages that the server's timer tries; the command tries all."""


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """What comparing the registry with the indexes found. Passages are ids."""

    n_passages: int
    n_tried: int
    without_vector: tuple[str, ...]
    unreachable: tuple[str, ...]
    unreachable_by_words: tuple[str, ...]
    strays: tuple[str, ...]
    is_damaged: bool = False
    """Whether the dense index does not answer at all."""

    @property
    def is_ok(self) -> bool:
        """Whether every published passage can be found by meaning and by words, and nothing else can."""
        return not (self.is_damaged or self.without_vector or self.unreachable or self.unreachable_by_words or self.strays)


def refresh_index(house: House, progress: Progress = lambda _done, _all: None) -> None:
    """Bring this process's index to what is published; a stale one never serves, this only saves the next question the wait."""
    with house.database.read() as session:
        house.index.refresh(session, progress)


def check_index(house: House, actor: Actor) -> IndexHealth:
    """Compare the registry with what a vector query and a search by words really reach, passage by passage."""
    require(actor, Permission.DOCUMENT_MAINTAIN)
    return look(house)


def look(house: House, n_most: int | None = None) -> IndexHealth:
    """The same for the server itself, over a random sample when `n_most` is given."""
    with house.database.read() as session:
        n = len(house.index.refresh(session).passages)
        missing = tuple(passage.id for passage in house.index.missing_vectors(session))
        by_words = tuple(house.index.unreachable_by_words(session, n_most))
        tried = min(n, n_most or n)
        try:
            if house.index.is_damaged:
                raise Unavailable("index.damaged", "The dense index does not answer.", "Run `countersign documents rebuild-index`.")
            return IndexHealth(
                n, tried, missing, tuple(house.index.unreachable(session, n_most)), by_words, tuple(house.index.strays(session))
            )
        except Unavailable:
            return IndexHealth(n, tried, missing, (), by_words, (), is_damaged=True)


def rebuild_index(house: House, actor: Actor, progress: Progress = lambda _done, _all: None) -> int:
    """Build the dense index anew beside the old one; embeds what has no vector under this model. Gives the passages."""
    require(actor, Permission.DOCUMENT_MAINTAIN)
    return _rebuild(house, actor, progress)


def heal(house: House) -> IndexHealth:
    """Look at a sample; what does not hold is moved aside, so that questions go by keywords and say so, and built anew."""
    found = look(house, N_SAMPLED)
    if found.is_ok:
        return found
    if found.is_damaged or found.unreachable:
        house.index.quarantine()
        with house.database.write() as session:
            payload = {"n_passages": found.n_passages, "n_tried": found.n_tried, "n_unreachable": len(found.unreachable)}
            append(session, house.clock.now(), SYSTEM, Tag.INDEX_QUARANTINED, "index", payload)
    _rebuild(house, SYSTEM, lambda _done, _all: None)
    return found


def _rebuild(house: House, actor: Actor, progress: Progress) -> int:
    _embed_missing(house, progress)
    with house.database.read() as session:
        n = house.index.rebuild(session, progress)
    with house.database.write() as session:
        append(session, house.clock.now(), actor, Tag.INDEX_REBUILT, "index", {"n_passages": n, "model": house.encoder.model})
    return n


def _embed_missing(house: House, progress: Progress) -> None:
    with house.database.read() as session:
        missing = house.index.missing_vectors(session)
    texts = {text_hash(passage): embedded_text(passage) for passage in missing}
    hashes = list(texts)
    for first in range(0, len(hashes), 256):
        portion = hashes[first : first + 256]
        vectors = house.encoder.encode_passages([texts[h] for h in portion])
        with house.database.write() as session:
            store.save_vectors(session, house.encoder.model, dict(zip(portion, vectors, strict=True)))
        progress(min(first + 256, len(hashes)), len(hashes))
