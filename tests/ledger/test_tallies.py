"""What stands beside the dead and is never added to them."""

from __future__ import annotations

from typing import Any

from counterclaim.ledger import Ledger
from counterclaim.ledger.tallies import tally
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity
from counterclaim.model.scope import Scope

WITHIN = Scope(place="Town", window=Period.parse("2024"))


def _claim(id: str, value: float | None = None, **cells: Any) -> Claim:
    figure = {} if value is None else {"low": value, "best": value, "high": value}
    kept = {"counts": "killed", "place": "Town", "window": "2024-03-05", "population": "civilians"}
    return Claim.model_validate({"id": id, **figure, **kept, **cells})


def test_civilians_range_from_confirmed_to_confirmed_and_contested() -> None:
    """30 confirmed and 12 contested are 30 to 42; the unknown have their own column."""
    found = tally(
        Ledger(
            claims=(
                _claim("a", 30, status="confirmed"),
                _claim("b", 12, status="contested", window="2024-04-01"),
                _claim("c", 7, population="", window="2024-05-01"),
                _claim("d", 5, population="soldiers", window="2024-06-01"),
            )
        ),
        WITHIN,
    )
    assert found.civilians == Quantity(30, None, 42)
    assert found.unknown == Quantity.exact(7)
    assert found.others == Quantity.exact(5)


def test_the_disappeared_stand_beside_and_one_person_is_never_in_both() -> None:
    """At least 81 disappeared, 3 of them found dead: 78 or more, beside the dead."""
    found = tally(
        Ledger(
            claims=(
                _claim("gone", counts="disappeared", comparator="at_least", low=81),
                _claim("found", 3, relation="found_dead", operand=("gone",), window="2024-09-01"),
            )
        ),
        WITHIN,
    )
    assert found.beside["disappeared"] == Quantity(78, None, None)
    assert found.moved == Quantity.exact(3)
    assert found.civilians == Quantity(3, None, 3)


def test_published_totals_are_kept_and_never_added() -> None:
    """A yearly total without incidents is named and not summed with the incidents."""
    found = tally(Ledger(claims=(_claim("year", 300, window="2024"), _claim("day", 9))), WITHIN)
    assert found.published == ("year",)
    assert found.counted == ("day",)
    assert found.civilians == Quantity(9, None, 9)


def test_one_event_told_twice_counts_once() -> None:
    """Two voices on one day and place are one event; another year or place is outside."""
    book = Ledger(
        claims=(
            _claim("a", 9),
            _claim("b", 12, voice="a ministry"),
            _claim("c", 50, place="Elsewhere"),
            _claim("d", 60, window="2023-01-01"),
            _claim("e", 70, status="withdrawn", window="2024-08-01"),
        )
    )
    assert tally(book, WITHIN).counted == ("a",)
