from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.assess.rates import RateRatio
from tests.assess.cases import case_with, run, scattered


def test_published_counts_give_the_published_interval(tmp_path: Path) -> None:
    """5 against 3 is a ratio of 1.67 with a 95% interval from 0.32 to 10.7."""
    series = {"name": "operations", "counts": {2021: 5, 2022: 3}}
    entry = {"kind": "comparison", "series": series, "periods": ["2021", "2022"]}
    found = run(case_with(tmp_path / "case", {"one": entry})).answer
    assert isinstance(found, RateRatio)
    assert found.ratio == pytest.approx(5 / 3)
    assert found.interval == pytest.approx((0.32, 10.7), rel=0.02)
    assert "not evidence" in found.sentence


def test_two_series_are_compared_over_one_window(tmp_path: Path) -> None:
    """Counts of two measures in the same window have equal exposure."""
    entry = {"kind": "comparison", "series": ["state", "front"]}
    case = case_with(tmp_path / "case", {"one": entry}, scattered(1, 90), scattered(2, 30))
    found = run(case).answer
    assert isinstance(found, RateRatio)
    assert found.ratio == pytest.approx(3.0)
    assert found.verdict == "higher"


def test_periods_of_unequal_length_are_compared_by_the_day(tmp_path: Path) -> None:
    """As many events in half the time are twice the rate."""
    series = {"name": "attacks", "counts": {"2021": 40, "2022-01/2022-06": 40}}
    entry = {"kind": "comparison", "series": series, "periods": ["2021", "2022-01/2022-06"]}
    found = run(case_with(tmp_path / "case", {"one": entry})).answer
    assert isinstance(found, RateRatio)
    assert found.ratio == pytest.approx(181 / 365)


def test_nothing_against_nothing_is_refused(tmp_path: Path) -> None:
    """Two series without an event have no ratio."""
    case = case_with(
        tmp_path / "case", {"one": {"kind": "comparison", "series": ["state", "front"]}}
    )
    assert run(case).answer.verdict == "refused"
