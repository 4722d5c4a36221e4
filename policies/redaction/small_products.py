"""Products of small matrices on one thread: numpy's library starts threads for larger ones and burns CPU in waiting.

Source: OpenBLAS, interface/gemm.c: a product of at most SMP_THRESHOLD_MIN * GEMM_MULTITHREAD_THRESHOLD multiplications stays on one thread.
"""

from typing import Any

_MOST = 4 * 65536 - 1
"""Multiplications of one product."""


def product(rows: Any, weights: Any) -> Any:
    """Shape: float32[n, k] times float32[k, m] gives float32[n, m]."""
    import numpy as np

    at_once = max(1, _MOST // max(1, weights.size))
    if len(rows) <= at_once:
        return rows @ weights
    return np.concatenate([rows[start : start + at_once] @ weights for start in range(0, len(rows), at_once)])
