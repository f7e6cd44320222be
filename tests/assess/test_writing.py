from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from counterclaim.assess import Assessed, assess
from counterclaim.assess.writing import NONE_DECLARED, write
from counterclaim.cli import main
from tests.assess.cases import TODAY, case_with, scattered

PARTS = ["limits", "result", "verdict", "would change it", "n", "window", "left out", "method"]
PARTS += ["seed"]


@pytest.fixture
def assessed(tmp_path: Path) -> Assessed:
    """One result and one refusal."""
    entries = {
        "steady": {"kind": "change_date", "series": "state", "question": "When?"},
        "poor": {"kind": "change_date", "series": "front"},
    }
    return assess(case_with(tmp_path / "case", entries, scattered(1, 200)), on=TODAY)


def test_text_says_limits_first_and_everything_that_a_result_rests_on(assessed: Assessed) -> None:
    """Every part stands in its place, for a result and for a refusal."""
    for part in write(assessed).split("\n\n")[1:]:
        lines = [line.strip().partition(":")[0] for line in part.splitlines()]
        assert [name for name in lines if name in PARTS] == PARTS


def test_json_is_one_document_with_every_finding(assessed: Assessed) -> None:
    """The JSON parses strictly and holds status, numbers and the data of the chart."""
    entries = json.loads(write(assessed, "json"), parse_constant=pytest.fail)["assessments"]
    assert [(entry["name"], entry["status"]) for entry in entries] == [
        ("steady", "ok"),
        ("poor", "refused"),
    ]
    assert entries[0]["finding"]["figures"]["method"] == entries[0]["method"]
    assert entries[0]["seed"] == 1


def test_charts_show_the_data_of_the_series(assessed: Assessed) -> None:
    """The chart holds every month of the series and of its sources, refused or not."""
    pytest.importorskip("altair")
    for result in assessed.results:
        spec = json.dumps(result.chart())
        assert spec.count("2020-07-01") >= 3


def test_without_the_extra_there_is_no_chart(
    assessed: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the drawing library is not installed the results are given without charts."""
    monkeypatch.setitem(sys.modules, "altair", None)
    assert [result.chart() for result in assessed.results] == [None, None]
    assert json.loads(write(assessed, "json"))["assessments"][0]["chart"] is None


def test_a_case_without_assessments_says_what_to_do(tmp_path: Path) -> None:
    """Nothing declared is no error: the page that lists the kinds is named."""
    assert NONE_DECLARED in write(assess(case_with(tmp_path / "case", {}), on=TODAY))


def test_the_command_prints_one_assessment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command line runs the named assessment and prints nothing but its JSON."""
    entries = {name: {"kind": "trend", "series": "state"} for name in ("one", "two")}
    case = case_with(tmp_path / "case", entries, scattered(1, 100))
    with pytest.raises(SystemExit) as ended:
        main(["assess", str(case.path), "two", "--format", "json"])
    assert ended.value.code == 0
    assert [e["name"] for e in json.loads(capsys.readouterr().out)["assessments"]] == ["two"]
