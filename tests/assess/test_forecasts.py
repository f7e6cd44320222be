"""Dated warnings: what may be scored, against what, and when there is a verdict."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess.forecasts import (
    ForecastReading,
    ForecastSettings,
    Warned,
    reliability,
    score_forecasts,
)
from counterclaim.assess.reading import Refusal

MADE, RESOLVED = date(2024, 1, 5), date(2024, 7, 1)


def _warned(p: float, outcome: bool | None, made: date | None = MADE, **ends: float) -> Warned:
    return Warned(
        id="w", made_on=made, probability=p, outcome=outcome, resolved_on=RESOLVED, **ends
    )


def _read(warnings: list[Warned], base: float | None = None) -> ForecastReading:
    reading = score_forecasts(warnings, ForecastSettings(base_rate=base))
    assert isinstance(reading, ForecastReading)
    return reading


def _drawn(n: int, seed: int, sharp: bool = True) -> list[Warned]:
    rng = np.random.default_rng(seed)
    true = rng.choice([0.1, 0.9], n)
    outcomes = rng.random(n) < true
    stated = true if sharp else rng.choice([0.1, 0.9], n)
    return [_warned(float(p), bool(o)) for p, o in zip(stated, outcomes, strict=True)]


def test_the_scores_are_the_definitions() -> None:
    """Two right and one wrong at 0.8, 0.6 and 0.9."""
    reading = _read([_warned(0.8, True), _warned(0.6, True), _warned(0.9, False)])
    assert reading.brier == pytest.approx((0.04 + 0.16 + 0.81) / 3)
    assert reading.base_rate_brier == pytest.approx(2 / 9)
    assert "2 of 3 warnings came true, Brier 0.34 against 0.22" in reading.sentence


@pytest.mark.parametrize("n", [1, 19])
def test_under_twenty_there_is_a_table_and_no_verdict(n: int) -> None:
    """Even perfect warnings get no skill below twenty."""
    reading = _read([_warned(1.0, True)] * n)
    assert (reading.verdict, reading.skill, reading.lead) == ("too few to judge", None, None)
    assert sum(b.n for b in reading.bins) == n
    assert f"with {n} resolved, no verdict on skill" in reading.sentence


def test_from_twenty_on_skill_comes_with_its_interval() -> None:
    """Sharp warnings are better than the base rate, random ones worse, and both say so."""
    good, bad = _read(_drawn(60, 1)), _read(_drawn(60, 2, sharp=False))
    assert good.verdict == "better than the base rate"
    assert bad.verdict == "worse than the base rate"
    assert good.lead is not None
    assert good.lead[0] < good.base_rate_brier - good.brier < good.lead[1]
    assert good.skill == pytest.approx(1 - good.brier / good.base_rate_brier)


def test_no_skill_shown_is_not_called_none() -> None:
    """Warnings at the base rate: nothing shown, and that is no evidence of none."""
    reading = _read([_warned(0.5, k % 2 == 0) for k in range(30)], base=0.45)
    assert reading.verdict in {"no skill shown", "better than the base rate"}
    near = _read([_warned(0.52 if k % 2 else 0.48, k % 4 < 2) for k in range(30)])
    assert near.verdict == "no skill shown"
    assert "no evidence of none" in near.sentence


def test_warnings_made_afterwards_are_never_scored() -> None:
    """Undated, retrospective, unresolved and impossible ones are counted and left out."""
    reading = _read(
        [
            _warned(0.7, True),
            _warned(0.9, True, made=date(2024, 8, 1)),
            _warned(0.9, True, made=None),
            _warned(0.4, None),
            _warned(1.4, True),
        ]
    )
    assert reading.n == {"given": 5, "scored": 1, "came true": 1}
    assert reading.exclusions == (
        "1 warnings without a probability between 0 and 1",
        "2 warnings undated or made after the fact",
        "1 warnings not yet resolved",
    )


def test_words_leave_a_range_of_scores() -> None:
    """'Likely', 55 to 80%, that came true: between 0.04 and 0.2025."""
    reading = _read([_warned(0.675, True, low=0.55, high=0.8)])
    assert reading.brier_range == pytest.approx((0.2**2, 0.45**2))
    assert reading.brier_range[0] <= reading.brier <= reading.brier_range[1]


@pytest.mark.parametrize(
    ("warnings", "code"),
    [
        ([], "no_forecasts"),
        ([_warned(0.5, None)], "none_resolved"),
        ([_warned(0.5, True, made=None)], "none_resolved"),
    ],
)
def test_nothing_to_score_is_refused_in_words(warnings: list[Warned], code: str) -> None:
    """No warnings, none resolved, all after the fact."""
    refusal = score_forecasts(warnings, ForecastSettings())
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_warnings_that_all_ended_alike_have_no_skill_to_show() -> None:
    """The base rate is then never wrong: no division, no verdict."""
    reading = _read([_warned(0.9, True)] * 25)
    assert (reading.verdict, reading.skill) == ("nothing to compare with", None)
    assert "all ended alike" in reading.sentence


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_every_warning_is_in_one_bin(pairs: list[tuple[float, bool]]) -> None:
    """Bins hold each warning once, and their intervals hold their share."""
    p, o = (np.array(v, dtype=float) for v in zip(*pairs, strict=True))
    bins = reliability(p, o)
    assert sum(b.n for b in bins) == len(pairs)
    assert all(b.low <= b.stated <= b.high + 1e-12 for b in bins)
    assert all(b.interval[0] - 1e-12 <= b.came_true / b.n <= b.interval[1] + 1e-12 for b in bins)
