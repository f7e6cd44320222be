from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counterclaim.assess.reading import Refusal
from counterclaim.assess.undercount import UndercountReading
from counterclaim.errors import TableError
from counterclaim.model.claim import Judgement
from tests.assess.cases import case_with, run, scattered
from tests.assess.conftest import Published
from tests.count.rows import ucdp


def test_a_published_table_gives_its_published_estimate(tmp_path: Path, mse: Published) -> None:
    """The four lists of killings in Kosovo give the published posterior through the case.

    The published grid ends sooner, which moves the mean by less than one in ten thousand.
    """
    entry = {"kind": "undercount", "lists": "lists.csv", "linked": True, "unit": "killings"}
    case = case_with(tmp_path / "case", {"one": entry})
    shutil.copy(mse.folder / "mse" / "kosovo_4lists.csv", case.path / "lists.csv")
    found = run(case).answer
    assert isinstance(found, UndercountReading)
    assert found.averaged.mean == pytest.approx(12749.31634, rel=1e-4)
    assert found.lower.total == pytest.approx(8803, abs=1)


def test_lists_that_were_not_linked_stop_at_the_gate(tmp_path: Path) -> None:
    """Without a declared linkage the overlaps are printed and nothing else."""
    case = case_with(tmp_path / "case", {"one": {"kind": "undercount", "lists": "lists.csv"}})
    (case.path / "lists.csv").write_text("a,b,c,count\n1,1,0,20\n0,1,1,20\n1,0,0,40\n", "utf-8")
    found = run(case).answer
    assert isinstance(found, Refusal)
    assert found.code == "not_linked"
    assert "a + b 20" in found.could_have_seen


def test_a_cell_that_is_neither_0_nor_1_is_named(tmp_path: Path) -> None:
    """A wrong cell of the table is an error with row and column."""
    case = case_with(tmp_path / "case", {"one": {"kind": "undercount", "lists": "lists.csv"}})
    (case.path / "lists.csv").write_text("a,b,count\n1,2,20\n", "utf-8")
    with pytest.raises(TableError) as raised:
        run(case)
    assert (raised.value.row, raised.value.column, raised.value.seen) == (2, "b", "2")


def test_judged_pairs_of_two_datasets_are_one_record(tmp_path: Path) -> None:
    """Events judged to be the same incident stand on both lists and count once."""
    datasets = ["acled", "ucdp_ged", "spare"]
    entry = {"kind": "undercount", "series": "state", "datasets": datasets, "linked": True}
    case = case_with(tmp_path / "case", {"one": entry}, scattered(1, 20))
    ucdp(case, [{"day": str(day)} for day in scattered(1, 20)])
    same = [
        Judgement(
            id=f"j{n}",
            kind="same_incident",
            left=f"acled:ALA{n}",
            right=f"ucdp_ged:{n}",
            verdict="yes",
        )
        for n in range(1, 6)
    ]
    case.write("judgements", same)
    found = run(case).answer
    assert isinstance(found, Refusal)
    assert found.n["listed"] == 35
    assert "ACLED + UCDP GED 5" in found.could_have_seen
