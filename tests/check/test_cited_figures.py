"""Figures in cited titles against the claims that cite them."""

from __future__ import annotations

from counterclaim.check.cited_figures import findings
from counterclaim.model.source import Citation, Document
from tests.check.invented import claim, ledger

SOURCES = {
    "documents": (
        Document(id="d1", title="About 300 killed in valley, says rights group"),
        Document(id="d2", title="Ministry says 203 killed in valley"),
        Document(id="d3", title="Ministry speaks of valley operation"),
    ),
    "citations": tuple(Citation(id=f"n{n}", document=f"d{n}") for n in (1, 2, 3)),
}


def test_a_title_s_other_figure_is_told() -> None:
    """Of two cited titles the one whose figure the text leaves out is told."""
    said = claim(
        "c",
        comparator="about",
        low=300,
        best=300,
        high=300,
        counts="killed",
        citations=("n1", "n2", "n3"),
    )
    (found,) = findings(ledger(said, **SOURCES))
    assert (found.severity, found.figures["title"]) == ("warning", "203")


def test_a_figure_told_elsewhere_or_of_another_class_is_left_alone() -> None:
    """A second claim with the title's figure, or a claim of wounded, is no finding."""
    said = claim("c", 300, counts="killed", citations=("n1", "n2"))
    other = claim("o", 203, counts="killed", voice="a ministry", citations=("n2",))
    assert list(findings(ledger(said, other, **SOURCES))) == []
    hurt = claim("w", 12, counts="wounded", citations=("n2",))
    assert list(findings(ledger(hurt, **SOURCES))) == []
