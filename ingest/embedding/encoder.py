"""The protocol every encoder follows. Contract suite: `tests/contracts/encoder_suite.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoding(Protocol):
    """A question that is being encoded; `concurrent.futures.Future` is one."""

    def result(self) -> NDArray[np.float32]:
        """Waits. Shape: `float32[n_dimensions]`. Raises: what the encoder raised."""
        ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """A question whose vector is there already. Implements `Encoding`."""

    vector: NDArray[np.float32]

    def result(self) -> NDArray[np.float32]:
        """The vector."""
        return self.vector


class Encoder(Protocol):
    """Turns questions and passages into vectors of one space.

    Shape: `float32[n_texts, n_dimensions]`, rows of unit length, so that a dot product is a cosine.
    """

    model: str
    """Name and version of the weights: vectors of different names are never compared."""

    n_dimensions: int

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One question. Shape: `float32[n_dimensions]`."""
        ...

    def begin_query(self, text: str) -> Encoding:
        """Begin to encode one question and come back at once: the caller has work of its own meanwhile."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages in bulk; an empty sequence gives an array of no rows."""
        ...
