"""The case folder: opened, written by several at once, and never half-written."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import CaseError, EditConflict, NotFound
from counterclaim.model.claim import Claim, ClaimStatus
from counterclaim.model.source import Document

SRC = str(Path(__file__).parents[2] / "src")


def claims(*ids: str) -> tuple[Claim, ...]:
    """Claims with nothing but an id."""
    return tuple(Claim(id=id) for id in ids)


def with_status(case: Case, id: str, status: ClaimStatus) -> list[Claim]:
    """The case's claims with one status changed."""
    return [
        claim.model_copy(update={"status": status}) if claim.id == id else claim
        for claim in case.table("claims")
    ]


def test_a_folder_without_definitions_is_no_case(tmp_path: Path) -> None:
    """Opening something else says how to make a case."""
    with pytest.raises(CaseError, match=r"case\.yaml") as caught:
        Case.open(tmp_path)
    assert "counterclaim new" in (caught.value.remedy or "")


def test_a_folder_in_use_is_not_overwritten(tmp_path: Path) -> None:
    """A new case is made in an empty place only."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="not empty"):
        Case.create(tmp_path)


def test_absent_tables_are_empty(case: Case) -> None:
    """A table without a file has no rows, and reading makes no file."""
    assert case.table("claims") == ()
    assert case.sources() == ()
    assert case.snapshots() == ()
    assert not (case.path / "claims.csv").exists()


def test_write_then_read_is_identity(filled: Case, case: Case) -> None:
    """Every example table written into another case reads the same."""
    for name in ("actors", "actor_names", "relations", "places", "sites", "claims", "judgements"):
        rows = filled.table(name)
        assert rows
        case.write(name, rows)
        assert Case.open(case.path).table(name) == rows


def test_writing_what_was_read_changes_no_byte(filled: Case) -> None:
    """A table that is written back unchanged is the same file."""
    file = filled.path / "claims.csv"
    text = 'status;id;low\r\n;b;07\r\nclaimed;a;"1.50"\r\n'
    file.write_text(text, encoding="utf-8", newline="")
    filled.write("claims", filled.table("claims"))
    assert file.read_bytes() == text.encode()


def test_rows_and_columns_keep_their_order(case: Case) -> None:
    """Changing one row leaves the other rows' spelling, the order, and adds needed columns last."""
    file = case.path / "claims.csv"
    file.write_text("status,id,low\n,b,07\nclaimed,a,1.50\n", encoding="utf-8")
    read = case.table("claims")
    case.write("claims", [read[0], read[1].model_copy(update={"note": "new"})])
    assert file.read_text(encoding="utf-8").splitlines() == [
        "status,id,low,note",
        ",b,07,",
        "claimed,a,1.5,new",
    ]


def test_changes_of_two_writers_are_merged(case: Case) -> None:
    """Two who read the same table and change different rows both keep their change."""
    case.write("claims", claims("a", "b"))
    one, other = Case.open(case.path), Case.open(case.path)
    first, second = with_status(one, "a", "claimed"), with_status(other, "b", "denied")
    one.write("claims", first)
    other.write("claims", second)
    assert [c.status for c in case.table("claims")] == ["claimed", "denied"]


def test_a_double_edit_writes_nothing(case: Case) -> None:
    """The same cell changed by two is an error for the second, and the first one's value stays."""
    case.write("claims", claims("a"))
    one, other = Case.open(case.path), Case.open(case.path)
    first, second = with_status(one, "a", "claimed"), with_status(other, "a", "denied")
    one.write("claims", first)
    with pytest.raises(EditConflict, match="status"):
        other.write("claims", second)
    assert [c.status for c in case.table("claims")] == ["claimed"]


def test_rows_read_earlier_can_be_the_start_of_a_change(case: Case) -> None:
    """One object that reads twice does not undo what was written between its readings."""
    case.write("claims", claims("a", "b"))
    early = case.table("claims")
    Case.open(case.path).write("claims", claims("a", "b", "c"), base=early)
    assert len(case.table("claims")) == 3
    case.write("claims", early[:1], base=early)
    assert [c.id for c in case.table("claims")] == ["a", "c"]


def test_a_table_that_was_not_read_is_added_to(case: Case) -> None:
    """Writing without reading deletes nobody's rows."""
    case.write("claims", claims("a"))
    Case.open(case.path).write("claims", claims("b"))
    assert [c.id for c in case.table("claims")] == ["a", "b"]


def test_threads_lose_nothing(case: Case) -> None:
    """Many threads that add a row each leave every row there."""

    def add(number: int) -> None:
        mine = Case.open(case.path)
        mine.write("claims", [*mine.table("claims"), Claim(id=f"c{number}")])

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {c.id for c in case.table("claims")} == {f"c{number}" for number in range(8)}


ADD = """
import sys
from counterclaim.case import Case
from counterclaim.model.claim import Claim
case = Case.open(sys.argv[1])
for number in range(5):
    case.write("claims", [*case.table("claims"), Claim(id=f"{sys.argv[2]}{number}")])
"""


def test_processes_lose_nothing(case: Case) -> None:
    """Two programs that write at the same time leave all rows of both."""
    running = [
        subprocess.Popen([sys.executable, "-c", ADD, str(case.path), name], env={"PYTHONPATH": SRC})
        for name in "xy"
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(case.table("claims")) == 10


KILL = """
import os, sys
from pathlib import Path
from counterclaim.case import Case
from counterclaim.model.claim import Claim
Path.replace = lambda self, target: os._exit(9)
Case.open(sys.argv[1]).write("claims", [Claim(id="new")])
"""


def test_a_killed_write_leaves_the_table_as_it_was(case: Case) -> None:
    """A program that dies while writing leaves the old rows, and no lock that blocks."""
    case.write("claims", claims("old"))
    before = (case.path / "claims.csv").read_bytes()
    died = subprocess.run(
        [sys.executable, "-c", KILL, str(case.path)], env={"PYTHONPATH": SRC}, timeout=60
    )
    assert died.returncode == 9
    assert (case.path / "claims.csv").read_bytes() == before
    case.write("claims", claims("old", "next"))
    assert len(case.table("claims")) == 2


def test_nothing_heavy_is_imported() -> None:
    """Opening a case needs no engine, no arrays and no spreadsheet library."""
    code = (
        "import sys, counterclaim.case; "
        "sys.exit(bool({'duckdb','ibis','openpyxl','numpy','pyarrow','pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": SRC}).returncode == 0


def test_sources_are_merged_like_rows(filled: Case) -> None:
    """Two who add and change sources both keep their change; accents stay readable."""
    one, other = Case.open(filled.path), Case.open(filled.path)
    first, second = one.sources(), other.sources()
    one.write_sources([*first, Document(id="new", title="Été")])
    other.write_sources([second[0].model_copy(update={"title": "Changed"}), *second[1:]])
    assert [d.title for d in filled.sources()][0::2] == ["Changed", "Été"]
    assert "Écrivain" in (filled.path / "sources.json").read_text(encoding="utf-8")


def test_unknown_fields_of_sources_stay(case: Case) -> None:
    """What another program wrote about a source is kept when the program writes."""
    text = (
        '[{"id": 7, "type": "book", "issued": {"date-parts": [["2022", 1]]}, "custom": {"a": [1]}}]'
    )
    (case.path / "sources.json").write_text(text, encoding="utf-8")
    read = case.sources()
    assert case.source("7").date == "2022-01"
    case.write_sources([*read, Document(id="b")])
    assert '"custom"' in (case.path / "sources.json").read_text(encoding="utf-8")
    assert case.sources()[0] == read[0]


def test_an_unknown_source_names_the_nearest(filled: Case) -> None:
    """Asking for a source that is not there offers the one that was meant."""
    with pytest.raises(NotFound, match='"doc-radio"'):
        filled.source("doc-rado")
