from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counterclaim.assess.multiverse import MultiverseReading
from counterclaim.case import Case
from tests.assess.cases import run
from tests.count.rows import tiny_case, ucdp

CHOICES: dict[str, Any] = {
    "estimate": ["low", "best", "high"],
    "single_source": ["kept", "left out"],
}
ENTRY = {"kind": "multiverse", "series": "m", "window": "2022", "statement": "deaths >= 10"}


def case_of(folder: Path, choices: dict[str, Any], statement: str = "deaths >= 10") -> Case:
    """Two events of 3 / 6 / 12 deaths; the second rests on one source and is dated to a month."""
    measures = {
        "m": {"dataset": "ucdp_ged", "actor": "state", "title": "deaths"},
        "other": {"dataset": "ucdp_ged", "actor": "front"},
    }
    entry = {**ENTRY, "choices": choices, "statement": statement}
    case = tiny_case(folder / "case", {"measures": measures, "assessments": {"one": entry}})
    figures = {"low": 3, "best": 6, "high": 12}
    ucdp(
        case,
        [
            figures,
            {
                **figures,
                "number_of_sources": 1,
                "date_prec": 4,
                "day": "2022-05-01",
                "last": "2022-05-31",
            },
            {**figures, "side_a": "Government of Elsewhere", "side_b": "Nobody"},
        ],
    )
    return case


def read(case: Case) -> MultiverseReading:
    """The reading, which must not refuse."""
    found = run(case).answer
    assert isinstance(found, MultiverseReading)
    return found


def test_every_coding_has_the_figure_that_it_should(tmp_path: Path) -> None:
    """Six codings: sums of low, best and high with and without the single-source event."""
    found = read(case_of(tmp_path, CHOICES))
    assert [cell.value for cell in found.cells] == [6, 3, 12, 6, 24, 12]
    assert found.holds == 3
    assert found.verdict == "depends on coding"
    assert found.moves[0][0] == "estimate"


@pytest.mark.parametrize(
    ("choices", "values"),
    [
        ({"coarse_dates": ["kept", "left out"]}, [12, 6]),
        ({"measure": ["m", "other"]}, [12, 12]),
        ({"kinds": [["state_based"], ["one_sided"]]}, [12, None]),
        ({"attribution": ["alone", "any"]}, [12, 12]),
        ({"dataset": ["ucdp_ged", "acled"]}, [12, None]),
        ({"window": ["2022", "2022-03"]}, [12, 6]),
    ],
)
def test_choices_vary_the_measure(
    tmp_path: Path, choices: dict[str, Any], values: list[float | None]
) -> None:
    """Fields of the measure, whole measures and windows are choices; no data is no answer."""
    assert [cell.value for cell in read(case_of(tmp_path, choices)).cells] == values


def test_events_can_be_stated_too(tmp_path: Path) -> None:
    """A statement about events counts events, whatever the estimate."""
    found = read(case_of(tmp_path, CHOICES, "events < 2"))
    assert [cell.value for cell in found.cells] == [2, 1, 2, 1, 2, 1]


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"estimate": ["best"]}, "nothing_to_choose"),
        ({"estimate": []}, "empty_choice"),
        ({"dataset": ["acled", "other"]}, "no_answers"),
    ],
)
def test_a_grid_that_says_nothing_is_refused(
    tmp_path: Path, choices: dict[str, Any], code: str
) -> None:
    """One coding, an empty choice, or codings without data are refused."""
    result = run(case_of(tmp_path, choices))
    assert result.finding.figures["code"] == code
