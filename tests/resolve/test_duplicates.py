from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.demo.world import Noise
from counterclaim.ingest import ingest
from counterclaim.resolve.duplicates import Suspect, suspects
from counterclaim.resolve.judgements import import_
from tests.count.rows import tiny_case, ucdp
from tests.resolve.worlds import linked_world

MALI = "ged251_mali_one_sided_state_2021-12-31_2024.csv"


@pytest.fixture(scope="module")
def mali(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Suspect]:
    """What is suspected in the published rows, by their numbers."""
    case = Case.create(tmp_path_factory.mktemp("mali") / "case")
    ingest(case, [shared / "data" / "ucdp" / MALI])
    return {
        (s.left.partition(":")[2], s.right.partition(":")[2]): s for s in suspects(case, "ucdp_ged")
    }


@pytest.mark.parametrize("pair", [("542457", "542485"), ("547160", "556216")])
def test_known_doubles_are_found(
    mali: dict[tuple[str, str], Suspect], pair: tuple[str, str]
) -> None:
    """Two pairs of published rows that stand twice are listed, with reasons."""
    assert mali[pair].relation in {"double", "near_double"}
    assert {"same parties", "same deaths"} <= set(mali[pair].reasons)


def test_a_known_part_is_found(mali: dict[tuple[str, str], Suspect]) -> None:
    """Days that lie inside a longer, deadlier row of the same district may be part of it."""
    assert mali["542276", "538076"].relation == "part_of"


def test_few_others_are_suspected(mali: dict[tuple[str, str], Suspect]) -> None:
    """Of 185 rows no more than one in ten pairs' worth is laid before the analyst."""
    assert len(mali) <= 18


def test_doubles_of_an_invented_world_are_found(tmp_path: Path) -> None:
    """Nine of ten rows written twice are found, and most suspicions of doubles are right."""
    world = linked_world(tmp_path, 2500, 61, Noise(doubles=0.02, near_doubles=0.02))
    listed = [s for s in suspects(world.case, "ucdp_ged") if s.relation != "part_of"]
    right = [s for s in listed if world.event[s.left] == world.event[s.right]]
    events = [e for record, e in world.event.items() if record.startswith("ucdp_ged:")]
    twice = {event for event in events if events.count(event) > 1}
    assert len({world.event[s.left] for s in right}) >= 0.9 * len(twice)
    assert len(right) >= 0.8 * len(listed)


def test_what_was_judged_is_not_suspected_again(tmp_path: Path) -> None:
    """A pair that somebody decided leaves the list, and different rows never enter it."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}, {"id": 2}, {"id": 3, "day": "2022-08-01"}])
    assert [(s.left, s.right) for s in suspects(case, "ucdp_ged")] == [("ucdp_ged:1", "ucdp_ged:2")]
    file = tmp_path / "judged.csv"
    file.write_text("left,right,verdict,by\nucdp_ged:1,ucdp_ged:2,no,A\n", "utf-8")
    import_(case, file)
    assert suspects(case, "ucdp_ged") == ()
