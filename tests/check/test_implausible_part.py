"""One event that is most of a total over years is told, with the arithmetic."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.implausible_part import findings
from counterclaim.model.place import Place
from tests.check.invented import claim, ledger

LAND = (Place(id="Land", name="Land"), Place(id="Town", name="Town", country="Land"))
TOTAL: dict[str, Any] = {"actor": "Arda", "place": "Land", "window": "2022/2025"}
EVENT: dict[str, Any] = {"place": "Town", "window": "2022-03-23/2022-03-31", "counts": "killed"}


def _book(event: dict[str, Any]) -> Any:
    return ledger(
        claim("dead", 355, counts="killed", population="civilians", **TOTAL),
        claim("acts", 112, counts="acts", **TOTAL),
        claim("event", **{**EVENT, **event}),
        places=LAND,
    )


def test_the_part_the_rest_and_both_means_are_shown() -> None:
    """300 of 355 in one of 112 acts leaves half a death for each of the others."""
    (found,) = findings(_book({"exact": 300, "actor": "Arda"}))
    assert (found.severity, found.claims) == ("warning", ("event", "dead", "acts"))
    assert found.figures["rest"] == 55
    assert found.figures["mean_with"] == pytest.approx(355 / 112)
    assert found.figures["mean_without"] == pytest.approx(55 / 111)
    assert "85%" in found.explanation


def test_an_act_with_an_ally_counts_as_a_part() -> None:
    """What two did together belongs in the total of one of them."""
    book = _book({"exact": 300, "actor": "Arda; Bren"})
    other = claim("other", 3, counts="acts", actor="Bren", window="2022")
    assert len(list(findings(book.holding([*book.claims, other])))) == 1


def test_a_place_that_nobody_places_makes_it_a_question() -> None:
    """Where no table says that the town lies in the country, the finding asks."""
    (found,) = findings(_book({"exact": 300, "actor": "Arda", "place": "Elsewhere"}))
    assert found.question


@pytest.mark.parametrize(
    "event",
    [
        {"exact": 60, "actor": "Arda"},
        {"exact": 300, "actor": "Cole"},
        {"exact": 300, "actor": "Arda", "window": "2020-03"},
        {"exact": 300, "actor": "Arda", "relation": "part_of", "operand": ("dead",)},
    ],
)
def test_small_foreign_or_declared_parts_are_left_alone(event: dict[str, Any]) -> None:
    """Another actor, place or time, a small part, or a part that the text declares: silence."""
    assert list(findings(_book(event))) == []
