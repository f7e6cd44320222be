"""Rounded and vague figures get their ranges in the checks alone."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.case.rules import Rules
from counterclaim.check.ranges import range_of, rounding_unit
from counterclaim.model.quantity import Quantity
from tests.check.invented import claim


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        ({"comparator": "about", "low": 1500, "best": 1500, "high": 1500}, 1350, 1650),
        ({"comparator": "about", "low": 12, "best": 12, "high": 12}, 10.8, 13.2),
        ({"comparator": "about", "low": 4, "best": 4, "high": 4}, 3, 5),
        ({"comparator": "about", "low": 100, "best": 100, "high": 100}, 75, 125),
        ({"comparator": "about", "low": 200, "best": 200, "high": 200}, 150, 250),
        ({"comparator": "nearly", "high": 200}, 180, 200),
        ({"comparator": "at_least", "low": 81, "best": 81}, 81, None),
        ({"comparator": "more_than", "low": 500}, 501, None),
        ({"comparator": "fewer_than", "high": 30}, None, 29),
        ({"comparator": "between", "low": 20, "high": 80}, 20, 80),
        ({"comparator": "vague", "words": "dozens of people"}, 24, 99),
        ({"comparator": "zero"}, 0, 0),
    ],
)
def test_comparators_open_the_range_that_their_words_allow(
    cells: dict[str, Any], low: float | None, high: float | None
) -> None:
    """Each comparator leaves the range that the method notes give it."""
    found = range_of(claim("c", **cells), Rules())
    assert (found.low, found.high) == (
        pytest.approx(low) if low else low,
        pytest.approx(high) if high else high,
    )


@pytest.mark.parametrize(
    ("value", "slack"), [(112, 0), (47, 0), (120, 0), (50, 0), (300, 15), (1500, 50), (20000, 1000)]
)
def test_only_round_hundreds_are_taken_as_rounded_without_a_word(value: int, slack: int) -> None:
    """An exact figure stays exact unless its zeros say that nobody counted that closely."""
    found = range_of(claim("c", value), Rules())
    assert (found.low, found.high) == (value - slack, value + slack)


def test_a_word_without_a_range_allows_everything() -> None:
    """A vague word that no table knows is no bound."""
    assert range_of(claim("c", comparator="vague", words="umpteen"), Rules()) == Quantity()


@pytest.mark.parametrize(("value", "unit"), [(300, 100), (1500, 100), (47, 1), (0, 1), (2.5, 1)])
def test_the_rounding_unit_is_the_place_of_the_last_figure(value: float, unit: int) -> None:
    """300 and 1,500 are rounded to hundreds, 47 to ones."""
    assert rounding_unit(value) == unit
