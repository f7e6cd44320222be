"""Which measure answers for a claim."""

from __future__ import annotations

from counterclaim.check.case_measures import made, matching
from counterclaim.model.actor import Actor, ActorRelation, Group
from counterclaim.model.measure import Measure
from counterclaim.model.place import Place
from counterclaim.model.scope import Scope
from counterclaim.resolve.actors import Roster

ARMY, GUARD, REBELS = (Actor(id=name, name=name.title()) for name in ("army", "guard", "rebels"))
RELATIONS: tuple[ActorRelation, ...] = ()
ROSTER = Roster(
    {actor.id: actor for actor in (ARMY, GUARD, REBELS)},
    (),
    RELATIONS,
    {"hired": Group.model_validate({"name": "Hired men", "members": ["guard"]})},
)
PLACES = (Place(id="tarif", name="Tarif"),)
ALONE = Measure(id="alone", actor="army", kinds=("one_sided",), place="Tarif")
JOINT = Measure(
    id="joint", actor="army", partner="hired", attribution="joint", kinds=("one_sided",)
)


def test_place_and_people_must_agree() -> None:
    """A measure of civilians in one place answers for just these, under any of its spellings."""
    here = Scope("killed", "army", "", "civilians", "tarif")
    assert [m.measure.id for m in matching(here, [ALONE], ROSTER, PLACES)] == ["alone"]
    assert not matching(Scope("killed", "army", "", "", "tarif"), [ALONE], ROSTER, PLACES)
    elsewhere = Scope("killed", "army", "", "civilians", "old wells")
    assert not matching(elsewhere, [ALONE], ROSTER, PLACES)


def test_one_of_two_is_only_told_why_not() -> None:
    """The joint measure of a group gives its member no figure."""
    (match,) = matching(Scope("killed", "guard", "", "civilians"), [JOINT], ROSTER, PLACES)
    assert match.tells_only_why_not


def test_two_together_match_in_any_order() -> None:
    """The member of the group beside the army is the joint measure's own matter."""
    for actors in ("army; guard", "guard; army"):
        (match,) = matching(Scope("killed", actors, "", "civilians"), [JOINT], ROSTER, PLACES)
        assert match.is_whole
        assert not match.tells_only_why_not


def test_deaths_of_a_side_are_asked_as_its_own() -> None:
    """Deaths that rebels inflicted on the army are deaths that the army suffered."""
    (match,) = made(Scope("killed", "rebels", "army", "", "tarif"), ["survey"], ROSTER)
    assert (match.measure.actor, match.measure.deaths) == ("army", "suffered")
    assert match.measure.target == "rebels"


def test_unknown_names_make_no_measure() -> None:
    """Nothing is counted for somebody whom the case does not know."""
    assert not list(made(Scope("killed", "strangers", "army"), ["survey"], ROSTER))
