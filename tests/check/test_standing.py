"""What becomes of each figure."""

from __future__ import annotations

from counterclaim.check.editor import finding
from counterclaim.check.standing import standings
from counterclaim.model.claim import Claim
from tests.check.invented import claim, ledger

KILLED = {"counts": "killed", "actor": "army", "window": "2021", "document": "d"}


def marks(*claims: Claim, **findings: object) -> dict[str, str]:
    """The mark of each claim."""
    book = ledger(*claims)
    found = [
        finding(book, "logic", severity, "in_tension", [book.by_id[id]], "…")  # type: ignore[arg-type]
        for id, severity in findings.items()
    ]
    return {id: one.mark for id, one in standings(book, claims, found, {}).items()}


def test_the_worst_finding_marks_a_figure() -> None:
    """A figure with an error is marked so, whatever else is said of it."""
    assert marks(claim("a", 5, **KILLED), a="error") == {"a": "error"}


def test_figures_of_one_class_are_set_beside_each_other() -> None:
    """Two figures for killed people fit; one that stands alone says so."""
    other = claim("b", 7, **{**KILLED, "window": "2022"})
    alone = claim("c", 9, **{**KILLED, "counts": "wounded"})
    assert marks(claim("a", 5, **KILLED), other, alone) == {"a": "fits", "b": "fits", "c": "alone"}


def test_why_a_figure_cannot_be_checked_is_said() -> None:
    """No date, nobody and nowhere, and nothing counted are different reasons."""
    undated = claim("a", 5, **{**KILLED, "window": ""})
    nobody = claim("b", 5, counts="killed", window="2021", document="d")
    nothing = claim("c", 5, window="2021", document="d")
    found = standings(ledger(undated, nobody, nothing), [undated, nobody, nothing], [], {})
    assert [found[id].reason for id in "abc"] == [
        "no date",
        "no actor, no target and no place",
        "what it counts was not recognised",
    ]


def test_a_statement_without_a_figure_is_not_counted_as_unchecked() -> None:
    """An event that nothing is told of has no mark of its own."""
    event = claim("a", kind="event", document="d", actor="army", window="2021")
    assert standings(ledger(event), [event], [], {})["a"].mark == "statement"
