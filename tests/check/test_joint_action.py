"""What two did, told of one."""

from __future__ import annotations

from typing import Any

from counterclaim.check.joint_action import findings
from counterclaim.model.actor import Actor
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

ACTORS = (Actor(id="arda", name="Arda"), Actor(id="bren", name="Bren"))
TOWN: dict[str, Any] = {"counts": "killed", "place": "Town", "window": "2022-03-27"}


def test_a_total_whose_largest_part_was_joint_is_told() -> None:
    """The total names one actor, the event that makes most of it two."""
    total = claim("t", 355, counts="killed", actor="Arda", window="2022/2025")
    event = claim("e", 300, actor="Arda; Bren", **TOWN)
    (found,) = findings(ledger(total, event, actors=ACTORS))
    assert found.claims == ("t", "e")
    small = claim("e", 9, actor="Arda; Bren", **TOWN)
    assert list(findings(ledger(total, small, actors=ACTORS))) == []


def test_one_figure_once_joint_and_once_alone_is_told() -> None:
    """The same 31 dead of the same day, with and without the partner."""
    alone, both = claim("a", 31, actor="Arda", **TOWN), claim("b", 31, actor="Arda; Bren", **TOWN)
    (found,) = findings(ledger(alone, both, actors=ACTORS))
    assert found.claims == ("a", "b")


def test_a_cited_title_that_names_two_is_told() -> None:
    """ "Army, Arda disappear civilians" under a sentence on Arda alone."""
    said = claim("c", 12, counts="disappeared", actor="Arda", citations=("d",), statement="Twelve.")
    two = Document(id="d", title="Valley: Army, Arda Disappear Villagers")
    assert len(list(findings(ledger(said, actors=ACTORS, documents=(two,))))) == 1
    topic = Document(id="d", title="Arda leaves after losses, Bren to remain")
    assert list(findings(ledger(said, actors=ACTORS, documents=(topic,)))) == []
