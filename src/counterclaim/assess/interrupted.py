"""Interrupted series of counts: Poisson mean, and a covariance that knows about slow drift.

The mean is log-linear and fitted by Poisson likelihood; the counts share a latent AR(1) process
with variance ``drift`` and monthly correlation ``memory`` (Zeger 1988, Biometrika 75:621). Both
are matched by moments to the autocovariances of the Pearson residuals at lags 0 to 6, *through*
the residual projection, so that fitting the mean does not hide the drift. Nothing here decides
anything; the assessments do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from counterclaim.assess.reading import ratio_of

Array = NDArray[np.float64]
LAGS = 7
MEMORIES = tuple(np.round(np.arange(0.0, 0.96, 0.05), 2))


@dataclass(frozen=True)
class Fit:
    """Fitted mean, coefficients (p,) on the log scale, their covariance, and the drift found.

    ``freedom`` is the effective number of degrees of freedom of the t interval; ``dispersion``
    the Pearson one, for the quasi-Poisson interval.
    """

    coefficients: Array
    covariance: Array
    poisson_covariance: Array
    mean: Array
    drift: float
    memory: float
    freedom: float
    dispersion: float

    def interval(self, index: int, level: float = 0.95) -> tuple[float, float]:
        """exp of the t interval of one coefficient, drift included."""
        reach = float(stats.t.ppf((1 + level) / 2, self.freedom)) * self.error(index)
        centre = float(self.coefficients[index])
        return ratio_of(centre - reach), ratio_of(centre + reach)

    def error(self, index: int) -> float:
        """Standard error of one coefficient, drift included."""
        return math.sqrt(float(self.covariance[index, index]))

    def p(self, index: int) -> float:
        """Two-sided p of one coefficient."""
        t = abs(float(self.coefficients[index])) / self.error(index)
        return float(2 * stats.t.sf(t, self.freedom))

    def quasi_interval(self, index: int, level: float = 0.95) -> tuple[float, float]:
        """exp of the normal interval with the Pearson dispersion and no memory."""
        spread = self.dispersion * float(self.poisson_covariance[index, index])
        reach = float(stats.norm.ppf((1 + level) / 2)) * math.sqrt(spread)
        centre = float(self.coefficients[index])
        return ratio_of(centre - reach), ratio_of(centre + reach)


def poisson_fit(design: Array, counts: Array, exposure: Array | None = None) -> tuple[Array, Array]:
    """Poisson log-linear coefficients (p,) and mean (n,) by iteratively reweighted least squares.

    ``design`` has shape (n, p) and a constant in its first column; counts must not all be zero.
    """
    offset = np.zeros(len(counts)) if exposure is None else np.log(exposure)
    mean = (counts + counts.mean()) / 2
    beta = np.zeros(design.shape[1])
    for _ in range(60):
        working = np.log(mean) - offset + (counts - mean) / mean
        root = np.sqrt(mean)[:, None]
        new = np.linalg.lstsq(root * design, root[:, 0] * working, rcond=None)[0]
        mean = np.exp(np.clip(design @ new + offset, -30.0, 30.0))
        if np.abs(new - beta).max() < 1e-10:
            break
        beta = new
    return new, mean


def fit(design: Array, counts: Array, exposure: Array | None = None) -> Fit:
    """The mean, the drift and the covariance of the coefficients; shapes as ``poisson_fit``."""
    beta, mean = poisson_fit(design, counts, exposure)
    weighted = np.sqrt(mean)[:, None] * design
    bread: Array = np.asarray(np.linalg.inv(weighted.T @ weighted), dtype=np.float64)
    residual_maker = np.eye(len(counts)) - weighted @ bread @ weighted.T
    residuals = (counts - mean) / np.sqrt(mean)
    drift, memory = latent_drift(residuals, residual_maker, mean)
    noise = np.eye(len(counts)) + drift * scaled_memory(mean, memory)
    covariance: Array = bread @ weighted.T @ noise @ weighted @ bread
    freedom = effective_freedom(mean, design.shape[1], drift, memory)
    dispersion = float(residuals @ residuals) / (len(counts) - design.shape[1])
    return Fit(beta, covariance, bread, mean, drift, memory, freedom, dispersion)


@lru_cache(maxsize=64)
def _correlations(length: int) -> Array:
    """memory ** |lag| for every grid value, shape (memories, n, n)."""
    lags = np.abs(np.subtract.outer(np.arange(length), np.arange(length)))
    return np.array([np.where(lags == 0, 1.0, float(memory) ** lags) for memory in MEMORIES])


def scaled_memory(mean: Array, memory: float) -> Array:
    """Covariance (n, n) that unit drift adds to the Pearson residuals."""
    root = np.sqrt(mean)
    correlation = _correlations(len(mean))[int(np.argmin(np.abs(np.subtract(MEMORIES, memory))))]
    scaled: Array = root[:, None] * correlation * root[None, :]
    return scaled


def planned_error(design: Array, mean: Array, drift: float, memory: float, index: int) -> float:
    """Standard error that one coefficient would have with this mean, drift and memory."""
    weighted = np.sqrt(mean)[:, None] * design
    bread = np.linalg.inv(weighted.T @ weighted)
    noise = np.eye(len(mean)) + drift * scaled_memory(mean, memory)
    covariance = bread @ weighted.T @ noise @ weighted @ bread
    return math.sqrt(float(covariance[index, index]))


def effective_freedom(mean: Array, parameters: int, drift: float, memory: float) -> float:
    """Months worth of independent information, less the parameters; at least 2.

    n / (1 + 2 * sum of autocorrelations), where Poisson noise dilutes the latent correlation.
    """
    latent = drift * float(mean.mean())
    carried = latent / (1 + latent) * memory / (1 - memory)
    return max(2.0, len(mean) / (1 + 2 * carried) - parameters)


def latent_drift(residuals: Array, maker: Array, mean: Array) -> tuple[float, float]:
    """Variance and correlation of the latent process that best match seven autocovariances.

    For each memory on a grid the expected autocovariances are linear in the drift, so the drift
    has a closed form; the memory with the smallest misfit is taken.
    """
    root = np.sqrt(mean)
    observed = np.array([residuals[: len(mean) - h] @ residuals[h:] for h in range(LAGS)])
    expected_noise = _lag_sums(maker[None])[0]
    carried = maker[None] @ (root[:, None] * _correlations(len(mean)) * root[None, :]) @ maker[None]
    expected = _lag_sums(carried)
    excess = observed - expected_noise
    drift = np.maximum(0.0, expected @ excess / (expected**2).sum(axis=1))
    misfit = ((excess - drift[:, None] * expected) ** 2).sum(axis=1)
    best = int(misfit.argmin())
    return float(drift[best]), float(MEMORIES[best]) if drift[best] > 0 else 0.0


def _lag_sums(matrices: Array) -> Array:
    """Sums of the first seven diagonals of each matrix, shape (matrices, 7)."""
    return np.array([np.trace(matrices, h, axis1=1, axis2=2) for h in range(LAGS)]).T
