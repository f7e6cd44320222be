from __future__ import annotations

import csv
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import TableError
from counterclaim.model.claim import Judgement
from counterclaim.resolve import link
from counterclaim.resolve.duplicates import as_rows, suspects
from counterclaim.resolve.judgements import (
    Decisions,
    conflicts,
    export,
    import_,
    import_summary,
    in_force,
    reopened,
)
from counterclaim.resolve.sheets import as_csv
from tests.count.rows import acled, tiny_case, ucdp

HEADER = "left,right,verdict,reason,by,on\n"


def sheet(folder: Path, *rows: str) -> Path:
    """A CSV of judgements."""
    file = folder / "judged.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return file


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case with two events of one dataset."""
    made = tiny_case(tmp_path / "case", {})
    ucdp(made, [{"id": 1}, {"id": 2, "best": "3", "high": "3"}])
    return made


def test_what_is_imported_is_signed_and_kept(case: Case, tmp_path: Path) -> None:
    """A judgement keeps who, when and why; the same sheet again changes nothing."""
    file = sheet(tmp_path, "ucdp_ged:1,acled:9,yes,same names of the dead,A. Analyst,2024-05-01")
    (new,) = import_(case, file)
    assert (new.by, new.on, new.reason) == ("A. Analyst", "2024-05-01", "same names of the dead")
    assert new.content_hash
    assert import_(case, file) == ()
    assert case.table("judgements") == (new,)


def test_a_later_judgement_supersedes_and_erases_nothing(case: Case, tmp_path: Path) -> None:
    """Of two judgements on one pair the later is in force, whichever way round the pair stands."""
    (first,) = import_(case, sheet(tmp_path, "a:1,b:2,yes,,A. Analyst,2024-05-01"))
    (second,) = import_(case, sheet(tmp_path, "b:2,a:1,no,another village,B. Editor,2024-06-01"))
    assert second.supersedes == first.id
    assert len(case.table("judgements")) == 2
    assert in_force(case.table("judgements")) == (second,)
    assert Decisions.of(case.table("judgements")).verdict("a:1", "b:2") == "no"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_comes_back(case: Case, tmp_path: Path, ending: str) -> None:
    """Judgements go out as CSV or XLSX and mean the same in another case."""
    import_(case, sheet(tmp_path, "a:1,b:2,unsure,,A. Analyst,2024-05-01", "a:2,b:3,part of,,A,"))
    other = tiny_case(tmp_path / "other", {})
    import_(other, export(case, tmp_path / f"out.{ending}"))
    decided = [Decisions.of(c.table("judgements")).verdicts.keys() for c in (case, other)]
    assert decided[0] == decided[1]
    assert Decisions.of(other.table("judgements")).verdict("a:2", "b:3") == "part_of"


@pytest.mark.parametrize(
    ("row", "column"),
    [("a:1,b:2,yes,,,", "by"), ("a:1,,yes,,A,", "right"), ("a:1,b:2,perhaps,,A,", "verdict")],
)
def test_an_unsigned_or_unclear_judgement_is_refused(
    case: Case, tmp_path: Path, row: str, column: str
) -> None:
    """The error names file, row and column, and nothing of the sheet is taken."""
    file = sheet(tmp_path, "a:8,b:8,yes,,A,", row)
    with pytest.raises(TableError) as error:
        import_(case, file)
    assert (error.value.row, error.value.column) == (3, column)
    assert case.table("judgements") == ()


def test_proposals_without_a_verdict_are_let_pass(case: Case, tmp_path: Path) -> None:
    """A list of links of which only some rows are judged can be imported as it is."""
    assert len(import_(case, sheet(tmp_path, "a:1,b:2,,,,", "a:2,b:3,no,,A,"))) == 1


def test_what_cannot_all_hold_is_reported(case: Case, tmp_path: Path) -> None:
    """A = B, B = C and A not C is one conflict that shows the chain and who judged."""
    file = sheet(tmp_path, "a:1,b:1,yes,,A,", "b:1,c:1,yes,,B,", "a:1,c:1,no,,C,", "a:1,d:1,no,,C,")
    summary = import_summary(case, file)
    (found,) = conflicts(case.table("judgements"))
    assert [j.by for j in found.chain] == ["A", "B"]
    assert found.against.by == "C"
    assert str(found) in summary


def test_no_conflict_where_the_chain_was_superseded(case: Case, tmp_path: Path) -> None:
    """A link that was taken back no longer speaks against anything."""
    import_(case, sheet(tmp_path, "a:1,b:1,yes,,A,", "b:1,c:1,yes,,B,", "a:1,c:1,no,,C,"))
    import_(case, sheet(tmp_path, "a:1,b:1,no,,A,"))
    assert conflicts(case.table("judgements")) == ()


def test_judgements_survive_a_new_snapshot(case: Case, tmp_path: Path) -> None:
    """They hold on to ids; those whose records have changed are named for a second look."""
    import_(case, sheet(tmp_path, "ucdp_ged:1,a:1,yes,,A,", "ucdp_ged:2,a:2,yes,,A,"))
    assert reopened(case) == ()
    ucdp(case, [{"id": 1}, {"id": 2, "best": "4", "high": "4"}], version="25.1")
    assert [judgement.left for judgement in reopened(case)] == ["ucdp_ged:2"]
    assert len(in_force(case.table("judgements"))) == 2


def test_parts_are_a_verdict_of_their_own() -> None:
    """A judgement of kind part_of with yes reads as part of."""
    judged = Judgement(id="j", kind="part_of", left="a:1", right="a:2", verdict="yes", by="A")
    assert Decisions.of([judged]).verdict("a:1", "a:2") == "part_of"


def test_a_list_of_links_comes_back_judged(tmp_path: Path) -> None:
    """The list as it was written, with a yes and a name in each row, says what it proposed."""
    case = _summary_case(tmp_path / "case")
    listed = link(case, "ucdp_ged", "acled", with_grid=False)
    new = import_(case, _filled(tmp_path / "judged.csv", listed.csv(), "yes"))
    assert {(j.kind, j.left, j.right, j.on) for j in new} == {
        ("part_of", "acled:ALA1", "ucdp_ged:1", "2024-05-01"),
        ("same_incident", "ucdp_ged:2", "acled:ALA2", "2024-05-01"),
    }
    again = link(case, "ucdp_ged", "acled", with_grid=False)
    assert again.table["relation"].to_pylist() == ["has_part", "same"]
    assert again.table["judged"].to_pylist() == ["part_of", "yes"]


def test_the_part_is_the_shorter_row_whichever_way_a_list_has_it(tmp_path: Path) -> None:
    """A verdict of part_of beside the word has_part is taken the other way round."""
    case = _summary_case(tmp_path / "case")
    listed = link(case, "ucdp_ged", "acled", with_grid=False)
    new = import_(case, _filled(tmp_path / "judged.csv", listed.csv(), "part_of"))
    assert ("acled:ALA1", "ucdp_ged:1") in {(j.left, j.right) for j in new}


def test_a_list_of_doubles_comes_back_judged(tmp_path: Path) -> None:
    """The list of doubles has the columns to fill in, and a yes to a part makes it a part."""
    case = tiny_case(tmp_path / "case", {})
    whole = {"id": 1, "day": "2022-06-01", "last": "2022-06-14", "best": "40", "high": "44"}
    ucdp(case, [whole, {"id": 2, "day": "2022-06-07"}])
    rows = as_rows(suspects(case, "ucdp_ged"), to_judge=True)
    (new,) = import_(case, _filled(tmp_path / "judged.csv", as_csv(tuple(rows[0]), rows), "yes"))
    assert (new.kind, new.left, new.right) == ("part_of", "ucdp_ged:2", "ucdp_ged:1")


def test_judged_records_that_no_data_holds_are_named(case: Case, tmp_path: Path) -> None:
    """A slip in an id is told when the sheet is taken in; the judgement is kept."""
    told = import_summary(case, sheet(tmp_path, "ucdp_ged:1,ucdp_ged:9,yes,,A. Analyst,"))
    assert told.splitlines() == [
        "1 new judgement",
        "not in the data, kept all the same: ucdp_ged:9",
    ]


def _summary_case(folder: Path) -> Case:
    """A fortnight's summary with a day inside it, and a pair of single days."""
    case = tiny_case(folder, {})
    whole = {"id": 1, "day": "2022-06-01", "last": "2022-06-14", "date_prec": "4"}
    ucdp(case, [{**whole, "low": "38", "best": "40", "high": "44"}, {"id": 2}])
    acled(case, [{"day": "2022-06-07", "fatalities": "4"}, {}])
    return case


def _filled(file: Path, text: str, verdict: str) -> Path:
    """The list with a verdict, a name and a day in every row."""
    rows = list(csv.DictReader(text.splitlines()))
    filled = [{**row, "verdict": verdict, "by": "A. Analyst", "on": "2024-05-01"} for row in rows]
    file.write_text(as_csv(tuple(rows[0]), filled), "utf-8")
    return file
