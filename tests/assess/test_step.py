"""Change at a known date."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from benchmarks.calibration import monthly_world
from counterclaim.assess import step
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts
from counterclaim.assess.step import StepChange, StepSettings

FIRST = date(2022, 1, 1)
CHANGE = date(2025, 7, 1)


def monthly(counts: np.ndarray, name: str = "attacks") -> MonthlyCounts:
    """Counts as successive months from January 2022."""
    return MonthlyCounts(name, FIRST, tuple(int(count) for count in counts))


def invented(
    effect: float, seed: int = 1, mean: float = 20.0, memory: float = 0.3
) -> MonthlyCounts:
    """42 months, a step by ``effect``, 12 months."""
    return monthly(monthly_world(np.random.default_rng(seed), mean, memory, effect=effect))


def changed(series: MonthlyCounts, settings: StepSettings | None = None) -> StepChange:
    """The step at the change of July 2025."""
    found = step.run(series, CHANGE, settings=settings)
    assert isinstance(found, StepChange)
    return found


def test_a_large_fall_is_told_after_what_could_be_seen() -> None:
    """A fall to a third is found, its interval holds the truth, the detectable size comes first."""
    found = changed(invented(1 / 3))
    low, high = found.interval or (0.0, 0.0)
    assert found.verdict == step.FELL
    assert low < 1 / 3 < high
    assert found.sentence.index("would have been seen") < found.sentence.index("The level fell")


def test_no_step_is_no_evidence_of_none() -> None:
    """Without a step the sentence speaks of month-to-month swings and claims no constancy."""
    found = changed(invented(1.0, seed=3, mean=4.0))
    assert found.verdict == step.NO_CHANGE
    assert "month-to-month swings" in found.sentence
    assert "not evidence that nothing changed" in found.sentence


def test_a_long_even_series_bounds_the_change() -> None:
    """Only an interval inside the limits gives the other sentence."""
    rng = np.random.default_rng(4)
    series = MonthlyCounts("attacks", date(2015, 7, 1), tuple(map(int, rng.poisson(80, 180))))
    found = step.run(series, date(2022, 1, 1))
    assert isinstance(found, StepChange)
    assert found.verdict == step.BOUNDED
    assert "not evidence" not in found.sentence


def test_a_result_carries_everything() -> None:
    """n, window, exclusions, method, interval, detectable step, placebo and fitted series."""
    found = step.run(invented(0.5), date(2025, 6, 6))
    assert isinstance(found, StepChange)
    assert found.n["months before"] == 41
    assert found.n["months after"] == 12
    assert found.exclusions == ("the time of the change: 2025-06",)
    assert found.window == (FIRST, date(2026, 6, 30))
    fall, rise = found.detectable or (None, None)
    assert (fall or 9) < 1 < (rise or 0)
    assert len(found.months) == len(found.counts) == len(found.fitted) == 53
    assert len(found.placebo.ratios) == len(found.placebo.months) > 20


def test_the_month_of_the_change_can_be_split() -> None:
    """Split by days, the month of the change stays with its share after the date."""
    found = step.run(invented(0.5), date(2025, 6, 16), settings=StepSettings(change_month="split"))
    assert isinstance(found, StepChange)
    assert len(found.months) == 54
    assert found.without_step[41] == pytest.approx(found.fitted[41] / found.ratio**0.5)


def test_exposure_turns_counts_into_rates() -> None:
    """Twice the exposure after the change halves the ratio."""
    series, doubled = invented(1.0), (1.0,) * 42 + (2.0,) * 12
    found = step.run(series, CHANGE, exposure=doubled)
    assert isinstance(found, StepChange)
    assert found.ratio == pytest.approx(changed(series).ratio / 2)


def test_the_detectable_step_is_that_of_the_error() -> None:
    """About 2.8 standard errors where the series has many independent months."""
    found = changed(invented(1.0, seed=8, memory=0.0))
    assert found.detectable is not None
    assert math.log(found.detectable[1] or 0) == pytest.approx(2.8 * found.log_error, rel=0.06)


@pytest.mark.parametrize(
    ("mean", "memory", "slope", "fall", "rise"),
    [
        (3.0, 0.0, True, 0.37, 2.7),
        (20.0, 0.0, True, 0.53, 1.9),
        (20.0, 0.4, True, 0.43, 2.3),
        (20.0, 0.0, False, 0.64, 1.6),
        (20.0, 0.4, False, 0.56, 1.8),
    ],
)
def test_typical_detectable_steps(
    mean: float, memory: float, slope: bool, fall: float, rise: float
) -> None:
    """The table of detectable steps by mean and memory comes out (median of 60 series)."""
    rng, both = np.random.default_rng(9), []
    for _ in range(60):
        series = monthly(monthly_world(rng, mean, memory))
        both.append(changed(series, StepSettings(slope=slope)).detectable or (0, 0))
    medians = np.median(np.array(both, dtype=float), axis=0)
    assert medians == pytest.approx((fall, rise), rel=0.12)


def test_slow_drift_is_called_suggestive() -> None:
    """Where the memory found exceeds 0.7 the caution says so."""
    rng = np.random.default_rng(10)
    found = [changed(monthly(monthly_world(rng, 100, 0.95))) for _ in range(8)]
    slow = [one for one in found if one.memory > 0.7]
    assert slow
    assert all("suggestive" in one.cautions[0] for one in slow)


def gappy() -> MonthlyCounts:
    """A series with a hole in 2023."""
    return MonthlyCounts("attacks", FIRST, (*[5, 3] * 10, None, *[4, 6] * 17))


@pytest.mark.parametrize(
    ("series", "code"),
    [
        (MonthlyCounts("attacks", FIRST, ()), "too_few"),
        (monthly(np.zeros(54)), "too_few"),
        (monthly(np.eye(1, 54, 3)[0]), "too_few"),
        (monthly(np.eye(1, 54, 3)[0] * 40), "one_side_empty"),
        (monthly(np.full(54, 7)), "no_variance"),
        (monthly(np.r_[np.full(42, 3), np.zeros(12)]), "one_side_empty"),
        (monthly(np.arange(46) % 5), "too_short"),
        (monthly(np.arange(42) % 5), "not_covered"),
        (gappy(), "gaps"),
    ],
    ids=["none", "zero", "single", "one month", "constant", "stops", "short", "ends", "gaps"],
)
def test_degenerate_series_are_refused_in_words(series: MonthlyCounts, code: str) -> None:
    """Every degenerate series is a refusal with a reason, without a warning or a NaN."""
    found = step.run(series, CHANGE)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.reason
    assert "nan" not in found.sentence


def test_a_series_that_stops_says_what_counts_alone_could_show() -> None:
    """From 3 a month to none: refused, with the exact bound under independence."""
    found = step.run(monthly(np.r_[np.full(42, 3), np.zeros(12)]), CHANGE)
    assert isinstance(found, Refusal)
    assert "x0.00 to x0.1" in found.could_have_seen


def test_missing_months_at_the_ends_are_trimmed() -> None:
    """Months without data before the first and after the last count are no gap."""
    whole = invented(0.5)
    padded = MonthlyCounts("attacks", date(2021, 11, 1), (None, None, *whole.counts, None))
    assert changed(padded).ratio == pytest.approx(changed(whole).ratio)
