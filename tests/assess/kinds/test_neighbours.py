from __future__ import annotations

from datetime import date
from pathlib import Path

from counterclaim.assess.neighbours import Contrast
from counterclaim.assess.reading import Refusal
from tests.assess.cases import case_with, run, scattered

AT = date(2021, 1, 1)
ENTRY = {"kind": "neighbours", "series": "state", "neighbours": ["front"], "changed_on": AT}


def test_a_fall_here_alone_is_a_fall_against_the_neighbour(tmp_path: Path) -> None:
    """A series that falls to a fifth beside one that stays even fell further."""
    days = [*scattered(1, 300, last=AT), *scattered(2, 60, first=AT)]
    found = run(case_with(tmp_path / "case", {"one": ENTRY}, days, scattered(3, 500))).answer
    assert isinstance(found, Contrast)
    assert found.verdict == "fell"
    assert any("not untouched" in caution for caution in found.cautions)


def test_a_shared_fall_is_no_difference(tmp_path: Path) -> None:
    """Where both fall alike no difference from the neighbour is recognised."""
    here, next_door = (
        [*scattered(n, 300, last=AT), *scattered(n + 1, 60, first=AT)] for n in (1, 5)
    )
    found = run(case_with(tmp_path / "case", {"one": ENTRY}, here, next_door)).answer
    assert found.verdict == "no change can be recognised"


def test_one_donor_gives_no_placebo_rank(tmp_path: Path) -> None:
    """A rank among fewer than nineteen donors is refused with the smallest p it could give."""
    entry = {**ENTRY, "placebo": True}
    case = case_with(tmp_path / "case", {"one": entry}, scattered(1, 300), scattered(2, 300))
    found = run(case).answer
    assert isinstance(found, Refusal)
    assert "0.50" in found.reason
