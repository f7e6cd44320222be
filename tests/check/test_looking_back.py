"""The first and the most "since" something look back no further."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counterclaim.check.logic import findings
from counterclaim.check.looking_back import looked_back_to
from counterclaim.model.period import Period
from tests.check.invented import claim, ledger


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the first attack since 2015", date(2015, 12, 31)),
        ("the deadliest day since May 2019", date(2019, 5, 31)),
        ("the deadliest day since 3 December 2019", date(2019, 12, 31)),
        ("the first strike of 2021", date(2020, 12, 31)),
        ("the first strike this year", date(2020, 12, 31)),
        ("the first attack in two years", date(2019, 5, 4)),
        ("the deadliest attack in more than a decade", date(2011, 5, 4)),
        ("the first attack in the town", None),
        ("the first attack of 2020", None),
        ("a record", None),
    ],
)
def test_the_words_say_how_far_they_look_back(words: str, expected: date | None) -> None:
    """Since a year leaves that year out; a number of years goes back from the day."""
    assert looked_back_to(words, Period.parse("2021-05-03")) == expected


def test_of_a_year_itself_its_number_says_nothing_more() -> None:
    """The record number of deaths in 2021 is a record of all years."""
    assert looked_back_to("a record number of deaths in 2021", Period.parse("2021")) is None


@pytest.mark.parametrize(("words", "told"), [("", 1), ("since 2019", 0), ("since 2017", 1)])
def test_a_first_since_a_year_has_others_before_it(words: str, told: int) -> None:
    """What came in or before the year since which it is the first breaks nothing."""
    cells: dict[str, Any] = {"counts": "acts", "actor": "Arda", "place": "Vale"}
    first = claim("f", comparator="first", kind="event", words=words, window="2021-05-03", **cells)
    earlier = claim("a", 3, window="2019-05-03", **cells)
    assert len(list(findings(ledger(first, earlier)))) == told
