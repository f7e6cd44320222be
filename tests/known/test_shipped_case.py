from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.count import explain, score
from counterclaim.demo.shipped import copy_case
from counterclaim.model.answer import Figure, Refusal, Status
from counterclaim.report.scorecard import as_json, write


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The shipped case with its data read."""
    return copy_case(tmp_path_factory.mktemp("shipped") / "mali")


@pytest.fixture(scope="module")
def answers(case: Case) -> dict[str, Figure | Refusal]:
    """The answers of the first scorecard by code."""
    return {cell.code: cell.answer for row in score(case).rows for cell in row.cells}


@pytest.mark.parametrize(
    ("code", "ends", "events"),
    [
        ("T1-2022-M", (275, 275, 303), 25),
        ("T1-2023-M", (204, 204, 473), 43),
        ("T1-2024-M", (17, 29, 33), 8),
        ("T1-2024-J", (233, 299, 636), 108),
    ],
)
def test_counted_rows_equal_the_published_totals(
    answers: dict[str, Figure | Refusal],
    code: str,
    ends: tuple[int, int, int],
    events: int,
) -> None:
    """State violence alone and joint comes out as the provider publishes it, low, best and high."""
    answer = answers[code]
    assert isinstance(answer, Figure)
    assert answer.quantity.ends == ends
    assert answer.ids == events


def test_fatal_events_stand_beside_events(answers: dict[str, Figure | Refusal]) -> None:
    """Of the 108 joint events, 36, 62 and 108 have a death by the low, best and high figure."""
    joint = answers["T1-2024-J"]
    assert isinstance(joint, Figure)
    assert joint.fatal_events is not None
    assert joint.fatal_events.ends == (36, 62, 108)
    assert joint.details["single_source_events"] == 72
    assert joint.details["without_single_source_best"] == 213


@pytest.mark.parametrize(("year", "deaths", "events"), [(2022, 126, 5), (2023, 139, 25)])
def test_the_russian_part_is_not_separable(
    answers: dict[str, Figure | Refusal], year: int, deaths: int, events: int
) -> None:
    """Where the data names no Russian forces the answer is a refusal with its context."""
    for letter in ("J", "R"):
        answer = answers[f"T1-{year}-{letter}"]
        assert isinstance(answer, Refusal)
        assert answer.status is Status.NOT_SEPARABLE
        state, titles = answer.context
        assert state.quantity.best == {2022: 275, 2023: 204}[year]
        assert (titles.quantity.best, titles.events) == (deaths, events)


def test_russian_forces_alone_come_by_difference(answers: dict[str, Figure | Refusal]) -> None:
    """The country-year total less the counted rows leaves 13, 17 and 24 for 2024."""
    answer = answers["T1-2024-R"]
    assert isinstance(answer, Figure)
    assert answer.quantity.ends == (13, 17, 24)
    assert "by_difference" in answer.caveats


def test_the_year_after_the_data_is_not_covered(answers: dict[str, Figure | Refusal]) -> None:
    """No cell of 2025 holds a figure: the data ends before."""
    later = [answer for code, answer in answers.items() if "-2025-" in code]
    assert len(later) == 5
    assert all(isinstance(a, Refusal) and a.status is Status.NOT_COVERED for a in later)


def test_battles_are_outside_the_extract(case: Case) -> None:
    """Operations and losses cannot be had from an extract of one-sided violence."""
    for row in score(case, "armed_groups").rows:
        for cell in row.cells:
            assert isinstance(cell.answer, Refusal)
            assert cell.answer.status is Status.NOT_COVERED


def test_json_keeps_its_shape(case: Case) -> None:
    """The JSON has the keys that scripts depend on, and no zero stands for a refusal."""
    found = json.loads(write(score(case), "json"))
    assert set(found) == {"case", "scorecard", "as_of", "snapshots", "rows", "issues"}
    cell = found["rows"][2]["measures"]["civilians_joint"]
    assert (cell["status"], cell["low"], cell["best"], cell["high"]) == ("ok", 233, 299, 636)
    assert cell["fatal_events"] == {"low": 36, "best": 62, "high": 108}
    refused = found["rows"][0]["measures"]["civilians_joint"]
    assert refused["status"] == "not_separable"
    assert "best" not in refused
    assert as_json(score(case))["rows"][3]["measures"]["state_events"]["status"] == "not_covered"


def test_explain_gives_rows_exclusions_and_issues(case: Case) -> None:
    """Behind a cell stand its rows with sources, what was left out, and the rows' issues."""
    found = explain(case, "T1-2024-J")
    assert len(found.rows) == 108
    assert sum(row["deaths_best"] for row in found.rows) == 299
    assert [(x.events, x.best) for x in found.exclusions] == [(8, 29)]
    assert {issue["rule"] for issue in found.issues} == {"double_event"}
    by_measure = explain(case, "civilians_joint", "2024")
    assert by_measure.cell.answer == found.cell.answer


def test_explain_of_a_difference_names_its_parts(case: Case) -> None:
    """A cell by difference is explained by the cells that it is made of."""
    parts = explain(case, "T1-2024-R").parts
    assert [part.measure.id for part in parts] == [
        "civilians_any_government",
        "civilians_malian",
        "civilians_joint",
    ]


def test_the_shipped_rows_are_the_shared_ones(shared: Path, case: Case) -> None:
    """The shipped extract is byte for byte the verified one."""
    name = "ged251_mali_one_sided_state_2021-12-31_2024.csv"
    assert (case.path / "sources" / name).read_bytes() == (
        shared / "data" / "ucdp" / name
    ).read_bytes()
