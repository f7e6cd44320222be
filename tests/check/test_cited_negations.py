"""Negations against cited titles."""

from __future__ import annotations

from counterclaim.check.cited_negations import affirmed, denied, findings
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger


def test_a_denial_of_what_the_title_affirms_is_asked_about() -> None:
    """Never investigated, citing "to investigate"."""
    said = claim(
        "c",
        kind="relation",
        citations=("d",),
        statement="The government never investigated the killings.",
    )
    source = Document(id="d", title="Government to investigate claims of killings")
    (found,) = findings(ledger(said, documents=(source,)))
    assert (found.severity, found.question) == ("warning", True)


def test_agreement_is_left_alone() -> None:
    """Both deny, or neither does."""
    said = claim(
        "c",
        kind="relation",
        citations=("d",),
        statement="The government never investigated the killings.",
    )
    source = Document(id="d", title="Killings were not investigated")
    assert list(findings(ledger(said, documents=(source,)))) == []


def test_a_negation_covers_the_next_words_only() -> None:
    """What stands far from the negation is not denied."""
    words = "They did not attack the village, but the market was burned"
    assert "attack" in denied(words)
    assert "burned" not in denied(words)
    assert affirmed("Market burned") == {"burned"}
