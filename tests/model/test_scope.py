"""Scopes: comparing them is reflexive, flips with its sides, and nesting passes on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.period import Period
from counterclaim.model.scope import DIMENSIONS, Hierarchy, Relation, Scope, closure, compare

NAMES = ("a", "b", "c", "d", "e", "f")
WINDOWS = (None, *map(Period.parse, ("2022", "2022-03", "2022/2023", "2021-12/2022-01", "2023/..")))
SCOPES = st.builds(
    Scope,
    counts=st.sampled_from(("", "killed", "wounded", "casualties", "acts")),
    actor=st.sampled_from(("", *NAMES)),
    target=st.sampled_from(("", "a", "b")),
    population=st.sampled_from(("", "c", "d")),
    place=st.sampled_from(("", *NAMES)),
    window=st.sampled_from(WINDOWS),
)
PARENTS = st.dictionaries(
    st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=2), max_size=6
).map(closure)
JOINT = st.dictionaries(
    st.sampled_from(NAMES), st.frozensets(st.sampled_from(NAMES), min_size=2), max_size=2
)
KNOWLEDGE = st.builds(Hierarchy, actors=PARENTS, places=PARENTS, populations=PARENTS, joint=JOINT)
NESTED = (Relation.INSIDE, Relation.SAME)


@given(SCOPES, KNOWLEDGE)
def test_a_scope_is_the_same_as_itself(scope: Scope, knows: Hierarchy) -> None:
    """Comparison is reflexive and then names no difference."""
    found = compare(scope, scope, knows)
    assert found.relation is Relation.SAME
    assert not found.differs


@given(SCOPES, SCOPES, KNOWLEDGE)
def test_swapping_the_sides_flips_the_relation(a: Scope, b: Scope, knows: Hierarchy) -> None:
    """Seen from the other side every relation is the flipped one."""
    there, back = compare(a, b, knows), compare(b, a, knows)
    assert there.relation.flipped() is back.relation
    assert {d: r.flipped() for d, r in there.differs.items()} == dict(back.differs)


@given(SCOPES, SCOPES, SCOPES, KNOWLEDGE)
def test_nesting_passes_on(a: Scope, b: Scope, c: Scope, knows: Hierarchy) -> None:
    """What is inside something lies inside whatever contains that."""
    if compare(a, b, knows).relation in NESTED and compare(b, c, knows).relation in NESTED:
        assert compare(a, c, knows).relation in NESTED


@given(SCOPES, SCOPES, KNOWLEDGE)
def test_unstated_never_nests(a: Scope, b: Scope, knows: Hierarchy) -> None:
    """Where only one side states a dimension, the two at best overlap."""
    found = compare(a, b, knows)
    stated = [bool(getattr(a, d)) == bool(getattr(b, d)) for d in DIMENSIONS]
    assert (found.unstated == ()) == all(stated)
    if found.unstated:
        assert found.relation in {Relation.OVERLAPPING, Relation.DISJOINT}


def test_each_dimension_is_named() -> None:
    """A comparison says in what two scopes differ, and how."""
    knows = Hierarchy(places=closure({"market": {"town"}, "town": {"land"}}))
    found = compare(
        Scope("killed", place="market", window=Period.parse("2022-03")),
        Scope("casualties", place="land", window=Period.parse("2022")),
        knows,
    )
    assert found.relation is Relation.INSIDE
    assert set(found.differs) == {"counts", "place", "window"}


def test_killed_is_part_of_casualties_and_not_of_wounded() -> None:
    """Killed lies inside casualties; killed and wounded share nobody."""
    assert compare(Scope("killed"), Scope("casualties")).relation is Relation.INSIDE
    assert compare(Scope("killed"), Scope("wounded")).relation is Relation.DISJOINT


def test_two_spellings_are_one_actor() -> None:
    """Names that contain each other are spellings of one thing."""
    knows = Hierarchy(actors=closure({"guard": {"River Guard"}, "River Guard": {"guard"}}))
    assert (
        compare(Scope(actor="guard"), Scope(actor="River Guard"), knows).relation is Relation.SAME
    )


def test_groups_that_share_a_member_overlap() -> None:
    """Two groups with a common member are not disjoint."""
    knows = Hierarchy(actors=closure({"guard": {"foreign forces", "river forces"}}))
    found = compare(Scope(actor="foreign forces"), Scope(actor="river forces"), knows)
    assert found.relation is Relation.OVERLAPPING


def test_joint_action_overlaps_the_groups_of_its_members() -> None:
    """What two actors do together overlaps what either, or the group of either, does."""
    knows = Hierarchy(
        actors=closure({"guard": {"river forces"}}), joint={"both": frozenset({"army", "guard"})}
    )
    for other in ("army", "guard", "river forces"):
        found = compare(Scope(actor="both"), Scope(actor=other), knows)
        assert found.relation is Relation.OVERLAPPING
    assert compare(Scope(actor="both"), Scope(actor="rebels"), knows).relation is Relation.DISJOINT


def test_closure_reaches_every_ancestor_and_survives_cycles() -> None:
    """Ancestors are found through any number of steps; a name never contains itself."""
    chain = closure({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}})
    assert chain["a"] == {"b", "c", "d"}
    assert "b" not in chain["b"]
