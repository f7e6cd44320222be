from __future__ import annotations

from pathlib import Path

from counterclaim.assess.outlook import OutlookReading
from tests.assess.cases import case_with, run, scattered

ENTRY = {"kind": "outlook", "series": "state"}


def test_the_coming_month_is_like_the_last_twelve(tmp_path: Path) -> None:
    """The interval of the headline lies inside the counts of the last twelve months."""
    result = run(case_with(tmp_path / "case", {"one": ENTRY}, scattered(1, 300)))
    found = result.answer
    assert isinstance(found, OutlookReading)
    (series,) = result.assessment.declared.read()
    months = result.assessment.desk.monthly(series, result.assessment.window).counts[-12:]
    last = [count for count in months if count is not None]
    low, high = found.interval or (0.0, 0.0)
    assert min(last) <= low <= high <= max(last)


def test_the_declared_horizons_are_scored(tmp_path: Path) -> None:
    """Only the declared months ahead are in the table, for every baseline."""
    entry = {**ENTRY, "horizons": [2, 4]}
    found = run(case_with(tmp_path / "case", {"one": entry}, scattered(1, 300))).answer
    assert isinstance(found, OutlookReading)
    assert {row.horizon for row in found.table} == {2, 4}
    assert len({row.baseline for row in found.table}) == 4
