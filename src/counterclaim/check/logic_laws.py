"""Laws of counting, true of any cells whoever speaks: a part is never more than its whole.

Nothing here comes from a claim, so all laws together can always be satisfied (by zeros). Nor does
any law give way to another: a further cell brings laws and takes none away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, product

from counterclaim.check.cells import Cell
from counterclaim.check.logic_apart import sums_of_parts
from counterclaim.model.scope import PARTS_OF_COUNTS, Hierarchy

Index = Mapping[tuple[str, ...], tuple[Cell, ...]]
# Every harm is done to people, so whoever was harmed is among them.
_PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Linear:
    """``sum(factor * cell) <= at_most`` over whole numbers."""

    terms: tuple[tuple[int, Cell], ...]
    at_most: int


def no_more(part: Cell, whole: Cell) -> Linear:
    """``part <= whole``."""
    return Linear(((1, part), (-1, whole)), 0)


def laws_of(
    cells: Iterable[Cell], knows: Hierarchy, wide: frozenset[tuple[str, ...]] = frozenset()
) -> tuple[Linear, ...]:
    """Every law that ties two or more of these cells; grouped by scope first, never all pairs.

    ``wide`` are keys of cells in which what is left unsaid (by or against whom, of whom) means all.
    """
    index = _by_key(cells)
    found: list[Linear] = []
    inside: dict[Cell, list[Cell]] = {}
    for key, group in index.items():
        found += _own_parts(group, index)
        for part, whole in _inside_other_keys(key, group, index, knows, wide):
            found.append(no_more(part, whole))
            inside.setdefault(whole, []).append(part)
    brought = (part for parts in inside.values() for part in parts)
    for group in _by_key([*(c for held in index.values() for c in held), *brought]).values():
        found += parts_of_the_time(group)
    found += [Linear(terms, most) for terms, most in sums_of_parts(inside, knows)]
    return tuple(found)


def parts_of_the_time(group: Iterable[Cell]) -> Iterator[Linear]:
    """Windows of one scope, each the difference of two counts since the first of their days.

    That says all there is to say: what lies within a window, next to it or across its ends.
    Windows that no other overlaps are left alone.
    """
    held = [c for c in group if c.is_flow and not c.own and c.window and c.window.end]
    for cluster in _overlapping(held):
        days = sorted({day for cell in cluster for day in _ends(cell)})
        upto = {day: cluster[0].until(day) for day in days[1:]}
        for earlier, later in pairwise(days[1:]):
            yield no_more(upto[earlier], upto[later])
        for cell in cluster:
            first, after = _ends(cell)
            before = [upto[first]] if first in upto else []
            for sign in (1, -1):
                less = tuple((-sign, each) for each in (*before, cell))
                yield Linear(((sign, upto[after]), *less), 0)


def _overlapping(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Groups of two and more cells whose windows hang together by overlaps, in their order."""
    cluster, last = list[Cell](), 0
    for cell in sorted(cells, key=_ends):
        first, after = _ends(cell)
        if first >= last:
            if len(cluster) > 1:
                yield cluster
            cluster = []
        cluster.append(cell)
        last = max(last, after)
    if len(cluster) > 1:
        yield cluster


def _ends(cell: Cell) -> tuple[int, int]:
    """The first day of a window and the day after its last, counted from the year 1.

    What lasts "until" a day begins before every other; a window without end has no such days.
    """
    window = cell.window
    if window is None or window.end is None:
        raise ValueError(f"a window without end: {window}")
    return window.start.toordinal() if window.start else 0, window.end.toordinal() + 1


def _by_key(cells: Iterable[Cell]) -> dict[tuple[str, ...], tuple[Cell, ...]]:
    grouped: dict[tuple[str, ...], list[Cell]] = {}
    for cell in sorted(set(cells), key=lambda c: c.order):
        grouped.setdefault(cell.key, []).append(cell)
    return {key: tuple(group) for key, group in grouped.items()}


def _own_parts(group: tuple[Cell, ...], index: Index) -> Iterator[Linear]:
    """One incident, or one claim's own part, is at most the whole scope."""
    if not group[0].own:
        return
    for cell in group:
        yield from (
            no_more(cell, whole)
            for whole in index.get(replace(cell, own="").key, ())
            if whole.window == cell.window and not cell.own.startswith("term")
        )


def _inside_other_keys(
    key: tuple[str, ...],
    group: tuple[Cell, ...],
    index: Index,
    knows: Hierarchy,
    wide: frozenset[tuple[str, ...]],
) -> Iterator[tuple[Cell, Cell]]:
    """Pairs of a cell and one of the same window that contains it under another key.

    Where a window of the whole has parts in shorter ones, the part of its own length is brought in.
    """
    for above in keys_above(key, knows, is_flow=group[0].is_flow):
        wholes = index.get(above, ())
        if wholes and (_all_is_said(key, above) or {key, above} <= wide):
            for whole in wholes:
                yield from ((part, whole) for part in _parts_in(group, whole, above, knows))


def _all_is_said(key: tuple[str, ...], above: tuple[str, ...]) -> bool:
    """True if neither key leaves out what the other says of actor, target or population."""
    return all(bool(one) == bool(two) for one, two in zip(key[1:4], above[1:4], strict=True))


def _parts_in(
    group: tuple[Cell, ...], whole: Cell, above: tuple[str, ...], knows: Hierarchy
) -> Iterator[Cell]:
    """What of the group lies in the whole: in its very window, else in windows within it."""
    held = [cell for cell in group if _is_within(cell, whole) and _lasts(cell, above, knows)]
    if not held:
        return
    same = held[0] if whole.window is None else held[0].during(whole.window)
    yield from [same] if _lasts(same, above, knows) else held


def _is_within(cell: Cell, whole: Cell) -> bool:
    if cell.window == whole.window:
        return True
    if not (cell.is_flow and whole.window and cell.window and whole.window.end):
        return False
    return whole.window.contains(cell.window)


def keys_above(
    key: tuple[str, ...], knows: Hierarchy, *, is_flow: bool
) -> Iterator[tuple[str, ...]]:
    """The keys of scopes that contain the scope of ``key``, where what is unsaid means all."""
    counts, actor, target, population, place, unit, own = key
    if own or counts == "share":
        return
    wholes = PARTS_OF_COUNTS.get(counts)
    unsaid = ("",) if is_flow else ()
    everybody = (_PEOPLE,) if is_flow and not population and counts != "acts" else ()
    choices = product(
        (counts, *((wholes,) if wholes else ())),
        dict.fromkeys((actor, *sorted(knows.actors.get(actor, ())), *unsaid)),
        dict.fromkeys((target, *sorted(knows.actors.get(target, ())), *unsaid)),
        dict.fromkeys(
            (population, *sorted(knows.populations.get(population, ())), *unsaid, *everybody)
        ),
        (place, *sorted(knows.places.get(place, ()))),
    )
    yield from ((*choice, unit, own) for choice in choices if choice != key[:5])


def _lasts(cell: Cell, above: tuple[str, ...], knows: Hierarchy) -> bool:
    """True if both memberships that put the cell under ``above`` hold through its window."""
    pairs = ((cell.scope.actor, above[1]), (cell.scope.target, above[2]))
    return all(
        part == whole or not whole or knows.holds(part, whole, cell.window) for part, whole in pairs
    )
