from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from counterclaim.assess import assess
from counterclaim.assess.reading import Refusal
from counterclaim.assess.succession import Succession
from counterclaim.demo.world import NONE
from counterclaim.errors import DefinitionError
from tests.assess.cases import TODAY, case_with, only, run, scattered
from tests.count.worlds import WorldCase, world_case

STEP = 0.8  # what every invented world multiplies its level by at the handover


def with_handover(made: WorldCase) -> Succession:
    """The assessment of the foreign forces of a world through its handover, a month unsure."""
    at = made.world.story.handover
    low, _, high = made.world.story.share
    text = (made.case.path / "case.yaml").read_text("utf-8")
    stated = YAML(typ="safe").load(text)
    stated["measures"]["foreign"] = {
        "dataset": "acled",
        "counts": "acts",
        "actor": "foreign_forces",
        "title": "acts of the foreign forces",
    }
    stated["assessments"] = {
        "handover": {
            "kind": "succession",
            "series": "foreign",
            "window": "2018/2023",
            "handover": f"{at - timedelta(15)}/{at + timedelta(15)}",
            "share": [low / 100, high / 100],
            "slope": True,
        }
    }
    with (made.case.path / "case.yaml").open("w", encoding="utf-8") as file:
        YAML().dump(stated, file)
    found = only(assess(made.case, on=TODAY)).answer
    assert isinstance(found, Succession)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_range_holds_the_truth_of_a_known_handover(tmp_path: Path, seed: int) -> None:
    """On invented worlds it runs, and the range over all placings holds the true step."""
    made = world_case(tmp_path, "acled", "acled", events=6000, seed=seed, noise=NONE)
    found = with_handover(made)
    low, high = found.interval or (0.0, 0.0)
    assert low <= STEP <= high
    assert high / low < 20


def test_data_that_end_before_the_handover_say_until_when_they_must_reach(tmp_path: Path) -> None:
    """A handover after the end of the data is refused with the date that would allow it."""
    entry = {"kind": "succession", "series": "state", "handover": "2023-06-06/2023-07-31"}
    found = run(case_with(tmp_path / "case", {"one": entry}, scattered(1, 300))).answer
    assert isinstance(found, Refusal)
    assert "end on 2022-12-31, before 2023-06-06" in found.reason
    assert "with 6 months after it" in found.could_have_seen
    assert str(date(2024, 2, 1)) in found.would_change


def test_a_share_that_is_none_is_refused(tmp_path: Path) -> None:
    """A personnel share above one is a slip of the declaration, named with its line."""
    entry = {"kind": "succession", "series": "state", "handover": "2021-01/2021-02"}
    case = case_with(tmp_path / "case", {"one": {**entry, "share": [0.7, 1.8]}}, scattered(1, 300))
    with pytest.raises(DefinitionError, match="not a range of shares"):
        run(case)
