from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.demo.world import Noise
from counterclaim.model.claim import Judgement
from counterclaim.resolve.incidents import incidents
from counterclaim.resolve.judgements import judge
from tests.count.rows import acled, tiny_case, ucdp
from tests.resolve.worlds import LinkedWorld, linked_world


def same(left: str, right: str, verdict: str = "yes") -> Judgement:
    """A judgement on two records."""
    fields = {"id": "", "kind": "same_incident", "left": left, "right": right, "by": "A. Analyst"}
    return Judgement.model_validate({**fields, "verdict": verdict})


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> LinkedWorld:
    """A world that three datasets saw."""
    return linked_world(tmp_path_factory.mktemp("world"), 1500, 51, Noise(), survey=True)


def test_three_datasets_become_incidents(world: LinkedWorld) -> None:
    """For each two of three datasets, 95 of 100 joined records belong together, 85 are found."""
    found = incidents(world.case)
    for left, right in (("acled", "survey"), ("acled", "ucdp_ged"), ("survey", "ucdp_ged")):
        pairs = [
            (a, b)
            for group in found.shared
            for a in group
            for b in group
            if a.startswith(left) and b.startswith(right)
        ]
        precision, recall = world.scores(pairs, left, right)
        assert precision >= 0.95
        assert recall >= 0.85


def test_every_record_stands_in_one_incident(world: LinkedWorld) -> None:
    """Nothing is lost and nothing stands twice; an incident has one record a dataset at most."""
    found = incidents(world.case)
    records = found.members["record"].to_pylist()
    assert sorted(records) == sorted({*records})
    assert len(records) == sum(s.rows for s in world.case.snapshots())
    for group in found.shared:
        assert len({record.partition(":")[0] for record in group}) == len(group)


def test_the_order_in_which_datasets_are_named_changes_nothing(world: LinkedWorld) -> None:
    """The rules of the case decide in which order they are joined."""
    one = incidents(world.case, ("survey", "acled", "ucdp_ged"))
    two = incidents(world.case, ("ucdp_ged", "survey", "acled"))
    assert one.members.equals(two.members)


def test_judgements_decide_membership(tmp_path: Path) -> None:
    """Yes joins across and inside datasets, also under the id of an incident; no parts."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}, {"id": 2, "day": "2022-07-07", "latitude": "7"}])
    acled(case, [{}, {"day": "2022-09-09", "latitude": "5"}])
    assert incidents(case).shared == (("acled:ALA1", "ucdp_ged:1"),)
    judge(case, same("ucdp_ged:1", "acled:ALA1", "no"))
    judge(case, same("ucdp_ged:2", "acled:ALA2"))
    judge(case, same("ucdp_ged:2", "acled:ALA1"))
    judge(case, same("raid-at-birk", "ucdp_ged:2"))
    found = incidents(case)
    assert found.of("raid-at-birk") == ("acled:ALA1", "acled:ALA2", "ucdp_ged:2")
    assert found.counts["links_not_judged"] == 0


def test_unsure_pairs_stay_apart_and_are_told(tmp_path: Path) -> None:
    """A pair judged unsure is no link, whatever its score."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}])
    acled(case, [{}])
    judge(case, same("ucdp_ged:1", "acled:ALA1", "unsure"))
    found = incidents(case)
    assert found.shared == ()
    assert found.unsure == (("acled:ALA1", "ucdp_ged:1"),)
