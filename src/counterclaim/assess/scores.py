"""Proper scores of forecasts: how far a distribution, or a probability, was from what happened.

Smaller is better throughout. Shapes: ``observed`` (n,), ``draws`` (n, m), results (n,). Gneiting &
Raftery 2007 (JASA 102:359) for the scores; Wei & Held 2014 (TEST 23:787) for the closed forms of
counts; Hegre et al. 2025 (VIEWS prediction challenge) for the binned ignorance score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
VIEWS_EDGES = (0.0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
Z95 = 1.959964


def _paired(observed: ArrayLike, draws: ArrayLike) -> tuple[Floats, Floats]:
    """Observations (n,) and draws (n, m); one observation with one row of draws is n = 1."""
    seen = np.atleast_1d(np.asarray(observed, dtype=np.float64))
    drawn = np.atleast_2d(np.asarray(draws, dtype=np.float64))
    if seen.ndim != 1 or len(drawn) != len(seen) or drawn.shape[1] == 0:
        raise ValueError(f"{seen.shape} observations do not go with draws of shape {drawn.shape}")
    return seen, drawn


def crps_ensemble(
    observed: ArrayLike, draws: ArrayLike, estimator: Literal["nrg", "fair"] = "nrg"
) -> Floats:
    """Continuous ranked probability score of draws: E|X - y| - E|X - X'| / 2.

    ``nrg`` takes the draws as the forecast itself (pairs over m squared), ``fair`` as a sample of
    it (over m(m - 1), needs two draws). The two differ: the estimator is printed with the score.
    """
    seen, drawn = _paired(observed, draws)
    m = drawn.shape[1]
    if estimator == "fair" and m < 2:
        raise ValueError("the fair estimator needs two draws or more")
    ranks = 2 * np.arange(1, m + 1) - m - 1
    between = 2 * (np.sort(drawn, axis=1) @ ranks) / (m * (m - (estimator == "fair")))
    return np.asarray(np.abs(drawn - seen[:, None]).mean(axis=1) - between / 2)


def crps_normal(observed: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Closed form for a normal forecast, ``sd`` above zero."""
    from scipy.special import ndtr

    y, middle, scale = (np.asarray(v, dtype=np.float64) for v in (observed, mean, sd))
    z = (y - middle) / scale
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    return np.asarray(scale * (z * (2 * ndtr(z) - 1) + 2 * density - 1 / math.sqrt(math.pi)))


def crps_poisson(observed: ArrayLike, rate: ArrayLike) -> Floats:
    """Closed form for a Poisson forecast, ``rate`` zero or more."""
    from scipy.special import ive
    from scipy.stats import poisson

    y, lam = np.asarray(observed, dtype=np.float64), np.asarray(rate, dtype=np.float64)
    middle = (y - lam) * (2 * poisson.cdf(y, lam) - 1) + 2 * lam * poisson.pmf(np.floor(y), lam)
    return np.asarray(middle - lam * (ive(0, 2 * lam) + ive(1, 2 * lam)))


def crps_negative_binomial(observed: ArrayLike, size: ArrayLike, p: ArrayLike) -> Floats:
    """Closed form for a negative binomial forecast with mean ``size * (1 - p) / p``."""
    from scipy.special import hyp2f1
    from scipy.stats import nbinom

    y, r = np.asarray(observed, dtype=np.float64), np.asarray(size, dtype=np.float64)
    chance = np.asarray(p, dtype=np.float64)
    odds = (1 - chance) / chance**2
    rest = chance * (2 * nbinom.cdf(y - 1, r + 1, chance) - 1)
    rest += hyp2f1(r + 1, 0.5, 2, -4 * odds)
    return np.asarray(y * (2 * nbinom.cdf(y, r, chance) - 1) - r * odds * rest)


def ignorance(
    observed: ArrayLike, draws: ArrayLike, edges: Sequence[float] = VIEWS_EDGES
) -> Floats:
    """Ignorance score in bits over bins, with one pseudo-draw in each bin; the last is open."""
    seen, drawn = _paired(observed, draws)
    bins = len(edges)
    inside = np.clip(np.searchsorted(edges, drawn, side="right") - 1, 0, bins - 1)
    where = np.clip(np.searchsorted(edges, seen, side="right") - 1, 0, bins - 1)
    hits = (inside == where[:, None]).sum(axis=1)
    return np.asarray(-np.log2((hits + 1) / (drawn.shape[1] + bins)))


def interval_score(
    observed: ArrayLike, low: ArrayLike, high: ArrayLike, level: float = 0.9
) -> Floats:
    """Width of the central interval plus 2 / (1 - level) times the distance missed (MIS)."""
    y, lo, hi = (np.asarray(v, dtype=np.float64) for v in (observed, low, high))
    missed = np.maximum(lo - y, 0.0) + np.maximum(y - hi, 0.0)
    return np.asarray(hi - lo + 2 / (1 - level) * missed)


def covered(observed: ArrayLike, low: ArrayLike, high: ArrayLike) -> float:
    """Share of observations inside their interval."""
    y = np.asarray(observed, dtype=np.float64)
    return float(np.mean((np.asarray(low) <= y) & (y <= np.asarray(high))))


@dataclass(frozen=True)
class Skill:
    """How much lower the mean score is than the baseline's: the difference and its interval.

    ``share`` is the difference over the baseline's mean, None where that is zero; ``interval`` is
    of the difference, in units of the score.
    """

    difference: float
    share: float | None
    interval: tuple[float, float]
    n: int
    level: float

    @property
    def shown(self) -> bool:
        """Whether the whole interval is on the side of fewer errors."""
        return self.interval[0] > 0


def block_skill(
    scores: ArrayLike,
    baseline: ArrayLike,
    *,
    block: int,
    level: float = 0.95,
    draws: int = 4_999,
    seed: int = 1,
) -> Skill:
    """Baseline minus score, paired by month, with a moving-block bootstrap (Kunsch 1989)."""
    reference = np.asarray(baseline, dtype=np.float64)
    lead = reference - np.asarray(scores, dtype=np.float64)
    n = len(lead)
    length = min(block, n)
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, n - length + 1, size=(draws, -(-n // length)))
    index = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :n]
    tail = (1 - level) / 2
    low, high = np.quantile(lead[index].mean(axis=1), (tail, 1 - tail))
    mean = float(reference.mean())
    share = float(lead.mean()) / mean if mean > 0 else None
    return Skill(float(lead.mean()), share, (float(low), float(high)), n, level)


def brier(probabilities: ArrayLike, outcomes: ArrayLike) -> float:
    """Mean squared distance of probabilities from outcomes (0 or 1)."""
    p, o = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    return float(np.mean((p - o) ** 2))


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval of a share; 0 to 1 for n = 0 (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def spiegelhalter(probabilities: ArrayLike, outcomes: ArrayLike) -> tuple[float, float] | None:
    """Calibration test: Z and its two-sided p-value (Spiegelhalter 1986, Stat Med 5:421).

    None where all probabilities are 0, 0.5 or 1, on which it says nothing.
    """
    p, o = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    variance = float(np.sum((1 - 2 * p) ** 2 * p * (1 - p)))
    if variance <= 0:
        return None
    z = float(np.sum((o - p) * (1 - 2 * p))) / math.sqrt(variance)
    return z, math.erfc(abs(z) / math.sqrt(2))
