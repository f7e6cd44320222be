"""Tolls grow: what one speaker gives on two days is an update, not a contradiction."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.logic import findings
from tests.check.invented import claim, ledger

DEAD: dict[str, Any] = {"counts": "killed", "place": "Harun", "window": "2023-05-14"}


@pytest.mark.parametrize(
    ("first", "second", "verdict", "severity"),
    [
        ({"reported": "2023-05-14"}, {"reported": "2023-05-16"}, "stale", "note"),
        ({"reported": "2023-05-16"}, {"reported": "2023-05-16"}, "contradicted", "error"),
        ({}, {}, "contradicted", "error"),
        ({"reported": "2023-05-14"}, {}, "contradicted", "error"),
    ],
)
def test_two_days_make_an_update(
    first: dict[str, str], second: dict[str, str], verdict: str, severity: str
) -> None:
    """Twelve on the day and nineteen two days later are one growing toll."""
    said: dict[str, Any] = {**DEAD, "voice": "police", "document": "d"}
    one, two = claim("a", 12, **said, **first), claim("b", 19, **said, **second)
    (found,) = findings(ledger(one, two))
    assert (found.verdict, found.severity) == (verdict, severity)


def test_rival_speakers_on_two_days_stay_contested_with_the_days_told() -> None:
    """Two agencies disagree, and the reader is told that one of them spoke earlier."""
    one = claim("a", 12, voice="agency one", reported="2023-05-14", **DEAD)
    two = claim("b", 19, voice="agency two", reported="2023-05-16", **DEAD)
    (found,) = findings(ledger(one, two))
    assert found.verdict == "contested"
    assert "a was reported on 14 May 2023" in found.explanation


def test_a_later_toll_of_a_part_explains_an_earlier_one_of_the_whole() -> None:
    """12 dead on the first day and 15 civilians dead ten days later are one count that grew."""
    cells: dict[str, Any] = {"counts": "killed", "place": "Vale", "window": "2018-05-01"}
    first = claim("a", 12, voice="ministry", reported="2018-05-02", **cells)
    later = claim("b", 15, voice="ministry", reported="2018-05-12", population="women", **cells)
    (found,) = findings(ledger(first, later))
    assert (found.verdict, found.severity) == ("stale", "note")
    (found,) = findings(ledger(first, later.model_copy(update={"reported": first.reported})))
    assert (found.verdict, found.severity) == ("contradicted", "error")
