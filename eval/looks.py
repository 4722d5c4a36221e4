"""Looks at a running pilot, corrected for: how wide an interval must be at each look so that all looks together keep the error rate.

Lan-DeMets alpha spending of the O'Brien-Fleming type on each side: by information t, 4 − 4Φ(z / √t) may be spent, where z is the normal
quantile of 1 − α/4. The bounds follow by integrating the density of the score process from look to look.
Sources: Lan & DeMets 1983, Biometrika 70, 659-663; O'Brien & Fleming 1979; Armitage, McPherson & Rowe 1969 for the integration.
"""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from functools import lru_cache
from math import sqrt

import numpy as np

from eval.facts import Numbers

GRID = 801
WIDEST = 8.0
"""Bounds beyond this many standard errors are not told apart."""


def spent(information: float, alpha: float = 0.05) -> float:
    """The share of error that may have been spent by an information fraction, 0…1."""
    from scipy.special import ndtr, ndtri

    if information <= 0:
        return 0.0
    return float(4 * ndtr(-ndtri(1 - alpha / 4) / sqrt(min(information, 1.0))))


@lru_cache(maxsize=256)
def bounds(information: tuple[float, ...], alpha: float = 0.05) -> tuple[float, ...]:
    """The two-sided bound in standard errors at each look. `information` rises strictly, 0…1."""
    found: list[float] = []
    places, weights, before = np.zeros(1), np.ones(1), 0.0
    for t in information:
        step = sqrt(t - before)
        allowed = spent(t, alpha) - spent(before, alpha)
        c = _bound(allowed, sqrt(t), step, places, weights)
        found.append(c)
        grid = np.linspace(-c * sqrt(t), c * sqrt(t), GRID)
        ends = np.full(GRID, grid[1] - grid[0])
        ends[[0, -1]] /= 2
        following = np.exp(-0.5 * ((grid[:, None] - places[None, :]) / step) ** 2) @ weights / (step * sqrt(2 * np.pi))
        places, weights, before = grid, following * ends, t
    return tuple(found)


def _bound(allowed: float, scale: float, step: float, places: Numbers, weights: Numbers) -> float:
    """The bound that is first crossed at this look with the allowed chance, found by halving."""
    from scipy.special import ndtr

    low, high = 0.0, WIDEST
    for _ in range(50):
        middle = (low + high) / 2
        edge = middle * scale
        crossing = float(np.sum(weights * (ndtr((places - edge) / step) + ndtr((-edge - places) / step))))
        low, high = (middle, high) if crossing > allowed else (low, middle)
    return (low + high) / 2


def level_at(information: tuple[float, ...], alpha: float = 0.05) -> float:
    """The confidence level that an interval needs at the last of these looks, 0…1: what was spent at the earlier ones is taken off."""
    from scipy.special import ndtr

    return float(2 * ndtr(bounds(information, alpha)[-1]) - 1)
