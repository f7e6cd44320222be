"""Deeds of a text, and whose deed a figure without a doer is."""

from __future__ import annotations

import pytest

from counterclaim.draft.claims import DraftClaim, draft_claims
from counterclaim.draft.documents import read
from counterclaim.draft.perpetrators import camp_of, could_harm


def drafts(text: str) -> list[DraftClaim]:
    """The numeric drafts of a report in English."""
    return [d for d in draft_claims(read(text.encode(), "text.txt")) if d.kind == "numeric"]


def test_a_toll_takes_the_doer_of_the_deed_before_it() -> None:
    """The sentence that gives the toll names nobody; the sentence before tells who fired."""
    text = (
        "Gunmen stormed the market of Tarso in the morning and opened fire on traders. At least "
        "forty civilians died, medics said, and the army sent soldiers to the town."
    )
    (toll,) = drafts(text)
    assert toll.actor == "Gunmen"
    assert toll.origin["actor"] == "inherited"


def test_nobody_is_taken_to_have_harmed_his_own() -> None:
    """The army acted last, but it is not what killed its own soldiers."""
    text = (
        "Rebels ambushed a convoy near Ondara, and the army shelled the hills around it for hours "
        "and burned farms there. Twelve soldiers died."
    )
    toll = next(d for d in drafts(text) if d.low == 12)
    assert toll.actor == "Rebels"


def test_fighting_names_no_doer() -> None:
    """Who killed whom in a battle is not said, so no actor is given."""
    text = (
        "The army shelled Tarso on Monday. On Tuesday 30 people died in clashes between soldiers "
        "and farmers over a well."
    )
    toll = next(d for d in drafts(text) if d.low == 30)
    assert not toll.actor


@pytest.mark.parametrize(
    ("name", "camp"),
    [("Ruritanian army", "state"), ("suspected jihadists", "armed group"), ("the mayor", "")],
)
def test_camps_are_told_by_their_words(name: str, camp: str) -> None:
    """State forces and armed groups are told apart by the words of their names alone."""
    assert camp_of(name) == camp


@pytest.mark.parametrize(
    ("doer", "loser", "could"),
    [
        ("army", "soldiers", False),
        ("rebels", "soldiers", True),
        ("Boko Haram", "militants", False),
        ("army", "", True),
    ],
)
def test_general_words_of_one_camp_do_not_harm_each_other(
    doer: str, loser: str, could: bool
) -> None:
    """The army kills no soldiers, and militants no militants, as far as words tell."""
    assert could_harm(doer, loser) is could
