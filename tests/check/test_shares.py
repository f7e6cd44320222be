"""Shares of one base add up to at most all of it."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.shares import findings
from tests.check.invented import claim, ledger, told


def _shares(*rows: tuple[str, float], **more: Any) -> Any:
    base = claim("base", 1000, counts="killed", window="2023")
    cells = {"counts": "share", "relation": "share_of", "operand": ("base",), **more}
    return ledger(base, *(claim(who, share, population=who, **cells) for who, share in rows))


def test_shares_above_all_of_it_are_an_error() -> None:
    """60% civilians and 55% soldiers of the same dead cannot be."""
    (found,) = findings(_shares(("civilians", 60), ("soldiers", 55)))
    assert (found.severity, found.figures["sum"]) == ("error", 115)


@pytest.mark.parametrize(
    "rows",
    [
        (("civilians", 60), ("soldiers", 40)),
        (("civilians", 34), ("soldiers", 33), ("militants", 34)),
        (("men", 70), ("children", 60)),
        (("soldiers", 70), ("combatants", 80)),
    ],
)
def test_shares_of_all_rounded_crossing_or_nested_are_left_alone(rows: Any) -> None:
    """100%, 101% by rounding, groups that cut across each other, and nested groups: silence."""
    assert list(findings(_shares(*rows))) == []


def test_the_unit_may_say_of_what_they_are_shares() -> None:
    """55% of deaths by one side and 58% of deaths by another are asked about; bare percents not."""
    cells: dict[str, Any] = {"counts": "share", "place": "Vale", "window": "2021"}
    of_deaths = [
        claim("a", 55, actor="Arda", unit="percent of deaths", **cells),
        claim("b", 58, actor="Bren", unit="percent of deaths", **cells),
    ]
    assert told(findings(ledger(*of_deaths))) == [{"a", "b"}]
    bare = [each.model_copy(update={"unit": "percent"}) for each in of_deaths]
    assert list(findings(ledger(*bare))) == []
