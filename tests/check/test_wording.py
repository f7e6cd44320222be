"""Ids of drafts in the words of the text."""

from __future__ import annotations

from counterclaim.check.wording import in_words
from counterclaim.model.finding import Finding


def told(explanation: str) -> str:
    """The explanation with d1 shown as the words "five"."""
    found = Finding(
        id="f", kind="logic", severity="note", verdict="contested", explanation=explanation
    )
    return in_words(found, {"d1": "five", "d2": "never more than four"}).explanation


def test_a_figure_that_is_told_keeps_its_place_only() -> None:
    """ "5 raids (d1, paragraph 6)" is read as "5 raids (paragraph 6)"."""
    assert told("5 raids (d1, paragraph 6); none (d2)") == "5 raids (paragraph 6); none"


def test_a_bare_id_becomes_its_words() -> None:
    """Elsewhere the words of the text stand for the id."""
    assert told("d2 allows 4, d1 gives 5") == "“never more than four” allows 4, “five” gives 5"


def test_other_ids_stay() -> None:
    """Ids of the case's own ledger are left alone."""
    assert told("s35 gives 5") == "s35 gives 5"
