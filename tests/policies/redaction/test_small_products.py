"""A product cut into pieces is the same product."""

import numpy as np
import pytest

from policies.redaction.small_products import product


@pytest.mark.parametrize(("n", "k", "m"), [(0, 5, 3), (1, 447, 48), (28, 192, 32), (900, 447, 48), (3, 4000, 200)])
def test_a_product_in_pieces_is_the_product(n: int, k: int, m: int) -> None:
    numbers = np.random.default_rng(n + k)
    rows, weights = numbers.standard_normal((n, k), np.float32), numbers.standard_normal((k, m), np.float32)
    made = product(rows, weights)
    assert made.shape == (n, m)
    assert np.allclose(made, np.einsum("nk,km->nm", rows, weights), atol=1e-3)
