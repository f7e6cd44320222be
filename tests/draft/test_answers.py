"""What is kept of a model's proposals."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.draft.answers import Asked, accepted
from counterclaim.draft.claims import DraftClaim
from counterclaim.draft.text import Block, Document

pytest.importorskip("spacy")
TEXT = "In 2021 the army killed 40 rebels; of the dead, 15 were killed at Old Wells by rockets."
DOCUMENT = Document("t.txt", "txt", TEXT, (Block(0, len(TEXT)),))
FORTY = DraftClaim(id="a", span=(24, 26), sentence=(0, len(TEXT)), low=40, best=40, high=40)
ASKED = Asked(DOCUMENT, DOCUMENT.blocks[0], (FORTY,))


def kept(**answer: Any) -> list[DraftClaim]:
    """The drafts after an answer."""
    return accepted(answer, ASKED, [FORTY]).claims


def test_a_missed_figure_is_read_by_the_grammar() -> None:
    """The quote decides: 15 is drafted with the span where it stands, all of it a guess."""
    quote = "15 were killed at Old Wells"
    found = kept(missed=[{"quote": quote, "figure": "15"}])
    (missed,) = [one for one in found if one.id != "a"]
    assert TEXT[slice(*missed.span)] == "15"
    assert missed.best == 15
    assert missed.origin["counts"] == "guess"
    assert "proposed" in missed.flags


@pytest.mark.parametrize(
    "proposal",
    [
        {"quote": "16 were killed at Old Wells", "figure": "16"},
        {"quote": "killed at Old Wells by rockets", "figure": "rockets"},
        {"quote": "the army killed 40 rebels", "figure": "40"},
        {"quote": "15 were killed", "figure": "40"},
        {"quote": "", "figure": "15"},
        {"figure": "15"},
    ],
)
def test_what_is_not_there_or_there_already_is_refused(proposal: dict[str, Any]) -> None:
    """Changed quotes, words that are no figure and figures that were found add nothing."""
    assert kept(missed=[proposal]) == [FORTY]


def test_fields_that_the_text_states_are_not_overwritten() -> None:
    """Only empty, inherited and guessed fields are open to a proposal."""
    told = FORTY.model_copy(update={"actor": "rebels", "origin": {"actor": "text"}})
    answer = {"fill": [{"id": "a", "quote": "the army killed 40 rebels", "actor": "army"}]}
    (one,) = accepted(answer, Asked(DOCUMENT, DOCUMENT.blocks[0], (told,)), [told]).claims
    assert one.actor == "rebels"


def test_a_window_must_be_named_by_the_text() -> None:
    """The year of the proposal stands in the document, or it is refused."""
    (one,) = kept(fill=[{"id": "a", "quote": "In 2021", "window": "2021"}])
    assert str(one.window) == "2021"
    assert kept(fill=[{"id": "a", "quote": "In 2021", "window": "2020/2021"}]) == [FORTY]
