"""Who goes with whom: one partner for each record, doubles inside a dataset allowed for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterclaim.resolve.assignment import one_to_one
from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.records import Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
WORTH = 0.01  # probability from which a pair takes part in the assignment
TRACE = 1e-3  # probability below which a rival took nothing away
DOUBLE_DAYS = 2  # days by which two records of one dataset may differ and be one thing twice


def partners(
    left: Records, right: Records, pairs: Pairs, probability: Floats, free: Bools | None = None
) -> tuple[Ints, Floats]:
    """Positions of the pairs chosen one to one among the ``free`` ones, and all probabilities (n,).

    A chosen pair takes over what its partner's doubles took away: a dataset may hold one thing
    twice, and that both rows are equally good makes neither a worse partner.
    """
    worth = probability >= WORTH if free is None else free & (probability >= WORTH)
    at = np.flatnonzero(worth)
    chosen = at[one_to_one(pairs.left[at], pairs.right[at], probability[at])]
    raised = probability.copy()
    for mine, theirs, records in (
        (pairs.left, pairs.right, right),
        (pairs.right, pairs.left, left),
    ):
        _take_over(raised, probability, mine, theirs, records, chosen)
    return chosen, np.minimum(raised, 1.0)


def _take_over(
    raised: Floats, probability: Floats, mine: Ints, theirs: Ints, records: Records, chosen: Ints
) -> None:
    """Add to each chosen pair the probability of rivals that double its partner."""
    if not chosen.size:
        return
    partner = np.full(int(mine.max()) + 1, -1)
    partner[mine[chosen]] = chosen
    of = partner[mine]
    rival = np.flatnonzero((of >= 0) & (of != np.arange(mine.size)) & (probability > TRACE))
    rival = rival[is_double(records, theirs[rival], theirs[of[rival]])]
    np.add.at(raised, of[rival], probability[rival])


def is_double(records: Records, one: Ints, two: Ints) -> Bools:
    """True (n,) where two records of one dataset look like the same thing written twice."""
    same = (records.place[one] == records.place[two]) & (records.kind[one] == records.kind[two])
    for side in (0, 1):
        same &= records.sides[side][one] == records.sides[side][two]
    first, last = records.first, records.last
    apart = np.maximum(first[one] - last[two], first[two] - last[one])
    return np.asarray(same & (apart <= DOUBLE_DAYS))
