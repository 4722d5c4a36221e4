"""What serves retrieval: one snapshot of the published passages, the lexical index over it, and the dense index beside it.

The snapshot is made from the registry and knows the generation it was made from; before every search the generation is compared.
"""

import datetime as dt
import math
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from ingest import scope, store
from ingest.chroma import ChromaDenseIndex
from ingest.embedding.encoder import Encoder, Encoding
from ingest.lexical import stems
from ingest.passages import embedded_text
from ingest.searches import Allowed, Begun, Found, Snapshot, best_places, lexical_part
from policies.errors import Unavailable
from policies.words.documents import Evidence, Passage, Scope

MAX_MET = 5000
"""Vectors kept in memory: 8 MB at 384 dimensions."""
MAX_MASKS, MAX_DAYS = 64, 8
"""Scopes and days whose passages are remembered; half a megabyte a scope at 500,000 passages."""
MAX_ENCODED = 32
"""Questions whose vectors stay in memory: whoever asks again, or asks for what expired, does not wait."""


class PassageIndex:
    """Searches what is published. Safe for many threads; every process has its own, all agree with the registry."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._encoded: dict[str, Encoding] = {}
        self._met: dict[str, NDArray[np.float32]] = {}
        self._dense = ChromaDenseIndex(folder, encoder.model)
        self._snapshot: Snapshot | None = None
        self._masks: dict[tuple[object, ...], NDArray[np.bool_]] = {}
        self._allowed_on: dict[tuple[object, ...], Allowed] = {}
        self._left_out: tuple[tuple[int, frozenset[str]], Snapshot] | None = None
        self._lock = threading.RLock()
        self._lock_of_encoded = threading.Lock()

    def refresh(
        self, session: Session, progress: Callable[[int, int], None] = lambda _done, _all: None, *, is_strict: bool = False
    ) -> Snapshot:
        """Agree with the registry; cheap (one row read) when nothing was published since.

        Raises: Unavailable index.damaged when `is_strict`; otherwise searches go on without the dense index.
        """
        generation = store.generation(session)
        if (known := self._snapshot) is not None and known.generation == generation and not self._dense.is_moved:
            return known
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None or snapshot.generation != generation:
                snapshot = self._make(session, generation, snapshot)
            try:
                self._dense.bring_to(snapshot.ids, self._from_registry(session), progress)
            except Unavailable:
                if is_strict:
                    raise
            if snapshot is not self._snapshot:
                self._snapshot, self._masks, self._allowed_on = snapshot, {}, {}
            return snapshot

    def _make(self, session: Session, generation: int, before: Snapshot | None) -> Snapshot:
        revisions = scope.published(session)
        kept: dict[str, list[tuple[Passage, str]]] = {}
        for passage, hash_ in zip(before.passages, before.hashes, strict=True) if before else ():
            kept.setdefault(passage.revision_id, []).append((passage, hash_))
        passages: list[Passage] = []
        hashes: list[str] = []
        for revision in revisions:
            for passage, hash_ in kept.get(revision.revision_id) or store.load_passages(session, [revision.revision_id]):
                passages.append(passage)
                hashes.append(hash_)
        by_language: dict[str, list[int]] = {}
        for i, passage in enumerate(passages):
            by_language.setdefault(passage.language, []).append(i)
        lexical = {language: lexical_part(passages, chosen, language) for language, chosen in by_language.items()}
        sorts: dict[tuple[object, ...], int] = {}
        sort_of = [sorts.setdefault((p.revision_id, p.schools, p.school_year), len(sorts)) for p in passages]
        firsts = [passages[int(i)] for i in np.unique(sort_of, return_index=True)[1]]
        positions = {p.id: i for i, p in enumerate(passages)}
        return Snapshot(generation, revisions, passages, hashes, positions, lexical, firsts, np.array(sort_of, dtype=np.int32))

    def _allowed(self, snapshot: Snapshot, day: dt.date, *, is_expired: bool) -> Allowed:
        """Asked for with every question, the same all day."""
        key = (snapshot.generation, day, is_expired)
        allowed = self._allowed_on.get(key)
        if allowed is None:
            revisions = (scope.expired if is_expired else scope.in_force)(snapshot.revisions, day)
            allowed = Allowed(revisions, {id_: revision.kind for id_, revision in revisions.items()})
            self._allowed_on = {**self._allowed_on, key: allowed} if len(self._allowed_on) < MAX_DAYS else {key: allowed}
        return allowed

    def _mask(self, snapshot: Snapshot, on: Scope, allowed: Allowed, *, is_expired: bool) -> NDArray[np.bool_]:
        key = (snapshot.generation, on, is_expired)
        mask = self._masks.get(key)
        if mask is None:
            usable = allowed.revisions
            fits = [p.revision_id in usable and scope.is_in_scope(p, usable[p.revision_id].audience, on) for p in snapshot.sorts]
            mask = np.array(fits, dtype=np.bool_)[snapshot.sort_of]
            if len(self._masks) > MAX_MASKS:
                self._masks = {}
            self._masks[key] = mask
        return mask

    def _leaving_out(self, snapshot: Snapshot, documents: frozenset[str]) -> Snapshot:
        """The last one is remembered: one question asks for what is in force and for what expired."""
        key = (snapshot.generation, documents)
        if self._left_out is None or self._left_out[0] != key:
            self._left_out = (key, snapshot.leaving_out(documents))
        return self._left_out[1]

    @property
    def generation(self) -> int | None:
        """How often what is published had changed when this process last looked; None before its first look."""
        return self._snapshot.generation if self._snapshot else None

    def expect(self, text: str) -> Encoding:
        """Begin to encode a question that is going to be searched: most of a search's time, nearly all of it outside Python."""
        with self._lock_of_encoded:
            encoding = self._encoded.pop(text, None) or self._encoder.begin_query(text)
            self._encoded[text] = encoding
            while len(self._encoded) > MAX_ENCODED:
                del self._encoded[next(iter(self._encoded))]
        return encoding

    def encoded(self, text: str) -> NDArray[np.float32]:
        """A question's vector, kept for a while. Shape: `float32[n_dimensions]`."""
        try:
            return self.expect(text).result()
        except Exception:
            with self._lock_of_encoded:
                self._encoded.pop(text, None)
            raise

    def search(self, session: Session, text: str, on: Scope, n: int, *, is_expired: bool = False) -> Found:
        """The best passages of each index among those the registry allows on the day and in the scope; filtered before ranked.

        With `is_expired` the passages whose time ran out are searched instead: to say that, never to cite them.
        """
        return self.finish(session, self.begin(session, text, on, n, is_expired=is_expired))

    def begin(self, session: Session, text: str, on: Scope, n: int, *, is_expired: bool = False) -> Begun:
        """What of a search needs no vector, while the vector is being computed."""
        self.expect(text)
        snapshot = self.refresh(session)
        allowed = self._allowed(snapshot, on.on, is_expired=is_expired)
        mask = self._mask(snapshot, on, allowed, is_expired=is_expired)
        if on.without:
            snapshot = self._leaving_out(snapshot, on.without)
        lexical = self._lexical(snapshot, text) * mask
        # The snapshot may be staler than its generation says (a change by hand, a restored backup): the registry has the last word.
        best = best_places(lexical, n)
        asked_of = {snapshot.passages[i].document_id for i in best}
        usable = scope.expired if is_expired else scope.in_force
        still = usable(scope.published(session, asked_of), on.on) if best else {}
        return Begun(text, on, n, is_expired, snapshot, mask, lexical, best, asked_of, still, allowed.kinds)

    def finish(self, session: Session, begun: Begun) -> Found:
        """The rest of a search: what the vector adds, and the registry's last word on it."""
        snapshot, mask, best, on = begun.snapshot, begun.mask, begun.best, begun.on
        if not mask.any():
            return Found([], self._dense.build, is_degraded=False)
        vector = self.encoded(begun.text)
        try:
            dense, is_degraded = self._nearest(snapshot, vector, mask, begun.n), False
        except Unavailable:
            dense, is_degraded = {}, True
        chosen = sorted(dense.keys() | set(best))
        missing = [i for i in chosen if i not in dense]
        vectors = self._vectors(session, [snapshot.hashes[i] for i in missing])
        for i in missing:
            other = vectors.get(snapshot.hashes[i])
            dense[i] = float(vector @ other) if other is not None else 0.0
        still, others = dict(begun.still), {snapshot.passages[i].document_id for i in chosen} - begun.asked_of
        if others:
            usable = scope.expired if begun.is_expired else scope.in_force
            still |= usable(scope.published(session, others), on.on)
        chosen = [
            i
            for i in chosen
            if (now := still.get((passage := snapshot.passages[i]).revision_id)) and scope.is_in_scope(passage, now.audience, on)
        ]
        candidates = [Evidence(snapshot.passages[i], score=0.0, dense=dense[i], lexical=float(begun.lexical[i])) for i in chosen]
        return Found(candidates, self._dense.build, is_degraded, snapshot.idf, begun.kinds)

    def _vectors(self, session: Session, hashes: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Vectors by text hash; those of passages that are met often stay in memory."""
        if len(self._met) > MAX_MET:
            self._met = {}
        met = self._met
        met.update(store.load_vectors(session, [hash_ for hash_ in hashes if hash_ not in met], self._encoder.model))
        return met

    def _lexical(self, snapshot: Snapshot, text: str) -> NDArray[np.float32]:
        scores = np.zeros(len(snapshot.passages), dtype=np.float32)
        for language, (positions, index) in snapshot.lexical.items():
            scores[positions] = index.scores(stems(text, language))
        return scores

    def _nearest(self, snapshot: Snapshot, vector: NDArray[np.float32], mask: NDArray[np.bool_], n: int) -> dict[int, float]:
        """The n nearest allowed passages: asks for more until enough are allowed or the index has no more."""
        n_allowed = int(mask.sum())
        wanted = min(n, n_allowed)
        ask = math.ceil(1.5 * n * len(mask) / max(n_allowed, 1))  # allowed ones are seldom spread evenly
        while True:
            found = self._dense.query(vector, min(ask, max(len(snapshot.passages), 1)))
            dense = {snapshot.position[id_]: cosine for id_, cosine in found if id_ in snapshot.position and mask[snapshot.position[id_]]}
            if len(dense) >= wanted or len(found) < ask or ask >= len(snapshot.passages):
                return dict(list(dense.items())[:n])
            ask *= 4

    def passages_in_force(self, session: Session, on: dt.date) -> list[Passage]:
        """Every passage that could be cited on a day."""
        snapshot = self.refresh(session)
        allowed = scope.in_force(snapshot.revisions, on)
        return [passage for passage in snapshot.passages if passage.revision_id in allowed]

    def missing_vectors(self, session: Session) -> list[Passage]:
        """Published passages without a vector under this model (after a change of model)."""
        snapshot = self.refresh(session)
        known = store.known_hashes(session, snapshot.hashes, self._encoder.model)
        return [passage for passage, hash_ in zip(snapshot.passages, snapshot.hashes, strict=True) if hash_ not in known]

    def unreachable(self, session: Session, n_most: int | None = None) -> list[str]:
        """Published passages that a query by their own vector does not reach; of a random sample when `n_most` is given."""
        snapshot = self.refresh(session)
        chosen = [(snapshot.passages[i].id, snapshot.hashes[i]) for i in _sample(len(snapshot.passages), n_most)]
        vectors = store.load_vectors(session, [hash_ for _id, hash_ in chosen], self._encoder.model)
        reached = self._dense.reachable([(id_, vectors[hash_]) for id_, hash_ in chosen if hash_ in vectors])
        return [id_ for id_, hash_ in chosen if id_ not in reached and hash_ in vectors]

    def unreachable_by_words(self, session: Session, n_most: int | None = None) -> list[str]:
        """Published passages that their own words do not find in the lexical index; of a random sample when `n_most` is given."""
        snapshot = self.refresh(session)
        missing: list[str] = []
        for i in _sample(len(snapshot.passages), n_most):
            passage = snapshot.passages[i]
            words = stems(embedded_text(passage), passage.language)
            positions, index = snapshot.lexical[passage.language]
            at = int(np.searchsorted(positions, i))
            if words and (at >= len(positions) or positions[at] != i or index.scores(words)[at] <= 0):
                missing.append(passage.id)
        return missing

    def strays(self, session: Session) -> list[str]:
        """Ids that the dense index holds although they are not published. Raises: Unavailable index.unreachable, index.damaged."""
        return sorted(self._dense.ids() - self.refresh(session).ids.keys())

    @property
    def build(self) -> str:
        """Name of the dense index's build, as drafts keep it."""
        return self._dense.build

    @property
    def is_damaged(self) -> bool:
        """Whether the dense index failed to answer since it was opened; searches go by keywords until it is healed."""
        return self._dense.is_damaged

    def rebuild(self, session: Session, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Build the dense index anew from the registry beside the old one, then switch; gives the number of passages.

        Raises: Unavailable index.damaged; the old index serves on.
        """
        with self._lock:
            snapshot = self._make(session, store.generation(session), None)
            self._dense.rebuild(snapshot.ids, self._from_registry(session), progress)
            self._snapshot, self._masks, self._allowed_on, self._met = snapshot, {}, {}, {}
            return len(snapshot.passages)

    def quarantine(self) -> Path | None:
        """Move a damaged folder aside: searches go by keywords, and say so, until `rebuild`."""
        with self._lock:
            return self._dense.quarantine()

    def _from_registry(self, session: Session) -> Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]]:
        return lambda hashes: store.load_vectors(session, hashes, self._encoder.model)


def _sample(n: int, n_most: int | None) -> Sequence[int]:
    """Some of 0…n-1 by chance, in order; all of them when `n_most` is None or large."""
    return range(n) if n_most is None or n <= n_most else sorted(random.sample(range(n), n_most))
