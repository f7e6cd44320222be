"""What is counted: class of act or harm, actor, target, population, place, window.

One function, :func:`compare`, says how two scopes stand to each other. Claims are compared, sums
are checked and data is counted through it and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from itertools import permutations

from counterclaim.model.period import Period


class Counts(StrEnum):
    """Classes of act or harm; attacks, operations and missions are one class, ``acts``."""

    ACTS = "acts"
    KILLED = "killed"
    WOUNDED = "wounded"
    CASUALTIES = "casualties"
    ARRESTED = "arrested"
    DETAINED = "detained"
    DISAPPEARED = "disappeared"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    TROOPS = "troops"
    SHARE = "share"
    SITES = "sites"
    PLACES = "places"
    VEHICLES = "vehicles"
    MONEY = "money"
    DURATION = "duration"
    PEOPLE = "people"
    OTHER = "other"


# What is done to people, as against what is done, held or shared out.
HARMS: frozenset[str] = frozenset(
    {
        *(Counts.KILLED, Counts.WOUNDED, Counts.CASUALTIES, Counts.ARRESTED, Counts.DETAINED),
        *(Counts.DISAPPEARED, Counts.ABDUCTED, Counts.DISPLACED),
    }
)

# A harm that is made up of others: every person killed is a casualty.
PARTS_OF_COUNTS: Mapping[str, str] = {"killed": "casualties", "wounded": "casualties"}
_WHOLES = {part: frozenset({whole}) for part, whole in PARTS_OF_COUNTS.items()}


class Relation(StrEnum):
    """How the first of two scopes (or of two values of one dimension) stands to the second."""

    SAME = "same"
    INSIDE = "inside"
    CONTAINS = "contains"
    OVERLAPPING = "overlapping"
    DISJOINT = "disjoint"
    UNSTATED = "unstated"

    def flipped(self) -> Relation:
        """The relation seen from the other side."""
        swap = {Relation.INSIDE: Relation.CONTAINS, Relation.CONTAINS: Relation.INSIDE}
        return swap.get(self, self)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. Empty strings and ``None`` mean *not stated*, never *all*."""

    counts: str = ""
    actor: str = ""
    target: str = ""
    population: str = ""
    place: str = ""
    window: Period | None = None


@dataclass(frozen=True)
class Hierarchy:
    """What lies inside what: names to the names that contain them, closed upwards.

    ``actors``, ``places`` and ``populations`` map a name to every name that contains it
    (``{"Moura": {"Mopti", "Mali"}}``). Names not listed contain nothing but themselves. Two names
    that contain each other are spellings of one thing; two that contain a third overlap.
    ``joint`` maps an actor that stands for several acting together to its members. ``since`` gives
    the times of memberships that are dated: pairs of a name and what contains it to the spans in
    which it did; a pair that is not there holds always.
    """

    actors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    populations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joint: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: Mapping[tuple[str, str], tuple[Period, ...]] = field(default_factory=dict)

    def holds(self, part: str, whole: str, window: Period | None) -> bool:
        """True if ``part`` lay in ``whole`` through all of ``window``, as far as is known."""
        spans = self.since.get((part, whole))
        return spans is None or window is None or any(span.contains(window) for span in spans)

    @cached_property
    def overlaps(self) -> frozenset[tuple[str, str]]:
        """Pairs of names, both ways round, that contain a common third."""
        chains = [*self.actors.values(), *self.places.values(), *self.populations.values()]
        return frozenset(pair for chain in chains for pair in permutations(chain, 2))


@dataclass(frozen=True)
class Comparison:
    """The relation of two scopes, and the relation of every dimension in which they differ."""

    relation: Relation
    differs: Mapping[str, Relation]

    @property
    def unstated(self) -> tuple[str, ...]:
        """The dimensions that only one of the two states."""
        return tuple(d for d, r in self.differs.items() if r is Relation.UNSTATED)


def compare(left: Scope, right: Scope, knows: Hierarchy | None = None) -> Comparison:
    """How ``left`` stands to ``right``: same, inside, contains, overlapping or disjoint.

    A dimension that only one side states is ``unstated``: the scopes then at best overlap, since
    nobody said that the two speak of the same thing.
    """
    knows = knows or Hierarchy()
    found = {
        "counts": _counts(left.counts, right.counts),
        "actor": _in_time(_acting(left.actor, right.actor, knows), "actor", left, right, knows),
        "target": _in_time(_acting(left.target, right.target, knows), "target", left, right, knows),
        "population": _named(left.population, right.population, knows.populations, knows.overlaps),
        "place": _named(left.place, right.place, knows.places, knows.overlaps),
        "window": _windows(left.window, right.window),
    }
    differs = {name: rel for name, rel in found.items() if rel is not Relation.SAME}
    return Comparison(_together(set(differs.values())), differs)


def closure(pairs: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Every ancestor of every name, from its direct parents; cycles are cut where they close."""
    result: dict[str, frozenset[str]] = {}
    for name in pairs:
        seen: set[str] = set()
        frontier = set(pairs[name])
        while frontier:
            seen |= frontier
            frontier = set().union(*(pairs.get(parent, set()) for parent in frontier)) - seen
        result[name] = frozenset(seen - {name})
    return result


def _together(relations: set[Relation]) -> Relation:
    if Relation.DISJOINT in relations:
        return Relation.DISJOINT
    for alone in (Relation.INSIDE, Relation.CONTAINS):
        if relations == {alone}:
            return alone
    return Relation.OVERLAPPING if relations else Relation.SAME


def _counts(left: str, right: str) -> Relation:
    return _named(left, right, _WHOLES, frozenset())


def _acting(left: str, right: str, knows: Hierarchy) -> Relation:
    """Actors, where one that stands for several acting together overlaps each of them."""
    alone = _named(left, right, knows.actors, knows.overlaps)
    if alone is not Relation.DISJOINT or not knows.joint:
        return alone
    mine, theirs = (knows.joint.get(name, frozenset({name})) for name in (left, right))
    pairs = (_named(m, t, knows.actors, knows.overlaps) for m in mine for t in theirs)
    return Relation.DISJOINT if all(p is Relation.DISJOINT for p in pairs) else Relation.OVERLAPPING


def _in_time(
    relation: Relation, dimension: str, left: Scope, right: Scope, knows: Hierarchy
) -> Relation:
    """A membership that does not last through the part's window is at most an overlap."""
    if relation not in {Relation.INSIDE, Relation.CONTAINS}:
        return relation
    part, whole = (left, right) if relation is Relation.INSIDE else (right, left)
    lasts = knows.holds(getattr(part, dimension), getattr(whole, dimension), part.window)
    return relation if lasts else Relation.OVERLAPPING


def _named(
    left: str,
    right: str,
    ancestors: Mapping[str, frozenset[str]],
    overlaps: frozenset[tuple[str, str]],
) -> Relation:
    if left == right:
        return Relation.SAME
    if not left or not right:
        return Relation.UNSTATED
    inside, contains = right in ancestors.get(left, ()), left in ancestors.get(right, ())
    if inside and contains:
        return Relation.SAME
    if inside or contains:
        return Relation.INSIDE if inside else Relation.CONTAINS
    return Relation.OVERLAPPING if (left, right) in overlaps else Relation.DISJOINT


def _windows(left: Period | None, right: Period | None) -> Relation:
    if left is None or right is None:
        return Relation.SAME if left is right else Relation.UNSTATED
    if left.same_days(right):
        return Relation.SAME
    if right.contains(left):
        return Relation.INSIDE
    if left.contains(right):
        return Relation.CONTAINS
    return Relation.OVERLAPPING if left.overlaps(right) else Relation.DISJOINT


DIMENSIONS = tuple(f.name for f in fields(Scope))
