"""Sums of uncertain figures whose errors move together: a one-factor Gaussian copula.

Each event's error is ``sqrt(rho)`` times an error shared with its group plus its own. The streams
of random numbers are the event's and the group's own, so that the order of the input changes
nothing and the same draws serve every ``rho``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Marginal:
    """What one source says of one event: its group, and the value at a standard normal error."""

    group: int
    value: Callable[[Floats], Floats]


def two_piece(low: float, middle: float, high: float) -> Callable[[Floats], Floats]:
    """Normal halves through low (5%), middle (50%) and high (95%), never below zero."""
    below, above = (middle - low) / Z95, (high - middle) / Z95

    def value(z: Floats) -> Floats:
        return np.maximum(middle + z * np.where(z < 0, below, above), 0.0)

    return value


def summed(
    events: Sequence[Sequence[Marginal]], rhos: Sequence[float], draws: int, seed: int
) -> Floats:
    """Draws of the total, shape (len(rhos), draws).

    An event with several marginals takes one of them at random in each draw, all equally often.
    """

    @lru_cache(maxsize=64)
    def factor(group: int) -> Floats:
        return np.random.default_rng((seed, 1, group)).standard_normal(draws)

    totals = np.zeros((len(rhos), draws))
    for number, marginals in enumerate(events):
        rng = np.random.default_rng((seed, 0, number))
        own, chosen = rng.standard_normal(draws), rng.integers(len(marginals), size=draws)
        for row, rho in enumerate(rhos):
            totals[row] += _one_event(marginals, chosen, own, factor, rho)
    return totals


def _one_event(
    marginals: Sequence[Marginal],
    chosen: NDArray[np.int64],
    own: Floats,
    factor: Callable[[int], Floats],
    rho: float,
) -> Floats:
    """Values of one event, shape (draws,)."""
    shared = {m.group: np.sqrt(rho) * factor(m.group) + np.sqrt(1 - rho) * own for m in marginals}
    values = [marginal.value(shared[marginal.group]) for marginal in marginals]
    return values[0] if len(values) == 1 else np.choose(chosen, values)


def central(draws: Floats) -> tuple[float, float, float]:
    """5%, 50% and 95% points of draws, shape (draws,)."""
    low, middle, high = np.quantile(draws, (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
