"""The protocol every encoder follows. Contract suite: `tests/contracts/encoder_suite.py`."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


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

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages in bulk; an empty sequence gives an array of no rows."""
        ...
