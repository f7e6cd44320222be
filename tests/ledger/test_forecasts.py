"""Forecasts are resolved by rule or hand and scored beside their base rate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counterclaim.ledger.forecasts import (
    brier,
    holds,
    is_scorable,
    probability_of,
    resolve,
    scores_of,
)
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.claim import Forecast
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity


def _forecast(**cells: Any) -> Forecast:
    dated = {"made_on": "2024-01-01", "horizon": "2024-12-31"}
    return Forecast.model_validate({"id": "f", "statement": "More deaths", **dated, **cells})


def test_brier_is_the_mean_squared_difference() -> None:
    """0.8 on what happened and 0.3 on what did not give 0.065."""
    assert brier([(0.8, 1), (0.3, 0)]) == pytest.approx(0.065)


def test_words_of_chance_have_a_middle() -> None:
    """A number wins; a longer word wins over a shorter; no word is no chance."""
    assert probability_of(_forecast(words="unlikely")) == pytest.approx(0.325)
    assert probability_of(_forecast(words="likely", probability=0.9)) == 0.9
    assert probability_of(_forecast(words="some day")) is None


def test_no_verdict_on_skill_below_twenty() -> None:
    """Nineteen resolved forecasts give scores and no skill; twenty give one."""
    chances = {0: 0.1, 1: 0.9}
    right = [_forecast(probability=chances[n % 2], outcome=str(n % 2)) for n in range(20)]
    few, enough = scores_of(right[:19]), scores_of(right)
    assert few.skill is None
    assert "no verdict" in few.said
    assert few.brier == pytest.approx(0.01)
    assert enough.base_rate == 0.5
    assert enough.skill == pytest.approx(1 - 0.01 / 0.25)


def test_after_the_fact_is_never_scored() -> None:
    """Made after its horizon, without a chance, or still open: not scored."""
    assert not is_scorable(_forecast(probability=0.9, outcome="1", made_on="2025-02-01"))
    assert not is_scorable(_forecast(outcome="1"))
    assert not is_scorable(_forecast(probability=0.9))
    assert scores_of([_forecast()]).brier is None


@pytest.mark.parametrize(
    ("low", "best", "high", "outcome"),
    [(300, 310, 320, "1"), (100, 120, 140, "0"), (200, 290, 400, "")],
)
def test_a_rule_decides_only_beyond_doubt(low: int, best: int, high: int, outcome: str) -> None:
    """At least 300: decided where the whole range agrees, open where it straddles."""
    asked: list[tuple[str, Period]] = []

    def count(measure: str, period: Period) -> Answer:
        asked.append((measure, period))
        return Figure(Quantity(low, best, high), "deaths", 9)

    forecast = _forecast(rule="deaths:2024 >= 300")
    assert resolve(forecast, count, on=date(2025, 3, 1)).outcome == outcome
    assert asked == [("deaths", Period.parse("2024"))]


def test_a_rule_waits_for_its_horizon_and_respects_a_refusal() -> None:
    """Before the horizon nothing is counted; a refusal leaves it open."""
    forecast = _forecast(rule="deaths < 300")
    figure = Figure(Quantity.exact(1), "deaths", 1)
    assert resolve(forecast, lambda m, p: figure, on=date(2024, 6, 1)) == forecast
    refusal = Refusal(Status.NOT_COVERED, "ends", "The data ends.")
    assert resolve(forecast, lambda m, p: refusal, on=date(2025, 6, 1)) == forecast
    assert resolve(forecast, lambda m, p: figure, on=date(2025, 6, 1)).outcome == "1"


def test_strict_signs_exclude_the_value_itself() -> None:
    """More than 5 is not 5."""
    five = Figure(Quantity.exact(5), "events", 5)
    assert holds(five, ">", 5) is False
    assert holds(five, ">=", 5) is True
    assert holds(five, "<", 5) is False
