from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.assess.misclassification import MisclassificationReading
from counterclaim.assess.reading import Refusal
from tests.assess.cases import case_with, run, scattered

ENTRY = {"kind": "misclassification", "militants_wrong": [0, 0.4]}


def test_the_worked_example_tips_at_17_per_cent(tmp_path: Path) -> None:
    """80 civilians and 120 militants: 80 to 128 civilians, the majority once 17% were."""
    entry = {**ENTRY, "civilians": 80, "militants": 120}
    found = run(case_with(tmp_path / "case", {"one": entry})).answer
    assert isinstance(found, MisclassificationReading)
    assert found.civilians == (80, 128)
    assert found.tipping == pytest.approx(1 / 6)


def test_counts_come_from_measures(tmp_path: Path) -> None:
    """Measures of the case stand for the recorded numbers."""
    entry = {**ENTRY, "civilians": "state", "militants": "front"}
    case = case_with(tmp_path / "case", {"one": entry}, scattered(1, 30), scattered(2, 60))
    found = run(case).answer
    assert isinstance(found, MisclassificationReading)
    assert dict(found.n) == {"civilians": 30, "militants": 60}


def test_it_stays_out_of_public_exports(tmp_path: Path) -> None:
    """A tipping point is easily turned against the counted, so it is not public by itself."""
    entry = {**ENTRY, "civilians": 80, "militants": 0}
    result = run(case_with(tmp_path / "case", {"one": entry}))
    assert isinstance(result.answer, Refusal)
    assert not result.assessment.is_public
