"""A pattern and its figures in one paragraph complete each other, as a guess."""

from __future__ import annotations

from counterclaim.check.context import in_context
from counterclaim.check.logic import findings
from tests.check.invented import claim, ledger

FIVE = claim("y", 5, counts="acts", actor="Arda", window="2022", locator="¶10")
CAP = claim(
    "c",
    counts="acts",
    actor="Arda",
    target="Bren",
    comparator="never_more_than",
    high=4,
    unit="year",
    window="2021/2025",
    locator="¶10",
)


def test_an_unsaid_target_is_taken_from_the_pattern_and_asked_about() -> None:
    """Five against "never more than four against Bren" is a question, not an error."""
    filled = in_context(ledger(FIVE, CAP))
    assert filled.by_id["y"].target == "Bren"
    assert filled.is_guess("y", "target")
    (found,) = findings(ledger(FIVE, CAP))
    assert (found.severity, found.question, set(found.claims)) == ("warning", True, {"y", "c"})


def test_other_paragraphs_actors_and_plain_figures_fill_nothing() -> None:
    """Only the same paragraph, a shared party, and a pattern on one side."""
    far = FIVE.model_copy(update={"locator": "¶2"})
    assert in_context(ledger(far, CAP)).by_id["y"].target == ""
    other = FIVE.model_copy(update={"actor": "Cole"})
    assert in_context(ledger(other, CAP)).by_id["y"].target == ""
    plain = claim("p", 9, counts="acts", actor="Arda", target="Bren", window="2023", locator="¶10")
    assert in_context(ledger(FIVE, plain)).by_id["y"].target == ""
