"""Core figures without a source."""

from __future__ import annotations

from typing import Any

from counterclaim.check.unsourced import findings
from tests.check.invented import claim, ledger

SERIES: list[Any] = [
    claim(f"y{year}", 5, counts="acts", actor="Arda", window=str(year)) for year in (2022, 2023)
]
NOTED = [claim(f"n{n}", kind="event", citations=("s",)) for n in range(3)]


def test_a_series_without_a_note_is_one_error() -> None:
    """Where other statements carry notes, the yearly figures owe one too; once, by name."""
    (found,) = findings(ledger(*SERIES, *NOTED))
    assert (found.severity, found.claims) == ("error", ("y2022", "y2023"))


def test_texts_without_notes_and_single_events_owe_none() -> None:
    """A news report without any notes is left alone, and so is a passing event."""
    assert list(findings(ledger(*SERIES))) == []
    passing = claim("e", 5, counts="killed", window="2022-03-27")
    assert list(findings(ledger(passing, *NOTED))) == []


def test_patterns_vague_words_and_named_speakers_owe_none() -> None:
    """Only the author's own figures are counted."""
    cap = claim("c", high=4, comparator="never_more_than", counts="acts", window="2022/2024")
    vague = claim("v", comparator="vague", words="dozens", counts="killed", window="2022")
    named = claim("s", 60, counts="killed", window="2022", voice="a ministry")
    assert list(findings(ledger(cap, vague, named, *NOTED))) == []


def test_a_figure_on_which_others_rest_is_core() -> None:
    """A part of a stated total carries the argument however short its window."""
    part = claim("p", 5, counts="killed", window="2022-03-27")
    total = claim("t", 9, counts="killed", citations=("s",), relation="total_of", operand=("p",))
    (found,) = findings(ledger(part, total, *NOTED))
    assert found.claims == ("p",)
