"""Two datasets linked: candidates, scores, one-to-one assignment, parts and wholes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.errors import NotFound
from counterclaim.resolve.actors import Roster
from counterclaim.resolve.agreement import Gaps
from counterclaim.resolve.candidates import Pairs, Window, candidates
from counterclaim.resolve.distinct import distinct
from counterclaim.resolve.episodes import sort_out
from counterclaim.resolve.evidence import FEATURES, compare
from counterclaim.resolve.judgements import Decisions
from counterclaim.resolve.links import Links, laid_out
from counterclaim.resolve.opening import Embedded, in_order, open_datasets
from counterclaim.resolve.partners import partners
from counterclaim.resolve.records import POINT, Engine, Records, Shared
from counterclaim.resolve.scores import Levels, compete, weigh
from counterclaim.resolve.sensitivity import CELLS, Grid
from counterclaim.resolve.sides import Company

if TYPE_CHECKING:
    from counterclaim.case import Case

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
THRESHOLD = 0.5
HOPELESS = -6.0  # log odds below which a pair can neither be chosen nor stand in the way


@dataclass(frozen=True)
class Compared:
    """Two datasets with their candidate pairs (n,), levels by feature, gaps and probabilities."""

    left: Records
    right: Records
    pairs: Pairs
    levels: tuple[Levels, ...]
    gaps: Gaps
    probability: Floats
    evidence: Floats


@dataclass(frozen=True)
class Proposed:
    """Positions of pairs that are proposed as the same, as part of, and that are left unsure.

    ``probability`` (n,) is that of each pair, a rival that merely doubles the partner counted in;
    ``free`` (n,) is true where nobody has judged the pair or named a partner for one of its ends.
    """

    same: Ints
    part_of: Ints
    unsure: Ints
    probability: Floats
    free: Bools


def link(
    case: Case,
    left: str,
    right: str,
    *,
    engine: Engine | None = None,
    window: Window | None = None,
    threshold: float = THRESHOLD,
    with_grid: bool = True,
) -> Links:
    """The proposed links of two datasets of ``case`` (names, or ids of snapshots).

    Judgements of the case go before scores. The datasets are compared in the order that
    ``rules.incidents.order`` states, so that left and right may be swapped. ``threshold`` is the
    least probability of a proposal; ``window`` how far apart candidates may lie. Raises
    :class:`~counterclaim.errors.NotFound` for a dataset that the case does not hold, and where the
    two are not two.
    """
    engine = engine or Embedded()
    names = in_order(case, _two(case, left, right))
    opened = open_datasets(case, names, engine)
    decided = Decisions.of(case.table("judgements"))
    company = Company(Roster.of(case))
    one, two = opened.records
    found = compared(one, two, opened.shared, company, engine, window, decided)
    proposed = propose(found, decided, threshold)
    sweep = Grid({})
    if with_grid:
        sweep = Grid({cell: _links(within(found, *cell), threshold) for cell in CELLS})
    links = laid_out(found, proposed, decided, sweep)
    return links if names[0] == left else links.turned()


def _two(case: Case, left: str, right: str) -> tuple[str, str]:
    """Both names, if they are of two datasets."""
    if left and right and left.partition("@")[0] != right.partition("@")[0]:
        return left, right
    same = bool(left and right)
    raise NotFound(
        "a dataset is not linked with itself" if same else "two datasets are needed",
        seen=", ".join(name for name in (left, right) if name) or "none",
        expected="two of: "
        + ", ".join(sorted({s.dataset for s in case.snapshots() if s.table == "events"})),
        remedy="counterclaim doubles CASE DATASET lists what may stand twice in one dataset, "
        "counterclaim revisions compares two of its snapshots"
        if same
        else "counterclaim link CASE LEFT RIGHT",
    )


def _links(found: Compared, threshold: float) -> int:
    chosen, probability = partners(found.left, found.right, found.pairs, found.probability)
    return int((probability[chosen] >= threshold).sum())


def compared(
    left: Records,
    right: Records,
    shared: Shared,
    company: Company,
    engine: Engine,
    window: Window | None = None,
    decided: Decisions | None = None,
) -> Compared:
    """Candidates of two datasets, and the pairs that somebody judged, with their probabilities.

    Candidates that can neither be chosen nor stand in the way of others are left out.
    """
    near = candidates(left, right, window or Window(), engine)
    one, two = positions(left, right, (decided or Decisions({})).pairs(*_CODES))
    judged = one * len(right) + two
    pairs = _with_judged(near, judged, len(right))
    levels, gaps = compare(left, right, pairs, shared, company, engine)
    weighed = weigh(pairs, levels, FEATURES, (len(left), len(right)))
    every = Compared(left, right, pairs, levels, gaps, weighed.probability, weighed.evidence)
    keep = weighed.evidence > HOPELESS
    if judged.size:
        keep |= np.isin(pairs.left * len(right) + pairs.right, judged)
    return _only(every, np.flatnonzero(keep))


def _only(found: Compared, at: Ints) -> Compared:
    """The pairs at these positions."""
    return Compared(
        found.left,
        found.right,
        Pairs(found.pairs.left[at], found.pairs.right[at]),
        tuple(level[at] for level in found.levels),
        Gaps(found.gaps.days[at], found.gaps.km[at], found.gaps.area[at]),
        found.probability[at],
        found.evidence[at],
    )


def within(found: Compared, days: int, km: float) -> Compared:
    """The same comparison with a narrower window: rivals outside it no longer stand in the way.

    ``days`` and ``km`` count beyond the records' own precision; a pair matched by area lies inside
    every number of kilometres.
    """
    pairs, gaps = found.pairs, found.gaps
    reach = found.left.radius[pairs.left] + found.right.radius[pairs.right]
    beyond = np.where(gaps.area == POINT, gaps.km - reach, 0.0)
    kept = _only(found, np.flatnonzero((gaps.days <= days) & (beyond <= km)))
    return replace(kept, probability=compete(kept.pairs, kept.evidence))


def propose(found: Compared, decided: Decisions, threshold: float = THRESHOLD) -> Proposed:
    """One partner at most for each record; what was judged is as judged, whatever its score."""
    pairs = found.pairs
    verdict = _verdicts(found, decided)
    free = _free(pairs, verdict)
    chosen, probability = partners(found.left, found.right, pairs, found.probability, free)
    taken = chosen[probability[chosen] >= threshold]
    relations = sort_out(found.left, found.right, pairs, taken, found.evidence)
    judged_same, judged_part = np.flatnonzero(verdict == 1), np.flatnonzero(verdict == 4)
    return Proposed(
        np.union1d(relations.same, judged_same),
        np.union1d(relations.part_of[verdict[relations.part_of] == 0], judged_part),
        np.flatnonzero(verdict == 3),
        probability,
        free,
    )


def _with_judged(near: Pairs, judged: Ints, size: int) -> Pairs:
    """The candidates and the pairs that somebody judged, as keys of left times ``size`` + right."""
    if not judged.size:
        return near
    key = distinct(np.concatenate([near.left * size + near.right, judged]))
    return Pairs(key // size, key % size)


def positions(
    left: Records, right: Records, named: tuple[tuple[str, str], ...]
) -> tuple[Ints, Ints]:
    """Positions (m,) of pairs of ids, whichever way round; pairs of other datasets left out."""
    one = _index([a for a, _ in named] + [b for _, b in named], left)
    two = _index([b for _, b in named] + [a for a, _ in named], right)
    both = (one >= 0) & (two >= 0)
    return one[both], two[both]


def _index(ids: list[str], records: Records) -> Ints:
    found = pc.index_in(pa.array(ids, pa.string()), value_set=records.ids)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)


_CODES = {"yes": 1, "no": 2, "unsure": 3, "part_of": 4}


def _verdicts(found: Compared, decided: Decisions) -> Ints:
    """(n,) 0 where nobody judged, else a code of the verdict."""
    codes = np.zeros(len(found.pairs), dtype=np.int64)
    size = len(found.right)
    key = found.pairs.left * size + found.pairs.right
    for verdict, code in _CODES.items() if decided.verdicts else ():
        one, two = positions(found.left, found.right, decided.pairs(verdict))
        codes[np.isin(key, one * size + two)] = code
    return codes


def _free(pairs: Pairs, verdict: Ints) -> Bools:
    """Pairs that nobody judged, of records whose partner nobody has named."""
    settled = verdict == 1
    taken = np.isin(pairs.left, pairs.left[settled]) | np.isin(pairs.right, pairs.right[settled])
    return np.asarray((verdict == 0) & ~taken)
