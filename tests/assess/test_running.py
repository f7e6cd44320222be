from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.assess import assess
from counterclaim.assess.assessment import Assessment
from counterclaim.assess.reading import Refusal
from counterclaim.assess.running import Result
from counterclaim.assess.series import months_between
from counterclaim.assess.writing import write
from tests.assess.cases import FIRST, LAST, TODAY, case_with, run, scattered

HALFWAY = date(2021, 1, 1)
OF_ONE_SERIES: dict[str, dict[str, Any]] = {
    "artefacts": {},
    "trend": {},
    "change": {"changed_on": HALFWAY},
    "change_date": {},
    "neighbours": {"changed_on": HALFWAY, "neighbours": ["front"]},
    "succession": {"handover": "2021-01-01/2021-03-31"},
    "outlook": {},
}
SHAPES: dict[str, list[date]] = {
    "empty": [],
    "single event": [date(2020, 5, 4)],
    "all on one day": [date(2020, 5, 4)] * 40,
    "the same count every month": list(months_between(FIRST, LAST)),
}
NO_REFUSAL = {
    ("trend", "the same count every month"),
    ("trend", "single event"),
}


def numbers(value: Any) -> Iterator[float]:
    """Every number inside a plain value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, float):
        yield value


def in_words(result: Result) -> bool:
    """True if the result is a refusal that says why and what would allow it, without a NaN."""
    answer = result.answer
    assert all(math.isfinite(number) for number in numbers(result.finding.figures))
    return isinstance(answer, Refusal) and bool(answer.reason.strip() and answer.would_change)


@pytest.mark.parametrize("kind", OF_ONE_SERIES)
@pytest.mark.parametrize("shape", SHAPES)
def test_poor_series_are_refused_in_words(tmp_path: Path, kind: str, shape: str) -> None:
    """Empty, single-event, one-day and unvarying series give a refusal, no warning and no NaN."""
    entry = {"kind": kind, "series": "state", **OF_ONE_SERIES[kind]}
    result = run(case_with(tmp_path / "case", {"one": entry}, state=SHAPES[shape]))
    assert in_words(result) != ((kind, shape) in NO_REFUSAL)


@pytest.mark.parametrize("shape", SHAPES)
def test_poor_pairs_are_refused_in_words(tmp_path: Path, shape: str) -> None:
    """Nothing can be answered by, or answer, a series that holds too little."""
    entry = {"kind": "reciprocity", "series": ["state", "front"]}
    case = case_with(tmp_path / "case", {"one": entry}, state=SHAPES[shape])
    assert in_words(run(case))


@pytest.mark.parametrize("kind", ["change", "change_date", "succession"])
def test_gap_ridden_series_are_refused_in_words(tmp_path: Path, kind: str) -> None:
    """Published months with holes between them carry no step and no change date."""
    months = [str(month)[:7] for month in months_between(FIRST, LAST)]
    counts = {month: 3 + n % 4 for n, month in enumerate(months) if n % 5}
    series = {"name": "attacks", "counts": counts}
    entry = {"kind": kind, "series": series, **OF_ONE_SERIES[kind]}
    result = run(case_with(tmp_path / "case", {"one": entry}))
    assert in_words(result)
    assert isinstance(result.answer, Refusal)
    assert result.answer.code == "gaps"


def test_a_case_without_data_is_refused_in_words(tmp_path: Path) -> None:
    """A measure of a dataset that the case does not hold has no months, and says so."""
    case = case_with(tmp_path / "case", {"one": {"kind": "outlook", "series": "state"}})
    assert "holds no events of acled" in run(case, as_of="2001-01-01").answer.sentence


def test_sources_are_said_before_violence(tmp_path: Path) -> None:
    """The sentence about sources stands before the sentence about the series."""
    case = case_with(
        tmp_path / "case",
        {"one": {"kind": "change", "series": "state", "changed_on": HALFWAY}},
        state=scattered(1, 300),
    )
    result = run(case)
    text = result.finding.explanation
    assert text.startswith("Sources first")
    assert text.endswith(result.answer.sentence)


def test_a_break_in_sources_puts_a_change_in_question(tmp_path: Path) -> None:
    """Where outlets break with the events, the finding is in tension and says why."""
    before, after = scattered(1, 60, last=HALFWAY), scattered(2, 400, first=HALFWAY)
    entry = {"kind": "change", "series": "state", "changed_on": HALFWAY}
    result = run(case_with(tmp_path / "case", {"one": entry}, state=[*before, *after]))
    assert result.answer.verdict == "rose"
    assert result.finding.verdict == "in_tension"
    assert any("sources broke" in caveat for caveat in result.finding.caveats)


def test_all_are_validated_before_any_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No computation begins before the last assessment was validated."""
    from counterclaim.assess.kinds.outlook import Outlook
    from counterclaim.assess.kinds.trend import Trend

    calls: list[str] = []
    for made in (Outlook, Trend):
        for step in ("validate", "compute"):
            monkeypatch.setattr(made, step, noted(getattr(made, step), step, calls))
    entries = {name: {"kind": name, "series": "state"} for name in ("outlook", "trend")}
    assess(case_with(tmp_path / "case", entries, state=scattered(1, 200)), on=TODAY)
    assert calls == ["validate", "validate", "compute", "compute"]


def noted(real: Any, step: str, calls: list[str]) -> Any:
    """``real`` with its step put on a list."""

    def method(self: Assessment[Any]) -> Any:
        calls.append(step)
        return real(self)

    return method


def test_tests_of_one_kind_are_one_family(tmp_path: Path) -> None:
    """Two tests of a kind carry the size of their family and p after Holm, never below their p."""
    entries = {
        name: {"kind": "change", "series": name, "changed_on": HALFWAY}
        for name in ("state", "front")
    }
    case = case_with(tmp_path / "case", entries, scattered(1, 300), scattered(2, 300))
    for result in assess(case, on=TODAY).results:
        assert result.family is not None
        assert result.family.size == 2
        assert result.family.p_holm >= vars(result.answer)["p"]


def test_a_rerun_gives_the_same_numbers(tmp_path: Path) -> None:
    """Seeds are fixed: two runs of one case give the same findings."""
    case = case_with(
        tmp_path / "case", {"one": {"kind": "change_date", "series": "state"}}, scattered(1, 200)
    )
    first, second = (
        json.dumps(run(case).finding.model_dump(mode="json"), sort_keys=True) for _ in range(2)
    )
    assert first == second


def test_importing_the_package_leaves_scipy_alone() -> None:
    """Neither the package, nor the assessments, nor the command line import numpy or scipy."""
    code = (
        "import sys, counterclaim, counterclaim.assess, counterclaim.assess.registry, "
        "counterclaim.cli; print([m for m in ('scipy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", OF_ONE_SERIES)
def test_events_on_one_day_are_refused_in_every_format(tmp_path: Path, kind: str) -> None:
    """One day of forty events is one happening: refused in words, as text and as JSON."""
    entries = {"one": {"kind": kind, "series": "state", **OF_ONE_SERIES[kind]}}
    case = case_with(tmp_path / "case", entries, [date(2021, 5, 5)] * 40)
    assessed = assess(case, on=TODAY)
    assert [in_words(result) for result in assessed.results] == [True]
    assert "on one day" in " ".join(write(assessed).split())
    assert "on one day" in write(assessed, "json")


def test_a_flood_of_events_ends_no_assessment(tmp_path: Path) -> None:
    """Five hundred events in three days among thirty, with waves and a slope, are put in words."""
    wild = {"changed_on": "2021-06-01", "slope": True, "harmonics": 1, "change_month": "split"}
    flood = [date(2021, 7, 1 + number % 3) for number in range(500)]
    entries = {"one": {"kind": "change", "series": "state", **wild}}
    case = case_with(tmp_path / "case", entries, [*scattered(5, 30), *flood])
    assert "no change can be recognised" in write(assess(case, on=TODAY))
