"""True totals by actor, year, class and attribution, added up block by block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from counterclaim.demo.world.story import ACTORS, COMPANY, FIRST_YEAR, SUCCESSOR, YEARS
from counterclaim.demo.world.truth import NOBODY

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SUBJECTS = (*ACTORS, "foreign_forces", "all")
FOREIGN_FORCES, ALL = len(ACTORS), len(ACTORS) + 1
ATTRIBUTIONS = ("alone", "joint")
DEATHS = ("deaths", "inflicted", "suffered", "civilians")


class Tally:
    """Sums over events or records; a joint event counts for each actor, once in groups and all.

    ``inflicted`` are deaths of the other side, which are civilians where they were attacked;
    ``suffered`` those of the own side (of civilians, for the actor "civilians"); ``civilians`` are
    all civilian deaths of the events, which in battles nobody is said to have caused; ``deaths``
    is everybody.
    """

    def __init__(self, classes: Sequence[str], extra: Sequence[str] = ()) -> None:
        self.classes = tuple(classes)
        self.measures = ("events", "fatal_events", *DEATHS, *extra)
        shape = (len(SUBJECTS), len(YEARS), len(classes), len(ATTRIBUTIONS), len(self.measures))
        self.sums = np.zeros(shape, dtype=np.int64)

    def add(
        self,
        years: Ints,
        kind: Ints,
        parties: tuple[Ints, Ints, Ints],
        deaths: Ints,
        extra: Sequence[Ints] = (),
    ) -> None:
        """Count ``n`` events: (n,) years, classes, (lead, partner, foe); (n, 3) true deaths.

        Events whose class lies outside the classes are not counted.
        """
        known = kind < len(self.classes)
        lead, partner, foe = (party[known] for party in parties)
        deaths = deaths[known]
        total, more = deaths.sum(axis=1), [column[known] for column in extra]
        where = (years[known] - FIRST_YEAR, kind[known])
        civilian_foe = foe == len(ACTORS) - 1
        inflicted = deaths[:, 1] + np.where(civilian_foe, deaths[:, 2], 0)
        ours = (total, inflicted, deaths[:, 0], deaths[:, 2])
        theirs = (total, deaths[:, 0], np.where(civilian_foe, deaths[:, 2], deaths[:, 1]))
        joint, abroad = partner != NOBODY, self._foreign(lead, partner)
        self._put(lead, where, joint, ours, more)
        self._put(partner, where, joint, ours, more)
        self._put(foe, where, np.zeros_like(joint), (*theirs, deaths[:, 2]), more)
        self._put(np.where(abroad, FOREIGN_FORCES, NOBODY), where, joint, ours, more)
        self._put(np.full(lead.size, ALL), where, joint, (total, total, total, deaths[:, 2]), more)

    @staticmethod
    def _foreign(lead: Ints, partner: Ints) -> Bools:
        abroad = (COMPANY, SUCCESSOR)
        return np.asarray(np.isin(lead, abroad) | np.isin(partner, abroad))

    def _put(
        self,
        subject: Ints,
        where: tuple[Ints, Ints],
        joint: Bools,
        deaths: Sequence[Ints],
        more: Sequence[Ints],
    ) -> None:
        there = subject != NOBODY
        cell = (subject[there], where[0][there], where[1][there], joint[there].astype(np.int64))
        shape = self.sums.shape[:-1]
        flat = np.ravel_multi_index(cell, shape)
        one = np.ones(subject.size, dtype=np.int64)
        for i, column in enumerate((one, deaths[0] > 0, *deaths, *more)):
            sums = np.bincount(flat, column[there], int(np.prod(shape)))
            self.sums[..., i] += sums.astype(np.int64).reshape(shape)

    def join(self, other: Tally) -> None:
        """Add what another tally of the same shape has counted."""
        self.sums += other.sums

    def cells(self) -> list[dict[str, str | int]]:
        """Every cell with an event: subject, year, class, attribution (``any`` too), sums."""
        whole = np.concatenate([self.sums, self.sums.sum(axis=3, keepdims=True)], axis=3)
        found = np.argwhere(whole[..., 0] > 0).tolist()
        return [self._cell(at, whole) for at in found]

    def _cell(self, at: list[int], whole: Ints) -> dict[str, str | int]:
        s, y, k, a = at
        cell: dict[str, str | int] = {
            "actor": SUBJECTS[s],
            "year": YEARS[y],
            "class": self.classes[k],
            "attribution": (*ATTRIBUTIONS, "any")[a],
        }
        values = whole[s, y, k, a].tolist()
        return cell | dict(zip(self.measures, values, strict=True))
