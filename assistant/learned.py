"""Boosted trees that were learned from questions with known answers, as plain arrays: no library is needed to ask them.

The weights lie in `assistant/models/` with their card and licence; `python -m bench.answers.train` makes them.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policies.errors import WrongConfiguration

MODELS = Path(__file__).parent / "models"


@dataclass(frozen=True)
class Trees:
    """Shape: every array is `[n_trees, n_nodes]`. A leaf points at itself; `depth` steps from node 0 reach one."""

    names: tuple[str, ...]
    """Features in the order of the columns."""
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    depth: int

    @cached_property
    def _nodes(self) -> "Nodes":
        n_trees, n_nodes = self.feature.shape
        begins = np.arange(n_trees, dtype=np.intp) * n_nodes
        left, right = ((side.astype(np.intp) + begins[:, None]).ravel() for side in (self.left, self.right))
        return Nodes(self.feature.astype(np.intp).ravel(), self.threshold.ravel(), left, right, self.value.ravel(), begins)

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum over all trees. Shape: `float32[n_rows, n_features]` → `float32[n_rows]`. Range: comparable, not a probability."""
        feature, threshold, left, right, value, begins = self._nodes
        n_rows, n_features = rows.shape
        row_begins = (np.arange(n_rows, dtype=np.intp) * n_features)[:, None]
        numbers = rows.ravel()
        node: NDArray[np.intp] = np.broadcast_to(begins, (n_rows, len(begins)))
        for _ in range(self.depth):
            node = np.where(numbers[feature[node] + row_begins] <= threshold[node], left[node], right[node])
        return value[node].sum(axis=1, dtype=np.float32)


class Nodes(NamedTuple):
    """The nodes of all trees in one row, and where each tree begins: one index is read in half the time of two."""

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    value: NDArray[np.float32]
    begins: NDArray[np.intp]


@lru_cache(maxsize=8)
def load_trees(name: str, expected: tuple[str, ...]) -> Trees:
    """Trees of `assistant/models/{name}.npz`; they must have been learned from the features that are `expected`.

    Raises: WrongConfiguration model.stale when they were not.
    """
    with np.load(MODELS / f"{name}.npz", allow_pickle=False) as data:
        trees = Trees(
            tuple(str(n) for n in data["names"]),
            data["feature"],
            data["threshold"],
            data["left"],
            data["right"],
            data["value"],
            int(data["depth"]),
        )
    if trees.names != expected:
        raise WrongConfiguration(
            "model.stale", f"The learned weights '{name}' were made for other features.", "Run `python -m bench.answers.train`."
        )
    return trees
