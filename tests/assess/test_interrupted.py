"""Poisson mean, drift and covariance of an interrupted series."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.calibration import monthly_world, step_fit, step_rejections
from counterclaim.assess import interrupted
from counterclaim.assess.interrupted import Array, fit


@pytest.fixture(scope="module")
def sicily(shared: Path) -> dict[str, Array]:
    """Monthly admissions before and after a smoking ban, by column."""
    with (shared / "data/known/its/sicily.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    """The published answers for that series."""
    known = json.loads((shared / "data/known/expected.json").read_text("utf-8"))
    published: dict[str, Any] = known["B_its"][0]
    return published


def columns(data: dict[str, Array], harmonics: int = 0) -> list[Array]:
    """Constant, ban, time, and yearly harmonics."""
    time = data["time"]
    waves = [
        wave(2 * np.pi * k * time / 12)
        for k in range(1, harmonics + 1)
        for wave in (np.sin, np.cos)
    ]
    return [np.ones_like(time), data["smokban"], time, *waves]


def test_published_interrupted_series(sicily: dict[str, Array], expected: dict[str, Any]) -> None:
    """Ratio, Poisson and quasi-Poisson intervals and the dispersion come out as published."""
    found = fit(np.column_stack(columns(sicily)), sicily["aces"], sicily["stdpop"])
    ratio = float(np.exp(found.coefficients[1]))
    reach = 1.959964 * float(np.sqrt(found.poisson_covariance[1, 1]))
    poisson = (ratio, ratio * np.exp(-reach), ratio * np.exp(reach))
    assert poisson == pytest.approx(expected["poisson"], abs=1e-4)
    assert (ratio, *found.quasi_interval(1)) == pytest.approx(expected["quasi"], abs=1e-4)
    assert found.dispersion == pytest.approx(expected["dispersion"], rel=1e-4)


def test_published_series_with_harmonics_and_slope_change(
    sicily: dict[str, Array], expected: dict[str, Any]
) -> None:
    """Two yearly harmonics, and a change of slope besides, come out as published."""
    base = columns(sicily, harmonics=2)
    found = fit(np.column_stack(base), sicily["aces"], sicily["stdpop"])
    ratio = float(np.exp(found.coefficients[1]))
    assert (ratio, *found.quasi_interval(1)) == pytest.approx(
        expected["quasi_2harmonics"], abs=1e-4
    )
    assert found.dispersion == pytest.approx(expected["dispersion_h"], rel=1e-4)
    bent = np.column_stack([*base, (sicily["time"] - 36) * sicily["smokban"]])
    sloped = fit(bent, sicily["aces"], sicily["stdpop"])
    ratio = float(np.exp(sloped.coefficients[1]))
    assert (ratio, *sloped.quasi_interval(1)) == pytest.approx(expected["slope_change"], abs=1e-4)


def test_coefficients_agree_with_another_package() -> None:
    """The Poisson fit and its plain errors equal those of statsmodels."""
    api = pytest.importorskip("statsmodels.api")
    counts = monthly_world(np.random.default_rng(1), 12, 0.4, effect=0.6)
    t = np.arange(54.0)
    design = np.column_stack([np.ones(54), t >= 42, t / 12])
    theirs = api.GLM(counts, design, family=api.families.Poisson()).fit()
    ours = fit(design, counts)
    assert ours.coefficients == pytest.approx(theirs.params, abs=1e-7)
    assert np.sqrt(np.diag(ours.poisson_covariance)) == pytest.approx(theirs.bse, rel=1e-6)


def test_drift_is_found_where_it_is() -> None:
    """Averaged over series the drift and memory found are near those that made them."""
    rng = np.random.default_rng(2)
    fits = [step_fit(monthly_world(rng, 100, 0.6, months=120), 60, slope=False) for _ in range(40)]
    assert np.mean([one.drift for one in fits]) == pytest.approx(np.expm1(0.16), rel=0.3)
    assert np.mean([one.memory for one in fits]) == pytest.approx(0.6, abs=0.12)


def test_pure_poisson_counts_show_little_drift() -> None:
    """Without drift the effective freedom stays near months less parameters."""
    rng = np.random.default_rng(3)
    fits = [step_fit(rng.poisson(20.0, 54).astype(float), 42, slope=False) for _ in range(40)]
    assert np.mean([one.drift for one in fits]) < 0.02
    assert np.median([one.freedom for one in fits]) > 40


def test_memory_costs_freedom() -> None:
    """Slow drift leaves fewer independent months than quick drift."""
    mean = np.full(54, 20.0)
    slow = interrupted.effective_freedom(mean, 2, 0.16, 0.8)
    quick = interrupted.effective_freedom(mean, 2, 0.16, 0.2)
    assert 2.0 <= slow < quick <= 52.0


@pytest.mark.parametrize(
    ("mean", "memory"),
    [(20.0, 0.0), (20.0, 0.4), (20.0, 0.7), (20.0, 0.85), (3.0, 0.4)],
)
def test_false_alarms_at_a_known_date(mean: float, memory: float) -> None:
    """Of 300 series without a step at most 11% are called one, whatever their memory."""
    assert step_rejections(4, 300, mean, memory) <= 33


def test_a_halving_is_found_in_most_quick_series() -> None:
    """Without memory a halving at mean 20 is found in 65% of series or more."""
    assert step_rejections(5, 200, 20.0, 0.0, effect=0.5) >= 130
