from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import TableError
from counterclaim.model.claim import Judgement
from counterclaim.resolve.judgements import (
    Decisions,
    conflicts,
    export,
    import_,
    import_summary,
    in_force,
    reopened,
)
from tests.count.rows import tiny_case, ucdp

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
