"""The order of an ingest: what is kept, what is asked, and that repetition changes nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.case import Case
from counterclaim.count.engine import DuckDB
from counterclaim.errors import CaseError
from counterclaim.ingest import ingest
from counterclaim.model.actor import ActorName
from tests.ingest.invented import Write, as_text, contents, ged_row, rows_of

NAME = "GEDEvent_v22_1.csv"


def test_the_same_file_again_changes_nothing(case: Case, write: Write) -> None:
    """A file that was ingested before is recognised by its bytes, under any name."""
    text = as_text([ged_row(n) for n in range(1, 5)])
    first = ingest(case, [write(NAME, text)])[0]
    before = contents(case.path)
    again, renamed = ingest(case, [write(NAME, text), write("GEDEvent_v22_1 (1).csv", text)])
    assert again.unchanged
    assert renamed.unchanged
    assert again.snapshot.id == renamed.snapshot.id == first.snapshot.id
    assert contents(case.path) == before


@pytest.mark.parametrize("left", [None, 40])
def test_data_that_was_lost_is_put_back(case: Case, write: Write, left: int | None) -> None:
    """A case that came without a data file, or with half of one, has it again after an ingest."""
    file = write("GEDEvent_v22_1.csv", as_text([ged_row(n) for n in range(1, 6)]))
    snapshot = ingest(case, [file])[0].snapshot
    before = contents(case.path)
    events = case.data_file(snapshot, "events")
    content = events.read_bytes()
    events.unlink()
    if left is not None:
        events.write_bytes(content[:left])
    assert not case.holds(snapshot)
    with pytest.raises(CaseError, match="ingest the provider's file again"):
        DuckDB().table(events, "events")
    ingest(case, [file])
    assert contents(case.path) == before


def test_reading_the_same_bytes_gives_the_same_files(tmp_path: Path, write: Write) -> None:
    """Two cases that read the same file hold byte-equal tables."""
    file = write(NAME, as_text([ged_row(n % 40) | {"id": n} for n in range(500)]))
    made = [Case.create(tmp_path / name, "Same") for name in ("one", "two")]
    for case in made:
        ingest(case, [file])
    one, two = (contents(case.path / "data") for case in made)
    assert one == two
    assert len(one) == 4


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations([0, 1, 2]), repeats=st.integers(1, 2))
def test_order_and_repetition_change_nothing(
    tmp_path_factory: object, order: list[int], repeats: int
) -> None:
    """Whatever the order and however often, the same snapshots stand in the case."""
    folder: Path = tmp_path_factory.mktemp("order")  # type: ignore[attr-defined]
    files = []
    for index in range(3):
        file = folder / f"GEDEvent_v2{index + 2}_1.csv"
        rows = [ged_row(n, country=f"Land {index}") for n in range(1, 4)]
        file.write_text(as_text(rows), encoding="utf-8")
        files.append(file)
    case = Case.create(folder / "case", "Order")
    for _ in range(repeats):
        ingest(case, [files[index] for index in order])
    held = {s.id: contents_of(case, s) for s in case.snapshots()}
    fresh = Case.create(folder / "fresh", "Order")
    ingest(fresh, files)
    assert held == {s.id: contents_of(fresh, s) for s in fresh.snapshots()}


def contents_of(case: Case, snapshot: object) -> list[object]:
    """What the events of a snapshot are."""
    return rows_of(case, snapshot, "events", "*", "ORDER BY id")


def test_never_seen_names_are_announced(case: Case, write: Write) -> None:
    """Names without a row in actor_names are listed with their events; victims are not."""
    case.write("actor_names", [ActorName(actor="arda", name="Government of Arda")])
    rows = [ged_row(1), ged_row(2, side_a="Hill Guard"), ged_row(3, side_a="Hill Guard")]
    receipt = ingest(case, [write(NAME, as_text(rows))])[0]
    assert receipt.new_names == (("Hill Guard", 2),)


def test_a_narrower_export_is_asked_about(case: Case, write: Write) -> None:
    """Rows that are gone are described and asked about; the earlier snapshot stays as it was."""
    rows = [ged_row(n, country="Arda" if n % 2 else "Beld") for n in range(1, 9)]
    wide = ingest(case, [write(NAME, as_text(rows))])[0]
    held = contents_of(case, wide.snapshot)
    narrow = [row for row in rows if row["country"] == "Arda"]
    receipt = ingest(case, [write("GEDEvent_v23_1.csv", as_text(narrow))])[0]
    assert "4 events" in receipt.question
    assert "country Beld" in receipt.question
    assert "filter" in receipt.question
    assert contents_of(case, wide.snapshot) == held


def test_scattered_gaps_are_asked_about_by_id(case: Case, write: Write) -> None:
    """Where single rows are gone, some of their ids are named."""
    rows = [ged_row(n) for n in range(1, 9)]
    ingest(case, [write(NAME, as_text(rows))])
    later = ingest(case, [write("GEDEvent_v23_1.csv", as_text(rows[:3] + rows[4:]))])[0]
    assert "900004" in later.question
    assert wide_is_silent(case, write, rows)


def wide_is_silent(case: Case, write: Write, rows: list[dict[str, object]]) -> bool:
    """A later file that holds every row asks nothing."""
    more = [*rows, ged_row(20)]
    return ingest(case, [write("GEDEvent_v24_1.csv", as_text(more))])[0].question == ""


def test_a_candidate_after_a_release_is_no_deletion(case: Case, write: Write) -> None:
    """Rows before the month of a Candidate file are not missing from it."""
    ingest(case, [write(NAME, as_text([ged_row(n) for n in range(1, 5)]))])
    fresh = [ged_row(50, year=2022, date_start="2022-04-02", date_end="2022-04-03")]
    receipt = ingest(case, [write("GEDEvent_v22_0_4.csv", as_text(fresh))])[0]
    assert receipt.question == ""


def test_a_killed_ingest_leaves_the_case_as_it_was(case: Case, write: Write) -> None:
    """A process killed while it reads has added nothing to the case."""
    rows = [ged_row(n % 40) | {"id": n} for n in range(40_000)]
    file = write(NAME, as_text(rows))
    before = contents(case.path)
    script = (
        "import sys; from counterclaim.case import Case; from counterclaim.ingest import ingest; "
        "print('go', flush=True); ingest(Case.open(sys.argv[1]), [sys.argv[2]])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(case.path), str(file)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.4)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert contents(case.path) == before
    assert ingest(case, [file])[0].rows == 40_000
