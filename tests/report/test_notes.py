"""The notes under a scorecard."""

from __future__ import annotations

from pathlib import Path

from counterclaim.case import Case
from counterclaim.count import score
from counterclaim.report.notes import notes


def test_a_dataset_that_is_not_there_is_told_under_the_table(tmp_path: Path) -> None:
    """A misspelt dataset is not only "not covered": a note says what the case holds instead."""
    case = Case.create(tmp_path / "case")
    case.define("measures", "a", {"dataset": "ucdp-ged"})
    case.define("scorecards", "s", {"measures": ["a"], "window": "2022"})
    scored = score(case)
    told = notes(scored)
    assert [letter for letter, _ in told.texts] == ["a"]
    assert "no events of ucdp-ged" in told.texts[0][1]
    assert told.of(scored.rows[0].cells[0]) == "a"
