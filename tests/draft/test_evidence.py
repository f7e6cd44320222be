"""What speaks for each party as the doer of a figure."""

from __future__ import annotations

from counterclaim.draft.analysed import Analysed
from counterclaim.draft.cast import Cast
from counterclaim.draft.documents import read
from counterclaim.draft.evidence import NOBODY, Evidence, evidence
from counterclaim.draft.reader import Reader

TEXT = """Rebels attack a convoy

The Northern Front attacked a convoy of the army near Tarso on 3 May 2024, witnesses said.

At least 12 Ruritanian soldiers were killed in the ambush. Fighters of the
Northern Front burned 4 trucks.
"""


def found(value: float) -> dict[str, Evidence]:
    """The evidence for the figure of that value."""
    text = Analysed(read(TEXT.encode(), "text.txt"), None, None, None, None, "en")
    reader = Reader(text)
    asked = reader.asked(reader.ruled())
    question = next(q for draft, q in asked if draft.low == value)
    return evidence(question, Cast(text))


def test_nobody_is_always_a_possible_answer() -> None:
    """Each question can be answered with nobody."""
    assert "nobody" in found(12)[NOBODY]
    assert "nobody" in found(4)[NOBODY]


def test_each_piece_is_noted_in_general_and_for_its_class() -> None:
    """Where a party stands weighs otherwise for deaths than for trucks."""
    deaths, trucks = found(12)["northern front"], found(4)["northern front"]
    assert "elsewhere | harm" in deaths
    assert "here | things" in trucks
    assert all(trucks[name] == trucks[f"{name} | things"] for name in trucks if " | " not in name)


def test_the_answer_of_the_rules_speaks_for_its_side_alone() -> None:
    """Who is ruled the doer has "ruled"; every other party has "other ruled"."""
    sides = found(4)
    assert "ruled by sentence" in sides["northern front"]
    others = set(sides) - {"northern front", NOBODY}
    assert all("other ruled by sentence" in sides[side] for side in others)


def test_who_was_harmed_is_no_possible_doer() -> None:
    """The side whose dead are counted is not among those who may have killed them."""
    assert not [side for side in found(12) if "ruritanian" in side]
