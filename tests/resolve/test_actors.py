"""Actors of a case to the strings of a dataset."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import TableError
from counterclaim.resolve.actors import Roster

ACTORS = "id,name,kind\narmy,Army,state_forces\nguard,Guard,militia\n"


@pytest.mark.parametrize(
    ("table", "text", "column"),
    [
        ("actor_names", "actor,name\narmy,Army of Arda\n\namy,Arda Army\n", "actor"),
        ("relations", "subject,predicate,object\namy,operates_with,guard\n", "subject"),
        ("relations", "subject,predicate,object\nguard,part_of,amy\n", "object"),
    ],
)
def test_a_row_about_nobody_is_refused(tmp_path: Path, table: str, text: str, column: str) -> None:
    """A misspelt id, whose events would be nobody's, is told with its row and the nearest id."""
    case = Case.create(tmp_path / "case")
    (case.path / "actors.csv").write_text(ACTORS, encoding="utf-8")
    (case.path / f"{table}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match='did you mean "army"') as caught:
        Roster.of(case)
    assert caught.value.column == column
    assert caught.value.row == text.rstrip().count("\n") + 1


def test_places_and_groups_are_somebody(tmp_path: Path) -> None:
    """A name may be a group's, and where an actor was present is a place."""
    case = Case.create(tmp_path / "case")
    (case.path / "actors.csv").write_text(ACTORS, encoding="utf-8")
    case.define("groups", "both", {"name": "Both", "members": ["army", "guard"]})
    (case.path / "actor_names.csv").write_text("actor,name\nboth,The Two\n", encoding="utf-8")
    (case.path / "relations.csv").write_text(
        "subject,predicate,object\nguard,present_in,Arda\n", encoding="utf-8"
    )
    assert Roster.of(case).title("both") == "Both"


def test_a_case_may_begin_with_names_alone(tmp_path: Path) -> None:
    """Where no actors are listed yet, names are not checked."""
    case = Case.create(tmp_path / "case")
    (case.path / "actor_names.csv").write_text("actor,name\narmy,Army\n", encoding="utf-8")
    assert len(Roster.of(case).names) == 1
