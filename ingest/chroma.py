"""The dense index: Chroma through llama-index, on a folder that can be thrown away.

It holds ids and vectors only, no words, so that nothing erased can linger in its files. One process writes at a time (a lock
file); a process whose copy is older than `state.json` opens the folder anew. Source: stack.md, 'Chroma 1.5.9'.
"""

# Adapter of libraries without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import json
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


class ChromaDenseIndex:
    """Passage ids by cosine.

    `bring_to(generation, …)` makes the folder agree with what is published; `query` gives (id, cosine), nearest first.
    Raises: Unavailable index.damaged when the folder is broken even after it was built anew.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder / f"chroma-{model}"
        self._lock = FileLock(folder / "index.lock", timeout=600)
        self._thread_lock = threading.RLock()
        self._opened: tuple[str, int] | None = None
        self._store: Any = None
        self._collection: Any = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def build(self) -> str:
        """Name of the build that serves: it changes with every change of the folder."""
        return f"{self._opened[0]}.{self._opened[1]}" if self._opened else "none"

    def _state(self) -> tuple[str, int] | None:
        try:
            state = json.loads((self._folder / "state.json").read_text())
            return str(state["build"]), int(state["generation"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def bring_to(
        self,
        generation: int,
        ids: Mapping[str, str],
        vectors: Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        """Serve exactly `ids` (passage id → text hash). `vectors` gives the vectors of text hashes, as many as exist."""
        with self._thread_lock:
            state = self._state()
            if state is not None and state[1] == generation and self._opens(state):
                return
            with self._lock:
                state = self._state()
                if state is None or state[1] < generation or not self._opens(state):
                    self._guarded(lambda: self._write(state, generation, ids, vectors, progress))

    def _opens(self, state: tuple[str, int]) -> bool:
        """Open the folder unless it is open; False when its files are damaged."""
        if self._opened == state:
            return True
        try:
            self._open(state)
        except BaseException as error:  # Chroma's panic is a BaseException
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            self._close()
            return False
        return True

    def _guarded(self, write: Callable[[], None]) -> None:
        """One try on the folder as it is, one on an empty folder: the cache is disposable."""
        try:
            write()
        except BaseException as error:  # Chroma's panic is a BaseException
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            self._throw_away()
            try:
                write()
            except BaseException as second:
                if isinstance(second, KeyboardInterrupt | SystemExit | GeneratorExit):
                    raise
                raise Unavailable(
                    "index.damaged", "The dense index cannot be built.", "Check the disk, then run `countersign documents rebuild-index`."
                ) from None

    def _throw_away(self) -> None:
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._folder.is_file():
            self._folder.unlink()

    def _close(self) -> None:
        self._opened = self._store = self._collection = None

    def _open(self, state: tuple[str, int] | None) -> None:
        """Open the folder with no memory of an earlier opening."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings
        from llama_index.vector_stores.chroma import ChromaVectorStore

        SharedSystemClient.clear_system_cache()
        self._folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(path=str(self._folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.get_or_create_collection(COLLECTION, metadata={"hnsw:space": "cosine"}, embedding_function=None)
        self._store = ChromaVectorStore(chroma_collection=self._collection)
        self._opened = state

    def _write(
        self,
        state: tuple[str, int] | None,
        generation: int,
        ids: Mapping[str, str],
        vectors: Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]],
        progress: Callable[[int, int], None],
    ) -> None:
        from llama_index.core.schema import TextNode

        if state is None and self._folder.exists():
            self._throw_away()  # a build that never finished
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
        import secrets

        finished = (state[0] if state else secrets.token_hex(4), generation)
        scratch = self._folder / "state.json.new"
        scratch.write_text(json.dumps({"build": finished[0], "generation": finished[1]}))
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
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            raise Unavailable(
                "index.unreachable", "The dense index does not answer.", "Run `countersign documents rebuild-index`."
            ) from None
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def reachable(self, vectors: Iterable[tuple[str, NDArray[np.float32]]]) -> set[str]:
        """Which of the given passages a query by their own vector really reaches: `count()` lies after a power cut."""
        reached: set[str] = set()
        for id_, vector in vectors:
            if id_ not in reached:
                reached.update(found for found, _cosine in self.query(vector, 10))
        return reached

    def rebuild(self) -> None:
        """Throw the folder away; the next `bring_to` builds it from the registry."""
        with self._thread_lock, self._lock:
            self._throw_away()
