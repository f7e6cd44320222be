"""From a place of the case to the strings that datasets write for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from counterclaim.model.place import Place

if TYPE_CHECKING:
    from counterclaim.case import Case


def spellings(place: str, places: Iterable[Place]) -> frozenset[str]:
    """Every string that stands for ``place`` (an id, a name or a plain string) in a dataset.

    A place that the case does not list stands for itself, so that ``place: Mali`` needs no table.
    """
    for known in places:
        if place in {known.id, known.name, *known.aliases}:
            return frozenset({known.name, *known.aliases})
    return frozenset({place})


def inside(place: str, places: Iterable[Place]) -> frozenset[str]:
    """The strings of the places that the case puts in ``place``."""
    known = tuple(places)
    names = spellings(place, known)
    return frozenset(
        spelling
        for item in known
        if {item.country, item.admin1} & names
        for spelling in (item.name, *item.aliases)
        if spelling not in names
    )


def is_known(place: str, places: Iterable[Place]) -> bool:
    """True if the case lists the place."""
    return any(place in {item.id, item.name, *item.aliases} for item in places)


def within(place: str, containers: Iterable[str], places: Iterable[Place]) -> bool:
    """True if ``place`` is, or lies in, one of ``containers`` (names as a snapshot covers them)."""
    wanted = frozenset(containers)
    known = tuple(places)
    if spellings(place, known) & wanted:
        return True
    for item in known:
        if place in {item.id, item.name, *item.aliases}:
            return bool({item.country, item.admin1} & wanted)
    return False


def place_table(case: Case) -> tuple[Place, ...]:
    """The places of the case."""
    return tuple(case.table("places"))
