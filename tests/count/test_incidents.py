from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case
from counterclaim.count import explain, score
from counterclaim.errors import DefinitionError
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.claim import Judgement
from counterclaim.report.explanation import write
from counterclaim.resolve.judgements import judge
from tests.count.rows import acled, tiny_case, ucdp


def counting(value: str = "first", lineages: Any = (), **measure: Any) -> dict[str, Any]:
    """Definitions that count the front's deaths over incidents in 2022."""
    rule = {"order": ["ucdp_ged", "acled"], "value": value, "lineages": list(lineages)}
    return {
        "window": "2022",
        "rules": {"incidents": rule},
        "measures": {"m": {"dataset": "incidents", "actor": "front", **measure}},
        "scorecards": {"one": {"measures": ["m"]}},
    }


def answer(case: Case) -> Answer:
    """The only cell's answer."""
    return score(case).rows[0].cells[0].answer


def figure(case: Case) -> Figure:
    """The only cell's figure."""
    found = answer(case)
    assert isinstance(found, Figure)
    return found


def ends(found: Figure) -> tuple[object, object, object]:
    """Low, best and high."""
    return found.quantity.low, found.quantity.best, found.quantity.high


def two_datasets(folder: Path, definitions: dict[str, Any]) -> Case:
    """One event in both (8, 10, 12 dead against 16), and one that ACLED alone has (3 dead)."""
    case = tiny_case(folder, definitions)
    ucdp(case, [{"id": 1, "low": "8", "best": "10", "high": "12"}])
    acled(case, [
        {"fatalities": "16"},
        {"fatalities": "3", "day": "2022-10-10", "latitude": "8", "location": "Alm"},
    ])  # fmt: skip
    return case


def judged(case: Case, verdict: str, left: str = "ucdp_ged:1", right: str = "acled:ALA1") -> None:
    """A judgement on two records."""
    fields = {"id": "", "kind": "same_incident", "left": left, "right": right, "by": "A. Analyst"}
    judge(case, Judgement.model_validate({**fields, "verdict": verdict}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("first", (11, 13, 15)), ("hull", (11, 13, 19)), ("median", (15, 16, 17))],
)
def test_an_incident_gives_one_value_by_the_rule(
    tmp_path: Path, value: str, expected: tuple[int, int, int]
) -> None:
    """Deaths of one happening are never added: one speaks, the widest range, or the middle."""
    case = two_datasets(tmp_path / "case", counting(value))
    judged(case, "yes")
    assert ends(figure(case)) == expected


def test_datasets_that_copy_each_other_are_one_voice(tmp_path: Path) -> None:
    """In one lineage the first dataset speaks alone, whatever the rule for several."""
    case = two_datasets(tmp_path / "case", counting("hull", [["ucdp_ged", "acled"]]))
    judged(case, "yes")
    assert ends(figure(case)) == (11, 13, 15)


def test_only_an_unsure_judgement_moves_low_and_high(tmp_path: Path) -> None:
    """Unsure is once in low and best, twice in high; events likewise."""
    case = two_datasets(tmp_path / "case", counting())
    judged(case, "unsure")
    found = figure(case)
    assert ends(found) == (11, 13, 31)
    assert found.events is not None
    assert (found.events.low, found.events.best, found.events.high) == (2, 2, 3)
    assert "unsure_links" in found.caveats


def test_a_judgement_of_no_counts_both(tmp_path: Path) -> None:
    """Two happenings that look alike are two when somebody said so."""
    case = two_datasets(tmp_path / "case", counting())
    judged(case, "no")
    assert ends(figure(case)) == (27, 29, 31)


def test_links_that_nobody_judged_are_a_caveat(tmp_path: Path) -> None:
    """A probable link joins, and the figure says that it rests on a score."""
    case = tiny_case(tmp_path / "case", counting())
    ucdp(case, [{"id": 1, "low": "9", "best": "10", "high": "12"}])
    acled(case, [{"fatalities": "10"}])
    found = figure(case)
    assert ends(found) == (9, 10, 12)
    assert "links_not_judged" in found.caveats
    assert found.details["links_not_judged"] == 1


def test_other_windows_stand_beside_the_figure(tmp_path: Path) -> None:
    """What the total would be at narrower windows of days and kilometres is printed beside it."""
    case = tiny_case(tmp_path / "case", counting())
    ucdp(case, [{"id": 1, "low": "9", "best": "10", "high": "12"}])
    acled(case, [{"fatalities": "10", "day": "2022-03-05"}])
    (beside,) = score(case).rows[0].cells[0].beside
    assert (beside.quantity.low, beside.quantity.high) == (10, 20)


def test_a_part_is_not_added_to_its_whole(tmp_path: Path) -> None:
    """A row judged to be part of a longer one is left out where that one is counted."""
    case = tiny_case(tmp_path / "case", counting())
    of_forty = {"low": "38", "best": "40", "high": "44"}
    ucdp(case, [
        {"id": 1, "day": "2022-06-01", "last": "2022-06-20", **of_forty},
        {"id": 2, "day": "2022-06-07", "low": "4", "best": "4", "high": "4"},
    ])  # fmt: skip
    acled(case, [{"day": "2022-11-11", "fatalities": "1", "latitude": "9"}])
    assert ends(figure(case)) == (43, 45, 49)
    judged(case, "part_of", "ucdp_ged:2", "ucdp_ged:1")
    assert ends(figure(case)) == (39, 41, 45)


def test_a_dataset_that_cannot_say_stays_silent(tmp_path: Path) -> None:
    """Deaths inflicted come from the dataset that gives deaths by side alone."""
    case = tiny_case(tmp_path / "case", counting(deaths="inflicted"))
    ucdp(case, [{"id": 1, "deaths_a": "6", "low": "6", "best": "6", "high": "6"}])
    acled(case, [{"day": "2022-10-10", "fatalities": "50"}])
    assert ends(figure(case)) == (6, 6, 6)


def test_nothing_recorded_and_nothing_covered_are_no_zero(tmp_path: Path) -> None:
    """A period that the datasets cover without an incident is a refusal, and so is one beyond."""
    definitions = counting()
    definitions["window"] = "2022/2030"
    case = tiny_case(tmp_path / "case", definitions)
    ucdp(case, [{"id": 1, "side_b": "Green Band"}])
    acled(case, [{"actor2": "Green Band"}])
    found = [row.cells[0].answer for row in score(case).rows]
    assert isinstance(found[0], Refusal)
    assert found[0].status is Status.NOT_RECORDED
    assert isinstance(found[-1], Refusal)
    assert found[-1].status is Status.NOT_COVERED


def test_places_split_incidents_as_they_split_rows(tmp_path: Path) -> None:
    """A scorecard by region counts each region's incidents once."""
    definitions = counting()
    definitions["scorecards"] = {"one": {"measures": ["m"], "by": "country"}}
    case = two_datasets(tmp_path / "case", definitions)
    judged(case, "yes")
    (row,) = score(case).rows
    assert row.by == "Aland"
    assert isinstance(row.cells[0].answer, Figure)
    assert ends(row.cells[0].answer) == (11, 13, 15)


def test_a_case_without_data_says_so(tmp_path: Path) -> None:
    """Counting over incidents of no dataset is an error in the definitions."""
    case = tiny_case(tmp_path / "case", counting())
    with pytest.raises(DefinitionError, match="no dataset"):
        score(case)


def test_an_explanation_lists_the_rows_of_every_dataset_by_incident(tmp_path: Path) -> None:
    """Behind a count of incidents stand all rows that tell of them, with who belongs together."""
    case = two_datasets(tmp_path / "case", counting())
    told = explain(case, "m", "2022")
    assert [row["id"] for row in told.rows] == ["ucdp_ged:1", "acled:ALA1", "acled:ALA2"]
    shared, also, alone = (row["incident"] for row in told.rows)
    assert shared == also != alone == "acled:ALA2"
    assert [s.dataset for s in (told.snapshot, *told.others) if s] == ["ucdp_ged", "acled"]
    assert "first dataset in the order ucdp_ged, acled" in told.rule[-1]
    printed = write(told, "table")
    assert f"acled:ALA1  incident {shared}" in printed
    assert "ACLED terms of use" in printed
