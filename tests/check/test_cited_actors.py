"""Doers and speakers in cited titles against the actor of the sentence."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.cited_actors import findings
from counterclaim.model.actor import Actor
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

ACTORS = (Actor(id="arda", name="Arda Company"), Actor(id="bren", name="Bren Front"))


def _found(title: str, **cells: Any) -> int:
    said = claim(
        "c",
        kind="event",
        actor="Arda Company",
        citations=("d",),
        statement="They took the fort.",
        **cells,
    )
    return len(
        list(findings(ledger(said, actors=ACTORS, documents=(Document(id="d", title=title),))))
    )


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Valley army says it has captured the fort", 1),
        ("Bren Front seizes the fort", 1),
        ("Arda Company and army capture the fort", 0),
        ("The fort has fallen", 0),
        ("What Bren Front wants", 0),
    ],
)
def test_a_title_s_other_doer_is_told(title: str, told: int) -> None:
    """Only who speaks or acts in a title counts; a topic is no contradiction."""
    assert _found(title) == told


def test_a_sentence_that_names_the_other_is_left_alone() -> None:
    """With the army in the sentence itself the reader is told."""
    said = claim(
        "c",
        kind="event",
        actor="Arda Company",
        citations=("d",),
        statement="With the army they took the fort.",
    )
    source = Document(id="d", title="Valley army says it has captured the fort")
    assert list(findings(ledger(said, actors=ACTORS, documents=(source,)))) == []
