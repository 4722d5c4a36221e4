"""Any sentence-transformers model by setting: a folder, or an id where a hub is reachable."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Encoding
from policies.errors import WrongConfiguration


class SentenceTransformersEncoder:
    """Runs a model through sentence-transformers. E5 models get their `query: ` and `passage: ` prefixes.

    Raises: WrongConfiguration model.missing when the model cannot be loaded.
    """

    def __init__(self, name: str, threads: int) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(threads)
        try:
            self._encoder: Any = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            raise WrongConfiguration(
                "model.missing",
                f"The embedding model cannot be loaded ({type(error).__name__}).",
                "Set COUNTERSIGN_EMBEDDING_MODEL to a sentence-transformers folder, or leave it out for the shipped model.",
            ) from None
        path = Path(name)
        self.model = path.parent.name if path.name == "sentence_transformers" else path.name
        self.n_dimensions = int(self._encoder.get_embedding_dimension())
        is_e5 = "e5" in self.model.lower()
        self._query_prefix, self._passage_prefix = ("query: ", "passage: ") if is_e5 else ("", "")
        self._lock = threading.Lock()
        self._aside = ThreadPoolExecutor(max_workers=4, thread_name_prefix="encode")

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One question. Shape: `float32[n_dimensions]`."""
        return self._run([self._query_prefix + text])[0]

    def begin_query(self, text: str) -> Encoding:
        """One question, in another thread."""
        return self._aside.submit(self.encode_query, text)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Passages in bulk."""
        if not texts:
            return np.zeros((0, self.n_dimensions), dtype=np.float32)
        return self._run([self._passage_prefix + text for text in texts])

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        with self._lock:
            return np.asarray(
                self._encoder.encode(texts, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True), dtype=np.float32
            )
