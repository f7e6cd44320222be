"""Laws of counting, true of any cells whoever speaks: a part is never more than its whole.

Nothing here comes from a claim, so all laws together can always be satisfied (by zeros).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from counterclaim.check.cells import Cell
from counterclaim.check.logic_apart import sums_of_parts
from counterclaim.model.period import Period
from counterclaim.model.scope import PARTS_OF_COUNTS, Hierarchy

Index = Mapping[tuple[str, ...], tuple[Cell, ...]]


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
        if group[0].is_flow and not key[-1]:
            found += _parts_of_the_time(group)
        for part, whole in _inside_other_keys(key, group, index, knows, wide):
            found.append(no_more(part, whole))
            inside.setdefault(whole, []).append(part)
    found += [Linear(terms, most) for terms, most in sums_of_parts(inside, knows)]
    found += _harms(index)
    return tuple(found)


def tree_of(windows: Iterable[Period]) -> dict[Period, list[Period]]:
    """Every window under the smallest other window that contains it; sweep over their starts."""
    children: dict[Period, list[Period]] = {}
    active: list[Period] = []
    closed = [window for window in windows if window.start and window.end]
    for window in sorted(closed, key=lambda w: (w.start, -(w.end or date.max).toordinal())):
        active = [other for other in active if other.end >= window.start]  # type: ignore[operator]
        holders = [other for other in active if other.contains(window)]
        if holders:
            children.setdefault(min(holders, key=lambda w: w.days or 0), []).append(window)
        active.append(window)
    return children


def tiling(whole: Period, parts: Iterable[Period]) -> list[Period] | None:
    """Parts that follow each other without a gap from the first to the last day of ``whole``."""
    longest: dict[date | None, Period] = {}
    for part in sorted(parts, key=lambda w: w.days or 0):
        longest[part.start] = part
    chain, day = [], whole.start
    while day is not None and whole.end is not None and day <= whole.end:
        following = longest.get(day)
        if following is None or following.end is None:
            return None
        chain.append(following)
        day = following.end + timedelta(days=1)
    return chain


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


def _parts_of_the_time(group: tuple[Cell, ...]) -> Iterator[Linear]:
    by_window = {cell.window: cell for cell in group if cell.window}
    for whole, parts in tree_of(by_window).items():
        container = by_window[whole]
        yield from (no_more(by_window[part], container) for part in parts)
        apart = tuple((1, by_window[part]) for part in _apart(parts))
        if len(apart) > 1:
            yield Linear((*apart, (-1, container)), 0)
        chain = tiling(whole, parts)
        if chain:
            summed = tuple((1, by_window[part]) for part in chain)
            yield Linear((*summed, (-1, container)), 0)
            yield Linear((*((-1, cell) for _, cell in summed), (1, container)), 0)


def _apart(parts: Iterable[Period]) -> list[Period]:
    """As many parts as do not overlap, earliest end first."""
    chosen: list[Period] = []
    for part in sorted(parts, key=lambda w: (w.end, w.start)):
        if not chosen or not chosen[-1].overlaps(part):
            chosen.append(part)
    return chosen


def _inside_other_keys(
    key: tuple[str, ...],
    group: tuple[Cell, ...],
    index: Index,
    knows: Hierarchy,
    wide: frozenset[tuple[str, ...]],
) -> Iterator[tuple[Cell, Cell]]:
    """Pairs of a cell and one that contains it under another key."""
    for above in _keys_above(key, knows, is_flow=group[0].is_flow):
        unsaid = any(one and not other for one, other in zip(key[1:4], above[1:4], strict=True))
        wholes = index.get(above, ()) if not unsaid or {key, above} <= wide else ()
        same = {cell.window: cell for cell in wholes}
        for cell in group if wholes else ():
            if not _lasts(cell, above, knows):
                continue
            whole = same.get(cell.window) or (_around(cell, wholes) if cell.is_flow else None)
            if whole:
                yield cell, whole


def _keys_above(
    key: tuple[str, ...], knows: Hierarchy, *, is_flow: bool
) -> Iterator[tuple[str, ...]]:
    counts, actor, target, population, place, unit, own = key
    if own or counts == "share":
        return
    wholes = PARTS_OF_COUNTS.get(counts)
    unsaid = ("",) if is_flow else ()
    choices = product(
        (counts, *((wholes,) if wholes else ())),
        dict.fromkeys((actor, *sorted(knows.actors.get(actor, ())), *unsaid)),
        dict.fromkeys((target, *sorted(knows.actors.get(target, ())), *unsaid)),
        dict.fromkeys((population, *sorted(knows.populations.get(population, ())), *unsaid)),
        (place, *sorted(knows.places.get(place, ()))),
    )
    yield from ((*choice, unit, own) for choice in choices if choice != key[:5])


def _lasts(cell: Cell, above: tuple[str, ...], knows: Hierarchy) -> bool:
    """True if both memberships that put the cell under ``above`` hold through its window."""
    pairs = ((cell.scope.actor, above[1]), (cell.scope.target, above[2]))
    return all(
        part == whole or not whole or knows.holds(part, whole, cell.window) for part, whole in pairs
    )


def _around(cell: Cell, wholes: tuple[Cell, ...]) -> Cell | None:
    inside = [w for w in wholes if w.window and cell.window and w.window.contains(cell.window)]
    closed = [whole for whole in inside if whole.window and whole.window.days]
    return min(closed, key=lambda c: c.window.days, default=None)  # type: ignore[union-attr,return-value,arg-type]


def _harms(index: Index) -> Iterator[Linear]:
    """Killed and wounded are different people, so together at most the casualties."""
    for key, group in index.items():
        if key[0] != "casualties":
            continue
        for whole in group:
            parts = [
                cell
                for counts in ("killed", "wounded")
                for cell in index.get((counts, *key[1:]), ())
                if cell.window == whole.window
            ]
            if len(parts) == 2:
                yield Linear(((1, parts[0]), (1, parts[1]), (-1, whole)), 0)
