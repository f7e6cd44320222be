"""Linking by shared taxonomies: the published method of meltt, on the machinery of this room.

Source: Donnay, Dunford, McGrath, Backer and Cunningham (2019), Integrating conflict event data,
Journal of Conflict Resolution 63:1337-1364. Records are candidates inside a window of days and
kilometres; every taxonomy must agree at some level; finer agreement is better; matches are one to
one; datasets are added in order, each compared with the entries that are unique so far; one-day
events and longer episodes are kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from counterclaim.errors import CounterclaimError
from counterclaim.resolve.assignment import one_to_one
from counterclaim.resolve.distance import kilometres

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = Mapping[tuple[str, str], Sequence[str]]
"""For a dataset and one of its categories: that category, then ever coarser classes of it."""
_WORSE = 1e-4  # of a taxonomy's step, for a kilometre; a tenth of it for a day
_CERTAIN = 1e6


@dataclass(frozen=True)
class Classified:
    """A record with a category in each taxonomy; ``last`` is ``first`` for a one-day event."""

    dataset: str
    id: str
    first: date
    last: date
    lat: float
    lon: float
    classes: Mapping[str, str]

    @property
    def is_episode(self) -> bool:
        """True if it lasts more than a day."""
        return self.last != self.first


@dataclass(frozen=True)
class Union:
    """Records brought together: one group an entry, its first record speaking for it."""

    groups: tuple[tuple[Classified, ...], ...]
    datasets: tuple[str, ...]

    @property
    def matched(self) -> tuple[tuple[Classified, ...], ...]:
        """The entries that several records describe."""
        return tuple(group for group in self.groups if len(group) > 1)

    @property
    def removed(self) -> int:
        """How many records another record speaks for."""
        return sum(len(group) - 1 for group in self.groups)

    @property
    def overlap(self) -> Counter[str]:
        """Entries by the datasets that hold them: ``110`` is in the first two of three."""
        return Counter(
            "".join("01"[any(r.dataset == d for r in group)] for d in self.datasets)
            for group in self.groups
        )


def integrate(
    records: Iterable[Classified],
    taxonomies: Mapping[str, Levels],
    datasets: Sequence[str],
    *,
    days: int,
    km: float,
) -> Union:
    """The union of ``records`` within ``days`` and ``km``, ``datasets`` added in this order.

    The order of the records does not matter. Raises :class:`CounterclaimError` for a category that
    its taxonomy does not list.
    """
    ordered = sorted(records, key=lambda r: (r.first, r.last, r.id))
    groups: list[tuple[Classified, ...]] = []
    for episodes in (False, True):
        entries: list[tuple[Classified, ...]] = []
        for dataset in datasets:
            added = [r for r in ordered if r.dataset == dataset and r.is_episode == episodes]
            entries = _joined(entries, added, taxonomies, days, km)
        groups += entries
    return Union(tuple(groups), tuple(datasets))


def _joined(
    entries: Sequence[tuple[Classified, ...]],
    added: Sequence[Classified],
    taxonomies: Mapping[str, Levels],
    days: int,
    km: float,
) -> list[tuple[Classified, ...]]:
    """The entries with the new records: matched ones join, others begin an entry."""
    speakers = [group[0] for group in entries]
    left, right, value = _valued(speakers, added, taxonomies, days, km)
    chosen = one_to_one(left, right, value)
    partner = dict(zip(left[chosen].tolist(), right[chosen].tolist(), strict=True))
    grown = [
        (*group, added[partner[at]]) if at in partner else group for at, group in enumerate(entries)
    ]
    taken = set(partner.values())
    return grown + [(record,) for at, record in enumerate(added) if at not in taken]


def _valued(
    left: Sequence[Classified],
    right: Sequence[Classified],
    taxonomies: Mapping[str, Levels],
    days: int,
    km: float,
) -> tuple[Ints, Ints, Floats]:
    """Candidate pairs, and what each is worth: as many as possible, then the finest agreement."""
    near_left, near_right, gaps, far = _candidates(left, right, days, km)
    steps = np.zeros(gaps.size)
    for name, levels in taxonomies.items():
        one, two = ([_levels(r, name, levels) for r in side] for side in (left, right))
        steps += _steps(one, near_left, two, near_right)
    value = _CERTAIN - steps - _WORSE * far - _WORSE / 10 * gaps
    agree = np.isfinite(value)
    return near_left[agree], near_right[agree], value[agree]


def _candidates(
    left: Sequence[Classified], right: Sequence[Classified], days: int, km: float
) -> tuple[Ints, Ints, Floats, Floats]:
    """Pairs inside the window, sorted by time first so that only neighbours are compared."""
    if not left or not right:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, np.zeros(0), np.zeros(0)
    one, two = _days(left), _days(right)
    order = np.argsort(two[:, 0], kind="stable")
    start = np.searchsorted(two[order, 0], one[:, 0] - days)
    count = np.searchsorted(two[order, 0], one[:, 0] + days, side="right") - start
    i = np.repeat(np.arange(len(left)), count)
    within = np.arange(i.size) - np.repeat(np.cumsum(count) - count, count)
    j = order[np.repeat(start, count) + within]
    gaps = np.abs(one[i] - two[j]).max(axis=1).astype(np.float64)
    (lat, lon), (lat_2, lon_2) = _points(left), _points(right)
    far = kilometres(lat[i], lon[i], lat_2[j], lon_2[j])
    inside = (gaps <= days) & (far <= km)
    return i[inside], j[inside], gaps[inside], far[inside]


def _points(records: Sequence[Classified]) -> Floats:
    return np.array([[r.lat for r in records], [r.lon for r in records]])


def _days(records: Sequence[Classified]) -> Ints:
    return np.array([[r.first.toordinal(), r.last.toordinal()] for r in records])


def _levels(record: Classified, taxonomy: str, levels: Levels) -> Sequence[str]:
    found = levels.get((record.dataset, record.classes[taxonomy]))
    if found is None:
        raise CounterclaimError(
            f"the taxonomy {taxonomy} does not list a category",
            seen=f"{record.dataset}: {record.classes[taxonomy]}",
            expected="a row for every category of every dataset",
            remedy=f"add the category to the taxonomy {taxonomy}",
        )
    return found


def _steps(left: list[Sequence[str]], i: Ints, right: list[Sequence[str]], j: Ints) -> Floats:
    """For each pair the finest level that agrees, as a share of the depth; infinite if none."""
    if not i.size:
        return np.zeros(0)
    one, two = (np.array(side, dtype=object).reshape(len(side), -1) for side in (left, right))
    same = one[i] == two[j]
    depth = max(1, one.shape[1] - 1)
    return np.where(same.any(axis=1), same.argmax(axis=1) / depth, np.inf)
