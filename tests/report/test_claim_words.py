"""How a reported figure is said."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.model.claim import Claim
from counterclaim.report.claim_words import claim_words


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"counts": "killed", "comparator": "at_least", "low": 81}, "at least 81 people"),
        ({"counts": "killed", "comparator": "exact", "low": 1, "best": 1, "high": 1}, "1 person"),
        ({"counts": "killed", "comparator": "between", "low": 50, "high": 70}, "50-70 people"),
        ({"counts": "killed", "comparator": "vague", "words": "dozens"}, "dozens of people"),
        (
            {"counts": "killed", "comparator": "vague", "words": "several hundred"},
            "several hundred people",
        ),
        ({"counts": "killed", "comparator": "zero"}, "none reported"),
        (
            {"counts": "acts", "comparator": "never_more_than", "high": 4, "unit": "year"},
            "never more than 4 acts a year",
        ),
        ({"counts": "acts", "comparator": "rises_each", "unit": "year"}, "rises each year"),
        ({"counts": "share", "comparator": "between", "low": 70, "high": 80}, "70-80%"),
        (
            {"counts": "duration", "comparator": "exact", "low": 3.5, "best": 3.5, "high": 3.5,
             "unit": "years"},
            "3.5 years",
        ),
        ({"counts": "troops", "comparator": "about", "low": 1500, "best": 1500, "high": 1500},
         "about 1,500 soldiers"),
        ({"counts": "killed"}, "no figure"),
    ],
)  # fmt: skip
def test_figures_are_said_as_an_editor_would(fields: dict[str, Any], said: str) -> None:
    """Comparator, amount and unit make words that fit into a sentence."""
    assert claim_words(Claim.model_validate({"id": "c", **fields})) == said
