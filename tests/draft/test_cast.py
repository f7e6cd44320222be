"""The parties of a text, and who could have harmed whom."""

from __future__ import annotations

from counterclaim.draft.analysed import Analysed
from counterclaim.draft.cast import Cast
from counterclaim.draft.documents import read

TEXT = """Rebels attack a convoy

Ruritanian soldiers were killed on 3 May 2024 when fighters of the Northern Front attacked their
convoy, the army said. The Northern Front killed 12 soldiers. The Northern Front then withdrew.

Ukraine sent 30 tanks. Monitors of the United Nations counted 12 dead.
"""


def cast() -> Cast:
    """The cast of the text above."""
    return Cast(Analysed(read(TEXT.encode(), "text.txt"), None, None, None, None, None))


def test_every_side_is_found_with_its_sentences() -> None:
    """Mentions are kept by side, in reading order, each with the number of its sentence."""
    parties = cast().parties
    assert len(parties["northern front"].named) == 3
    numbers = [at for at, _ in parties["northern front"].named]
    assert numbers == sorted(numbers)


def test_a_party_knows_its_neighbouring_mentions() -> None:
    """The last sentence before and the first after a place that names the party, or -1."""
    front = cast().parties["northern front"]
    first, *_, last = [at for at, _ in front.named]
    assert front.around(first) == (-1, first + 1)
    assert front.around(last) == (last - 1, -1)


def test_nobody_is_a_foe_of_himself() -> None:
    """Foes of a side are named sides other than itself, and no observers."""
    found = cast()
    assert "northern front" not in found.foes("Northern Front")
    assert "northern front" in found.foes("soldiers")
    assert not [side for side in found.foes("") if "united nations" in side]


def test_a_phrase_about_a_party_is_of_its_side() -> None:
    """ "Fighters of the Northern Front" are the Northern Front; no name is no side."""
    found = cast()
    assert found.side("Fighters of the Northern Front") == "northern front"
    assert found.side("the Northern Front") == "northern front"
    assert found.side("") == ""


def test_parties_far_away_are_left_out_unless_often_named() -> None:
    """Around a figure stand the parties of its paragraph and the most named of the text."""
    filler = "\n\n".join(f"The {name} Brigade came on day {at}." for at, name in enumerate(NAMES))
    text = read(f"{TEXT}\n{filler}".encode(), "text.txt")
    found = Cast(Analysed(text, None, None, None, None, None))
    near = {party.side for party in found.near(1, found.text.sentences[1].block)}
    assert "northern front" in near
    assert len(near) < len(found.parties)


NAMES = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper", "Kauri",
    "Larch", "Maple", "Nutmeg", "Oak", "Poplar", "Quince", "Rowan", "Spruce", "Teak", "Umbra",
    "Walnut", "Yew", "Zelkova",
)  # fmt: skip
