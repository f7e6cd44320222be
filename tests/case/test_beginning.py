"""A new case: commented definitions, and examples that are a case of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case, Definitions
from counterclaim.case.tables import TABLES


@pytest.mark.parametrize("title", ["Simple", "With: colon", "'quoted'", "Sévaré # not a comment"])
def test_the_title_is_kept(tmp_path: Path, title: str) -> None:
    """Any title survives being written into the commented file."""
    case = Case.create(tmp_path / "case", title=title)
    assert case.definitions.title == title
    assert "# measures:" in (case.path / "case.yaml").read_text(encoding="utf-8")


def test_without_title_the_folder_names_the_case(tmp_path: Path) -> None:
    """A case without a title is called like its folder."""
    assert Case.create(tmp_path / "river").definitions.title == "river"


PROGRAM_WRITES = {"register", "first_runs", "snapshots"}


@pytest.mark.parametrize("name", [name for name in TABLES if name not in PROGRAM_WRITES])
def test_examples_fill_every_table(filled: Case, name: str) -> None:
    """Every table that people write has an example row that reads without an error."""
    assert filled.table(name)


def test_examples_fill_every_section(filled: Case) -> None:
    """Every section of the definitions has an example, assessments apart."""
    stated = filled.definitions
    empty = {name for name in Definitions.model_fields if not getattr(stated, name)}
    assert empty == {"assessments"}
    assert [document.id for document in filled.sources()] == ["doc-radio", "doc-monitor"]


def test_the_commented_lines_are_definitions_too(case: Case) -> None:
    """What the comments of a new file show can be uncommented and read."""
    file = case.path / "case.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    shown = [
        line[2:]
        for line in lines
        if line.startswith(
            ("# groups", "# measures", "# scorecards", "# rules", "# mappings", "#  ")
        )
    ]
    file.write_text("\n".join(shown), encoding="utf-8")
    stated = case.definitions
    assert stated.groups
    assert stated.measures
    assert stated.scorecards
    assert stated.mappings
    assert stated.rules.populations
