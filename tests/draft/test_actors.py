"""Who did what a figure counts, as its sentence and its paragraph tell."""

from __future__ import annotations

import pytest

from counterclaim.draft.claims import DraftClaim, draft_claims
from counterclaim.draft.documents import read

LEAD = "The army and the rebels fight on; the war and its militias go on.\n\n"


def draft(text: str, low: float) -> DraftClaim:
    """The draft of the figure of that value, in a text on an armed conflict."""
    drafts = draft_claims(read((LEAD + text).encode(), "text.txt"))
    return next(d for d in drafts if d.kind == "numeric" and low in (d.low, d.best))


@pytest.mark.parametrize(
    ("text", "low", "actor"),
    [
        ("Fifteen sailors were seized by Iran a week ago, the navy said.", 15, "Iran"),
        ("Twelve farmers were killed by masked gunmen near Tarso.", 12, "gunmen"),
        ("Al-Shabaab claimed responsibility for an attack that killed 10 people.", 10,
         "Al-Shabaab"),
        ("Hamas was responsible for 30 killings in the camp.", 30, "Hamas"),
        ("Rebel shelling of regime-held areas killed six people.", 6, "Rebel"),
        ("An IS-claimed suicide attack on a stadium killed 29 people.", 29, "IS"),
        ("Six soldiers were killed in clashes with Hamas near the border.", 6, "Hamas"),
        ("The Ruritanian army, which had said that all was quiet, killed three farmers.", 3,
         "Ruritanian army"),
        ("The morgue took in 76 bodies, all of them victims of Boko Haram.", 76, "Boko Haram"),
    ],
)  # fmt: skip
def test_a_sentence_names_its_doer(text: str, low: float, actor: str) -> None:
    """By an agent, a claim of responsibility, an act with an owner, or the other side."""
    assert actor in draft(text, low).actor


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Police said 12 people were killed in the blast.", 12),
        ("Air strikes on rebel-held villages killed 39 civilians.", 39),
        ("The police records of 2008 hold 1,414 homicides.", 1414),
        ("Government soldiers: 361 killed, 214 wounded.", 361),
        ("Radio station DXDC put the death toll at 30.", 30),
    ],
)
def test_speakers_holders_and_sources_did_nothing(text: str, low: float) -> None:
    """Who tells of the dead, holds their village or keeps the records did not kill them."""
    assert draft(text, low).actor == ""


def test_what_an_army_lost_names_no_doer_for_any_item_of_the_list() -> None:
    """ "Russia lost 4 tanks, 2 boats and 30 vehicles": Russia is what suffered it."""
    text = "Russia has lost 1,149 vehicles, 300 guns and 1,865 tanks."
    assert [draft(text, n).actor for n in (1149, 300, 1865)] == ["", "", ""]


def test_irregulars_are_their_own_side() -> None:
    """ "As the army left, thousands of militiamen came": not the army's, so nobody else's."""
    assert draft("As the army left Tarso, 2,500 militiamen came.", 2500).actor == "militiamen"


def test_the_text_itself_tells_which_names_are_armed_groups() -> None:
    """ "The militant group X": from then on X acts, in that text alone."""
    text = "The militant group Harun Wadi controls the coast. In May Harun Wadi abducted 20 women."
    assert draft(text, 20).actor == "Harun Wadi"
    assert draft("In May Harun Wadi abducted 20 women.", 20).actor == ""


def test_an_essay_goes_on_about_who_acted_last_in_its_paragraph() -> None:
    """Further on in a paragraph of an essay, a toll takes the doer of the deed told in it."""
    text = (
        "In 2019 Hamas attacked the coast. The season was dry, and roads were poor. Of the towns "
        "two are still empty. In 2021 there were nine attacks there, and in 2023 again 12 attacks."
    )
    assert draft(text, 12).actor == "Hamas"
    assert draft(text, 12).origin["actor"] == "inherited"
