"""Change at an unknown date."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.calibration import monthly_world, unknown_date_rejections
from counterclaim.assess import changepoint
from counterclaim.assess.changepoint import ChangePoint, ChangePointSettings
from counterclaim.assess.interrupted import Array
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts

FIRST = date(2021, 1, 1)


def monthly(counts: Array) -> MonthlyCounts:
    """Counts as successive months from January 2021."""
    return MonthlyCounts("attacks", FIRST, tuple(int(count) for count in counts))


@pytest.fixture(scope="module")
def coal(shared: Path) -> Array:
    """Yearly mining disasters, 1851-1962."""
    path = shared / "data/known/changepoint/coal_1851_1962.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return np.array([float(row["count"]) for row in csv.DictReader(handle)])


def test_published_change_point(coal: Array, shared: Path) -> None:
    """Mode, range, both rates and the Bayes factor of the coal series come out as published."""
    known = json.loads((shared / "data/known/expected.json").read_text("utf-8"))
    expected: dict[str, Any] = known["B_changepoint"][0]
    found = changepoint.gamma_poisson_posterior(coal)
    assert 1851 + found.mode == expected["mode_last_year_regime1"]
    assert [1851 + edge for edge in found.range95] == expected["ci95"]
    assert found.rates == pytest.approx((expected["rate_before"], expected["rate_after"]), abs=0.01)
    assert found.log10_bayes_factor == pytest.approx(expected["log10BF"], abs=1e-3)
    assert sum(found.probability) == pytest.approx(1.0)


def test_the_coal_change_is_found_without_the_posterior(coal: Array) -> None:
    """The sup-score test alone finds the change and puts it within two years of 1891."""
    series = MonthlyCounts("disasters", date(1851, 1, 1), tuple(map(int, coal)))
    found = changepoint.run(series)
    assert isinstance(found, ChangePoint)
    assert found.p < 0.01
    assert abs(series.months.index(found.best) - 41) <= 2


def test_a_large_step_is_dated_with_its_range() -> None:
    """A fall to a quarter is found near the true month, which the range of dates holds."""
    counts = monthly_world(np.random.default_rng(2), 20, 0.2, cut=27, effect=0.25)
    found = changepoint.run(monthly(counts))
    assert isinstance(found, ChangePoint)
    assert found.verdict == changepoint.FOUND
    assert found.nearly_as_good[0] <= found.months[27] <= found.nearly_as_good[-1]
    assert "fit nearly as well" in found.sentence


def test_no_step_gives_no_date_and_no_claim_of_constancy() -> None:
    """Without a step: no date singled out, and no evidence of none."""
    counts = monthly_world(np.random.default_rng(3), 8, 0.2)
    found = changepoint.run(monthly(counts))
    assert isinstance(found, ChangePoint)
    assert found.verdict == changepoint.NONE_FOUND
    assert "not evidence that nothing changed" in found.sentence
    assert found.seed == 1
    assert found == changepoint.run(monthly(counts))


@pytest.mark.parametrize(("mean", "memory"), [(20.0, 0.0), (20.0, 0.4), (3.0, 0.4)])
def test_false_alarms_at_an_unknown_date(mean: float, memory: float) -> None:
    """Of 150 series without a step at most 16 are given a date."""
    assert unknown_date_rejections(6, 150, mean, memory) <= 16


def test_a_halving_is_found_in_most_quick_series() -> None:
    """Without memory a halving in the middle is found in half of the series or more."""
    assert unknown_date_rejections(7, 100, 20.0, 0.0, effect=0.5) >= 50


def test_scores_do_not_depend_on_the_unit_of_exposure() -> None:
    """Exposure in days or in months gives the same scores."""
    counts, days = np.arange(30.0)[None] % 7, np.full(30, 30.4)
    plain = changepoint.sup_scores(counts, np.ones(30), 6)
    assert changepoint.sup_scores(counts, days, 6) == pytest.approx(plain)


def test_a_drifting_weekly_series_is_sent_to_months() -> None:
    """Weekly counts with a memory of 0.8 or more are refused."""
    counts = monthly_world(np.random.default_rng(5), 60, 0.97, months=200, cut=200)
    found = changepoint.run(monthly(counts), settings=ChangePointSettings(unit="week"))
    assert isinstance(found, Refusal)
    assert found.code == "slow_drift"


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ((), "too_short"),
        ((4,) * 12, "too_short"),
        ((0,) * 30, "too_few"),
        ((0,) * 29 + (1,), "too_few"),
        ((0,) * 29 + (50,), "too_few"),
        ((6,) * 30, "no_variance"),
        ((6, 5) * 8 + (None,) + (3, 4) * 8, "gaps"),
    ],
)
def test_degenerate_series_are_refused(counts: tuple[int | None, ...], code: str) -> None:
    """Empty, short, zero, single-event, single-month, constant and gappy series refuse."""
    found = changepoint.run(MonthlyCounts("attacks", FIRST, counts))
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.could_have_seen
