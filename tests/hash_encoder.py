"""An encoder for tests of the registry and the indexes: no model, the same vectors on every machine, near for shared words.

It keeps the contract of `ingest.embedding.encoder.Encoder` (`tests/contracts/test_encoders.py`).
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Encoded, Encoding
from ingest.lexical import stems

N_DIMENSIONS = 64


@lru_cache(maxsize=10_000)
def _direction(stem: str) -> NDArray[np.float32]:
    digest = hashlib.sha256(stem.encode()).digest() + hashlib.sha256(b"2" + stem.encode()).digest()
    return np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5


class HashEncoder:
    """The sum of a direction for each stem, of unit length."""

    def __init__(self, model: str = "hash-64") -> None:
        self.model = model
        self.n_dimensions = N_DIMENSIONS

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self._one(text)

    def begin_query(self, text: str) -> Encoding:
        return Encoded(self._one(text))

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self._one(text) for text in texts], dtype=np.float32).reshape(len(texts), N_DIMENSIONS)

    def _one(self, text: str) -> NDArray[np.float32]:
        total = np.sum([_direction(stem) for stem in stems(text, "en")] or [_direction("")], axis=0, dtype=np.float32)
        return (total / np.linalg.norm(total)).astype(np.float32)
