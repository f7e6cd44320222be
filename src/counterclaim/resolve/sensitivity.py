"""How many links there would be at other windows: the grid of days by kilometres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.resolve.agreement import Gaps
from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.partners import partners
from counterclaim.resolve.records import POINT, Records
from counterclaim.resolve.scores import compete

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
DAYS = (0, 1, 2, 3, 7)
KILOMETRES = (1, 5, 10, 25, 50)
HOPELESS = -6.0  # log odds below which a pair can neither be chosen nor stand in the way


@dataclass(frozen=True)
class Grid:
    """``links`` maps (days, kilometres) to the number of links proposed inside that window."""

    links: Mapping[tuple[int, int], int]

    @property
    def range(self) -> tuple[int, int]:
        """The fewest and the most links over the grid; (0, 0) without one."""
        counts = self.links.values()
        return (min(counts), max(counts)) if counts else (0, 0)

    def rows(self) -> Iterator[dict[str, int]]:
        """A row a cell, in the order of days and kilometres."""
        for (days, km), links in sorted(self.links.items()):
            yield {"days": days, "km": km, "links": links}


def grid(
    left: Records,
    right: Records,
    pairs: Pairs,
    gap: Gaps,
    evidence: Floats,
    threshold: float,
) -> Grid:
    """The number of links at every window of the grid, rivals outside it left out.

    Days and kilometres count beyond the records' own precision; a pair matched by area lies inside
    every number of kilometres.
    """
    hopeful = np.flatnonzero(evidence > HOPELESS)
    near = Pairs(pairs.left[hopeful], pairs.right[hopeful])
    reach = left.radius[near.left] + right.radius[near.right]
    beyond = np.where(gap.area[hopeful] == POINT, gap.km[hopeful] - reach, 0.0)
    days = gap.days[hopeful]
    counts = {}
    for most_days in DAYS:
        for most_km in KILOMETRES:
            inside = np.flatnonzero((days <= most_days) & (beyond <= most_km))
            kept = Pairs(near.left[inside], near.right[inside])
            odds = evidence[hopeful][inside]
            chosen, probability = partners(left, right, kept, compete(kept, odds))
            counts[most_days, most_km] = int((probability[chosen] >= threshold).sum())
    return Grid(counts)
