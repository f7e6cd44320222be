from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from counterclaim.assess.reading import Refusal
from counterclaim.assess.reciprocity import Reciprocity
from tests.assess.cases import case_with, run, scattered

PAIR = {"kind": "reciprocity", "series": ["state", "front"]}


def test_a_response_is_found_in_the_direction_in_which_it_was_made(tmp_path: Path) -> None:
    """Attacks that follow the other side's by one to three days are a rise after them."""
    state = scattered(3, 120)
    front = [day + timedelta(days=1 + n % 3) for n, day in enumerate(state[:-2])]
    found = run(case_with(tmp_path / "case", {"one": PAIR}, state, front)).answer
    assert isinstance(found, Reciprocity)
    first = found.directions[0]
    assert not isinstance(first, Refusal)
    assert first.interval[0] > 1
    assert first.p_holm < 0.05


def test_unrelated_series_are_no_evidence_of_independence(tmp_path: Path) -> None:
    """Two unrelated series of fifty cannot be told apart from a response, and the limit is said."""
    case = case_with(tmp_path / "case", {"one": PAIR}, scattered(3, 50), scattered(4, 50))
    result = run(case)
    assert result.answer.verdict == "cannot tell"
    assert result.finding.verdict == "not_decided"


def test_totals_without_days_are_refused_with_what_days_could_show(tmp_path: Path) -> None:
    """5, 3 and 4 operations a year are too few; only a many-fold rise would have been seen."""
    given = {"counts": {2020: 5, 2021: 3, 2022: 4}}
    series = [{"name": "operations", **given}, {"name": "attacks", **given}]
    found = run(case_with(tmp_path / "case", {"one": {**PAIR, "series": series}})).answer
    assert isinstance(found, Refusal)
    assert "Too few" in found.reason
    assert "5, 3, 4" in found.reason
    assert "rise to x" in found.could_have_seen
    assert found.n == {"operations": 12, "attacks": 12}
