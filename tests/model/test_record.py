"""Records: every value fits a text cell, and a cell that fits nothing is refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from counterclaim.model.claim import Claim
from counterclaim.model.place import Place


@pytest.mark.parametrize(
    "cell", ["1,200", "1_200", "nan", "inf", "1e999", "twelve", "٣", "0x10", "."]
)
def test_what_is_no_plain_number_is_refused(cell: str) -> None:
    """Separators, words, foreign digits and infinities are not taken for numbers."""
    with pytest.raises(ValidationError, match="number"):
        Place(id="p", name="P", lat=cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12", 12), ("-1.5", -1.5), ("1e3", 1000.0), (".5", 0.5), (" ", None), ("+2", 2)],
)
def test_numbers_are_read(cell: str, value: float | None) -> None:
    """Digits with sign, point or exponent are numbers; an empty cell is none."""
    assert Place(id="p", name="P", lat=cell).lat == value  # type: ignore[arg-type]


def test_whole_numbers_are_written_without_a_point() -> None:
    """A float that is whole is written as a spreadsheet shows it."""
    assert Place(id="p", name="P", lat=12.0, lon=0.5).cells()["lat"] == "12"


def test_lists_are_written_with_semicolons() -> None:
    """Several names share a cell."""
    claim = Claim(id="c", citations=("x", "y"))
    assert claim.cells()["citations"] == "x; y"
    assert Claim(id="c", citations="x;y ; ").citations == ("x", "y")  # type: ignore[arg-type]


def test_a_claim_keeps_the_order_of_its_figures() -> None:
    """A claim whose low is above its high is refused."""
    with pytest.raises(ValidationError, match="broken"):
        Claim(id="c", low=5, high=3)
