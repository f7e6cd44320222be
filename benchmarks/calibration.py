"""Calibration of the assessments on invented series: ``python -m benchmarks.calibration``.

Prints false-alarm and detection rates with the number of runs beside each. The tests import the
generators from here, so that test and benchmark judge the same kinds of series.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from counterclaim.assess import changepoint, neighbours, response
from counterclaim.assess.interrupted import Fit, fit

Daily = NDArray[np.float64]
DAYS = 1277


def daily_world(
    rng: np.random.Generator,
    events: float,
    *,
    clusters: float = 0.0,
    trend: float = 0.0,
    season: float = 0.0,
) -> Daily:
    """Invented daily counts: trend and season in the background, each event breeding others."""
    t = np.arange(DAYS)
    level = np.exp(trend * (t / DAYS - 0.5) + season * np.sin(2 * np.pi * t / 365.25))
    born = np.repeat(t, rng.poisson(level / level.sum() * events * (1 - clusters)))
    found = [born]
    while clusters and len(born):
        parents = np.repeat(born, rng.poisson(clusters, len(born)))
        born = parents + np.rint(rng.exponential(5.0, len(parents))).astype(int)
        born = born[born < DAYS]
        found.append(born)
    return np.bincount(np.concatenate(found), minlength=DAYS).astype(float)


def answers_to(rng: np.random.Generator, causes: Daily, per_cause: float, lag: float) -> Daily:
    """Invented answers: Poisson many per cause, each after an exponential lag of at least a day."""
    origins = np.repeat(np.arange(len(causes)), causes.astype(int))
    parents = np.repeat(origins, rng.poisson(per_cause, len(origins)))
    days = parents + np.maximum(1, np.rint(rng.exponential(lag, len(parents)))).astype(int)
    return np.bincount(days[days < len(causes)], minlength=len(causes)).astype(float)


def responds(causes: Daily, answers: Daily, rng: np.random.Generator, draws: int = 499) -> float:
    """p of the default shift test with fewer draws (for speed)."""
    return response.shift_test(
        causes,
        answers,
        taus=(3.0, 7.0, 21.0),
        block_days=182,
        detrend_sd=30.0,
        draws=draws,
        rng=rng,
    )[0]


def reciprocity_rejections(seed: int, runs: int, x: float, y: float, **shape: float) -> int:
    """How many of ``runs`` unrelated pairs of one shape are called a response at 5 %."""
    rng = np.random.default_rng(seed)
    pairs = ((daily_world(rng, x, **shape), daily_world(rng, y, **shape)) for _ in range(runs))
    return sum(responds(first, second, rng) < 0.05 for first, second in pairs)


def reciprocity_detections(seed: int, runs: int, x: float, y: float, eta: float, lag: float) -> int:
    """How many of ``runs`` true responses (``eta`` answers a cause) are found at 5 %."""
    rng, found = np.random.default_rng(seed), 0
    for _ in range(runs):
        causes = daily_world(rng, x)
        answers = daily_world(rng, y - eta * x) + answers_to(rng, causes, eta, lag)
        found += responds(causes, answers, rng) < 0.05
    return found


def monthly_world(
    rng: np.random.Generator,
    mean: float,
    memory: float,
    *,
    months: int = 54,
    cut: int = 42,
    effect: float = 1.0,
    spread: float = 0.4,
) -> Daily:
    """Invented monthly counts: Poisson around a log-normal AR(1) level with a step at ``cut``."""
    level = np.empty(months)
    level[0] = rng.standard_normal()
    for t in range(1, months):
        level[t] = memory * level[t - 1] + math.sqrt(1 - memory**2) * rng.standard_normal()
    steps = np.where(np.arange(months) >= cut, effect, 1.0)
    return rng.poisson(mean * steps * np.exp(spread * level - spread**2 / 2)).astype(float)


def step_fit(counts: Daily, cut: int, slope: bool) -> Fit:
    """The default fit of a known-date step; coefficient 1 is the step."""
    t = np.arange(len(counts), dtype=float)
    columns = [np.ones_like(t), (t >= cut).astype(float)]
    if slope:
        columns.append((t - t.mean()) / 12)
    return fit(np.column_stack(columns), counts)


def step_rejections(
    seed: int, runs: int, mean: float, memory: float, *, slope: bool = True, effect: float = 1.0
) -> int:
    """How many of ``runs`` series (42 + 12 months) are called a step at 5 %."""
    rng = np.random.default_rng(seed)
    worlds = (monthly_world(rng, mean, memory, effect=effect) for _ in range(runs))
    return sum(step_fit(counts, 42, slope).p(1) < 0.05 for counts in worlds)


def unknown_date_rejections(
    seed: int, runs: int, mean: float, memory: float, effect: float = 1.0
) -> int:
    """How many of ``runs`` series (27 + 27 months) are called a change at some date at 5 %."""
    rng, found, even = np.random.default_rng(seed), 0, np.ones(54)
    for run in range(runs):
        counts = monthly_world(rng, mean, memory, cut=27, effect=effect)
        chosen = changepoint.ChangePointSettings(draws=299, seed=run)
        drift = changepoint.drift_beside_step(counts, even, chosen.edge)
        found += changepoint.sup_score_test(counts, even, drift, chosen)[0] < 0.05
    return found


def contrast_rejections(
    seed: int, runs: int, mean: float, memory: float, effect: float = 1.0
) -> int:
    """How many of ``runs`` contrasts with two neighbours are called different at 5 %."""
    rng, found = np.random.default_rng(seed), 0
    for _ in range(runs):
        worlds = [monthly_world(rng, mean, memory, effect=e) for e in (effect, 1.0, 1.0)]
        own, *others = (step_fit(counts, 42, slope=False) for counts in worlds)
        gap, error, freedom = neighbours.contrast_of(
            (own.coefficients[1], own.error(1), own.freedom),
            [(o.coefficients[1], o.error(1), o.freedom) for o in others],
        )
        found += float(2 * stats.t.sf(abs(gap) / error, freedom)) < 0.05
    return found


SHAPES: tuple[dict[str, float], ...] = (
    {},
    {"clusters": 0.4},
    {"trend": 1.5, "season": 0.8},
    {"clusters": 0.4, "trend": 1.5, "season": 0.8},
)
LEVELS = ((20.0, 0.0), (20.0, 0.4), (20.0, 0.7), (20.0, 0.85), (3.0, 0.0), (3.0, 0.4), (3.0, 0.7))


def reciprocity_rows(runs: int) -> Iterator[tuple[str, int]]:
    """False alarms by size and shape, then true responses found."""
    for size in ((20, 100), (50, 50), (50, 200), (100, 400), (300, 300)):
        for shape in SHAPES:
            label = f"reciprocity, null, {size[0]}/{size[1]}, {shape or 'flat'}"
            yield label, reciprocity_rejections(2, runs, *size, **shape)
    for eta, lag in ((0.25, 7.0), (0.5, 7.0), (0.5, 14.0), (1.0, 7.0)):
        label = f"reciprocity, {eta} answers a cause, lag {lag:.0f} d, 50/50"
        yield label, reciprocity_detections(3, runs, 50, 50, eta, lag)


def change_rows(runs: int) -> Iterator[tuple[str, int]]:
    """False alarms and halvings found: known date, unknown date, against two neighbours."""
    for mean, memory in LEVELS:
        world = f"mean {mean:.0f}, memory {memory}"
        yield f"known date, null, {world}", step_rejections(4, runs, mean, memory)
        yield f"known date, halving, {world}", step_rejections(5, runs, mean, memory, effect=0.5)
        yield f"unknown date, null, {world}", unknown_date_rejections(6, runs, mean, memory)
        found = unknown_date_rejections(7, runs, mean, memory, effect=0.5)
        yield f"unknown date, halving, {world}", found
        yield f"neighbours, null, {world}", contrast_rejections(8, runs, mean, memory)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a cell: rate, runs, what."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    runs, started = parser.parse_args(arguments).runs, time.perf_counter()
    print(f"rate at 5 %   runs {runs}   series")
    for rows in (reciprocity_rows(runs), change_rows(runs)):
        for label, found in rows:
            print(f"{found / runs:11.3f}   {label}", flush=True)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
