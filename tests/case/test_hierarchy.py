"""What a case knows of what lies inside what, as comparisons use it."""

from __future__ import annotations

import pytest

from counterclaim.case import Case
from counterclaim.case.hierarchy import hierarchy, populations
from counterclaim.model.actor import Actor
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.place import Place
from counterclaim.model.scope import Relation, Scope, closure, compare


def relation(case: Case, left: Scope, right: Scope, window: str | None = None) -> Relation:
    """How two scopes stand to each other in this case."""
    knows = hierarchy(case, Period.parse(window) if window else None)
    return compare(left, right, knows).relation


def test_members_lie_in_their_group_in_their_time(filled: Case) -> None:
    """A former member lies in a group only within the dates of its membership."""
    guard, forces = Scope(actor="river_guard"), Scope(actor="river_forces")
    assert relation(filled, guard, forces) is Relation.INSIDE
    assert relation(filled, guard, forces, "2021") is Relation.INSIDE
    assert relation(filled, guard, forces, "2023") is Relation.DISJOINT


def test_joint_groups_overlap_their_members(filled: Case) -> None:
    """A group that acts jointly overlaps its members and their groups, and holds none of them."""
    joint = Scope(actor="army_with_river")
    for other in ("army", "river_guard", "river_forces"):
        assert relation(filled, joint, Scope(actor=other)) is Relation.OVERLAPPING
    assert relation(filled, joint, Scope(actor="dawn_front")) is Relation.DISJOINT


def test_actors_written_together_act_jointly(filled: Case) -> None:
    """A claim about several actors in one cell overlaps the claims about each."""
    filled.write("claims", [*filled.table("claims"), Claim(id="j", actor="army; river_guard")])
    joint = Scope(actor="army; river_guard")
    assert relation(filled, joint, Scope(actor="army")) is Relation.OVERLAPPING


def test_places_lie_in_their_division_and_country(filled: Case) -> None:
    """Ids, names and aliases of a place are one; it lies in its division and its country."""
    assert relation(filled, Scope(place="banko"), Scope(place="Bankó")) is Relation.SAME
    for larger in ("delta", "Delta", "Sahelia", "sahelia"):
        assert relation(filled, Scope(place="banko"), Scope(place=larger)) is Relation.INSIDE


def test_a_shared_spelling_is_nobodys(case: Case) -> None:
    """A name that two places or actors bear stands for neither of them."""
    case.write("places", [Place(id="p1", name="Banko"), Place(id="p2", name="Banko")])
    case.write("actors", [Actor(id="a1", name="Guard"), Actor(id="a2", name="Guard")])
    assert relation(case, Scope(place="p1"), Scope(place="p2")) is Relation.DISJOINT
    assert relation(case, Scope(place="p1"), Scope(place="Banko")) is Relation.DISJOINT
    assert relation(case, Scope(actor="a1"), Scope(actor="Guard")) is Relation.DISJOINT


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("soldiers", "combatants", Relation.INSIDE),
        ("civilians", "combatants", Relation.DISJOINT),
        ("women", "civilians", Relation.OVERLAPPING),
        ("villagers", "people", Relation.INSIDE),
        ("people", "children", Relation.CONTAINS),
        ("boatmen", "civilians", Relation.INSIDE),
    ],
)
def test_populations(filled: Case, left: str, right: str, expected: Relation) -> None:
    """Populations nest, overlap or share nobody; a case adds its own."""
    assert relation(filled, Scope(population=left), Scope(population=right)) is expected


def test_the_table_of_populations_is_sound() -> None:
    """Every population has a line of its own, and none lies in itself."""
    table = populations({})
    assert {above for within in table.values() for above in within} <= set(table)
    assert all(name not in above for name, above in closure(table).items())
