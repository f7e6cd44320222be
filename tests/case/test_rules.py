"""Rules: vague words have ranges, in two languages, and a case may set its own."""

from __future__ import annotations

import pytest

from counterclaim.case.rules import VAGUE_WORDS, Rules
from counterclaim.model.quantity import Quantity


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("dozens", 24, 99),
        ("scores of people", 40, 99),
        ("Hundreds", 200, 999),
        ("several hundred men", 300, 999),
        ("tens of thousands of people", 20_000, 99_999),
        ("thousands", 2_000, 9_999),
        ("several", 3, 9),
        ("des centaines de morts", 200, 999),
        ("plusieurs dizaines", 30, 99),
    ],
)
def test_vague_words_have_ranges(words: str, low: int, high: int) -> None:
    """The longest known phrase decides, whatever stands around it."""
    assert Rules().range_of(words) == Quantity(low=low, high=high)


@pytest.mark.parametrize("words", ["", "a lot", "scoreskeeper", "mille"])
def test_other_words_have_none(words: str) -> None:
    """A word that is not in the table gets no range."""
    assert Rules().range_of(words) is None


def test_a_case_sets_its_own_range() -> None:
    """The case's entry stands before the product's, in either spelling of a range."""
    rules = Rules.model_validate({"vague_words": {"Dozens": [30, 60], "a heap": {"low": 7}}})
    assert rules.range_of("dozens") == Quantity(low=30, high=60)
    assert rules.range_of("a heap of") == Quantity(low=7)
    assert rules.range_of("scores") == VAGUE_WORDS["scores"]
