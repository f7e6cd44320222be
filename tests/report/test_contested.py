"""Reported figures that differ for the same thing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.report.contested import contested

MOURA = {"counts": "killed", "place": "Somewhere", "window": "2022-03"}


def ledger(*rows: dict[str, Any]) -> Ledger:
    """Claims with ids in order."""
    claims = [Claim.model_validate({"id": f"c{n}", **row}) for n, row in enumerate(rows)]
    return Ledger(claims=tuple(claims))


def test_differing_figures_of_one_scope_stand_together() -> None:
    """Three voices on one thing are one group, the smallest first."""
    found = contested(
        ledger(
            {"low": 500, "comparator": "at_least", "voice": "a", **MOURA},
            {"low": 203, "best": 203, "high": 203, "voice": "b", **MOURA},
            {"words": "dozens", "comparator": "vague", "voice": "c", **MOURA},
        )
    )
    assert [[c.voice for c in group.claims] for group in found] == [["c", "b", "a"]]


def test_equal_figures_are_not_contested() -> None:
    """Two voices that say the same disagree about nothing."""
    same = {"low": 5, "best": 5, "high": 5, **MOURA}
    assert contested(ledger({**same, "voice": "a"}, {**same, "voice": "b"})) == ()


def test_other_days_places_and_harms_are_other_things() -> None:
    """What differs in a dimension of the scope is not set side by side."""
    five, six = {"low": 5, "best": 5, "high": 5}, {"low": 6, "best": 6, "high": 6}
    for change in ({"window": "2022-04"}, {"place": "Elsewhere"}, {"counts": "wounded"}):
        assert contested(ledger({**five, **MOURA}, {**six, **MOURA, **change})) == ()


@given(st.permutations(range(6)))
def test_the_order_of_claims_changes_nothing(order: list[int]) -> None:
    """Groups are the same in whatever order the claims come."""
    rows = [
        {"id": f"k{n}", "low": 5 + n, "best": 5 + n, "high": 5 + n, **MOURA,
         "place": "A" if n < 3 else "B"}
        for n in range(6)
    ]  # fmt: skip
    straight = contested(ledger(*rows))
    assert len(straight) == 2
    assert contested(ledger(*(rows[n] for n in order))) == straight
