"""A case begun, and taken to a workbook and back, from the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from counterclaim.case import Case
from counterclaim.model.actor import Actor
from tests.cli.run import run


def test_a_conflict_of_two_edits_shows_in_the_exit_status(tmp_path: Path) -> None:
    """What the case and the sheet both changed is told with both values, and the case's stays."""
    case = Case.create(tmp_path / "case")
    case.write("actors", [Actor(id="army", name="Army")])
    file = tmp_path / "case.xlsx"
    assert run("sheet", case.path, "export", file).status == 0
    book = openpyxl.load_workbook(file)
    book["actors"]["B2"] = "Army of the sheet"
    book.save(file)
    case.write("actors", [Actor(id="army", name="Army of the case")])
    ran = run("sheet", case.path, "import", file)
    assert ran.status == 1
    assert "conflict, the case's value stays" in ran.out
    assert "case 'Army of the case', sheet 'Army of the sheet'" in ran.out
    assert Case.open(case.path).table("actors")[0].name == "Army of the case"
