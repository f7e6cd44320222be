"""Which claims share a cell, which stand apart, and which only raise a question."""

from __future__ import annotations

from typing import Any

from counterclaim.check.cells import Cells
from counterclaim.check.logic import findings
from counterclaim.ledger import Text
from counterclaim.model.claim import Incident
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

DEAD: dict[str, Any] = {"counts": "killed", "actor": "Arda", "document": "d"}
FULL = "They lost four trucks and nine trucks. Later twelve died. Then thirty died."
TEXT = Text(FULL, sentences=((0, 38), (39, 57), (58, 75)))


def _same(*claims: Any, **more: Any) -> bool:
    cells = Cells(ledger(*claims, **more)).of
    return len({cells[c.id] for c in claims}) == 1


def test_spellings_of_one_scope_are_one_cell() -> None:
    """2022 and its first to last day, an article, capitals: the same."""
    one = claim("a", 1, window="2022", **DEAD)
    two = claim("b", 2, window="2022-01-01/2022-12-31", **{**DEAD, "actor": "the arda"})
    assert _same(one, two)


def test_figures_of_one_list_stand_apart() -> None:
    """Four trucks and nine trucks in one sentence are a list, not a quarrel."""
    cells: dict[str, Any] = {
        "counts": "vehicles",
        "unit": "trucks",
        "window": "2022",
        "document": "d",
    }
    four, nine = claim("a", 4, span="10-14", **cells), claim("b", 9, span="26-30", **cells)
    assert not _same(four, nine, texts={"d": TEXT})
    assert _same(four, nine)


def test_things_without_a_unit_stand_apart() -> None:
    """Ten of something and five of something cannot be compared."""
    assert not _same(
        claim("a", 10, counts="other", window="2022"), claim("b", 5, counts="other", window="2022")
    )


def test_bare_figures_of_a_text_stand_apart() -> None:
    """Twelve died, thirty died: without time and place they may be two events."""
    twelve, thirty = claim("a", 12, span="45-51", **DEAD), claim("b", 30, span="63-69", **DEAD)
    assert not _same(twelve, thirty, texts={"d": TEXT})
    assert _same(twelve, thirty)


def test_incidents_are_cells_of_their_own() -> None:
    """Two incidents of one month are not compared; two claims on one incident are."""
    cells = {**DEAD, "window": "2022-03"}
    one, two = claim("a", 5, part_of="i1", **cells), claim("b", 9, part_of="i2", **cells)
    incidents = (Incident(id="i1"), Incident(id="i2"))
    assert not _same(one, two, incidents=incidents)
    assert _same(one, claim("c", 7, part_of="i1", **cells), incidents=incidents)


def test_a_draft_whose_time_and_place_are_inherited_is_only_a_note() -> None:
    """Where neither is in the sentence the two may be different events."""
    cells = {**DEAD, "window": "2022-03", "place": "Land"}
    one, two = claim("a", 5, **cells), claim("b", 9, **cells)
    marks = {"window": "inherited", "place": "inherited"}
    documents = (Document(id="d"),)
    (found,) = findings(ledger(one, two, origin={"a": marks}, documents=documents))
    assert found.severity == "note"
    marks = {"window": "text", "place": "inherited"}
    (found,) = findings(ledger(one, two, origin={"a": marks}, documents=documents))
    assert found.severity == "error"


def test_troops_move_within_a_year() -> None:
    """Two figures for the troops of one year are a question, of one day an error."""
    troops: dict[str, Any] = {"counts": "troops", "actor": "Arda"}
    year = (claim("a", 900, window="2022", **troops), claim("b", 1250, window="2022", **troops))
    (found,) = findings(ledger(*year))
    assert found.question
    day = (
        claim("a", 901, window="2022-05-01", **troops),
        claim("b", 1250, window="2022-05-01", **troops),
    )
    (found,) = findings(ledger(*day))
    assert found.severity == "error"
