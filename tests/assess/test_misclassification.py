"""Civilians recorded as militants: bounds, tipping point, corrections."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess.misclassification import (
    AdjustedRatios,
    MisclassificationReading,
    MisclassificationSettings,
    Validation,
    adjusted_ratios,
    corrected_share,
    misclassification,
    rogan_gladen,
    tipping_point,
)
from counterclaim.assess.reading import Refusal

UP_TO_40 = MisclassificationSettings(militants_wrong=(0.0, 0.4))
shares = st.floats(0, 1)


def _read(civilians: float, militants: float, wrong: Any) -> MisclassificationReading:
    reading = misclassification(civilians, militants, wrong)
    assert isinstance(reading, MisclassificationReading)
    return reading


def test_eighty_of_two_hundred_become_a_majority_at_seventeen_percent() -> None:
    """80 civilians and 120 militants: 80 to 128, 40% to 64%, tipping at 17%."""
    reading = _read(80, 120, UP_TO_40)
    assert reading.civilians == (80, 128)
    assert reading.shares == (0.4, 0.64)
    assert reading.tipping == pytest.approx(1 / 6)
    assert reading.verdict == "depends on classification"
    assert "once 17% were" in reading.sentence


@given(st.integers(0, 500), st.integers(1, 500), shares, shares, st.floats(0.05, 0.95))
def test_tipping_point_and_bounds_never_disagree(
    civilians: int, militants: int, one: float, other: float, threshold: float
) -> None:
    """The threshold is inside the bounds exactly where the tipping point is inside the range."""
    wrong = (min(one, other), max(one, other))
    reading = _read(
        civilians, militants, MisclassificationSettings(militants_wrong=wrong, threshold=threshold)
    )
    assert reading.tipping is not None
    at = (civilians + reading.tipping * militants) / (civilians + militants)
    assert at == pytest.approx(max(threshold, civilians / (civilians + militants)))
    if reading.shares[0] + 1e-9 < threshold < reading.shares[1] - 1e-9:
        assert reading.verdict == "depends on classification"
        assert wrong[0] <= reading.tipping <= wrong[1]


@given(st.integers(1, 300), st.integers(1, 300), shares, shares)
def test_bounds_hold_every_declared_truth(c: int, m: int, q: float, r: float) -> None:
    """Whatever shares within the declared ranges are true, civilians lie inside the bounds."""
    wrong = MisclassificationSettings(militants_wrong=(0.0, q), civilians_wrong=(0.0, r))
    low, high = _read(c, m, wrong).civilians
    rng = np.random.default_rng(c * 1000 + m)
    truth = c * (1 - r * rng.random(50)) + m * q * rng.random(50)
    assert (low - 1e-9 <= truth).all()
    assert (truth <= high + 1e-9).all()


def test_a_threshold_out_of_reach_is_said() -> None:
    """Half of the recorded civilians wrong: even all militants may not make nine tenths."""
    assert tipping_point(90, 10, 0.9, civilians_wrong=0.5) is None
    reading = _read(
        90,
        10,
        MisclassificationSettings(
            militants_wrong=(0, 1), civilians_wrong=(0.5, 0.6), threshold=0.9
        ),
    )
    assert reading.verdict == "not reached"
    assert "would not reach 90% even if all were" in reading.sentence


def test_a_majority_as_recorded_needs_no_tipping() -> None:
    """120 civilians of 200: the majority from the start."""
    reading = _read(120, 80, UP_TO_40)
    assert reading.tipping == 0
    assert reading.verdict == "reached under every declared share"
    assert "are the majority as recorded" in reading.sentence


@pytest.mark.parametrize(
    ("civilians", "militants", "wrong", "code"),
    [
        (0, 0, (0.0, 0.4), "nobody"),
        (5, 0, (0.0, 0.4), "no_militants"),
        (5, 5, (0.5, 0.4), "not_a_share"),
        (5, 5, (0.0, 1.4), "not_a_share"),
        (-1, 5, (0.0, 0.4), "no_counts"),
        (float("nan"), 5, (0.0, 0.4), "no_counts"),
    ],
)
def test_nothing_to_reclassify_is_refused_in_words(
    civilians: float, militants: float, wrong: tuple[float, float], code: str
) -> None:
    """Nobody recorded, no militant, or shares that are none."""
    refusal = misclassification(
        civilians, militants, MisclassificationSettings(militants_wrong=wrong)
    )
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_the_published_two_by_two_table_is_reproduced(mse: Any) -> None:
    """Odds ratio 0.9491 and risk ratio 0.9614 after correcting the exposure."""
    known = mse.expected["E_misclass"][0]
    ratios = adjusted_ratios(known["table"], known["se"], known["sp"])
    assert isinstance(ratios, AdjustedRatios)
    assert ratios.odds_ratio == pytest.approx(known["adjusted_OR"], abs=known["tol"])
    assert ratios.risk_ratio == pytest.approx(known["adjusted_RR"], abs=known["tol"])


def test_a_perfect_classification_changes_nothing() -> None:
    """Sensitivity and specificity of one: corrected equals recorded."""
    ratios = adjusted_ratios([[10, 20], [30, 40]], 1.0, (1.0, 1.0))
    assert isinstance(ratios, AdjustedRatios)
    assert ratios.odds_ratio == pytest.approx(ratios.recorded_odds_ratio)
    assert ratios.risk_ratio == pytest.approx(ratios.recorded_risk_ratio)


@given(shares, st.floats(0.55, 1), st.floats(0.55, 1))
def test_correction_undoes_the_classification(true: float, se: float, sp: float) -> None:
    """Recording a true share with known errors and correcting it gives it back."""
    answer = rogan_gladen(true * se + (1 - true) * (1 - sp), se, sp)
    if not isinstance(answer, Refusal):
        assert answer == pytest.approx(true, abs=1e-6)
    else:
        assert true < 1e-9 or true > 1 - 1e-9


@pytest.mark.parametrize(("p", "se", "sp"), [(0.3, 0.5, 0.5), (0.3, 0.4, 0.5), (0.01, 0.9, 0.9)])
def test_a_correction_that_cannot_be_is_refused(p: float, se: float, sp: float) -> None:
    """No better than chance, or an answer below zero."""
    assert isinstance(rogan_gladen(p, se, sp), Refusal)


def test_a_correction_carries_the_error_of_its_sample() -> None:
    """The same share from a ten times larger validation sample is more certain."""
    small = corrected_share(120, 200, Validation(20, 16, 20, 18))
    large = corrected_share(120, 200, Validation(200, 160, 200, 180))
    assert not isinstance(small, Refusal)
    assert not isinstance(large, Refusal)
    assert small[0] == pytest.approx(large[0]) == pytest.approx(0.5 / 0.7)
    assert small[1][1] - small[1][0] > large[1][1] - large[1][0]


def test_a_correction_without_a_sample_is_refused() -> None:
    """No validation sample of one class: no correction."""
    refusal = corrected_share(120, 200, Validation(0, 0, 20, 18))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_sample"


@pytest.mark.parametrize("table", [[[0, 0], [3, 4]], [[5, 0], [3, 4]]])
def test_empty_rows_and_cells_are_refused(table: list[list[float]]) -> None:
    """No ratio is made from nothing."""
    assert isinstance(adjusted_ratios(table, 0.9, 0.9), Refusal)
