"""Baselines for the coming months, scored month by month as they would have been issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from counterclaim.assess.outlook import (
    BASELINES,
    REFERENCE,
    OutlookReading,
    OutlookSettings,
    origins,
    outlook,
)
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts

QUICK = OutlookSettings(draws=300)


def _series(counts: list[int | None]) -> MonthlyCounts:
    return MonthlyCounts("attacks", date(2019, 1, 1), tuple(counts))


def _noisy(months: int, seed: int = 1, mean: float = 12.0) -> list[int | None]:
    rng = np.random.default_rng(seed)
    return [int(v) for v in rng.negative_binomial(4, 4 / (4 + mean), months)]


def _read(counts: list[int | None], settings: OutlookSettings = QUICK) -> OutlookReading:
    reading = outlook(_series(counts), settings)
    assert isinstance(reading, OutlookReading)
    return reading


def test_every_baseline_is_scored_on_the_same_months_at_each_horizon() -> None:
    """60 months: 36 origins at one month ahead, 34 at three, 31 at six, four baselines each."""
    reading = _read(_noisy(60))
    assert {(s.horizon, s.n) for s in reading.table} == {(1, 36), (3, 34), (6, 31)}
    assert len(reading.table) == 12
    assert reading.comparisons == 9
    assert all(np.isfinite([s.crps, s.ign, s.mis, s.coverage]).all() for s in reading.table)


def test_steady_noise_favours_distributions_over_points() -> None:
    """As in the published check: zero is worst, the last month next, the two others best."""
    crps = {s.baseline: s.crps for s in _read(_noisy(72, 3, 40.0)).table if s.horizon == 1}
    assert crps["zero"] > crps["last month"] > crps[REFERENCE]
    assert crps["last month"] > crps["negative binomial, 24 months"]


def test_intervals_of_the_fitted_baseline_cover() -> None:
    """Over ten invented series, 80 to 100% of months fall in the 90% interval."""
    covered = [
        s.coverage
        for seed in range(10)
        for s in _read(_noisy(60, seed)).table
        if s.baseline.startswith("negative") and s.horizon == 1
    ]
    assert 0.8 <= np.mean(covered) <= 1


def test_a_forecast_sees_only_months_before_its_origin() -> None:
    """Changing the last month leaves every score of earlier months alone."""
    counts = _noisy(60)
    changed = [*counts[:-1], 500]
    for horizon in (1, 6):
        starts = origins(np.array(counts, dtype=float), horizon)
        assert max(starts) + horizon - 1 == 59
        assert min(starts) == 24
    one, other = _read(counts[:-1]), _read(changed[:-1])
    assert one == other


def test_a_run_is_repeated_to_the_last_digit() -> None:
    """Same series, same seed, same reading; another seed moves the draws only slightly."""
    assert _read(_noisy(60)) == _read(_noisy(60))
    other = _read(_noisy(60), replace(QUICK, seed=2))
    assert other.table != _read(_noisy(60)).table


def test_under_twenty_four_scored_months_nothing_is_ranked() -> None:
    """47 months leave 23: the table is there, the verdict is not."""
    reading = _read(_noisy(47))
    assert reading.verdict == "too short to rank"
    assert "23 scored months: too short to rank" in reading.sentence
    assert _read(_noisy(48)).verdict != "too short to rank"


def test_a_drifting_series_is_better_followed_by_its_last_month() -> None:
    """A steep climb: the last month is shown to be better, with its interval."""
    counts: list[int | None] = [10 * month for month in range(1, 73)]
    reading = _read(counts)
    assert reading.verdict == "last month is better"
    assert "than conflictology by" in reading.sentence


def test_no_skill_is_not_the_same_as_alike() -> None:
    """Independent noise: nothing is shown, and the size that would have been is said."""
    reading = _read(_noisy(60))
    assert reading.verdict in {
        "no baseline shown to be better",
        "negative binomial, 24 months is as good within 10%",
    }
    assert "would not have been seen" in reading.would_change


def test_gaps_cost_the_origins_that_need_them() -> None:
    """One month without data takes out itself and the 24 origins after it."""
    counts = _noisy(90)
    counts[40] = None
    reading = _read(counts)
    assert next(s.n for s in reading.table if s.horizon == 1) == 66 - 25
    assert reading.exclusions == ("1 months without data",)


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ([], "no_months"),
        ([None] * 60, "no_months"),
        ([0] * 60, "too_few_events"),
        ([0] * 30 + [1] + [0] * 29, "too_few_events"),
        ([4] * 60, "no_variation"),
        ([3, 5] * 14, "too_short"),
        ([3, None, 5, 2] * 20, "too_short"),
        ([5], "no_variation"),
    ],
)
def test_series_that_carry_nothing_are_refused_in_words(
    counts: list[int | None], code: str
) -> None:
    """Empty, one event, no variation, too short, ridden with gaps."""
    refusal = outlook(_series(counts), QUICK)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert "nan" not in refusal.sentence
    assert "attacks" in refusal.reason


def test_sparse_series_run_through_without_a_warning() -> None:
    """Mostly zeros with a few events: finite scores, for every baseline."""
    counts: list[int | None] = [0] * 60
    counts[5], counts[33], counts[50] = 3, 1, 2
    reading = _read(counts)
    assert {a.baseline for a in reading.ahead} == set(BASELINES)
    assert all(a.low <= a.middle <= a.high for a in reading.ahead)
