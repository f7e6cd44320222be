"""Parts that exclude each other: two towns of a province, soldiers and civilians of one number.

Each is at most its whole, and so is their sum. Parts that may overlap (women and children,
villagers and children, neighbouring actors acting jointly) are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from counterclaim.check.cells import Cell
from counterclaim.model.scope import Hierarchy, Relation, Scope, compare

# A harm is done to one person in one place by one side; an act may have two actors.
OF_HARMS = ("counts", "place", "population", "target", "actor")
OF_ACTS = ("place",)
# Sorts of people within each of which nobody stands twice; other sorts cut across them.
_SORTS: tuple[frozenset[str], ...] = (
    frozenset({"civilians", "combatants", "peacekeepers", "unknown status"}),
    frozenset({"men", "women"}),
    frozenset({"children", "elderly people"}),
    frozenset({"security forces", "mercenaries", "militia members", "fighters"}),
    frozenset({"soldiers", "gendarmes", "police"}),
    frozenset({"farmers", "herders", "traders", "fishers", "journalists", "teachers"}),
)
_MOST_PARTS, _MOST_FAMILIES = 40, 200

Linear = tuple[tuple[tuple[int, Cell], ...], int]


def sums_of_parts(inside: Mapping[Cell, Iterable[Cell]], knows: Hierarchy) -> Iterator[Linear]:
    """``part + part + ... <= whole`` for the parts of each whole that exclude each other."""
    for whole, parts in inside.items():
        if whole.is_flow:
            for dimension in OF_ACTS if whole.scope.counts == "acts" else OF_HARMS:
                yield from _sums(whole, list(_differing(whole, parts, dimension)), knows, dimension)


def families(
    parts: Iterable[Cell], apart: Callable[[Cell, Cell], bool]
) -> tuple[frozenset[Cell], ...]:
    """Every largest set of two and more parts that all exclude each other.

    Bron and Kerbosch (1973), CACM 16:575; at most 40 parts and 200 sets are tried.
    """
    known = sorted(set(parts), key=lambda cell: cell.order)[:_MOST_PARTS]
    near: dict[Cell, set[Cell]] = {cell: set() for cell in known}
    for left, right in combinations(known, 2):
        if apart(left, right):
            near[left].add(right)
            near[right].add(left)
    found: list[frozenset[Cell]] = []
    _grow(frozenset(), known, set(), near, found)
    return tuple(family for family in found if len(family) > 1)


def exclude(left: Cell, right: Cell, knows: Hierarchy, dimension: str) -> bool:
    """True if nothing that one counts can be counted by the other, for what they say in one way."""
    one, two = getattr(left.scope, dimension), getattr(right.scope, dimension)
    if dimension == "population":
        return _are_told_apart(one, two, knows)
    scopes = Scope(**{dimension: one}), Scope(**{dimension: two})
    return compare(*scopes, knows).relation is Relation.DISJOINT


def _grow(
    family: frozenset[Cell],
    candidates: list[Cell],
    done: set[Cell],
    near: Mapping[Cell, set[Cell]],
    found: list[frozenset[Cell]],
) -> None:
    if not candidates and not done:
        found.append(family)
    pivot = max((*candidates, *done), key=lambda c: len(near[c] & set(candidates)), default=None)
    for cell in [c for c in candidates if pivot is None or c not in near[pivot]]:
        if len(found) < _MOST_FAMILIES:
            left = [other for other in candidates if other in near[cell]]
            _grow(family | {cell}, left, done & near[cell], near, found)
        candidates = [other for other in candidates if other != cell]
        done = done | {cell}


def _are_told_apart(left: str, right: str, knows: Hierarchy) -> bool:
    mine = {left, *knows.populations.get(left, ())}
    theirs = {right, *knows.populations.get(right, ())}
    if left in theirs or right in mine:
        return False
    return any(mine & sort and theirs & sort and not mine & theirs & sort for sort in _SORTS)


def _differing(whole: Cell, parts: Iterable[Cell], dimension: str) -> Iterator[Cell]:
    """Parts in the whole's own words but for one dimension and the window; of each the longest."""
    longest: dict[str, Cell] = {}
    for part in parts:
        name = getattr(part.scope, dimension)
        if name and not part.own and _but(part, dimension) == _but(whole, dimension):
            known = longest.get(name)
            if known is None or _days(part) > _days(known):
                longest[name] = part
    yield from longest.values()


def _but(cell: Cell, dimension: str) -> tuple[str, ...]:
    names = ("counts", "actor", "target", "population", "place")
    return (*(getattr(cell.scope, n) for n in names if n != dimension), cell.unit)


def _days(cell: Cell) -> int:
    return (cell.window.days or 0) if cell.window else 0


def _sums(whole: Cell, parts: list[Cell], knows: Hierarchy, dimension: str) -> Iterator[Linear]:
    for family in families(parts, lambda one, two: exclude(one, two, knows, dimension)):
        members = sorted(family, key=lambda cell: cell.order)
        yield (*((1, cell) for cell in members), (-1, whole)), 0
