"""Figures in cited documents."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.looked_up import LookedUp, findings, forms_of, written
from tests.check.invented import claim, ledger


def test_a_number_is_looked_for_in_every_spelling() -> None:
    """Thousands with comma, blank, point or nothing between them; small numbers in words."""
    assert {"1,500", "1500", "1 500", "1.500"} <= set(written(1500))
    assert {"12", "twelve", "a dozen"} <= set(written(12))
    assert "forty-five" in written(45)
    assert written(3.5) == ["3.5", "3,5"]


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ({"low": 20, "high": 80, "comparator": "between"}, 2),
        ({"low": 5, "best": 5, "high": 5, "comparator": "exact"}, 1),
        ({"comparator": "vague", "words": "dozens"}, 1),
        ({"comparator": "zero", "low": 0, "high": 0}, 0),
    ],
)
def test_a_range_needs_both_of_its_ends(cells: dict[str, Any], ends: int) -> None:
    """Each end is looked for by itself; "no deaths" cannot be looked for."""
    assert len(forms_of(claim("c", **cells), "")) == ends


def test_only_a_figure_that_no_document_holds_is_told() -> None:
    """If one cited document holds it, or one is not at hand, nothing is said."""
    book = ledger(claim("a", 5, citations=("d1", "d2")))
    missing = LookedUp("a", "d1", "not_found")
    assert [f.claims for f in findings(book, [missing, LookedUp("a", "d2", "not_found")])] == [
        ("a",)
    ]
    for other in ("found", "not_supplied"):
        assert not list(findings(book, [missing, LookedUp("a", "d2", other)]))


def test_pages_are_named() -> None:
    """The sentence names the pages, as a reader would."""
    assert LookedUp("a", "d", "found", (4,)).sentence == "found on page 4"
    assert LookedUp("a", "d", "found", (4, 9)).sentence == "found on pages 4 and 9"
    assert LookedUp("a", "d", "not_supplied").sentence == "not supplied"
