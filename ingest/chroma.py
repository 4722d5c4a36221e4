"""The dense index: Chroma through llama-index, on a folder that can be thrown away.

It holds ids and vectors only, no words, so that nothing erased can linger in its files. One process writes at a time (a lock
file); a process whose copy differs from `state.json` opens the folder anew. What the folder serves is told by a fingerprint of the passage
ids, never by a count: a restored backup cannot pass for the present. Source: stack.md, 'Chroma 1.5.9'.
"""

# Adapter of libraries without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import hashlib
import json
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from policies.errors import Unavailable

COLLECTION = "passages"
BATCH = 2000
Vectors = Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]]
"""The vectors of text hashes, as many as exist."""
Progress = Callable[[int, int], None]
State = tuple[str, str]
"""Name of a build, and the fingerprint of the passage ids that it serves."""


def fingerprint(ids: Iterable[str]) -> str:
    """What a set of passage ids is told by. Shape: 32 hex digits."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:32]


SEARCHED = 1600
"""How many passages a search weighs: an index this small is searched whole, so that every process that opens it finds the same. With the
library's 100, evidence at the edge of what is asked for came and went between two openings (BENCHMARKS.md, 'The dense index')."""
REACHING = (10, 200)
"""How many neighbours are asked for before a passage counts as not reached: rows of one table lie close together, and the search is
approximate."""


class ChromaDenseIndex:
    """Passage ids by cosine.

    `bring_to(ids, …)` makes the folder agree with what is published; `query` gives (id, cosine), nearest first.
    Raises: Unavailable index.damaged when the folder is broken even after it was built anew.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._model = model
        self._folder = folder / f"chroma-{model}"
        self._aside = folder / "quarantine"
        self._lock = FileLock(folder / "index.lock", timeout=600)
        self._thread_lock = threading.RLock()
        self._opened: State | None = None
        self._seen: tuple[int, int] | None = None
        self._store: Any = None
        self._collection: Any = None
        self.is_damaged = False
        """Whether a query failed since the folder was opened."""
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def build(self) -> str:
        """Name of the build that serves: it changes with every change of the folder."""
        return f"{self._opened[0]}.{self._opened[1][:8]}" if self._opened else "none"

    def _state(self) -> State | None:
        try:
            state = json.loads((self._folder / "state.json").read_text())
            return str(state["build"]), str(state["passages"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _mark(self) -> tuple[int, int] | None:
        """What tells one `state.json` from the next: each is a file of its own."""
        try:
            status = (self._folder / "state.json").stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    @property
    def is_moved(self) -> bool:
        """Whether another process changed the folder since this one looked: one that had yet to hear of what is published takes it back."""
        mark = self._mark()
        return mark is not None and mark != self._seen

    def bring_to(self, ids: Mapping[str, str], vectors: Vectors, progress: Progress = lambda _done, _all: None) -> None:
        """Serve exactly `ids` (passage id → text hash)."""
        with self._thread_lock:
            self._seen = self._mark()
            wanted, state = fingerprint(ids), self._state()
            if state is not None and state[1] == wanted and self._opens(state):
                return
            with self._lock:
                state = self._state()
                if state is None or state[1] != wanted or not self._opens(state):
                    self._guarded(lambda: self._write(state, wanted, ids, vectors, progress))
                self._seen = self._mark()

    def rebuild(self, ids: Mapping[str, str], vectors: Vectors, progress: Progress = lambda _done, _all: None) -> None:
        """Build a new folder beside the old one, switch, and delete the old one and whatever lies in quarantine.

        The old folder serves until the switch; a build that fails leaves it untouched. Raises: Unavailable index.damaged.
        """
        with self._thread_lock, self._lock:
            beside = ChromaDenseIndex(self._folder.parent, self._model)
            beside._folder = self._folder.with_name(f"{self._folder.name}.next")
            try:
                beside._write(None, fingerprint(ids), ids, vectors, progress)
            except BaseException as error:  # Chroma's panic is a BaseException
                beside._remove(beside._folder)
                if _is_stop(error):
                    raise
                raise _damaged() from None
            state = beside._opened
            beside._close()
            self._close()
            self._remove(self._folder)
            beside._folder.replace(self._folder)
            shutil.rmtree(self._aside, ignore_errors=True)
            self._open(state)
            self._seen = self._mark()

    def quarantine(self) -> Path | None:
        """Move the folder aside for whoever wants to look at it (the last one is kept) and serve nothing until it is built anew."""
        with self._thread_lock, self._lock:
            self._close()
            self.is_damaged = True
            if not self._folder.exists():
                return None
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside.mkdir(parents=True)
            return self._folder.replace(self._aside / f"{self._folder.name}-{secrets.token_hex(4)}")

    def _opens(self, state: State) -> bool:
        """Open the folder unless it is open; False when its files are damaged."""
        if self._opened == state:
            return True
        try:
            self._open(state)
        except BaseException as error:  # Chroma's panic is a BaseException
            if _is_stop(error):
                raise
            self._close()
            return False
        return True

    def _guarded(self, write: Callable[[], None]) -> None:
        """One try on the folder as it is, one on an empty folder: what was there is moved aside, the cache is disposable."""
        try:
            write()
        except BaseException as error:  # Chroma's panic is a BaseException
            if _is_stop(error):
                raise
            self.quarantine()
            try:
                write()
            except BaseException as second:
                if _is_stop(second):
                    raise
                raise _damaged() from None

    def _remove(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.is_file():
            folder.unlink()

    def _close(self) -> None:
        self._opened = self._store = self._collection = None

    def _open(self, state: State | None) -> None:
        """Open the folder with no memory of an earlier opening."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings
        from llama_index.vector_stores.chroma import ChromaVectorStore

        SharedSystemClient.clear_system_cache()
        self._folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(path=str(self._folder), settings=Settings(anonymized_telemetry=False))
        made_as = {"hnsw:space": "cosine", "hnsw:search_ef": SEARCHED}
        self._collection = client.get_or_create_collection(COLLECTION, metadata=made_as, embedding_function=None)
        if self._collection.configuration_json["hnsw"]["ef_search"] != SEARCHED:  # made by an earlier version
            self._collection.modify(configuration={"hnsw": {"ef_search": SEARCHED}})
        self._store = ChromaVectorStore(chroma_collection=self._collection)
        self._opened, self.is_damaged = state, False

    def _write(self, state: State | None, wanted: str, ids: Mapping[str, str], vectors: Vectors, progress: Progress) -> None:
        from llama_index.core.schema import TextNode

        if state is None or not self._folder.is_dir():
            self._close()
            self._remove(self._folder)  # a build that never finished
            state = None
        self._open(state)
        present = set(self._collection.get(include=[])["ids"])
        gone = sorted(present - ids.keys())
        for first in range(0, len(gone), BATCH):
            self._collection.delete(ids=gone[first : first + BATCH])
        new = [id_ for id_ in ids if id_ not in present]
        for first in range(0, len(new), BATCH):
            portion = new[first : first + BATCH]
            found = vectors([ids[id_] for id_ in portion])
            nodes = [TextNode(id_=id_, text="", embedding=found[ids[id_]].tolist()) for id_ in portion if ids[id_] in found]
            if nodes:
                self._store.add(nodes)
            progress(min(first + BATCH, len(new)), len(new))
        finished = (secrets.token_hex(4), wanted)  # never the last one's name: who has that one open must open anew
        scratch = self._folder / "state.json.new"
        scratch.write_text(json.dumps({"build": finished[0], "passages": finished[1]}))
        scratch.replace(self._folder / "state.json")
        self._opened = finished

    def query(self, vector: NDArray[np.float32], n: int) -> list[tuple[str, float]]:
        """The nearest passages. Range: cosine, -1…1. Raises: Unavailable index.unreachable."""
        if self._store is None:
            raise Unavailable("index.unreachable", "The dense index is not open.", "Run `countersign documents check-index`.")
        try:
            # ids and distances only: the store's own `query` spends half its time on nodes that nobody reads (BENCHMARKS.md, 'The way')
            found = self._store.client.query(query_embeddings=[vector.tolist()], n_results=n, include=["distances"])
        except BaseException as error:
            if _is_stop(error):
                raise
            self.is_damaged = True
            raise Unavailable(
                "index.unreachable", "The dense index does not answer.", "Run `countersign documents rebuild-index`."
            ) from None
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def reachable(self, vectors: Iterable[tuple[str, NDArray[np.float32]]]) -> set[str]:
        """Which of the given passages a query by their own vector really reaches: `count()` lies after a power cut."""
        reached: set[str] = set()
        for id_, vector in vectors:
            for n in REACHING:
                if id_ not in reached:
                    reached.update(found for found, _cosine in self.query(vector, n))
        return reached

    def ids(self) -> set[str]:
        """The ids that the folder says it holds. Raises: Unavailable index.unreachable."""
        if self._collection is None:
            raise Unavailable("index.unreachable", "The dense index is not open.", "Run `countersign documents check-index`.")
        try:
            return set(self._collection.get(include=[])["ids"])
        except BaseException as error:
            if _is_stop(error):
                raise
            self.is_damaged = True
            raise _damaged() from None


def _is_stop(error: BaseException) -> bool:
    """What ends the process is not damage."""
    return isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit)


def _damaged() -> Unavailable:
    return Unavailable(
        "index.damaged", "The dense index cannot be built.", "Check the disk, then run `countersign documents rebuild-index`."
    )
