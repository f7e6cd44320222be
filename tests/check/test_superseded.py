"""Sources that a newer one has replaced."""

from __future__ import annotations

from counterclaim.check.superseded import findings
from counterclaim.model.snapshot import Snapshot
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

OLD = Document(id="o", title="Valley Events Dataset 23.1")
SAID = claim("c", 5, counts="killed", citations=("o",))


def test_an_older_version_than_a_known_one_is_told() -> None:
    """Cited in 23.1 while 25.1 is among the documents, or in the case's data."""
    new = Document(id="n", title="Valley Events Dataset 25.1")
    (found,) = findings(ledger(SAID, documents=(OLD, new)))
    assert (found.verdict, found.claims) == ("stale", ("c",))
    snapshot = Snapshot(id="s", dataset="Valley Events Dataset", version="25.1")
    assert len(list(findings(ledger(SAID, documents=(OLD,), snapshots=(snapshot,))))) == 1


def test_a_mark_in_the_source_is_enough() -> None:
    """A document that says by what it was replaced."""
    marked = Document.model_validate({"id": "o", "title": "Report", "superseded-by": "Report II"})
    assert len(list(findings(ledger(SAID, documents=(marked,))))) == 1


def test_the_newest_other_titles_and_uncited_ones_are_left_alone() -> None:
    """A different title with a higher number replaces nothing."""
    other = Document(id="n", title="Hill Events Dataset 25.1")
    assert list(findings(ledger(SAID, documents=(OLD, other)))) == []
    new = Document(id="n", title="Valley Events Dataset 25.1")
    assert list(findings(ledger(documents=(OLD, new)))) == []
