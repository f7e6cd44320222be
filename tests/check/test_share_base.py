"""Shares multiplied with a base that is not theirs."""

from __future__ import annotations

from counterclaim.check.share_base import findings
from tests.check.invented import claim, ledger

SHARE = claim(
    "s",
    comparator="between",
    low=70,
    high=80,
    counts="share",
    relation="share_of",
    actor="Arda",
    place="Continent",
    population="veterans",
)
BASE = claim("b", 1500, counts="troops", actor="Arda", place="Land")


def test_only_a_product_with_another_base_is_told() -> None:
    """70 to 80% of all, applied to those in one country, and only if the text multiplies."""
    assert list(findings(ledger(SHARE, BASE))) == []
    product = claim(
        "p",
        comparator="between",
        low=1050,
        high=1200,
        counts="troops",
        relation="product_of",
        operand=("s", "b"),
    )
    (found,) = findings(ledger(SHARE, BASE, product))
    assert (found.severity, found.verdict) == ("warning", "not_comparable")
    assert "place" in found.explanation


def test_the_share_s_own_base_is_fine() -> None:
    """A share whose operand is the very figure may be multiplied with it."""
    own = SHARE.model_copy(update={"operand": ("b",)})
    product = claim("p", 1100, counts="troops", relation="product_of", operand=("s", "b"))
    assert list(findings(ledger(own, BASE, product))) == []
