"""What a user sees when a command cannot run: one block, and nothing half-done."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from tests.cli.run import run


def test_an_ingest_of_nothing_says_what_to_name(tmp_path: Path) -> None:
    """Without a file the command fails and shows how it is called."""
    Case.create(tmp_path / "case", title="tiny")
    ran = run("ingest", tmp_path / "case")
    assert ran.status == 2
    assert "counterclaim ingest CASE FILE..." in ran.err


@pytest.mark.parametrize("option", ["--released", "--retrieved"])
def test_a_day_that_is_none_is_refused_before_anything_is_read(tmp_path: Path, option: str) -> None:
    """A date in another spelling would order releases wrongly: it is refused."""
    case = Case.create(tmp_path / "case", title="tiny")
    ran = run("ingest", case.path, tmp_path / "none.csv", option, "31/12/2024")
    assert ran.status == 2
    assert "year-month-day" in ran.err
    assert case.snapshots() == ()


def test_what_the_system_refuses_is_one_block(tmp_path: Path) -> None:
    """A path that cannot be made is told with its name, not as a fault of the program."""
    file = tmp_path / "file"
    file.write_text("in the way", "utf-8")
    ran = run("new", file / "case")
    assert ran.status == 2
    assert str(file) in ran.err
    assert "do:" in ran.err
    assert "failed that should not have" not in ran.err


def test_a_seed_below_zero_is_refused(tmp_path: Path) -> None:
    """Worlds are numbered from zero."""
    ran = run("world", "--events", "10", "--seed", "-3", tmp_path / "world")
    assert (ran.status, "seed" in ran.err) == (2, True)


def test_a_difference_of_measures_that_are_not_there_names_its_line(tmp_path: Path) -> None:
    """A misspelt part of a difference is found when the case is opened."""
    case = Case.create(tmp_path / "case", title="tiny")
    lines = ["title: t", "measures:", "  m:", "    difference: {total: whole, less: [m]}"]
    (case.path / "case.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    ran = run("score", case.path)
    assert ran.status == 2
    assert "line 4" in ran.err
    assert "whole" in ran.err
