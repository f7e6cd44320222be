"""Parts that exclude each other: two towns of a province, soldiers and civilians of one number.

Each is at most its whole, and so is their sum. Parts that may overlap (women and children,
neighbouring actors acting jointly) are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from counterclaim.check.cells import Cell
from counterclaim.model.scope import Hierarchy, Relation, Scope, compare

# A harm is done to one person in one place by one side; an act may have two actors.
_OF_HARMS = ("place", "population", "target", "actor")
_OF_ACTS = ("place",)
_MOST_PARTS = 40

Linear = tuple[tuple[tuple[int, Cell], ...], int]


def sums_of_parts(inside: Mapping[Cell, Iterable[Cell]], knows: Hierarchy) -> Iterator[Linear]:
    """``part + part + ... <= whole`` for the parts of each whole that exclude each other."""
    for whole, parts in inside.items():
        if whole.is_flow:
            for dimension in _OF_ACTS if whole.scope.counts == "acts" else _OF_HARMS:
                yield from _sums(whole, list(_differing(whole, parts, dimension)), knows, dimension)


def _differing(whole: Cell, parts: Iterable[Cell], dimension: str) -> Iterator[Cell]:
    """Parts in the whole's own words but for one dimension and the window; of each the longest."""
    longest: dict[str, Cell] = {}
    for part in parts:
        name = getattr(part.scope, dimension)
        if name and not part.own and _but(part, dimension) == _but(whole, dimension):
            known = longest.get(name)
            if known is None or _days(part) > _days(known):
                longest[name] = part
    yield from sorted(longest.values(), key=lambda cell: cell.order)[:_MOST_PARTS]


def _but(cell: Cell, dimension: str) -> tuple[str, ...]:
    names = ("counts", "actor", "target", "population", "place")
    return (*(getattr(cell.scope, n) for n in names if n != dimension), cell.unit)


def _days(cell: Cell) -> int:
    return (cell.window.days or 0) if cell.window else 0


def _sums(whole: Cell, parts: list[Cell], knows: Hierarchy, dimension: str) -> Iterator[Linear]:
    """One sum for each largest family found by taking parts in order from each of them."""
    apart = {
        frozenset(pair) for pair in combinations(parts, 2) if _exclude(*pair, knows, dimension)
    }
    families: set[frozenset[Cell]] = set()
    for first in parts:
        family = [first]
        for part in parts:
            if all(frozenset({part, member}) in apart for member in family):
                family.append(part)
        families.add(frozenset(family))
    for members in sorted(families, key=lambda f: sorted(cell.order for cell in f)):
        if len(members) > 1:
            terms = tuple((1, cell) for cell in sorted(members, key=lambda c: c.order))
            yield (*terms, (-1, whole)), 0


def _exclude(left: Cell, right: Cell, knows: Hierarchy, dimension: str) -> bool:
    one, two = (Scope(**{dimension: getattr(cell.scope, dimension)}) for cell in (left, right))
    return compare(one, two, knows).relation is Relation.DISJOINT
