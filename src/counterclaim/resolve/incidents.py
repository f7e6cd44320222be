"""Incidents: records of several datasets, and of one, that tell of the same happening.

Datasets are added in the order that the case states; each new one is compared with the entries
that are there already, so that the order of files and rows changes nothing. Who belongs together
follows from judgements and, where nobody has judged, from links probable enough.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.resolve.actors import Roster
from counterclaim.resolve.assignment import one_to_one
from counterclaim.resolve.candidates import Window
from counterclaim.resolve.episodes import container
from counterclaim.resolve.judgements import Decisions
from counterclaim.resolve.linking import THRESHOLD, Compared, compared, propose, within
from counterclaim.resolve.opening import Embedded, Opened, in_order, open_datasets
from counterclaim.resolve.records import Engine
from counterclaim.resolve.sides import Company

if TYPE_CHECKING:
    from counterclaim.case import Case

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SUSPECT = 0.1  # probability from which a pair that is not linked is counted as a suspicion


@dataclass(frozen=True)
class Incidents:
    """Records brought together.

    ``members`` is an Arrow table (incident, record, dataset) sorted by both: every record stands in
    one incident, most of them alone; an incident's id is a hash of its members, or the id of
    ``incidents.csv`` that judgements name. ``unsure`` are pairs of records judged unsure, ``parts``
    pairs (part, whole) of records, judged or offered; ``counts`` says how many links were judged,
    how many rest on their score (``links_not_judged``), how many pairs are mere suspicion, and how
    many parts are only offered.
    """

    datasets: tuple[str, ...]
    members: Any
    unsure: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]

    def of(self, incident: str) -> tuple[str, ...]:
        """The records of an incident."""
        mine = self.members.filter(pc.equal(self.members["incident"], incident))
        return tuple(mine["record"].to_pylist())

    @property
    def shared(self) -> tuple[tuple[str, ...], ...]:
        """The members of every incident that several records tell of, sorted."""
        grouped = self.members.group_by("incident", use_threads=False).aggregate(
            [("record", "list")]
        )
        many = grouped.filter(pc.greater(pc.list_value_length(grouped["record_list"]), 1))
        return tuple(sorted(tuple(sorted(part)) for part in many["record_list"].to_pylist()))


def incidents(
    case: Case,
    datasets: Sequence[str] = (),
    *,
    engine: Engine | None = None,
    window: Window | None = None,
    threshold: float = THRESHOLD,
) -> Incidents:
    """The incidents of ``datasets`` (names or snapshot ids; all of the case if none is named)."""
    engine = engine or Embedded()
    held = {s.dataset for s in case.snapshots() if s.table == "events"}
    names = in_order(case, tuple(datasets) or tuple(sorted(held)))
    return joined(compare_all(case, names, engine, window), threshold)


@dataclass(frozen=True)
class Comparisons:
    """Datasets in their order, and each compared with all before it; what was judged."""

    opened: Opened
    found: tuple[tuple[Compared, ...], ...]
    decided: Decisions


def compare_all(
    case: Case, names: Sequence[str], engine: Engine, window: Window | None = None
) -> Comparisons:
    """Every dataset of ``names`` compared with those before it: the costly half of joining."""
    opened = open_datasets(case, tuple(names), engine)
    decided = Decisions.of(case.table("judgements"))
    company = Company(Roster.of(case))
    records, shared = opened.records, opened.shared
    found = tuple(
        tuple(
            compared(records[old], records[new], shared, company, engine, window, decided)
            for old in range(new)
        )
        for new in range(1, len(records))
    )
    return Comparisons(opened, found, decided)


def joined(
    comparisons: Comparisons,
    threshold: float = THRESHOLD,
    cell: tuple[int, int] | None = None,
    *,
    is_named: bool = True,
) -> Incidents:
    """The incidents that follow; with ``cell`` only from pairs within those days and kilometres.

    Unless ``is_named`` their ids are mere numbers, which is quicker.
    """
    joining = _Joining(comparisons.opened, comparisons.decided, threshold)
    for new, found in enumerate(comparisons.found, start=1):
        joining.add(new, [within(each, *cell) for each in found] if cell else found)
    return joining.result(is_named=is_named)


class _Joining:
    """Entries while datasets are added: ``entry`` maps each record of all datasets to its entry."""

    def __init__(self, opened: Opened, decided: Decisions, threshold: float) -> None:
        self.opened, self.decided, self.threshold = opened, decided, threshold
        sizes = [len(records) for records in opened.records]
        self.start = np.concatenate([[0], np.cumsum(sizes)])
        self.entry = np.arange(self.start[-1])
        self.ids = pa.concat_arrays([records.ids for records in opened.records])
        self.parts: set[tuple[str, str]] = set()
        self.counts = {"links_not_judged": 0, "suspected_links": 0}

    def add(self, new: int, found: Sequence[Compared]) -> None:
        """Join the records of dataset ``new`` to the entries they are probably of."""
        entry, record, value = [], [], []
        for old, comparison in enumerate(found):
            proposed = propose(comparison, self.decided, self.threshold)
            self._note(comparison, proposed.part_of)
            kept = np.setdiff1d(np.flatnonzero(proposed.probability >= SUSPECT), proposed.part_of)
            kept = kept[proposed.free[kept]]
            entry.append(self.entry[self.start[old] + comparison.pairs.left[kept]])
            record.append(comparison.pairs.right[kept])
            value.append(proposed.probability[kept])
        self._assign(new, np.concatenate(entry), np.concatenate(record), np.concatenate(value))

    def _assign(self, new: int, entry: Ints, record: Ints, value: Floats) -> None:
        """One record at most for each entry, by the likeliest of the entry's members."""
        key, back = np.unique(entry * len(self.entry) + record, return_inverse=True)
        best = np.zeros(key.size)
        np.maximum.at(best, back, value)
        of, mine = key // len(self.entry), key % len(self.entry)
        chosen = one_to_one(of, mine, np.where(best >= SUSPECT, best, 0))
        linked = chosen[best[chosen] >= self.threshold]
        self.entry[self.start[new] + mine[linked]] = of[linked]
        taken = np.isin(of, of[linked]) | np.isin(mine, mine[linked])
        self.counts["links_not_judged"] += int(linked.size)
        self.counts["suspected_links"] += int(((best >= SUSPECT) & ~taken).sum())

    def _note(self, found: Compared, part_of: Ints) -> None:
        whole_left = container(found.left, found.right, found.pairs)[part_of]
        left = found.left.ids.take(pa.array(found.pairs.left[part_of])).to_pylist()
        right = found.right.ids.take(pa.array(found.pairs.right[part_of])).to_pylist()
        for one, two, whole in zip(left, right, whole_left.tolist(), strict=True):
            self.parts.add((two, one) if whole else (one, two))

    def result(self, *, is_named: bool = True) -> Incidents:
        """With the judgements of the case laid over the links."""
        labels, named = self._united()
        datasets = np.repeat(
            np.array([records.dataset for records in self.opened.records], dtype=object),
            np.diff(self.start),
        )
        table = pa.table(
            {
                "incident": _incident_ids(labels, self.ids, named if is_named else None),
                "record": self.ids,
                "dataset": pa.array(datasets.tolist(), pa.string()),
            }
        ).sort_by([("incident", "ascending"), ("record", "ascending")])
        judged_parts = self._judged_parts()
        offered = {p for p in self.parts if not self.decided.verdict(*p)}
        counts = self.counts | {
            "links_judged": len(self.decided.pairs("yes")),
            "parts_not_judged": len(offered),
        }
        return Incidents(
            tuple(records.dataset for records in self.opened.records),
            table,
            self.decided.pairs("unsure"),
            tuple(sorted(judged_parts)),
            counts,
        )

    def _judged_parts(self) -> set[tuple[str, str]]:
        """Pairs (part, whole) that somebody judged: the left one is part of the right one."""
        return {
            (held.left, held.right)
            for key, held in self.decided.verdicts.items()
            if self.decided.verdict(*key) == "part_of"
        }

    def _united(self) -> tuple[Ints, dict[int, str]]:
        """A label for each record, and the label's name where ``incidents.csv`` gives one."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        pairs = self.decided.pairs("yes")
        ends = sorted({end for pair in pairs for end in pair})
        at = pc.index_in(pa.array(ends, pa.string()), value_set=self.ids)
        known = at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        extra = {
            e: self.entry.size + n
            for n, (e, k) in enumerate(zip(ends, known, strict=True))
            if k < 0
        }
        place = {e: extra.get(e, int(k)) for e, k in zip(ends, known, strict=True)}
        one = np.array([*range(self.entry.size), *(place[a] for a, _ in pairs)])
        two = np.array([*self.entry.tolist(), *(place[b] for _, b in pairs)])
        size = self.entry.size + len(ends)
        graph = coo_array((np.ones(one.size), (one, two)), shape=(size, size))
        labels = connected_components(graph, directed=False)[1].astype(np.int64)
        named = {int(labels[n]): name for name, n in sorted(extra.items(), reverse=True)}
        return labels[: self.entry.size], named


def _incident_ids(labels: Ints, ids: Any, named: Mapping[int, str] | None) -> Any:
    """The name that a judgement gives, the record's own id where it stands alone, else a hash."""
    if named is None:
        return pa.array(labels).cast(pa.string())
    order = np.lexsort((np.arange(labels.size), labels))
    counts = np.bincount(labels)
    own = np.array(ids.to_pylist(), dtype=object)
    shared = order[counts[labels[order]] > 1]
    for group in np.split(shared, np.flatnonzero(np.diff(labels[shared])) + 1):
        if group.size:
            members = " ".join(sorted(own[group]))
            own[group] = f"i-{hashlib.sha1(members.encode()).hexdigest()[:12]}"
    for label, name in named.items():
        own[labels == label] = name
    return pa.array(own.tolist(), pa.string())
