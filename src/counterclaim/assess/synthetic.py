"""Synthetic control: a weighted mean of donors that resembles the unit before the change.

Weights are non-negative and sum to one (Abadie & Gardeazabal 2003, AER 93:113; Abadie, Diamond &
Hainmueller 2010, JASA 105:493). It draws the path that donors suggest; it tests nothing, and with
two or three neighbours it is no better than their mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Synthetic:
    """Donor weights (donors,), importance of each predictor (k,), squared error before."""

    weights: Array
    importance: Array
    error: float


def simplex_weights(own: Array, donors: Array) -> Array:
    """Weights (donors,) >= 0 with sum 1 that bring ``donors`` (k, donors) closest to ``own`` (k,).

    Least squares with non-negative coefficients; the sum is held by one heavy extra row.
    """
    heavy = 1e4 * max(1.0, float(np.abs(donors).max()))
    rows = np.vstack([donors, np.full(donors.shape[1], heavy)])
    raw = optimize.nnls(rows, np.append(own, heavy))[0]
    weights: Array = raw / raw.sum()
    return weights


def synthetic_control(
    own_predictors: Array, donor_predictors: Array, own_path: Array, donor_paths: Array
) -> Synthetic:
    """Weights that match predictors (k,), (k, donors) and, through them, paths (t,), (t, donors).

    The importance of each predictor is chosen so that the paths before the change fit best.
    Predictors are scaled by their standard deviation over all units.
    """
    everyone = np.column_stack([own_predictors, donor_predictors])
    spread = everyone.std(axis=1, ddof=1)
    own, donors = own_predictors / spread, donor_predictors / spread[:, None]

    def matched(raw: Array) -> Array:
        root = np.sqrt(_importance(raw))
        return simplex_weights(root * own, root[:, None] * donors)

    def error(raw: Array) -> float:
        return float(((own_path - donor_paths @ matched(raw)) ** 2).mean())

    start = np.full(len(own), 1 / len(own))
    limits = {"maxiter": 4000, "maxfev": 4000, "xatol": 1e-6, "fatol": 1e-9}
    best = optimize.minimize(error, start, method="Nelder-Mead", options=limits)
    return Synthetic(matched(best.x), _importance(best.x), float(best.fun))


def _importance(raw: Array) -> Array:
    """Non-negative numbers with sum one from the unconstrained ones of the search."""
    shares: Array = np.abs(raw) / np.abs(raw).sum()
    return shares
