"""Does one daily series answer another: the shift test, the rate ratio, what could be seen.

The arithmetic behind the reciprocity assessment, one direction at a time. The test shifts the
answering series, freed of its slow level, circularly inside blocks of about half a year, so that
trend, season and clusters stay in the null (interval jitter: Amarasingham et al. 2012, J.
Neurophysiol. 107:517). The rate ratio compares days in the window after an event with other days
of the same 60-day block (time-stratified design: Bhaskaran et al. 2013, Int. J. Epidemiol.
42:1187), its score interval widened by phi, the variance over all shifts inside a block relative
to the binomial one. Ratio, phi and detectable ratio are an assembly of standard parts made here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, optimize, stats

Daily = NDArray[np.float64]


@dataclass(frozen=True)
class BlockTotals:
    """Per informative block, shape (blocks,): events and days inside and outside windows."""

    inside: Daily
    outside: Daily
    days_inside: Daily
    days_outside: Daily
    phi: float

    @property
    def events(self) -> Daily:
        """Answering events per block."""
        return self.inside + self.outside

    def share(self, ratio: float) -> Daily:
        """Expected share of each block's events inside windows if the rate ratio is ``ratio``."""
        return ratio * self.days_inside / (ratio * self.days_inside + self.days_outside)


def blocks_of(length: int, days: int) -> NDArray[np.int64]:
    """Edges, shape (blocks + 1,), that cut ``length`` days into equal blocks of about ``days``."""
    return np.linspace(0, length, max(1, round(length / days)) + 1).astype(np.int64)


def response_traces(causes: Daily, taus: tuple[float, ...]) -> Daily:
    """Sum over earlier days of causes * exp(-lag / tau), shape (taus, days); lag 0 is left out."""
    length, rows = len(causes), []
    for tau in taus:
        reach = min(length - 1, int(12 * tau))
        kernel = np.concatenate([[0.0], np.exp(-np.arange(1, reach + 1) / tau)])
        rows.append(np.convolve(causes, kernel)[:length])
    return np.array(rows)


def without_slow_level(counts: Daily, sd_days: float) -> Daily:
    """Counts minus their Gaussian moving level (reflected at the ends)."""
    level: Daily = ndimage.gaussian_filter1d(counts, sd_days, mode="reflect")
    return counts - level


def circular_sums(first: Daily, second: Daily) -> Daily:
    """Sum of first[..., t] * second[t - k] for every circular shift k, shape (..., days)."""
    length = first.shape[-1]
    spectrum = np.fft.rfft(first, axis=-1) * np.conj(np.fft.rfft(second))
    return np.fft.irfft(spectrum, length, axis=-1)


def shift_test(
    causes: Daily,
    answers: Daily,
    *,
    taus: tuple[float, ...],
    block_days: int,
    detrend_sd: float,
    draws: int,
    rng: np.random.Generator,
) -> tuple[float, int]:
    """One p over all ``taus`` (min-p), and the sign of the strongest response (+1, -1).

    The smallest possible p is 1 / (draws + 1).
    """
    traces = response_traces(causes, taus)
    residual = without_slow_level(answers, detrend_sd)
    edges = blocks_of(len(causes), block_days)
    scores = np.zeros((len(taus), draws + 1))
    for low, high in pairwise(edges.tolist()):
        table = circular_sums(traces[:, low:high], residual[low:high])
        shifts = rng.integers(0, high - low, draws + 1)
        shifts[0] = 0
        scores += table[:, shifts]
    return _smallest_p(scores)


def _smallest_p(scores: Daily) -> tuple[float, int]:
    """min-p over rows for column 0 (the data) against all columns; ties count against it."""
    total = scores.shape[1]
    rounded = np.round(scores / (np.abs(scores).max() or 1.0), 9)
    lower = stats.rankdata(rounded, "max", axis=1) / total
    upper = stats.rankdata(-rounded, "max", axis=1) / total
    two_sided = np.minimum(1.0, 2 * np.minimum(lower, upper))
    smallest = two_sided.min(axis=0)
    best = int(two_sided[:, 0].argmin())
    sign = 1 if upper[best, 0] <= lower[best, 0] else -1
    return float((smallest <= smallest[0] + 1e-12).sum() / total), sign


def window_after(causes: Daily, days: int) -> Daily:
    """1.0 on each of the ``days`` days after a day with a cause (that day itself not), else 0.0."""
    marks = np.concatenate([[0.0], (causes > 0).astype(np.float64)])
    total = np.cumsum(marks)
    upto = np.arange(len(causes))
    recent = total[upto] - total[np.maximum(upto - days, 0)]
    covered: Daily = (recent > 0).astype(np.float64)
    return covered


def choose_window(causes: Daily, candidates: tuple[int, ...], most: float) -> int:
    """The first (longest) window that covers no more than ``most`` of the days, else the last."""
    for days in candidates:
        if window_after(causes, days).mean() <= most:
            return days
    return candidates[-1]


def block_totals(causes: Daily, answers: Daily, days: int, block_days: int) -> BlockTotals:
    """Events and days in and outside windows per informative block, with phi."""
    window, rows, shifted, binomial = window_after(causes, days), [], 0.0, 0.0
    edges = blocks_of(len(causes), block_days)
    for low, high in pairwise(edges.tolist()):
        inside, events, length = window[low:high], answers[low:high].sum(), high - low
        covered = inside.sum()
        if not (events and 0 < covered < length):
            continue
        sums = circular_sums(inside, answers[low:high])
        shifted += float(sums.var())
        binomial += float(events * covered * (length - covered) / length**2)
        hits = float(inside @ answers[low:high])
        rows.append((hits, events - hits, covered, length - covered))
    table = np.array(rows).reshape(-1, 4).T
    phi = max(1.0, shifted / binomial) if binomial else 1.0
    return BlockTotals(table[0], table[1], table[2], table[3], phi)


def rate_ratio(totals: BlockTotals, level: float) -> tuple[float, float, float]:
    """Conditional maximum-likelihood ratio and its score interval widened by phi."""
    z = float(stats.norm.ppf((1 + level) / 2))
    observed = totals.inside.sum()

    def surplus(log_ratio: float, shift: float) -> float:
        share = totals.share(math.exp(log_ratio))
        spread = math.sqrt(totals.phi * float(totals.events @ (share * (1 - share))))
        return float(observed - totals.events @ share - shift * spread)

    return (
        _crossing(lambda value: surplus(value, 0.0)),
        _crossing(lambda value: surplus(value, z)),
        _crossing(lambda value: surplus(value, -z)),
    )


def _crossing(surplus: Callable[[float], float]) -> float:
    """exp of the root of a falling function on [-12, 12]; 0 or infinity beyond it."""
    if surplus(-12.0) <= 0:
        return 0.0
    return math.inf if surplus(12.0) >= 0 else math.exp(optimize.brentq(surplus, -12.0, 12.0))


def detectable_ratios(
    totals: BlockTotals, alpha: float, power: float
) -> tuple[float | None, float | None]:
    """Smallest fall and rise that a two-sided score test at ``alpha`` sees with ``power``."""
    events, null = totals.events, totals.share(1.0)
    z_alpha, z_power = stats.norm.ppf(1 - alpha / 2), stats.norm.ppf(power)
    needed = z_alpha * math.sqrt(totals.phi * float(events @ (null * (1 - null))))

    def shortfall(log_ratio: float) -> float:
        share = totals.share(math.exp(log_ratio))
        spread = math.sqrt(totals.phi * float(events @ (share * (1 - share))))
        return float(abs(events @ (share - null)) - needed - z_power * spread)

    return _reached(shortfall, -7.0), _reached(shortfall, 7.0)


def _reached(shortfall: Callable[[float], float], end: float) -> float | None:
    """exp of where the shortfall turns positive between 0 and ``end``; None if it never does."""
    if shortfall(end) < 0:
        return None
    return math.exp(optimize.brentq(shortfall, 0.0, end))
