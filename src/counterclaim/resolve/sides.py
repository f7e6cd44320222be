"""Whether two records name the same parties: by the case's names, dates and groups, else by words.

Neither dataset need know which side began: the better of the two ways round counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from counterclaim.model.period import Period
from counterclaim.resolve.actors import BESIDE, Roster
from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.names import likeness, read
from counterclaim.resolve.records import Records

Ints = NDArray[np.int64]
Levels = NDArray[np.int8]
PARTIES = (
    "both parties the same",
    "the armed party the same",
    "one party the same, the other akin",
    "one party the same, the other unlike",
    "parties akin",
    "parties unlike",
    "parties not given",
)
SAME, AKIN = 0.72, 0.42
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Named:
    """A string with the actors that the case knows by it at a time, in one dataset."""

    name: str
    actors: frozenset[str] = frozenset()


@dataclass
class Company:
    """What the case says of names: which actor a dataset means by one on a day, and who is akin.

    ``likeness`` of two names is 1 for one actor, less for part and whole, members of one group,
    actors side by side; by the words alone where the case is silent.
    """

    roster: Roster
    _kin: dict[tuple[str, str], float] = field(default_factory=dict)
    _known: dict[tuple[Named, Named], float] = field(default_factory=dict)

    def boundaries(self) -> Ints:
        """Days (since 1970-01-01) on which the meaning of some name may change, sorted."""
        days: set[int] = set()
        for valid in (name.valid for name in self.roster.names):
            if valid is not None and valid.start is not None:
                days.add((valid.start - _EPOCH).days)
            if valid is not None and valid.end is not None:
                days.add((valid.end - _EPOCH).days + 1)
        return np.array(sorted(days), dtype=np.int64)

    def named(self, name: str, dataset: str, day: date) -> Named:
        """The string as ``dataset`` means it on ``day``."""
        on = Period.of(day, day)
        there = [n for n in self.roster.names if n.name == name and n.dataset in {"", dataset}]
        dated = [n for n in there if n.valid is None or n.valid.overlaps(on)]
        return Named(name, frozenset(n.actor for n in dated or there))

    def likeness(self, one: Named, two: Named) -> float:
        """0 to 1."""
        if (one, two) not in self._known:
            self._known[one, two] = self._likeness(one, two)
        return self._known[one, two]

    def _likeness(self, one: Named, two: Named) -> float:
        if one.actors and two.actors:
            return max(self._kinship(a, b) for a in one.actors for b in two.actors)
        best = likeness(one.name, two.name)
        for known, other in ((one, two), (two, one)):
            if known.actors and not other.actors:
                names = [n.name for n in self.roster.names if n.actor in known.actors]
                best = max([best, *(likeness(name, other.name) for name in names)])
        return best

    def _kinship(self, one: str, two: str) -> float:
        if one == two:
            return 1.0
        key = (min(one, two), max(one, two))
        if key not in self._kin:
            self._kin[key] = self._related(*key)
        return self._kin[key]

    def _related(self, one: str, two: str) -> float:
        if one in self._parts(two) or two in self._parts(one):
            return 0.9
        if any({one, two} <= {m.actor for m in g.members} for g in self.roster.groups.values()):
            return 0.6
        for relation in self.roster.relations:
            if {relation.subject, relation.object} == {one, two}:
                return 0.5 if relation.predicate in BESIDE | {"succeeds"} else 0.0
        return 0.0

    def _parts(self, actor: str) -> set[str]:
        known = actor in self.roster.actors or actor in self.roster.groups
        return {part for part, _ in self.roster.members(actor)} if known else set()


def party_levels(
    left: Records,
    right: Records,
    pairs: Pairs,
    sides: Sequence[tuple[str, ...]],
    company: Company,
) -> Levels:
    """Positions in PARTIES; each pair of (side a, side b, period) is compared once."""
    one, kinds_one = _dyads(left, sides, company)
    two, kinds_two = _dyads(right, sides, company)
    size = len(kinds_two)
    met, back = np.unique(one[pairs.left] * size + two[pairs.right], return_inverse=True)
    levels = [_level(kinds_one[k // size], kinds_two[k % size], company) for k in met.tolist()]
    return np.array(levels, dtype=np.int8)[back] if levels else np.zeros(0, dtype=np.int8)


Side = tuple[Named, ...]


def _dyads(
    records: Records, sides: Sequence[tuple[str, ...]], company: Company
) -> tuple[Ints, list[tuple[Side, Side]]]:
    """For each record (n,) a code of its two sides as meant at its date, and what they are."""
    bounds = company.boundaries()
    period = np.searchsorted(bounds, records.first, side="right")
    width, span = len(sides) + 1, bounds.size + 1
    key = ((records.sides[0] + 1) * width + records.sides[1] + 1) * span + period
    known, back = np.unique(key, return_inverse=True)
    found = []
    for code in known.tolist():
        both, when = divmod(code, span)
        on = bounds[when - 1] if when else (bounds[0] - 1 if bounds.size else 0)
        day = _EPOCH + timedelta(int(on))
        a, b = divmod(both, width)
        meant = [_side(at, sides, company, records.dataset, day) for at in (a, b)]
        found.append((meant[0], meant[1]))
    return np.asarray(back, dtype=np.int64), found


def _side(
    at: int, sides: Sequence[tuple[str, ...]], company: Company, dataset: str, day: date
) -> Side:
    return tuple(company.named(name, dataset, day) for name in (sides[at - 1] if at else ()))


def _level(one: tuple[Side, Side], two: tuple[Side, Side], company: Company) -> int:
    straight = _values(one, two, company)
    crossed = _values(one, (two[1], two[0]), company)
    return min(_of(values) for values in (straight, crossed))


def _values(one: tuple[Side, Side], two: tuple[Side, Side], company: Company) -> list[float | None]:
    return [_alike(a, b, company) for a, b in zip(one, two, strict=True)]


def _of(values: list[float | None]) -> int:
    """The position in PARTIES for the likeness of the two sides; ``None`` is not comparable."""
    given = sorted((v for v in values if v is not None), reverse=True)
    if not given:
        return 6
    best, worst = given[0], given[-1]
    if best >= SAME:
        if len(given) == 1:
            return 1
        return 0 if worst >= SAME else 2 if worst >= AKIN else 3
    return 4 if best >= AKIN else 5


def _alike(one: Side, two: Side, company: Company) -> float | None:
    """The likeness of the likest names; civilians and unknown parties say nothing of parties."""
    a, b = (tuple(_armed(side)) for side in (one, two))
    if not a and not b:
        return None
    if not a or not b:
        return None if _is_unknown(one) or _is_unknown(two) else 0.0
    return max(company.likeness(x, y) for x in a for y in b)


def _armed(side: Side) -> Iterable[Named]:
    """The armed parties of a side; who stands beside civilians is one of them, whatever named."""
    readings = [read(named.name) for named in side]
    if any(reading.is_civilian for reading in readings):
        return
    for named, reading in zip(side, readings, strict=True):
        if not reading.is_unknown:
            yield named


def _is_unknown(side: Side) -> bool:
    return not side or any(read(named.name).is_unknown for named in side)
