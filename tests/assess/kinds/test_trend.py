from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterclaim.assess.rates import CountTrend
from tests.assess.cases import case_with, run, scattered


def test_no_trend_is_read_from_5_3_4(tmp_path: Path) -> None:
    """Three small yearly counts show no trend, and that is no evidence of an even rate."""
    series = {"name": "operations", "counts": {2020: 5, 2021: 3, 2022: 4}}
    found = run(case_with(tmp_path / "case", {"one": {"kind": "trend", "series": series}})).answer
    assert isinstance(found, CountTrend)
    assert found.verdict == "no trend can be read"
    assert found.dispersion_p == pytest.approx(0.7788, abs=1e-3)
    assert "not evidence" in found.sentence


def test_years_are_counted_from_the_data(tmp_path: Path) -> None:
    """A strong rise in the events of four years is called rising."""
    days = [
        d
        for n in range(4)
        for d in scattered(n, 10 * 2**n, date(2019 + n, 1, 1), date(2019 + n, 12, 31))
    ]
    case = case_with(tmp_path / "case", {"one": {"kind": "trend", "series": "state"}}, days)
    found = run(case).answer
    assert dict(found.n) == {"2019": 10, "2020": 20, "2021": 40, "2022": 80}
    assert found.verdict == "rising"


def test_years_without_a_whole_record_are_named(tmp_path: Path) -> None:
    """A year after the end of the data is left out by name, never counted as zero."""
    entry = {"kind": "trend", "series": "state", "window": "2019/2024"}
    result = run(case_with(tmp_path / "case", {"one": entry}, scattered(1, 200)))
    assert "2023" not in result.answer.n
    assert any("2023, 2024" in line for line in result.assessment.left_out())
