"""Two counts compared, and whether a handful of yearly counts can carry a trend.

Assumes: each event happens by itself (no clusters) at a constant rate over its exposure; clusters
    make every interval here too narrow, and the sentences say so.
Refuses when: there is no event at all, an exposure is not positive, or fewer than three counts
    are offered for a trend.
Reads as: a ratio with an exact interval, preceded by what the counts could have shown; or "no
    trend can be read from these", which is not "there is no trend".
Reference: conditional exact test and Clopper-Pearson interval with doubled tails (Przyborowski &
    Wilenski 1940, Biometrika 31:313; Fay 2010, R Journal 2:53); E-test of Krishnamoorthy & Thomson
    2004 (J. Stat. Plan. Inference 119:23) beside it; Fisher's index of dispersion.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from counterclaim.assess.reading import Reading, Refusal, holm, probability, span, times

METHOD = "exact conditional rate ratio, doubled tails"
TREND_METHOD = "dispersion test and exact conditional trend test, Holm over the two"
CLUSTERS = "Events that come in clusters would make this interval too narrow."
SAME = "no difference can be read"


@dataclass(frozen=True)
class RatesSettings:
    """Declared choices: ``level`` of the intervals, ``alpha`` of the tests, ``power`` wanted."""

    level: float = 0.95
    alpha: float = 0.05
    power: float = 0.8


@dataclass(frozen=True, kw_only=True)
class RateRatio(Reading):
    """First rate over second rate; ``p`` exact and in agreement with ``interval``."""

    ratio: float
    p: float
    e_test: float


@dataclass(frozen=True, kw_only=True)
class CountTrend(Reading):
    """Whether successive counts differ at all, and whether they rise or fall."""

    dispersion_p: float
    trend_p: float
    yearly_factor: float


def doubled_tail(first: int, second: int, share: float = 0.5) -> float:
    """Two-sided p of ``first`` of ``first + second`` events where ``share`` is expected."""
    total = first + second
    tails = stats.binom.cdf(first, total, share), stats.binom.sf(first - 1, total, share)
    return min(1.0, 2.0 * float(min(tails)))


def ratio_interval(
    first: int, second: int, exposures: tuple[float, float] = (1.0, 1.0), level: float = 0.95
) -> tuple[float, float]:
    """Exact interval of the ratio of two Poisson rates; the upper end may be infinite."""
    tail, scale = (1 - level) / 2, exposures[1] / exposures[0]
    low = float(stats.beta.ppf(tail, first, second + 1)) if first else 0.0
    high = float(stats.beta.ppf(1 - tail, first + 1, second)) if second else 1.0
    upper = high / (1 - high) * scale if high < 1 else math.inf
    return low / (1 - low) * scale, upper


def compare(
    first: int,
    second: int,
    exposures: tuple[float, float] = (1.0, 1.0),
    names: tuple[str, str] = ("the first count", "the second"),
    settings: RatesSettings | None = None,
) -> RateRatio | Refusal:
    """Compare two counts over their exposures (days, persons, ...; any one unit)."""
    chosen = settings or RatesSettings()
    if first + second == 0 or min(exposures) <= 0 or min(first, second) < 0:
        return _nothing_to_compare(first, second, names)
    interval = ratio_interval(first, second, exposures, chosen.level)
    p = doubled_tail(first, second, exposures[0] / sum(exposures))
    ratio = first / exposures[0] / (second / exposures[1]) if second else math.inf
    detectable = detectable_from(first if second == 0 else second, exposures, chosen)
    verdict = SAME if p >= chosen.alpha else ("higher" if ratio > 1 else "lower")
    return RateRatio(
        verdict=verdict,
        sentence=_ratio_sentence(first, second, names, ratio, interval, p, verdict),
        would_change=f"More years, or {times(detectable[1])} as many events as {names[1]}.",
        method=METHOD,
        n={names[0]: first, names[1]: second},
        interval=interval,
        detectable=detectable,
        cautions=(CLUSTERS,),
        ratio=ratio,
        p=p,
        e_test=_e_test(first, second, exposures),
    )


def _e_test(first: int, second: int, exposures: tuple[float, float]) -> float:
    """p of the unconditional E-test, as a cross-check of the conditional one."""
    return float(stats.poisson_means_test(first, exposures[0], second, exposures[1]).pvalue)


def _nothing_to_compare(first: int, second: int, names: tuple[str, str]) -> Refusal:
    return Refusal(
        code="too_few",
        reason=f"Nothing to compare: {names[0]} {first}, {names[1]} {second}.",
        could_have_seen="With no events on either side no ratio exists.",
        would_change="At least one event and a positive exposure on each side.",
        method=METHOD,
        n={names[0]: first, names[1]: second},
    )


def _ratio_sentence(
    first: int,
    second: int,
    names: tuple[str, str],
    ratio: float,
    interval: tuple[float, float],
    p: float,
    verdict: str,
) -> str:
    counts = f"{names[0]} {first}, {names[1]} {second}"
    size = f"the ratio of rates is {times(ratio)}, 95% interval {span(interval)}"
    if verdict == SAME:
        return (
            f"No difference can be read from {counts}: {size} ({probability(p)}). "
            "This is not evidence that the rates are the same."
        )
    return f"The rate of {names[0]} is {verdict} than that of {names[1]} ({counts}): {size}."


def power(base: float, ratio: float, alpha: float = 0.05) -> float:
    """Chance that one period with mean ``base`` and one with ``base * ratio`` are told apart.

    Exact: both Poisson distributions are enumerated and tested with doubled tails.
    """
    means = np.array([base, base * ratio])
    top = int(np.max(means + 9 * np.sqrt(means) + 12))
    counts = np.arange(top)
    first, second = (stats.poisson.pmf(counts, mean) for mean in means)
    total = counts[:, None] + counts[None, :]
    lower = stats.binom.cdf(counts[:, None], total, 0.5)
    upper = stats.binom.sf(counts[:, None] - 1, total, 0.5)
    rejected = 2 * np.minimum(lower, upper) < alpha
    return float(first @ rejected @ second)


@lru_cache(maxsize=512)
def detectable_from(
    base: int, exposures: tuple[float, float] = (1.0, 1.0), settings: RatesSettings | None = None
) -> tuple[float | None, float | None]:
    """Smallest fall and rise from ``base`` events seen with the wanted power; None = not even that.

    With unequal exposures ``base`` is scaled to the first one; normal theory on the log scale is
    used above 60 events, enumeration below.
    """
    chosen = settings or RatesSettings()
    if base > 60 or exposures[0] != exposures[1]:
        return _detectable_large(base, exposures, chosen)
    widest = 2 + 12 / math.sqrt(max(base, 1))
    up = _first_seen(base, [1 + step / 20 for step in range(1, int(20 * widest))], chosen)
    down = _first_seen(base, [1 - step / 50 for step in range(1, 51)], chosen)
    return down, up


def _first_seen(base: int, ratios: list[float], chosen: RatesSettings) -> float | None:
    """The first of ``ratios`` (ever further from 1) that is seen with the wanted power."""
    place = bisect_left(ratios, chosen.power, key=lambda r: power(base, r, chosen.alpha))
    return ratios[place] if place < len(ratios) else None


def _detectable_large(
    base: int, exposures: tuple[float, float], chosen: RatesSettings
) -> tuple[float | None, float | None]:
    """Square-root (variance-stabilised) normal theory for counts too large to enumerate."""
    z = float(stats.norm.ppf(1 - chosen.alpha / 2) + stats.norm.ppf(chosen.power))
    root = math.sqrt(base / exposures[1])
    gap = z * math.sqrt(sum(0.25 / exposure for exposure in exposures))
    down = ((root - gap) / root) ** 2 if root > gap else None
    return down, ((root + gap) / root) ** 2 if root else None


def read_trend(
    counts: Sequence[int],
    exposures: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    settings: RatesSettings | None = None,
) -> CountTrend | Refusal:
    """Whether successive counts (shape (k,), k >= 3) differ or trend, given their exposures."""
    chosen = settings or RatesSettings()
    labels = list(names or [str(i + 1) for i in range(len(counts))])
    observed = np.asarray(counts, dtype=np.int64)
    weights = np.ones(len(counts)) if exposures is None else np.asarray(exposures, dtype=float)
    if len(counts) < 3 or observed.sum() == 0 or weights.min() <= 0 or observed.min() < 0:
        return _no_series(counts, labels)
    dispersion = dispersion_p(observed, weights)
    trend, factor = trend_p(observed, weights), yearly_factor(observed, weights)
    adjusted = holm((dispersion, trend))
    verdict = _trend_verdict(adjusted, factor, chosen.alpha)
    detectable = detectable_from(max(1, round(float(observed.mean()))), settings=chosen)
    return CountTrend(
        verdict=verdict,
        sentence=_trend_sentence(counts, verdict, dispersion, trend, detectable),
        would_change=_trend_wish(detectable),
        method=TREND_METHOD,
        n=dict(zip(labels, map(int, counts), strict=True)),
        detectable=detectable,
        cautions=(CLUSTERS,),
        dispersion_p=dispersion,
        trend_p=trend,
        yearly_factor=factor,
    )


def dispersion_p(counts: NDArray[np.int64], exposures: NDArray[np.float64]) -> float:
    """p of Fisher's index of dispersion against one constant rate (chi-squared, k - 1)."""
    expected = counts.sum() * exposures / exposures.sum()
    index = float(((counts - expected) ** 2 / expected).sum())
    return float(stats.chi2.sf(index, len(counts) - 1))


def trend_p(counts: NDArray[np.int64], exposures: NDArray[np.float64]) -> float:
    """Exact p of the trend score given the total: convolution, doubled tails.

    Above 3,000 events the normal approximation of the same score is used.
    """
    total, shares = int(counts.sum()), exposures / exposures.sum()
    positions = np.arange(len(counts))
    score = int(positions @ counts)
    if total > 3000:
        mean, spread = positions @ shares, positions**2 @ shares - (positions @ shares) ** 2
        z = (score - total * mean) / math.sqrt(total * spread)
        return float(2 * stats.norm.sf(abs(z)))
    distribution = _power_of(shares, total)
    tails = distribution[score:].sum(), distribution[: score + 1].sum()
    return min(1.0, 2.0 * float(min(tails)))


def _power_of(shares: NDArray[np.float64], exponent: int) -> NDArray[np.float64]:
    """Distribution of a sum of ``exponent`` positions, by repeated squaring of convolutions."""
    result, base = np.array([1.0]), shares
    while exponent:
        if exponent & 1:
            result = np.convolve(result, base)
        base, exponent = np.convolve(base, base) if exponent > 1 else base, exponent >> 1
    return result


def yearly_factor(counts: NDArray[np.int64], exposures: NDArray[np.float64]) -> float:
    """Factor per step of the fitted log-linear rate (1.0 = level), solved by Newton steps."""
    positions = np.arange(len(counts)) - (len(counts) - 1) / 2
    score, total, slope = float(positions @ counts), float(counts.sum()), 0.0
    for _ in range(100):
        weights = exposures * np.exp(slope * positions)
        weights /= weights.sum()
        mean = float(positions @ weights)
        spread = float(positions**2 @ weights) - mean**2
        slope = float(np.clip(slope + (score / total - mean) / max(spread, 1e-9), -10, 10))
    return math.exp(slope)


def _trend_verdict(adjusted: tuple[float, ...], factor: float, alpha: float) -> str:
    if adjusted[1] < alpha:
        return "rising" if factor > 1 else "falling"
    return "uneven, without a trend" if adjusted[0] < alpha else "no trend can be read"


def _trend_sentence(
    counts: Sequence[int],
    verdict: str,
    dispersion: float,
    trend: float,
    detectable: tuple[float | None, float | None],
) -> str:
    listed = ", ".join(map(str, counts))
    tests = f"dispersion {probability(dispersion)}, trend {probability(trend)}"
    if verdict != "no trend can be read":
        return f"The counts {listed} are {verdict} ({tests})."
    down, up = detectable
    fall = f"a fall to {times(down)}" if down is not None else "not even a fall to nothing"
    return (
        f"From one period to the next only a rise to {times(up)} and {fall} would have been seen. "
        f"No trend can be read from {listed} ({tests}). This is not evidence of an even rate."
    )


def _trend_wish(detectable: tuple[float | None, float | None]) -> str:
    return f"Monthly dates over a longer window, or a change to {times(detectable[1])} or more."


def _no_series(counts: Sequence[int], labels: Sequence[str]) -> Refusal:
    return Refusal(
        code="too_few",
        reason=f"No trend can be looked for in {', '.join(map(str, counts)) or 'an empty series'}.",
        could_have_seen="Fewer than three counts, or no event at all, cannot show any trend.",
        would_change="At least three counts with at least one event among them.",
        method=TREND_METHOD,
        n=dict(zip(labels, map(int, counts), strict=True)),
    )
