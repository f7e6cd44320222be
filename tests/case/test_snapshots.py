"""Snapshots: there whole or not at all, and never changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.case.snapshots import describe
from counterclaim.errors import CaseError
from counterclaim.model.snapshot import Snapshot

SRC = str(Path(__file__).parents[2] / "src")
ONE = Snapshot(id="own@1#0123abcd", dataset="own", version="1")


def listing(case: Case) -> dict[str, bytes]:
    """Every file of ``data/`` with its content."""
    data = case.path / "data"
    return {
        file.relative_to(data).as_posix(): file.read_bytes()
        for file in sorted(data.rglob("*"))
        if file.is_file()
    }


def test_a_snapshot_is_moved_into_place(case: Case) -> None:
    """The parts written by the block are found by name, and the row is in the register."""
    with case.adding(ONE) as folder:
        (folder / "events.parquet").write_bytes(b"events")
        (folder / f"{ONE.stem}.issues.parquet").write_bytes(b"issues")
    assert case.snapshots() == (ONE,)
    assert case.data_file(ONE, "events").read_bytes() == b"events"
    assert case.data_file(ONE, "issues").read_bytes() == b"issues"
    assert len(listing(case)) == 3


def test_counts_may_be_known_only_after_reading(case: Case) -> None:
    """The block may hand over the record with its counts, but not another id."""
    counted = ONE.model_copy(update={"rows": 12, "issues": 2})
    with case.adding(ONE) as folder:
        describe(folder, counted)
    assert case.snapshots() == (counted,)
    with pytest.raises(CaseError, match="another id"), case.adding(ONE) as folder:
        describe(folder, ONE.model_copy(update={"id": "other@1#0"}))


def test_the_same_snapshot_twice_changes_nothing(case: Case) -> None:
    """Adding an id that is there leaves every byte of the data as it was."""
    with case.adding(ONE) as folder:
        (folder / "events.parquet").write_bytes(b"first PAR1")
    before = listing(case)
    with case.adding(ONE) as folder:
        (folder / "events.parquet").write_bytes(b"second PAR1")
    assert listing(case) == before


def test_a_failed_block_leaves_nothing(case: Case) -> None:
    """An error while reading leaves the case as it was."""
    before = listing(case)

    def half_read() -> None:
        with case.adding(ONE) as folder:
            (folder / "events.parquet").write_bytes(b"half")
            raise ValueError("bad row")

    with pytest.raises(ValueError, match="bad row"):
        half_read()
    assert listing(case) == before
    assert case.snapshots() == ()


KILLED = """
import os, sys
from counterclaim.case import Case, disk
from counterclaim.model.snapshot import Snapshot
case = Case.open(sys.argv[1])
snapshot = Snapshot(id="own@1#0123abcd", dataset="own", version="1")
if sys.argv[2] == "registering":
    case.write = lambda *args: os._exit(9)
with case.adding(snapshot) as folder:
    (folder / "events.parquet").write_bytes(b"half")
    if sys.argv[2] == "reading":
        os._exit(9)
"""


@pytest.mark.parametrize("moment", ["reading", "registering"])
def test_a_killed_program_leaves_the_case_as_it_was(case: Case, moment: str) -> None:
    """A program killed while reading, or after moving files, adds no snapshot and blocks nobody."""
    command = [sys.executable, "-c", KILLED, str(case.path), moment]
    assert subprocess.run(command, env={"PYTHONPATH": SRC}, timeout=60).returncode == 9
    assert case.snapshots() == ()
    other = ONE.model_copy(update={"id": "own@2#89abcdef", "version": "2"})
    with case.adding(other) as folder:
        (folder / "events.parquet").write_bytes(b"whole")
    assert case.snapshots() == (other,)
    assert set(listing(case)) == {"snapshots.csv", case.data_file(other, "events").name}


def test_the_folder_of_a_running_program_is_left_alone(case: Case) -> None:
    """Two snapshots may be read at the same time; neither removes the other's folder."""
    other = ONE.model_copy(update={"id": "own@2#89abcdef", "version": "2"})
    with case.adding(ONE) as first:
        (first / "events.parquet").write_bytes(b"1")
        with case.adding(other) as second:
            (second / "events.parquet").write_bytes(b"2")
        assert first.exists()
    assert {snapshot.id for snapshot in case.snapshots()} == {ONE.id, other.id}
