from __future__ import annotations

from datetime import date
from pathlib import Path

from counterclaim.assess.changepoint import ChangePoint
from tests.assess.cases import case_with, run, scattered

ENTRY = {"kind": "change_date", "series": "state"}


def test_a_large_step_is_dated(tmp_path: Path) -> None:
    """The months nearly as good as the best hold the true month of a rise to four times."""
    at = date(2021, 1, 1)
    days = [*scattered(1, 100, last=at), *scattered(2, 400, first=at)]
    found = run(case_with(tmp_path / "case", {"one": ENTRY}, days)).answer
    assert isinstance(found, ChangePoint)
    assert found.p < 0.05
    assert at in found.nearly_as_good


def test_an_even_series_has_no_date(tmp_path: Path) -> None:
    """Without a step no date is singled out, which is not evidence that nothing changed."""
    result = run(case_with(tmp_path / "case", {"one": ENTRY}, scattered(3, 200)))
    assert result.answer.verdict == "no change date can be singled out"
    assert "not evidence" in result.answer.sentence
    assert result.finding.verdict == "not_decided"


def test_the_seed_is_a_declared_choice(tmp_path: Path) -> None:
    """The declared seed is the one that is printed."""
    entry = {**ENTRY, "seed": 7, "draws": 199}
    result = run(case_with(tmp_path / "case", {"one": entry}, scattered(3, 200)))
    assert result.finding.figures["seed"] == 7
