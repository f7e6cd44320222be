"""Inside one dataset: rows that may be one event twice, and rows that may be part of a longer one.

Each suspicion names its reasons. Nothing is dropped or added: a suspicion is for an analyst to
decide, and until then a caveat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.resolve.agreement import gaps, name_levels
from counterclaim.resolve.candidates import Pairs, Window, candidates
from counterclaim.resolve.judgements import PART, SAME, TO_FILL, Decisions
from counterclaim.resolve.opening import Embedded, open_datasets
from counterclaim.resolve.records import POINT, Engine, Records

if TYPE_CHECKING:
    from counterclaim.case import Case

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Relation = Literal["double", "near_double", "part_of"]
NEAR = Window(days=2, km=5.0)
SAME_SPOT_KM = 1.0
LONGER = 3  # days, from which a row may be a summary that holds others


@dataclass(frozen=True)
class Suspect:
    """Two rows of one dataset; for ``part_of`` the left one may be part of the right one."""

    left: str
    right: str
    relation: Relation
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        words = {"double": "may double", "near_double": "may double", "part_of": "may be part of"}
        return f"{self.left} {words[self.relation]} {self.right}: {', '.join(self.reasons)}"


def suspects(
    case: Case, dataset: str, *, engine: Engine | None = None, window: Window = NEAR
) -> tuple[Suspect, ...]:
    """Doubles, near-doubles and parts in ``dataset`` (or a snapshot's id), sorted by their ids.

    Pairs that somebody judged are left out. Raises :class:`~counterclaim.errors.NotFound` for a
    dataset that the case does not hold.
    """
    engine = engine or Embedded()
    opened = open_datasets(case, (dataset,), engine)
    decided = Decisions.of(case.table("judgements"))
    found = suspected(opened.records[0], opened.shared.places, engine, window)
    return tuple(s for s in found if not decided.verdict(s.left, s.right))


def suspected(
    records: Records, places: tuple[str, ...], engine: Engine, window: Window = NEAR
) -> tuple[Suspect, ...]:
    """Likewise, from records that are laid out already."""
    both = candidates(records, records, window, engine)
    once = both.left < both.right
    pairs = Pairs(both.left[once], both.right[once])
    seen = _Seen(records, pairs, places, window)
    double, near, part = seen.doubles(), seen.near_doubles(), seen.parts()
    near &= ~double
    part &= ~double & ~near
    listed = [
        *seen.listed(np.flatnonzero(double), "double"),
        *seen.listed(np.flatnonzero(near), "near_double"),
        *seen.listed(np.flatnonzero(part), "part_of"),
    ]
    return tuple(sorted(listed, key=lambda s: (s.left, s.right)))


class _Seen:
    """What is the same about each pair, as arrays (n,) of truth values."""

    def __init__(
        self, records: Records, pairs: Pairs, places: tuple[str, ...], window: Window
    ) -> None:
        self.records, self.pairs = records, pairs
        i, j = pairs.left, pairs.right
        gap = gaps(records, records, pairs)
        text, best = _codes(records.notes), records.best
        names = name_levels(records.place[i], records.place[j], places)
        spot = (gap.area == POINT) & (gap.km <= SAME_SPOT_KM)
        apart = np.abs(best[i] - best[j])
        known = (best[i] >= 0) & (best[j] >= 0)
        low = np.maximum(records.low[i], records.low[j])
        self.facts: dict[str, Bools] = {
            "same parties": _same_sides(records, i, j),
            "same kind": records.kind[i] == records.kind[j],
            "same dates": (records.first[i] == records.first[j])
            & (records.last[i] == records.last[j]),
            "dates overlap": gap.days == 0,
            "dates at most two days apart": gap.days <= window.days,
            "same place name": names == 0,
            "same spot": spot,
            "place names alike": names == 1,
            "near each other": (gap.area == POINT) & (gap.km <= window.km),
            "one inside the other's area": gap.area < POINT,
            "same deaths": known & (best[i] == best[j]),
            "ranges of deaths overlap": known
            & (low <= np.minimum(records.high[i], records.high[j])),
            "deaths nearly alike": known
            & (apart <= np.maximum(1, 0.34 * np.maximum(best[i], best[j]))),
            "same text": (text[i] == text[j]) & (text[i] >= 0),
        }

    def _any(self, *names: str) -> Bools:
        return np.asarray(np.logical_or.reduce([self.facts[name] for name in names]))

    def _all(self, *names: str) -> Bools:
        return np.asarray(np.logical_and.reduce([self.facts[name] for name in names]))

    def doubles(self) -> Bools:
        """Everything that matters is the same."""
        same = self._all("same parties", "same kind", "same dates", "same deaths")
        return same & self._any("same place name", "same spot")

    def near_doubles(self) -> Bools:
        """The same parties at the same place at nearly the same time, with deaths that fit."""
        place = self._any("same place name", "same spot") & self._any(
            "near each other", "one inside the other's area"
        )
        place |= self._all("place names alike", "near each other")
        deaths = self._any("same deaths", "ranges of deaths overlap", "deaths nearly alike")
        when = self.facts["dates at most two days apart"]
        return self._all("same parties", "same kind") & place & deaths & when & ~self._summary()

    def parts(self) -> Bools:
        """A shorter row with fewer deaths inside a longer row's dates and place."""
        place = self._any("same place name", "same spot", "one inside the other's area")
        return self._all("same parties", "same kind") & place & self._summary()

    def _summary(self) -> Bools:
        """One row's dates lie inside the other's, which is longer and tells of more deaths."""
        records, (whole, part) = self.records, self._ordered()
        longer = records.days[whole] >= np.maximum(LONGER, 2 * records.days[part])
        inside = (records.first[whole] <= records.first[part]) & (
            records.last[part] <= records.last[whole]
        )
        more = (records.best[whole] > records.best[part]) & (records.best[part] >= 0)
        return np.asarray(longer & inside & more)

    def _ordered(self) -> tuple[Ints, Ints]:
        """Whole and part of each pair: the longer row and the shorter one."""
        i, j = self.pairs.left, self.pairs.right
        left_longer = self.records.days[i] >= self.records.days[j]
        return np.where(left_longer, i, j), np.where(left_longer, j, i)

    def listed(self, which: Ints, relation: Relation) -> list[Suspect]:
        """The pairs at these positions with the reasons that hold."""
        whole, part = (
            self._ordered() if relation == "part_of" else (self.pairs.right, self.pairs.left)
        )
        left = self.records.ids.take(pa.array(part[which])).to_pylist()
        right = self.records.ids.take(pa.array(whole[which])).to_pylist()
        return [
            Suspect(a, b, relation, self._reasons(at, relation))
            for a, b, at in zip(left, right, which.tolist(), strict=True)
        ]

    def _reasons(self, at: int, relation: Relation) -> tuple[str, ...]:
        found = [name for name, holds in self.facts.items() if holds[at]]
        weaker = {
            "same dates": ("dates overlap", "dates at most two days apart"),
            "dates overlap": ("dates at most two days apart",),
            "same spot": ("near each other",),
            "same deaths": ("ranges of deaths overlap", "deaths nearly alike"),
            "ranges of deaths overlap": ("deaths nearly alike",),
        }
        implied = {less for name in found for less in weaker.get(name, ())}
        more = ("longer, with more deaths",) if relation == "part_of" else ()
        return (*(name for name in found if name not in implied), *more)


def _same_sides(records: Records, i: Ints, j: Ints) -> Bools:
    a, b = records.sides
    straight = (a[i] == a[j]) & (b[i] == b[j])
    crossed = (a[i] == b[j]) & (b[i] == a[j])
    return np.asarray((straight | crossed) & ((a[i] >= 0) | (b[i] >= 0)))


def _codes(texts: Any) -> Ints:
    """A number for each distinct text, -1 where there is none."""
    codes = pc.dictionary_encode(texts).indices.fill_null(-1)
    return np.asarray(codes.to_numpy(zero_copy_only=False), dtype=np.int64)


def as_rows(found: Sequence[Suspect], *, to_judge: bool = False) -> list[dict[str, str]]:
    """The suspicions as rows; ``to_judge`` adds the columns by which they are imported again."""
    return [
        {"left": s.left, "right": s.right, "relation": s.relation, "reasons": "; ".join(s.reasons)}
        | (_blanks(s.relation) if to_judge else {})
        for s in found
    ]


def _blanks(relation: Relation) -> dict[str, str]:
    """What a yes would mean, and what is to be filled in."""
    return {"kind": PART if relation == "part_of" else SAME} | dict.fromkeys(TO_FILL, "")
