"""Who is on which list: the overlap table that under-count estimates start from.

A cell is one pattern of presence, numbered by its bits: list ``j`` present adds ``2**j``. Cell 0
(on no list) is what nobody saw; it is kept at zero here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Overlaps:
    """How many records are on each combination of lists.

    ``cells`` has shape (2**p,), whole numbers as floats, ``cells[0] == 0``; ``unlisted`` counts
    records that were handed in without being on any list and are left out.
    """

    names: tuple[str, ...]
    cells: NDArray[np.float64]
    unlisted: int = 0

    @classmethod
    def from_patterns(
        cls, names: Iterable[str], patterns: ArrayLike, counts: ArrayLike
    ) -> Overlaps:
        """From 0/1 rows, shape (rows, p), with one count each; repeated patterns are added.

        Raises ValueError where a pattern is not 0/1 or a count is no whole number >= 0.
        """
        known = tuple(names)
        present = np.asarray(patterns, dtype=np.float64).reshape(-1, len(known))
        times = np.asarray(counts, dtype=np.float64).reshape(-1)
        if len(times) != len(present) or not np.isin(present, (0.0, 1.0)).all():
            raise ValueError("each row needs one 0 or 1 for each list, and one count")
        if not (np.isfinite(times) & (times >= 0) & (times == np.floor(times))).all():
            raise ValueError("counts of records are whole numbers, zero or more")
        index = (present.astype(np.int64) << np.arange(len(known))).sum(axis=1)
        cells = np.bincount(index, weights=times, minlength=2 ** len(known)).astype(np.float64)
        unlisted = int(cells[0])
        cells[0] = 0.0
        return cls(known, cells, unlisted)

    @classmethod
    def from_ids(cls, lists: Mapping[str, Iterable[str]]) -> Overlaps:
        """From the ids on each list, linked beforehand: the same id is the same record."""
        pattern: dict[str, int] = {}
        for position, ids in enumerate(lists.values()):
            for record in set(ids):
                pattern[record] = pattern.get(record, 0) | 1 << position
        found = np.fromiter(pattern.values(), dtype=np.int64, count=len(pattern))
        cells = np.bincount(found, minlength=2 ** len(lists)).astype(np.float64)
        return cls(tuple(lists), cells)

    @property
    def p(self) -> int:
        """How many lists."""
        return len(self.names)

    @property
    def n(self) -> int:
        """How many different records on at least one list."""
        return int(self.cells.sum())

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """Shape (2**p, p): is list j part of cell k."""
        return (np.arange(2**self.p)[:, None] >> np.arange(self.p) & 1).astype(bool)

    def pairs(self) -> NDArray[np.int64]:
        """Shape (p, p): records on both lists; on the diagonal, the length of each list."""
        on = self.present.astype(np.float64)
        return (on.T @ (on * self.cells[:, None])).astype(np.int64)

    def captures(self) -> NDArray[np.int64]:
        """Shape (p + 1,): records that are on exactly 0, 1, ... p lists."""
        times = self.present.sum(axis=1)
        return np.bincount(times, weights=self.cells, minlength=self.p + 1).astype(np.int64)

    def table(self) -> tuple[tuple[str, int], ...]:
        """Every combination that occurs, in words, with its records."""
        return tuple(
            (" + ".join(n for n, on in zip(self.names, row, strict=True) if on), int(count))
            for row, count in zip(self.present, self.cells, strict=True)
            if count
        )
