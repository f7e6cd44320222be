"""Claims read the labels of older files as the words that are used now."""

from __future__ import annotations

import pytest

from counterclaim.model.claim import Claim


@pytest.mark.parametrize(
    ("column", "older", "present"),
    [
        ("comparator", "approx", "about"),
        ("comparator", "range", "between"),
        ("comparator", "none", "unstated"),
        ("status", "disputed", "contested"),
        ("counts", "fatalities", "killed"),
        ("counts", "injured", "wounded"),
        ("counts", "killed", "killed"),
    ],
)
def test_older_labels_are_read_as_todays_words(column: str, older: str, present: str) -> None:
    """What was called approx is about, a range lies between; today's words stay."""
    assert getattr(Claim.model_validate({"id": "a", column: older}), column) == present


def test_a_word_for_acts_is_kept_as_their_unit() -> None:
    """Operations are acts that are called operations, unless a unit says what they are."""
    kept = Claim.model_validate({"id": "a", "counts": "operations"})
    assert (kept.counts, kept.unit) == ("acts", "operations")
    assert Claim.model_validate({"id": "a", "counts": "attacks", "unit": "raids"}).unit == "raids"


@pytest.mark.parametrize(
    ("relation", "comparator"),
    [
        ("never_more_than", "never_more_than"),
        ("increased_every_year", "rises_each"),
        ("similar_number", "similar_to"),
        ("record_high", "record"),
        ("total_of", "unstated"),
    ],
)
def test_a_rule_over_periods_may_stand_as_a_relation(relation: str, comparator: str) -> None:
    """ "Never more than four" with four as a mere maximum is the rule all the same."""
    cells = {"id": "a", "relation": relation, "comparator": "none", "high": "4"}
    claim = Claim.model_validate(cells)
    assert (claim.comparator, claim.high) == (comparator, 4)
    assert claim.relation == ("total_of" if relation == "total_of" else "")


def test_what_was_read_from_older_labels_is_written_in_todays_words() -> None:
    """A row goes out in the words in which it would come in again as the same claim."""
    claim = Claim.model_validate({"id": "a", "counts": "attacks", "relation": "record_high"})
    assert Claim.model_validate({k: v for k, v in claim.cells().items() if v}) == claim
