"""Boosted trees that were learned from questions with known answers, as plain arrays: no library is needed to ask them.

The weights lie in `assistant/models/` with their card and licence; `python -m bench.answers.train` makes them.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policies.errors import WrongConfiguration

MODELS = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True)
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

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum over all trees. Shape: `float32[n_rows, n_features]` → `float32[n_rows]`. Range: comparable, not a probability."""
        n_trees = self.feature.shape[0]
        trees: NDArray[np.intp] = np.arange(n_trees, dtype=np.intp).reshape(1, -1)
        at_row: NDArray[np.intp] = np.arange(len(rows), dtype=np.intp).reshape(-1, 1)
        node = np.zeros((len(rows), n_trees), dtype=np.int16)
        for _ in range(self.depth):
            goes_left = rows[at_row, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        return self.value[trees, node].sum(axis=1, dtype=np.float32)


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
