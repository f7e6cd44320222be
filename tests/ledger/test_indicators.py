"""Claims of success against indicators that were declared beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.case.definitions import Indicator
from counterclaim.ledger import Ledger
from counterclaim.ledger.indicators import answered, findings
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.place import Site
from counterclaim.model.quantity import Quantity

CLAIM = Claim(id="c", statement="All towns are held.", window=Period.parse("2025"), kind="relation")


def _indicator(**test: Any) -> Indicator:
    return Indicator.model_validate(
        {"id": "i", "title": "Attacks on towns", "claim": "c", "test": test}
    )


def _counting(low: int, best: int, high: int) -> Any:
    def count(measure: str, period: Period) -> Answer:
        return Figure(Quantity(low, best, high), "events", best)

    return count


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [((0, 0, 0), "supported"), ((3, 4, 9), "in_tension"), ((0, 0, 2), "not_decided")],
)
def test_the_declared_test_decides(figure: tuple[int, int, int], verdict: str) -> None:
    """No attack at all bears the claim out, some break it, a range over both leaves it open."""
    book = Ledger(claims=(CLAIM,))
    indicator = _indicator(measure="attacks", comparator="at_most", value=0)
    (found,) = findings(book, [indicator], _counting(*figure))
    assert (found.severity, found.verdict, found.claims) == ("note", verdict, ("c",))


def test_a_refusal_is_said_as_such() -> None:
    """What cannot be counted is not decided, with the data's own reason."""
    refusal = Refusal(Status.NOT_COVERED, "ends", "The data ends in 2024.")
    (found,) = findings(
        Ledger(claims=(CLAIM,)), [_indicator(measure="attacks", value=1)], lambda m, p: refusal
    )
    assert found.verdict == "not_decided"
    assert "The data ends in 2024." in found.explanation


def test_sites_of_the_register_can_be_the_test() -> None:
    """Bases held by an actor in the period are counted without any data."""
    sites = (
        Site(id="s1", place="Town", function="base", actor="Bren", valid=Period.parse("2024/..")),
        Site(id="s2", place="Fort", function="base", actor="Arda"),
        Site(id="s3", place="Ford", function="base", actor="Bren", valid=Period.parse("2020")),
    )
    held = {"function": "base", "actor": "Bren"}
    test = _indicator(sites=held, period="2025", comparator="zero", value=0)
    (tested,) = answered(Ledger(claims=(CLAIM,), sites=sites), [test], _counting(0, 0, 0))
    assert isinstance(tested.answer, Figure)
    assert tested.answer.quantity == Quantity.exact(1)
    assert tested.holds is False


def test_a_test_without_measure_or_period_is_refused() -> None:
    """The remedy names the keys."""
    (tested,) = answered(Ledger(), [_indicator(measure="attacks")], _counting(0, 0, 0))
    assert isinstance(tested.answer, Refusal)
