"""The grid of coding choices: share, range, and the choice that matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess.multiverse import (
    MultiverseReading,
    MultiverseSettings,
    codings,
    multiverse,
)
from counterclaim.assess.reading import Refusal

GRID = MultiverseSettings(
    choices={"estimate": ["low", "best", "high"], "joint": [True, False], "sources": [1, 2]},
    statement="more than 250 were killed",
    unit="deaths",
)
DEATHS = {"low": 233, "best": 299, "high": 636}


def _deaths(coding: Any) -> float:
    alone = 0 if coding["joint"] else 100
    return float(DEATHS[coding["estimate"]] - alone - 10 * (coding["sources"] - 1))


def _more(than: float) -> Callable[[float], bool]:
    return lambda value: value > than


def _read(measure: Any, settings: MultiverseSettings, than: float = 250) -> MultiverseReading:
    reading = multiverse(measure, _more(than), settings)
    assert isinstance(reading, MultiverseReading)
    return reading


def test_the_share_of_codings_is_counted_over_the_whole_grid() -> None:
    """Twelve codings, six of them above 250; the estimate moves it most."""
    reading = _read(_deaths, GRID)
    assert (reading.holds, reading.answered, reading.share) == (6, 12, 0.5)
    assert (reading.low, reading.high) == (123, 636)
    assert [name for name, _ in reading.moves] == ["estimate", "joint", "sources"]
    assert reading.moves[0][1] == pytest.approx(403 / 513)
    assert "holds in 6 of 12 defensible codings" in reading.sentence
    assert "estimate moves it most" in reading.sentence


def test_the_order_of_the_grid_is_the_declared_one() -> None:
    """The last choice varies fastest."""
    assert list(codings(GRID)[1].values()) == ["low", True, 2]
    assert len({tuple(coding.values()) for coding in codings(GRID)}) == GRID.size == 12


@pytest.mark.parametrize(("than", "verdict"), [(100, "every"), (700, "no"), (250, "depends")])
def test_robust_and_dependent_statements_have_different_verdicts(than: float, verdict: str) -> None:
    """Holds in every coding, in none, or depends on coding."""
    assert verdict in _read(_deaths, GRID, than).verdict


def test_codings_without_an_answer_are_counted_apart() -> None:
    """A coding that gives None or no finite number is neither for nor against."""

    def measure(coding: Any) -> float | None:
        if coding["estimate"] == "low":
            return None
        return float("nan") if coding["estimate"] == "high" else 299.0

    reading = _read(measure, GRID)
    assert (reading.answered, reading.holds) == (4, 4)
    assert "8 more give no answer" in reading.sentence
    assert reading.moves[0][1] == 0


@given(st.lists(st.floats(-100, 100), min_size=8, max_size=8))
def test_a_choice_that_is_ignored_never_moves_anything(values: list[float]) -> None:
    """The choice that the measure does not read has a share of zero."""
    chosen = MultiverseSettings(choices={"a": range(8), "idle": [1, 2]}, statement="it is so")
    reading = _read(lambda coding: values[coding["a"]], chosen, 0)
    assert dict(reading.moves)["idle"] == 0
    assert reading.low <= reading.median <= reading.high


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({}, "nothing_to_choose"),
        ({"a": [1]}, "nothing_to_choose"),
        ({"a": [1, 2], "b": []}, "empty_choice"),
        ({"a": range(71), "b": range(71)}, "grid_too_large"),
    ],
)
def test_grids_that_are_none_or_too_large_are_refused_before_any_run(
    choices: dict[str, list[int]], code: str
) -> None:
    """Nothing is computed for a grid that cannot be shown."""
    seen: list[object] = []

    def measure(coding: Any) -> float:
        seen.append(coding)
        return 1.0

    refusal = multiverse(
        measure, _more(0), MultiverseSettings(choices=choices, statement="it is so")
    )
    assert isinstance(refusal, Refusal)
    assert (refusal.code, seen) == (code, [])


def test_a_grid_without_any_answer_is_refused() -> None:
    """No coding answers: a refusal, not a share of nothing."""
    refusal = multiverse(lambda _: None, _more(0), GRID)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_answers"
