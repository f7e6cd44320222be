"""Parts that exclude each other are at most their whole together."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.check.logic import findings
from counterclaim.model.actor import Actor, ActorRelation
from counterclaim.model.claim import Claim
from counterclaim.model.place import Place
from tests.check.invented import claim, ledger, told

PLACES = (
    Place(id="harun", name="Harun", admin1="Sarn"),
    Place(id="berun", name="Berun", admin1="Sarn"),
)
YEAR: dict[str, Any] = {"counts": "killed", "window": "2023"}


@pytest.mark.parametrize(("whole", "told_of"), [(60, 1), (70, 0), (90, 0)])
def test_two_towns_of_one_province(whole: int, told_of: int) -> None:
    """40 and 30 dead in two towns do not go into 60 in their province."""
    towns = [claim("a", 40, place="Harun", **YEAR), claim("b", 30, place="Berun", **YEAR)]
    found = list(findings(ledger(*towns, claim("t", whole, place="Sarn", **YEAR), places=PLACES)))
    assert [set(each.claims) for each in found] == [{"a", "b", "t"}] * told_of
    assert all("70" in each.explanation for each in found)


def test_soldiers_and_civilians_exclude_each_other_and_women_do_not() -> None:
    """Civilians and soldiers add up; women may be civilians."""
    whole = claim("t", 60, place="Harun", population="people", **YEAR)
    civil = claim("c", 40, place="Harun", population="civilians", **YEAR)
    soldiers = claim("s", 30, place="Harun", population="soldiers", **YEAR)
    women = claim("w", 30, place="Harun", population="women", **YEAR)
    assert told(findings(ledger(whole, civil, soldiers))) == [{"c", "s", "t"}]
    assert list(findings(ledger(whole, civil, women))) == []


@pytest.mark.parametrize(
    ("one", "two", "told_of"),
    [
        ("villagers", "children", 0),
        ("soldiers", "women", 0),
        ("refugees", "villagers", 0),
        ("pupils", "girls", 0),
        ("prisoners", "women", 0),
        ("children in combat", "girls", 0),
        ("soldiers", "police", 1),
        ("girls", "boys", 1),
        ("villagers", "rebels", 1),
        ("farmers", "teachers", 1),
    ],
)
def test_only_those_are_added_who_cannot_stand_in_both(one: str, two: str, told_of: int) -> None:
    """Children may be villagers and soldiers women; nobody is both soldier and policeman."""
    whole = claim("t", 20, place="Harun", population="people", **YEAR)
    parts = [
        claim("a", 15, place="Harun", population=one, **YEAR),
        claim("b", 10, place="Harun", population=two, **YEAR),
    ]
    assert told(findings(ledger(whole, *parts))) == [{"a", "b", "t"}] * told_of


def test_what_is_unsaid_means_everybody_and_is_asked_about() -> None:
    """40 killed in all does not hold 60 rebels; whom the 40 were is asked, not asserted."""
    all_ = claim("a", 40, actor="Arda", place="Harun", **YEAR)
    rebels = claim("r", 60, actor="Arda", target="rebels", place="Harun", **YEAR)
    (found,) = findings(ledger(all_, rebels))
    assert (found.severity, found.question) == ("warning", True)
    fewer = rebels.model_copy(update={"low": 10, "best": 10, "high": 10})
    assert list(findings(ledger(all_, fewer))) == []


def test_what_a_draft_leaves_unsaid_is_a_gap() -> None:
    """In a draft a missing field may only have been missed, so nothing is said."""
    all_ = claim("a", 40, actor="Arda", place="Harun", **YEAR)
    rebels = claim("r", 60, actor="Arda", target="rebels", place="Harun", **YEAR)
    assert list(findings(ledger(all_, rebels, origin={"a": {"actor": "text"}}))) == []


def test_acts_of_two_actors_may_be_one_act() -> None:
    """Two members of one alliance may attack together, so their attacks are not added."""
    actors = (Actor(id="a", name="A"), Actor(id="b", name="B"), Actor(id="u", name="U"))
    inside = tuple(
        ActorRelation(subject=part, predicate="part_of", object="u") for part in ("a", "b")
    )
    cells: dict[str, Any] = {"counts": "acts", "place": "Harun", "window": "2023"}
    acts = [claim("x", 40, actor="A", **cells), claim("y", 30, actor="B", **cells)]
    whole = claim("t", 60, actor="U", **cells)
    book = ledger(*acts, whole, actors=actors, relations=inside)
    assert list(findings(book)) == []
    dead = [
        Claim.model_validate({**each.model_dump(), "counts": "killed"}) for each in (*acts, whole)
    ]
    assert told(findings(ledger(*dead, actors=actors, relations=inside))) == [{"x", "y", "t"}]
