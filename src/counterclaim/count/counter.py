"""The counting of a case: measures and periods in, answers with their snapshots out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from counterclaim.count.absence import Absences
from counterclaim.count.coverage import (
    Reach,
    Spoken,
    as_ruled,
    check_as_of,
    is_superseded,
    is_whole,
    outside,
    reach,
    speaking,
    spoken_for,
)
from counterclaim.count.engine import Engine, engine
from counterclaim.count.expression import Frame, Plan, at_place, counted
from counterclaim.count.fold import Counts, figure_of, passing
from counterclaim.count.published import Answered, Answers, difference, published
from counterclaim.count.questions import of_civilians, splits_civilians, unanswerable
from counterclaim.count.tables import Tables
from counterclaim.ingest.cards import Card
from counterclaim.model.answer import Figure, Refusal, Status
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period, label
from counterclaim.model.snapshot import Snapshot
from counterclaim.resolve.actors import Roster
from counterclaim.resolve.places import inside, is_known, place_table, spellings

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.count.incidents import IncidentCounter
    from counterclaim.count.scorecard import Cell

INCIDENTS = "incidents"


@dataclass(frozen=True)
class _Asked:
    """A measure on one snapshot: its plan, and the counts that the scan gave."""

    snapshot: Snapshot
    plan: Plan
    counts: Counts
    absences: Absences
    why_outside: str

    def only(self, by: str) -> _Asked:
        """The same, narrowed to one place."""
        absences = replace(self.absences, by=by)
        return replace(self, counts=self.counts.only(by), absences=absences)


class Counter:
    """Counts measures of one case on one engine, as of one date."""

    def __init__(self, case: Case, *, engine_name: str = "duckdb", as_of: str = "") -> None:
        self.case, self.as_of = case, as_of
        self.engine: Engine = engine(engine_name)
        self.roster = Roster.of(case)
        self.places = place_table(case)
        ruled = case.definitions.rules.coverage
        self._snapshots = tuple(as_ruled(snapshot, ruled) for snapshot in case.snapshots())
        check_as_of(as_of, self._snapshots)
        self.series: dict[str, frozenset[str]] = {}
        self._opened: dict[str, Tables] = {}
        self._why: dict[tuple[str, Plan], str] = {}

    def answers(
        self, measures: Sequence[Measure], frame: Frame, periods: Sequence[Period]
    ) -> Answers:
        """An answer for every measure and period; those over rows share one scan a snapshot."""
        wanted = self._with_parts(measures)
        once = [m for m in wanted if m.dataset == INCIDENTS]
        others = [m for m in wanted if m.dataset != INCIDENTS]
        over_rows = [m for m in others if not m.series and not m.difference]
        found = self._answers(others, self._ask(over_rows, frame), periods)
        return found | (self.over_incidents.answers(once, frame, periods) if once else {})

    @cached_property
    def over_incidents(self) -> IncidentCounter:
        """Counts measures whose dataset is ``incidents``: several datasets, each happening once."""
        from counterclaim.count.incidents import IncidentCounter

        return IncidentCounter(self)

    def split(
        self, measures: Sequence[Measure], frame: Frame, periods: Sequence[Period]
    ) -> dict[str, Answers]:
        """Answers for each value of the column by which ``frame`` splits, from the same scan.

        Published totals and differences have no parts: they are left to the provider's places.
        """
        once = [m for m in measures if m.dataset == INCIDENTS]
        others = [m for m in measures if m.dataset != INCIDENTS]
        over_rows = [m for m in others if not m.series and not m.difference]
        asked = self._ask(over_rows, frame)
        each = self.over_incidents.by_dataset(once) if once else []
        known = [*asked.values(), *self._ask(each, frame).values()]
        values = {v for items in known for item in items for v in item.counts.values(item.plan.key)}
        return {
            value: self._answers(
                over_rows,
                {name: [item.only(value) for item in items] for name, items in asked.items()},
                periods,
            )
            | (self.over_incidents.at(value, once, frame, periods) if once else {})
            for value in sorted(values)
        }

    def _answers(
        self,
        wanted: Sequence[Measure],
        asked: Mapping[str, list[_Asked]],
        periods: Sequence[Period],
    ) -> Answers:
        found: Answers = {}
        for measure in sorted(wanted, key=lambda m: m.difference is not None):
            for period in periods:
                if measure.difference:
                    answered = difference(measure, period, found)
                elif measure.series:
                    answered = published(self, measure, period)
                else:
                    answered = self._answer(measure, asked.get(measure.id, []), period)
                found[measure.id, period] = answered
        return found

    def _with_parts(self, measures: Sequence[Measure]) -> list[Measure]:
        """The measures and those that a difference among them is made of."""
        named = {m.id: m for m in measures}
        for measure in measures:
            if measure.difference:
                for part in (measure.difference.total, *measure.difference.less):
                    named.setdefault(part, self.case.definitions.measures[part])
        return list(named.values())

    def answer(self, measure: Measure, period: Period, frame: Frame | None = None) -> Answered:
        """The answer for one measure and period."""
        frame = frame or Frame("total", period)
        return self.answers([measure], frame, [period])[measure.id, period]

    def speaking(self, dataset: str) -> list[Snapshot]:
        """The snapshots of ``dataset`` as of the date, the one that speaks first before others."""
        return speaking(self._snapshots, dataset, self.as_of)

    def behind(self, cell: Cell) -> tuple[Snapshot, ...]:
        """The snapshots that gave a cell, the one that speaks first before others."""
        several = cell.answer.snapshots if isinstance(cell.answer, Figure) else ()
        if not several:
            return (cell.snapshot,) if cell.snapshot else ()
        return tuple(s for s in self.speaking(cell.measure.dataset) if s.id in several)

    def plan(self, measure: Measure, key: str, tables: Tables) -> Plan:
        """The measure with its parties and place resolved to one dataset's strings, without what
        snapshots that rank higher speak of.
        """
        plan = self._resolved(measure, key, tables)
        return replace(plan, spoken=self._spoken(plan, tables))

    def left(self, plan: Plan, tables: Tables) -> Plan | None:
        """The plan as far as snapshots that rank higher leave it to this one, if they do."""
        if self._outside(tables, plan):
            return None
        spoken = self._spoken(plan, tables)
        if is_superseded(tables.snapshot, spoken):
            return None
        return replace(plan, spoken=spoken)

    def _spoken(self, plan: Plan, tables: Tables) -> tuple[Spoken, ...]:
        """What those that speak first, and could answer the plan, do not leave to a snapshot."""
        ranked = [s.id for s in self.speaking(tables.dataset)]
        if tables.snapshot.id not in ranked[1:]:
            return ()
        first = self.speaking(tables.dataset)[: ranked.index(tables.snapshot.id)]
        return spoken_for(
            tables.snapshot, [s for s in first if not self._outside(self.tables(s), plan)]
        )

    def _resolved(self, measure: Measure, key: str, tables: Tables) -> Plan:
        party = self.roster.party
        dataset, card = tables.dataset, tables.card
        measure = self.meant(measure)
        return Plan(
            key,
            measure,
            party(measure.actor, dataset) if measure.actor else None,
            party(measure.partner, dataset) if measure.partner else None,
            party(measure.target, dataset) if measure.target else None,
            spellings(measure.place, self.places) if measure.place else frozenset(),
            inside(measure.place, self.places) if measure.place else frozenset(),
            civilian_total=self._total_is_of_civilians(card, measure),
        )

    def _total_is_of_civilians(self, card: Card, measure: Measure) -> bool:
        """True if an event's total may stand for deaths of civilians that the measure asks for."""
        by_civilians = bool(measure.actor) and self.roster.are_civilians(measure.actor)
        fits = of_civilians(card, measure) and not splits_civilians(card)
        return fits and not (by_civilians and measure.deaths == "inflicted")

    def meant(self, measure: Measure) -> Measure:
        """Civilians are counted where they are victims; what they suffer are civilian deaths."""
        if not measure.actor or not self.roster.are_civilians(measure.actor):
            return measure
        deaths = "civilians" if measure.deaths == "suffered" else measure.deaths
        return measure.model_copy(update={"role": measure.role or "any", "deaths": deaths})

    def tables(self, snapshot: Snapshot) -> Tables:
        """The snapshot on the engine, opened once."""
        if snapshot.id not in self._opened:
            self._opened[snapshot.id] = Tables.open(self.case, snapshot, self.engine)
        return self._opened[snapshot.id]

    def _ask(self, measures: Sequence[Measure], frame: Frame) -> dict[str, list[_Asked]]:
        asked: dict[str, list[_Asked]] = {}
        for dataset in dict.fromkeys(m.dataset for m in measures):
            mine = [m for m in measures if m.dataset == dataset]
            together: list[Absences] = []
            for snapshot in [s for s in self.speaking(dataset) if s.table == "events"]:
                for item in self._ask_snapshot(snapshot, mine, frame, together):
                    asked.setdefault(item.plan.measure.id, []).append(item)
        return asked

    def _ask_snapshot(
        self,
        snapshot: Snapshot,
        measures: Sequence[Measure],
        frame: Frame,
        together: list[Absences],
    ) -> Iterable[_Asked]:
        tables = self.tables(snapshot)
        words = self.case.definitions.rules.attribution_context
        absences = Absences(tables, self.roster, words, frame, left=self.left).beside(together)
        plans = [self.plan(m, f"m{i}", tables) for i, m in enumerate(measures)]
        why = {p.key: self._outside(tables, p) for p in plans}
        silent = {p.key: is_superseded(snapshot, p.spoken) for p in plans}
        askable = [
            p
            for p in plans
            if not (why[p.key] or silent[p.key])
            and unanswerable(tables.card, p.measure, "") is None
        ]
        counts = Counts([], plans, frame)
        if askable and (frame.window is None or reach(snapshot, frame.window) is not Reach.NONE):
            questions = absences.questions(askable)
            asked = [*askable, *questions]
            query = counted(tables.events, tables.participants, asked, frame)
            counts = Counts(self.engine.rows(query), asked, frame)
            absences.learn(questions, counts)
        return [
            _Asked(snapshot, plan, counts, absences, why[plan.key])
            for plan in plans
            if not silent[plan.key]
        ]

    def _outside(self, tables: Tables, plan: Plan) -> str:
        """Why the snapshot could not hold what the plan counts, or an empty string."""
        known = (tables.snapshot.id, replace(plan, key="", spoken=()))
        if known not in self._why:
            self._why[known] = self._why_outside(tables, plan)
        return self._why[known]

    def _why_outside(self, tables: Tables, plan: Plan) -> str:
        snapshot, place = tables.snapshot, plan.measure.place
        why = outside(snapshot, plan.measure, plan.actor, self.places)
        unlisted = place and snapshot.places and not is_known(place, self.places)
        if why or not unlisted or place in snapshot.places:
            return why
        here = tables.events.filter(at_place(tables.events, plan.spellings, plan.inside))
        found = self.engine.rows(here.aggregate(n=here.count()))[0]["n"]
        return "" if found else f"it holds {', '.join(snapshot.places)} and no event in {place}"

    def _answer(self, measure: Measure, asked: Sequence[_Asked], period: Period) -> Answered:
        if not asked:
            return _no_snapshot(measure, self._snapshots, self.as_of), None, ()
        first = asked[0]
        card = first.absences.tables.card
        refusal = unanswerable(card, first.plan.measure, self.roster.title(measure.actor))
        if refusal is not None:
            return refusal, first.snapshot, ()
        inside = [item for item in asked if not item.why_outside]
        if all(reach(item.snapshot, period) is Reach.NONE for item in inside):
            return _not_covered(asked, period), None, ()
        return _counted(inside, period)


def _counted(items: Sequence[_Asked], period: Period) -> Answered:
    """The answer of all snapshots that hold what is asked; ``items`` in the order of speaking."""
    reaching = [item for item in items if reach(item.snapshot, period) is not Reach.NONE]
    first = reaching[0]
    plan, absences, frame = first.plan, first.absences, first.counts.frame
    tallies = [item.counts.tally(item.plan.key, period) for item in reaching]
    held = [item.snapshot for item in items]
    whole = is_whole(held, period, [i.snapshot for i in items if i.counts.holds(i.plan.key)])
    figure = figure_of(tallies, plan.measure, frame)
    if figure is None:
        near = passing(tallies, plan.measure, frame)
        return absences.refusal(plan, period, near, whole=whole), first.snapshot, ()
    gave = [i for i, tally in zip(reaching, tallies, strict=True) if tally.anchored["n"]]
    if plan.measure.counts == "killed" and figure.details.get("events_without_value") == figure.ids:
        return _no_values(gave[0]), gave[0].snapshot, ()
    hidden = absences.hidden(plan, period)
    late = absences.named_late(plan, period)
    caveats = [*figure.caveats, *(["partner_not_separable"] if hidden else [])]
    beside = tuple(context for party in hidden for context in absences.titled(plan, party, period))
    marked = replace(
        figure,
        caveats=(*caveats, *(["named_from"] if late else [])),
        partial=late or not whole,
        provisional=_is_provisional(held, [i.snapshot for i in gave], period),
        snapshots=tuple(i.snapshot.id for i in gave) if len(gave) > 1 else (),
    )
    return marked, gave[0].snapshot, beside


def _is_provisional(held: Sequence[Snapshot], gave: Sequence[Snapshot], period: Period) -> bool:
    """True if candidate data gave rows, or is all that covers a part of the period."""
    if any(snapshot.stage == "candidate" for snapshot in gave):
        return True
    final = [snapshot for snapshot in held if snapshot.stage == "final"]
    return len(final) < len(held) and is_whole(held, period) and not is_whole(final, period)


def _no_values(item: _Asked) -> Refusal:
    deaths = item.plan.measure.deaths
    return Refusal(
        Status.REFUSED,
        "value_missing",
        f"{item.absences.tables.title} records such events but gives no deaths ({deaths}) for any "
        "of them.",
        remedy="count the events, or ask for deaths in total",
    )


def _not_covered(asked: Sequence[_Asked], period: Period) -> Refusal:
    inside = [item for item in asked if not item.why_outside]
    if not inside:
        held = {f"{i.absences.tables.title}: {i.why_outside}": None for i in asked}
        return Refusal(
            Status.NOT_COVERED,
            "outside_extract",
            f"The data as supplied cannot answer. {'; '.join(held)}.",
            remedy="supply the provider's whole file, or one filtered less narrowly",
        )
    latest = max(inside, key=_last_day)
    last = _last_day(latest)
    starts = [window.start for item in inside if (window := item.snapshot.window)]
    first = min((day for day in starts if day), default=None)
    where = f"ends on {last}" if period.start and last < period.start else f"begins on {first}"
    return Refusal(
        Status.NOT_COVERED,
        "outside_window",
        f"{latest.absences.tables.title} {where}; {label(period)} is not covered.",
        remedy="ingest a release that covers it",
    )


def _last_day(item: _Asked) -> date:
    window = item.snapshot.window
    return (window.end if window else None) or date.max


def _no_snapshot(measure: Measure, held: Sequence[Snapshot], as_of: str) -> Refusal:
    names = ", ".join(dict.fromkeys(s.dataset for s in held if s.table == "events")) or "none"
    wanted = f"of {measure.dataset}" if measure.dataset else "for a measure that names no dataset"
    known = f" that was out by {as_of}" if as_of else ""
    return Refusal(
        Status.NOT_COVERED,
        "no_snapshot",
        f"The case holds no events {wanted}{known}; datasets with events in it: {names}.",
        remedy="counterclaim ingest CASE FILE, or name one of these under dataset",
    )
