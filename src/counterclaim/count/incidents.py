"""Counting incidents over several datasets: each happening once, whoever tells of it.

A measure whose dataset is ``incidents`` counts the incidents that some dataset holds in its scope.
Each gives one value: one a lineage (datasets that copy each other are one), then the case's rule.
Figures of two datasets are never added for one incident. Where people judged a pair unsure, low
counts it once and high twice; a mere suspicion is a caveat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from counterclaim.count.caveats import INCIDENTS as CAVEATS
from counterclaim.count.coverage import Reach, outside, reach
from counterclaim.count.expression import Frame, Plan, matched
from counterclaim.count.fold import Counts
from counterclaim.count.incident_values import (
    grouped,
    labels,
    named,
    placed,
    value_columns,
    values_of,
    without_parts,
)
from counterclaim.count.published import Answered, Answers
from counterclaim.count.questions import unanswerable
from counterclaim.errors import DefinitionError
from counterclaim.model.answer import Context, Figure, Refusal, Status
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period, label
from counterclaim.model.quantity import Quantity
from counterclaim.model.snapshot import Snapshot
from counterclaim.resolve.incidents import Comparisons, Incidents, compare_all, joined
from counterclaim.resolve.opening import in_order
from counterclaim.resolve.sensitivity import CELLS

if TYPE_CHECKING:
    from counterclaim.count.counter import Counter

Ints = NDArray[np.int64]
INCIDENTS = "incidents"
MANY = 60_000  # records, from which totals are taken at the corners of the grid alone


@dataclass(frozen=True)
class _Rows:
    """The records in scope of one dataset, as an Arrow table, and the snapshot they are of."""

    snapshot: Snapshot
    table: Any
    frame: Frame


class IncidentCounter:
    """Counts measures over the incidents of a case, for one :class:`Counter`."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        case = counter.case
        held = {s.dataset for s in case.snapshots() if s.table == "events"}
        stated = case.definitions.rules.incidents.order
        self.datasets = tuple(stated) or in_order(case, tuple(sorted(held)))
        speaking = [counter.speaking(name) for name in self.datasets]
        self.snapshots = tuple(found[0] for found in speaking if found)
        if not self.snapshots:
            raise DefinitionError(
                "no dataset to count incidents over",
                file=case.path / "case.yaml",
                seen=", ".join(self.datasets),
                expected="rules, incidents, order: datasets that the case holds",
                remedy="counterclaim ingest CASE FILE",
            )

    @cached_property
    def comparisons(self) -> Comparisons:
        """The datasets compared, once for all measures."""
        names = [snapshot.id for snapshot in self.snapshots]
        return compare_all(self.counter.case, names, self.counter.engine)

    @cached_property
    def incidents(self) -> Incidents:
        """The incidents at the default setting."""
        return joined(self.comparisons)

    @cached_property
    def _cells(self) -> tuple[Incidents, ...]:
        """The incidents at other windows."""
        many = self.incidents.members.num_rows > MANY
        cells = (CELLS[0], CELLS[-1]) if many else CELLS
        return tuple(joined(self.comparisons, cell=cell, is_named=False) for cell in cells)

    def answers(
        self, measures: Sequence[Measure], frame: Frame, periods: Sequence[Period]
    ) -> Answers:
        """An answer for every measure and period."""
        found: Answers = {}
        for measure in measures:
            rows, refusals = self._in_scope(measure, frame)
            tallies = _Tallies(self, measure, rows, frame)
            for period in periods:
                found[measure.id, period] = self._answer(tallies, refusals, period)
        return found

    def at(
        self, place: str, measures: Sequence[Measure], frame: Frame, periods: Sequence[Period]
    ) -> Answers:
        """Likewise, for one value of the place column by which ``frame`` splits."""
        there = [measure.model_copy(update={"place": place}) for measure in measures]
        return self.answers(there, Frame(frame.grain, frame.window), periods)

    def by_dataset(self, measures: Sequence[Measure]) -> list[Measure]:
        """The measures as each dataset would count them, under ids of their own."""
        return [
            measure.model_copy(update={"dataset": name, "id": f"{measure.id}@{name}"})
            for measure in measures
            for name in self.datasets
        ]

    def _in_scope(
        self, measure: Measure, frame: Frame
    ) -> tuple[list[_Rows], list[tuple[Snapshot, Refusal]]]:
        """The rows of each dataset that the measure counts; why the others cannot say."""
        rows, refusals = [], []
        for snapshot in self.snapshots:
            mine, refusal = self.asked(measure, snapshot)
            if refusal is not None:
                refusals.append((snapshot, refusal))
                continue
            tables = self.counter.tables(snapshot)
            plan = self.counter.plan(mine, "m0", tables)
            expression = matched(tables.events, tables.participants, [plan], frame)
            chosen = expression.select(
                "id", "from", "to", "provider_year", "sources", *value_columns(plan)
            )
            rows.append(_Rows(snapshot, named(self.counter.engine.arrow(chosen)), frame))
        return rows, refusals

    def asked(self, measure: Measure, snapshot: Snapshot) -> tuple[Measure, Refusal | None]:
        """The measure as one dataset is asked it, and why that dataset cannot say."""
        tables = self.counter.tables(snapshot)
        known = set(tables.card.codes.get("kind", {}).values()) or set(measure.kinds)
        kinds = tuple(kind for kind in measure.kinds if kind in known)
        mine = measure.model_copy(update={"dataset": snapshot.dataset, "kinds": kinds})
        if measure.kinds and not kinds:
            return mine, _other_kinds(tables.title)
        refusal = unanswerable(tables.card, mine, self.counter.roster.title(measure.actor))
        plan = self.counter.plan(mine, "m0", tables)
        if refusal is None and outside(snapshot, mine, plan.actor, self.counter.places):
            refusal = _outside(tables.title)
        return mine, refusal

    def of_records(self) -> dict[str, str]:
        """The incident of every record."""
        members = self.incidents.members
        return dict(
            zip(members["record"].to_pylist(), members["incident"].to_pylist(), strict=True)
        )

    def _answer(
        self, tallies: _Tallies, refusals: Sequence[tuple[Snapshot, Refusal]], period: Period
    ) -> Answered:
        covering = [r.snapshot for r in tallies.rows if reach(r.snapshot, period) is not Reach.NONE]
        if not covering:
            return _cannot_say(tallies.rows, refusals, period), None, ()
        figure = tallies.figure(period)
        if figure is None:
            return _not_recorded(covering, period), covering[0], ()
        ending = len(covering) < len(self.snapshots)
        marked = replace(
            figure,
            caveats=figure.caveats + (("datasets_end",) if ending else ()),
            partial=all(reach(s, period) is Reach.PART for s in covering),
            provisional=any(s.stage == "candidate" for s in covering),
        )
        return marked, covering[0], tallies.beside(period)


class _Tallies:
    """The figures of one measure by period, under each way of deciding who belongs together."""

    def __init__(
        self, owner: IncidentCounter, measure: Measure, rows: Sequence[_Rows], frame: Frame
    ) -> None:
        self.owner, self.measure, self.rows, self.frame = owner, measure, tuple(rows), frame
        self.plan = Plan("m0", measure)
        self.rule = owner.counter.case.definitions.rules.incidents

    @cached_property
    def apart(self) -> Counts:
        """Pairs judged unsure as two incidents."""
        return self._counts(self.owner.incidents, merged=False)

    @cached_property
    def merged(self) -> Counts:
        """Pairs judged unsure as one."""
        return self._counts(self.owner.incidents, merged=True)

    @cached_property
    def windows(self) -> tuple[Counts, ...]:
        """At other windows of days and kilometres."""
        return tuple(self._counts(found, merged=True) for found in self.owner._cells)

    def figure(self, period: Period) -> Figure | None:
        """The Figure: best never adds what may be one incident."""
        one, two = self.merged.figure("m0", period), self.apart.figure("m0", period)
        if one is None or two is None:
            return None
        counts = self.owner.incidents.counts
        caveats = [c for c in CAVEATS if counts.get(c, 0)]
        caveats += ["unsure_links"] if self.owner.incidents.unsure else []
        details = {name: counts[name] for name in caveats if name in counts}
        return replace(
            one,
            quantity=_spread(one.quantity, two.quantity),
            events=_spread(one.events, two.events) if one.events and two.events else one.events,
            fatal_events=_spread(one.fatal_events, two.fatal_events)
            if one.fatal_events and two.fatal_events
            else one.fatal_events,
            caveats=one.caveats + tuple(caveats),
            details={**one.details, **details},
        )

    def beside(self, period: Period) -> tuple[Context, ...]:
        """The range of best over the grid of windows; the default setting lies in it."""
        if len(self.rows) < 2:
            return ()
        figures = [counts.figure("m0", period) for counts in (*self.windows, self.merged)]
        bests = [f.quantity.best for f in figures if f is not None and f.quantity.best is not None]
        if not bests:
            return ()
        text = "best over windows of 0 to 7 days and 1 to 50 km within which records are linked"
        return (Context(text, Quantity(min(bests), None, max(bests))),)

    def _counts(self, incidents: Incidents, *, merged: bool) -> Counts:
        tables = [placed(r.table, rank) for rank, r in enumerate(self.rows) if r.table.num_rows]
        if not tables:
            return Counts([], [self.plan], self.frame)
        table = without_parts(pa.concat_tables(tables), incidents)
        incident = labels(table, incidents, merged=merged)
        values = values_of(table, incident, self._lineages(), self.rule.value)
        return Counts(grouped(values, self.plan, self.frame), [self.plan], self.frame)

    def _lineages(self) -> Ints:
        """For each dataset in scope a number of its lineage."""
        names = [r.snapshot.dataset for r in self.rows]
        sets = [set(group) for group in self.rule.lineages]
        first: dict[object, int] = {}
        keys = [next((at for at, s in enumerate(sets) if n in s), n) for n in names]
        return np.array([first.setdefault(key, len(first)) for key in keys], dtype=np.int64)


def _spread(one: Quantity, two: Quantity) -> Quantity:
    """Best as merged; low and high over both ways."""
    lows = [q.low for q in (one, two) if q.low is not None]
    highs = [q.high for q in (one, two) if q.high is not None]
    best = [q.best for q in (one, two) if q.best is not None]
    if len(set(best)) > 1:  # unsure pairs move the ends even where the data give no range
        lows, highs = [*lows, *best], [*highs, *best]
    return Quantity(min(lows, default=None), one.best, max(highs, default=None))


def _other_kinds(title: str) -> Refusal:
    return Refusal(Status.NOT_COVERED, "outside_extract", f"{title} has no such class of event.")


def _outside(title: str) -> Refusal:
    return Refusal(
        Status.NOT_COVERED, "outside_extract", f"{title} as supplied could not hold such events."
    )


def _cannot_say(
    rows: Sequence[_Rows], refusals: Sequence[tuple[Snapshot, Refusal]], period: Period
) -> Refusal:
    if not rows and refusals:
        return refusals[0][1]
    return Refusal(
        Status.NOT_COVERED,
        "outside_window",
        f"No dataset whose incidents are counted reaches {label(period)}.",
        remedy="ingest a release that covers it",
    )


def _not_recorded(covering: Sequence[Snapshot], period: Period) -> Refusal:
    names = ", ".join(snapshot.dataset for snapshot in covering)
    return Refusal(
        Status.NOT_RECORDED,
        "no_rows",
        f"{names} cover {label(period)} and record no such incident; absence is not zero.",
        remedy="sources outside these datasets",
    )
