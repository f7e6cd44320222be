from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.assess import assess
from counterclaim.case import Case
from counterclaim.errors import DefinitionError, NotFound
from tests.assess.cases import FIRST, case_with

HALFWAY = date(2021, 1, 1)
GOOD = {"kind": "trend", "series": "state"}


def refused(case: Case) -> DefinitionError:
    """The error that running the case raises."""
    with pytest.raises(DefinitionError) as raised:
        assess(case)
    return raised.value


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"kind": "reciprocty", "series": ["state", "front"]}, 'did you mean "reciprocity"'),
        ({"series": "state"}, "without its kind"),
        ({**GOOD, "serie": "state"}, 'did you mean "series"'),
        ({"kind": "trend"}, "series is missing"),
        ({"kind": "trend", "series": "stat"}, 'did you mean "state"'),
        ({"kind": "trend", "series": {"mesure": "state"}}, 'did you mean "measure"'),
        ({"kind": "trend", "series": {"name": "x"}}, "one origin"),
        ({"kind": "comparison", "series": ["state"]}, "two counts are compared"),
        ({"kind": "change", "series": "state", "changed_on": "soon"}, "date"),
        ({"kind": "succession", "series": "state", "handover": "2020/.."}, "two ends"),
        (
            {"kind": "succession", "series": "state", "handover": "2020", "share": [0.9, 0.2]},
            "range of shares",
        ),
        ({"kind": "reciprocity", "series": ["state"]}, "series needs 2 entries"),
        ({"kind": "reciprocity", "series": ["state", "front"], "windows": [0]}, "greater than"),
        ({"kind": "outlook", "series": "state", "horizons": [0]}, "greater than"),
        ({"kind": "trend", "series": {"counts": {"2020": 3, "2021": -3}}}, "greater than"),
        (
            {"kind": "change", "series": "state", "changed_on": HALFWAY, "settled_on": FIRST},
            "before changed_on",
        ),
        ({"kind": "totals", "figures": [{"event": "e", "low": 5, "best": 3}]}, "out of order"),
        ({"kind": "totals"}, "one origin"),
        ({"kind": "totals", "series": "deaths", "headline": 0.3}, "rhos do not fit"),
        ({"kind": "undercount", "series": "state"}, "need datasets"),
        ({"kind": "undercount"}, "one origin"),
    ],
)
def test_a_slip_names_its_line_and_what_was_meant(
    tmp_path: Path, entry: dict[str, Any], words: str
) -> None:
    """A wrong kind, key, name or value is an error with file, line and column."""
    error = refused(case_with(tmp_path / "case", {"mine": entry}))
    assert words in error.message
    assert error.message.startswith("assessments.mine")
    assert Path(str(error.file)).name == "case.yaml"
    assert error.row is not None
    assert error.row > 1


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"estimates": ["low"]}, 'did you mean "estimate"'),
        ({"estimate": ["lowest"]}, "no such option"),
        ({"single_source": ["dropped"]}, "no such option"),
    ],
)
def test_coding_choices_are_known_ones(tmp_path: Path, choices: dict[str, Any], words: str) -> None:
    """A coding choice that does not exist is named with the nearest one that does."""
    entry = {"kind": "multiverse", "series": "deaths", "statement": "deaths > 1"}
    error = refused(case_with(tmp_path / "case", {"m": {**entry, "choices": choices}}))
    assert words in error.message


def test_a_statement_must_be_one_that_can_be_tried(tmp_path: Path) -> None:
    """A statement outside the small grammar is refused with an example of one inside."""
    entry = {"kind": "multiverse", "series": "deaths", "statement": "many died", "choices": {}}
    error = refused(case_with(tmp_path / "case", {"m": entry}))
    assert error.expected == "deaths >= 250"


def test_a_slip_in_the_last_stops_the_first(tmp_path: Path) -> None:
    """Every declaration is read before anything is run, so nothing is put on record."""
    case = case_with(tmp_path / "case", {"one": GOOD, "two": {**GOOD, "kind": "tren"}})
    refused(case)
    assert case.table("first_runs") == ()


def test_an_unknown_name_names_the_nearest(tmp_path: Path) -> None:
    """Asking for an assessment that is not declared names the nearest one."""
    case = case_with(tmp_path / "case", {"yearly": GOOD})
    with pytest.raises(NotFound, match="yearly"):
        assess(case, ["yaerly"])


def test_a_date_that_no_calendar_has_is_named_with_its_place(tmp_path: Path) -> None:
    """A thirteenth month is an error with line, column and the date, like every other slip."""
    good = {"kind": "change", "series": "state", "changed_on": HALFWAY}
    case = case_with(tmp_path / "case", {"mine": good})
    file = case.path / "case.yaml"
    text = file.read_text("utf-8").replace("2021-01-01", "2021-13-01")
    file.write_text(text, "utf-8")
    with pytest.raises(DefinitionError, match="no such date") as raised:
        Case.open(case.path).definitions  # noqa: B018
    assert raised.value.seen == "2021-13-01"
    assert text.splitlines()[int(str(raised.value.row)) - 1].endswith("changed_on: 2021-13-01")
