"""Proper scores against published values, closed forms and another implementation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess.scores import (
    block_skill,
    brier,
    covered,
    crps_ensemble,
    crps_negative_binomial,
    crps_normal,
    crps_poisson,
    ignorance,
    interval_score,
    spiegelhalter,
    wilson,
)


def test_published_scores_are_reproduced(mse: Any) -> None:
    """Normal, ensemble, Poisson, negative binomial and the binned ignorance score."""
    normal, ensemble, poisson, binomial, ign = mse.expected["H_scores"]
    assert crps_normal(0, 0, 1) == pytest.approx(normal["crps_normal_0_1_at_0"], abs=1e-9)
    y, members = ensemble["crps_ens"]
    assert crps_ensemble(y, members) == pytest.approx(ensemble["nrg"], abs=1e-9)
    assert crps_ensemble(y, members, "fair") == pytest.approx(ensemble["fair"], abs=1e-9)
    assert crps_poisson(*poisson["crps_poisson"]) == pytest.approx(poisson["value"], abs=1e-9)
    value = crps_negative_binomial(*binomial["crps_negbin"])
    assert value == pytest.approx(binomial["value"], abs=1e-9)
    seen, draws = ign["ign_views"]
    assert ignorance(seen, draws, ign["bins"]) == pytest.approx(ign["value"], abs=1e-9)


def test_scores_agree_with_another_implementation() -> None:
    """Ensemble, Poisson, negative binomial and interval scores on 200 random cases."""
    sr = pytest.importorskip("scoringrules")
    rng = np.random.default_rng(4)
    y, draws = rng.poisson(6, 200).astype(float), rng.poisson(5, (200, 40)).astype(float)
    rate, p = rng.uniform(0.1, 40, 200), rng.uniform(0.1, 0.9, 200)
    low, high = np.quantile(draws, (0.05, 0.95), axis=1)
    ours = [
        crps_ensemble(y, draws),
        crps_ensemble(y, draws, "fair"),
        crps_poisson(y, rate),
        crps_negative_binomial(y, rate, p),
        interval_score(y, low, high, 0.9),
    ]
    theirs = [
        sr.crps_ensemble(y, draws, estimator="nrg"),
        sr.crps_ensemble(y, draws, estimator="fair"),
        sr.crps_poisson(y, rate),
        sr.crps_negbinom(y, rate, p),
        sr.interval_score(y, low, high, 0.1),
    ]
    for one, other in zip(ours, theirs, strict=True):
        assert one == pytest.approx(np.asarray(other), abs=1e-8)


def test_the_closed_form_is_the_limit_of_many_draws() -> None:
    """The ensemble score of 200,000 Poisson draws is the closed form."""
    draws = np.random.default_rng(5).poisson(4.0, 200_000)
    assert float(crps_ensemble(7, draws)[0]) == pytest.approx(float(crps_poisson(7, 4.0)), abs=0.02)


def test_a_forecast_of_nothing_misses_by_what_happened() -> None:
    """CRPS of a forecast without spread is the distance."""
    assert crps_ensemble([0, 3], np.zeros((2, 5))).tolist() == [0, 3]
    assert crps_poisson(3, 0.0) == pytest.approx(3)


@given(st.floats(0.5, 20), st.floats(0.5, 20))
def test_no_other_rate_beats_the_true_one(true: float, other: float) -> None:
    """Proper: the expected score of a Poisson forecast is least at the true rate."""
    from scipy.stats import poisson

    y = np.arange(0, 120)
    chance = poisson.pmf(y, true)
    expected = [float(chance @ crps_poisson(y, rate)) for rate in (true, other)]
    assert expected[0] <= expected[1] + 1e-9


@given(st.floats(0.01, 0.99), st.floats(0, 1))
def test_no_other_probability_beats_the_true_one(true: float, stated: float) -> None:
    """Proper: the expected Brier score is least when the true probability is stated."""

    def expected(p: float) -> float:
        return true * brier([p], [1]) + (1 - true) * brier([p], [0])

    assert expected(true) <= expected(stated) + 1e-12


def test_the_interval_score_is_least_at_the_true_quantiles() -> None:
    """Wider and narrower intervals than the true 90% cost more."""
    y = np.random.default_rng(6).normal(size=100_000)
    scores = [interval_score(y, -z, z).mean() for z in (1.2, 1.645, 2.2)]
    assert scores[1] == min(scores)
    assert covered(y, -1.645, 1.645) == pytest.approx(0.9, abs=0.005)


def test_a_value_beyond_the_last_edge_falls_in_the_open_bin() -> None:
    """5,000 deaths and draws of 2,000 share the last bin."""
    assert ignorance(5000, [2000.0] * 9)[0] == pytest.approx(-np.log2(10 / 20))


@pytest.mark.parametrize(
    ("observed", "draws"), [([1, 2], [[1.0, 2.0]]), ([1], [[]]), ([[1]], [[1.0]])]
)
def test_shapes_that_do_not_go_together_are_errors(observed: Any, draws: Any) -> None:
    """Observations and draws have to match."""
    with pytest.raises(ValueError, match="do not go with"):
        crps_ensemble(observed, draws)


def test_one_draw_is_no_sample() -> None:
    """The fair estimator needs two draws."""
    with pytest.raises(ValueError, match="two draws"):
        crps_ensemble(1, [2.0], "fair")


def test_skill_finds_a_true_lead_and_its_interval_covers() -> None:
    """A lead of 1 under noise of 1 over 60 months: always found, covered in 85% of 100 runs."""
    rng, covers = np.random.default_rng(7), 0
    for _ in range(100):
        base = rng.gamma(4, 2.5, 60)
        better = block_skill(base - 1 + rng.normal(0, 1, 60), base, block=4, draws=400)
        assert better.shown
        assert better.share == pytest.approx(better.difference / base.mean())
        covers += better.interval[0] < 1 < better.interval[1]
    assert covers >= 85


def test_two_equal_forecasts_are_not_told_apart() -> None:
    """No difference, an interval of no width, nothing shown."""
    equal = block_skill(np.arange(60.0), np.arange(60.0), block=4)
    assert (equal.difference, equal.interval, equal.shown) == (0, (0, 0), False)


def test_skill_false_alarms_stay_near_their_level() -> None:
    """Of 200 pairs of equal forecasts with memory, at most 20 are called better at 95%."""
    rng, shown = np.random.default_rng(8), 0
    for _ in range(200):
        noise = rng.normal(size=62)
        lead = noise[2:] + 0.6 * noise[1:-1] + 0.3 * noise[:-2]
        shown += block_skill(np.full(60, 10) - lead, np.full(60, 10), block=6, draws=400).shown
    assert shown <= 20


def test_skill_against_a_perfect_baseline_has_no_share() -> None:
    """A baseline without error leaves nothing to divide by."""
    assert block_skill([1.0, 1.0], [0.0, 0.0], block=3).share is None


@given(st.integers(0, 60), st.integers(0, 60))
def test_wilson_intervals_hold_the_share(hits: int, more: int) -> None:
    """0 <= low <= share <= high <= 1, for any n including none."""
    low, high = wilson(hits, hits + more)
    assert 0 <= low <= high <= 1
    if hits + more:
        assert low - 1e-12 <= hits / (hits + more) <= high + 1e-12


def test_wilson_agrees_with_a_published_example() -> None:
    """81 of 263: 0.2553 to 0.3662 (Newcombe 1998)."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_calibration_is_tested_where_it_can_be() -> None:
    """Overconfident warnings are found, calibrated ones not, coin tosses say nothing."""
    rng = np.random.default_rng(9)
    p = rng.uniform(0.05, 0.95, 400)
    calibrated = spiegelhalter(p, rng.random(400) < p)
    sure = spiegelhalter(np.where(p > 0.5, 0.95, 0.05), rng.random(400) < p)
    assert calibrated is not None
    assert sure is not None
    assert calibrated[1] > 0.05
    assert sure[1] < 0.001
    assert spiegelhalter([0.5, 0.5], [1, 0]) is None
