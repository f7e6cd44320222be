from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from counterclaim.case import Case
from counterclaim.demo.world import Noise, build
from counterclaim.errors import CaseError
from counterclaim.ingest import ingest
from counterclaim.resolve.revisions import Renaming, compare
from tests.count.rows import acled, tiny_case, ucdp


def test_a_release_is_compared_with_the_one_before(tmp_path: Path) -> None:
    """Added, removed and changed rows are those that the world changed, and a new name is one."""
    world = build(tmp_path / "world", 1500, 71, Noise(), ["ucdp", "ucdp_next"])
    case = Case.create(tmp_path / "case")
    ingest(case, [world.files["ucdp"]], version="24.1")
    ingest(case, [world.files["ucdp_next"]], version="25.1")
    before, after = (snapshot.id for snapshot in case.snapshots())
    found = compare(case, before, after)
    truth = pq.read_table(world.directory / "truth_revisions.parquet").to_pylist()
    known = {
        kind: {f"ucdp_ged:{row['record']}" for row in truth if row["change"] == kind}
        for kind in {row["change"] for row in truth}
    }
    changed = Counter(change.event for change in found.changed)
    assert set(found.added) == known["added"]
    assert set(found.removed) == known["removed"]
    assert set(changed) == known["place"] | known["deaths"]
    assert len(found.renamed) == 1
    assert found.recast == ()
    assert json.dumps(found.fields) == json.dumps(dict(sorted(found.fields.items())))


def test_a_renamed_actor_is_one_change(tmp_path: Path) -> None:
    """A new string in every row is a renaming; another party in one row is not."""
    case = tiny_case(tmp_path / "case", {})
    rows = [{"id": n, "day": f"2022-03-{n:02}"} for n in range(1, 7)]
    ucdp(case, rows)
    later = [{**row, "side_b": "Blue Front for Renewal"} for row in rows[:5]]
    ucdp(case, [*later, {**rows[5], "side_b": "Green Band"}], version="25.1")
    before, after = (snapshot.id for snapshot in case.snapshots())
    found = compare(case, before, after)
    assert found.renamed == (Renaming("Blue Front", "Blue Front for Renewal", 5),)
    assert [change.after for change in found.recast] == ["Green Band"]


def test_two_datasets_are_not_revisions(tmp_path: Path) -> None:
    """Snapshots of two datasets cannot be compared as releases."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}])
    acled(case, [{}])
    with pytest.raises(CaseError, match="two datasets"):
        compare(case, *(snapshot.id for snapshot in case.snapshots()))
