"""One source under several numbers is a housekeeping count."""

from __future__ import annotations

from counterclaim.check.repeated_sources import findings
from counterclaim.model.source import Citation, Document
from tests.check.invented import ledger


def test_repeats_are_one_note_with_a_count() -> None:
    """Three notes on two addresses of one text: one source, two notes too many."""
    documents = (
        Document(id="a", title="T", URL="https://example.org/x/"),
        Document(id="b", title="T", URL="https://example.org/x"),
    )
    notes = tuple(Citation(id=f"n{n}", document=d) for n, d in enumerate("aab"))
    (found,) = findings(ledger(documents=documents, citations=notes))
    assert (found.severity, found.figures) == ("note", {"sources": 1, "repeats": 2})


def test_other_pages_of_one_source_are_no_repeat() -> None:
    """Page 3 and page 9 are two citations."""
    pages = {"n1": "p. 3", "n2": "p. 9"}
    notes = tuple(Citation(id=id, document="a", locator=page) for id, page in pages.items())
    assert list(findings(ledger(documents=(Document(id="a", title="T"),), citations=notes))) == []


def test_notes_are_named_by_their_numbers_in_the_text() -> None:
    """A note of the citing text is told by its number, and one source in the singular."""
    notes = tuple(Citation(id=f"k{n}", document="a", locator=f"note {n} of t") for n in (3, 7))
    (found,) = findings(ledger(documents=(Document(id="a", title="T"),), citations=notes))
    assert found.explanation == (
        "One source stands under several numbers, one note more than needed: note 3 = note 7."
    )
