from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.assess.forecasts import ForecastReading
from counterclaim.assess.reading import Refusal
from counterclaim.model.claim import Forecast
from tests.assess.cases import case_with, run


def forecast(id: str, outcome: str, words: str = "", made_on: str = "2020-01") -> Forecast:
    """A warning of January 2020, resolved at the end of 2021."""
    return Forecast(
        id=id,
        statement="attacks will rise",
        made_on=made_on,
        probability=None if words else 0.8,
        words=words,
        resolved_on="2021-12-31" if outcome else "",
        outcome=outcome,  # type: ignore[arg-type]
    )


def test_resolved_warnings_are_scored_and_few_give_no_verdict(tmp_path: Path) -> None:
    """Three warnings of 0.8, one of them wrong, have a Brier score of 0.24 and no verdict."""
    case = case_with(tmp_path / "case", {"one": {"kind": "warnings"}})
    rows = [forecast("a", "1"), forecast("b", "1"), forecast("c", "0"), forecast("d", "")]
    case.write("forecasts", rows)
    found = run(case).answer
    assert isinstance(found, ForecastReading)
    assert found.brier == pytest.approx((0.04 + 0.04 + 0.64) / 3)
    assert found.verdict == "too few to judge"


def test_words_take_their_range_and_a_number_wins(tmp_path: Path) -> None:
    """Likely is 55 to 80%, its middle the figure; the range widens the score."""
    case = case_with(tmp_path / "case", {"one": {"kind": "warnings"}})
    case.write("forecasts", [forecast("a", "1", "Likely")])
    found = run(case).answer
    assert isinstance(found, ForecastReading)
    assert found.brier == pytest.approx((1 - 0.675) ** 2)
    assert found.brier_range == pytest.approx((0.2**2, 0.45**2))


def test_warnings_after_the_fact_are_refused(tmp_path: Path) -> None:
    """A warning that is dated after its outcome is never scored."""
    case = case_with(tmp_path / "case", {"one": {"kind": "warnings"}})
    case.write("forecasts", [forecast("a", "1", made_on="2022-05")])
    found = run(case).answer
    assert isinstance(found, Refusal)
    assert "after the fact" in found.reason


def test_words_that_no_table_knows_are_left_out(tmp_path: Path) -> None:
    """A word without a range gives no probability."""
    case = case_with(tmp_path / "case", {"one": {"kind": "warnings"}})
    case.write("forecasts", [forecast("a", "1", "perhaps")])
    assert "without a probability" in run(case).answer.sentence
