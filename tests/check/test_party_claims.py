"""What only a party to the conflict says, told as fact."""

from __future__ import annotations

from counterclaim.check.party_claims import findings
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

ARMY = Document(id="d", title="Valley army says 60 killed in operation")
WATCH = Document(id="e", title="60 killed in valley, says rights group")
CELLS = {"counts": "killed", "actor": "Arda", "window": "2022-03"}


def test_deaths_from_an_army_s_mouth_are_an_error() -> None:
    """A figure of deaths whose only source is the army that did it."""
    said = claim("c", 60, citations=("d",), **CELLS)
    (found,) = findings(ledger(said, documents=(ARMY,)))
    assert found.severity == "error"


def test_other_claims_of_a_party_are_a_warning() -> None:
    """A capture that an army announces is told as a warning."""
    said = claim("c", kind="event", actor="Arda", citations=("f",), statement="The fort was taken.")
    source = Document(id="f", title="Valley army says it has taken the fort")
    (found,) = findings(ledger(said, documents=(source,)))
    assert found.severity == "warning"


def test_attributed_or_otherwise_sourced_claims_are_left_alone() -> None:
    """A second source, a named speaker, or another figure in the title: silence."""
    both = claim("c", 60, citations=("d", "e"), **CELLS)
    assert list(findings(ledger(both, documents=(ARMY, WATCH)))) == []
    named = claim("c", 60, citations=("d",), voice="the army", **CELLS)
    assert list(findings(ledger(named, documents=(ARMY,)))) == []
    other = claim("c", 90, citations=("d",), **CELLS)
    assert list(findings(ledger(other, documents=(ARMY,)))) == []
    assert (
        list(findings(ledger(claim("c", 60, citations=("e",), **CELLS), documents=(WATCH,)))) == []
    )


def test_the_same_figure_in_a_party_s_voice_is_noticed() -> None:
    """The author repeats as fact what the ledger has from the army alone."""
    fact = claim("c", 60, **CELLS)
    theirs = claim("o", 60, voice="Valley army", status="claimed", **CELLS)
    (found,) = findings(ledger(fact, theirs))
    assert found.claims == ("c",)
