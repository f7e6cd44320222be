"""Dates and durations: an error if impossible, silent if rounded."""

from __future__ import annotations

import pytest

from counterclaim.check.dates import findings, lengths
from counterclaim.model.period import Period
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

DOCUMENT = Document.model_validate({"id": "d", "issued": {"date-parts": [[2025, 8, 28]]}})


@pytest.mark.parametrize(
    ("value", "unit", "window", "told"),
    [
        (3.5, "years", "2021-12/2025-06", 0),
        (3, "years", "2021-12/2025-06", 0),
        (5, "years", "2021-12/2025-06", 1),
        (2, "days", "2025-06-04/2025-06-06", 0),
        (9, "days", "2025-06-04/2025-06-06", 1),
        (2, "weeks", "2017-03-18/2017-03-31", 0),
        (3, "years ago", "2022-10", 0),
        (3, "years ago", "2019-10", 1),
        (2, "days", "2024-07", 0),
    ],
)
def test_durations_beside_their_dates(value: float, unit: str, window: str, told: int) -> None:
    """Rounded durations pass, "three years ago" for two years and ten months among them."""
    said = claim("c", value, counts="duration", unit=unit, window=window, document="d")
    assert len(list(findings(ledger(said, documents=(DOCUMENT,))))) == told


def test_what_is_reported_before_it_happened_is_an_error() -> None:
    """A report of February about deaths in March; one of March is fine."""
    cells = {"counts": "killed", "window": "2024-03"}
    (found,) = findings(ledger(claim("c", 5, reported="2024-02", **cells)))
    assert (found.severity, found.verdict) == ("error", "contradicted")
    assert list(findings(ledger(claim("c", 5, reported="2024-03", **cells)))) == []


def test_what_is_told_of_the_future_is_an_error_unless_the_date_was_guessed() -> None:
    """Deaths after the document's own date; a guessed date only raises a question."""
    said = claim("c", 5, counts="killed", window="2026", document="d")
    (found,) = findings(ledger(said, documents=(DOCUMENT,)))
    assert found.severity == "error"
    marks = {"c": {"window": "guess"}}
    (asked,) = findings(ledger(said, documents=(DOCUMENT,), origin=marks))
    assert (asked.severity, asked.question) == ("warning", True)


def test_lengths_are_bounds() -> None:
    """Months without days leave the length open by nearly two months."""
    shortest, longest = lengths(Period.parse("2021-12/2022-02")) or (0, 0)
    assert (shortest, longest) == (32, 90)
    assert lengths(Period.parse("2021-12/..")) is None
