"""How many links there would be at other windows: the grid of days by kilometres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DAYS = (0, 1, 2, 3, 7)
KILOMETRES = (1, 5, 10, 25, 50)
CELLS = tuple((days, km) for days in DAYS for km in KILOMETRES)


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
