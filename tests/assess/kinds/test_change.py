from __future__ import annotations

from datetime import date
from pathlib import Path

from counterclaim.assess.reading import Refusal
from counterclaim.assess.step import StepChange
from tests.assess.cases import case_with, run, scattered

AT = date(2021, 7, 1)
ENTRY = {"kind": "change", "series": "state", "changed_on": AT}


def test_a_fall_to_a_quarter_is_found(tmp_path: Path) -> None:
    """The interval of the ratio lies below one and holds the true quarter."""
    days = [*scattered(1, 400, last=AT), *scattered(2, 60, first=AT)]
    found = run(case_with(tmp_path / "case", {"one": ENTRY}, days)).answer
    assert isinstance(found, StepChange)
    assert found.verdict == "fell"
    assert found.interval is not None
    assert found.interval[0] < 0.25 < found.interval[1]


def test_an_even_series_is_no_evidence_of_no_change(tmp_path: Path) -> None:
    """Without a step nothing is recognised, and what would have been is said first."""
    found = run(case_with(tmp_path / "case", {"one": ENTRY}, scattered(3, 120))).answer
    assert found.verdict == "no change can be recognised"
    assert found.sentence.index("would have been seen") < found.sentence.index("recognised")


def test_data_that_end_before_the_change_are_refused(tmp_path: Path) -> None:
    """A date after the end of the data cannot be assessed."""
    entry = {**ENTRY, "changed_on": date(2024, 1, 1)}
    found = run(case_with(tmp_path / "case", {"one": entry}, scattered(3, 200))).answer
    assert isinstance(found, Refusal)
    assert found.code == "not_covered"
    assert "2022-12-31" in found.reason


def test_deaths_can_be_read_instead_of_events(tmp_path: Path) -> None:
    """With of: deaths the months hold deaths, and the series says so."""
    rows = [
        {"day": str(day), "actor1": "Military Forces of Aland (2020-)", "fatalities": 3}
        for day in scattered(1, 100)
    ]
    entry = {**ENTRY, "series": "deaths", "of": "deaths"}
    found = run(case_with(tmp_path / "case", {"one": entry}, rows=rows)).answer
    assert isinstance(found, StepChange)
    assert all(count % 3 == 0 for count in found.counts)
    assert "(deaths)" in found.name
