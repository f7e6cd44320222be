"""Parts that are added up although they may hold the same people."""

from __future__ import annotations

from typing import Any

from counterclaim.check.added_up import findings
from counterclaim.model.place import Place
from tests.check.invented import claim, ledger, told

DEAD: dict[str, Any] = {"counts": "killed", "place": "Harun", "window": "2023-05-14"}
PLACES = (
    Place(id="harun", name="Harun", aliases=("Haroun",), country="Oland"),
    Place(id="oland", name="Oland"),
)


def test_women_and_children_exceed_the_civilians_of_whom_they_are_part() -> None:
    """25 women and 20 children are more than 40 civilians, unless girls stand in both."""
    whole = claim("t", 40, population="civilians", **DEAD)
    parts = [
        claim(sort[0], count, population=sort, part_of="t", **DEAD)
        for sort, count in (("women", 25), ("children", 20))
    ]
    (found,) = findings(ledger(whole, *parts))
    assert (found.severity, set(found.claims)) == ("warning", {"t", "w", "c"})
    assert "45" in found.explanation
    fewer = parts[0].model_copy(update={"low": 19, "best": 19, "high": 19})
    assert list(findings(ledger(whole, fewer, parts[1]))) == []


def test_one_event_under_two_spellings_is_not_added_up() -> None:
    """Harun and Haroun are one town, so its dead of one day stand twice in the sum."""
    one = claim("a", 40, **DEAD)
    two = claim("b", 22, **{**DEAD, "place": "Haroun"})
    total = claim(
        "t", 62, relation="total_of", operand="a; b", counts="killed", window="2023-05-14"
    )
    assert told(findings(ledger(one, two, total, places=PLACES))) == [{"t", "a", "b"}]
    assert list(findings(ledger(one, two, total))) == []


def test_a_part_and_its_whole_are_not_added_up() -> None:
    """The dead of a town are among those of its country."""
    town = claim("a", 40, **DEAD)
    land = claim("b", 90, **{**DEAD, "place": "Oland", "window": "2023"})
    total = claim("t", 130, relation="total_of", operand="a; b", counts="killed", window="2023")
    assert told(findings(ledger(town, land, total, places=PLACES))) == [{"t", "a", "b"}]


def test_two_attacks_of_one_day_in_the_same_words_are_left_alone() -> None:
    """Two figures told alike are the two parts that the total says they are."""
    parts = [claim("a", 12, **DEAD), claim("b", 7, **DEAD)]
    total = claim("t", 19, relation="total_of", operand="a; b", **DEAD)
    assert list(findings(ledger(*parts, total))) == []
