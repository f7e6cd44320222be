"""What assessments read of a measure: its months, its single events, and its sums by coding.

Months without a record stay ``None``: not covered, cut by the end of the data, or of an actor whom
the dataset does not name then. A covered month without a row counts no *recorded* event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterclaim.count.counter import Counter
from counterclaim.count.coverage import Reach, reach
from counterclaim.count.expression import ENDS, Frame, Plan, deaths_keys, key_of, matched
from counterclaim.count.questions import unanswerable
from counterclaim.count.tables import Tables
from counterclaim.model.answer import Answer, Refusal, Status
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period

Arrow = Any
COARSE_DATES = ("week", "month", "longer")
COARSE_PLACES = ("admin1", "region", "country", "world")
EVENT_COLUMNS = ("id", "from", "to", "date_precision", "kind", *ENDS)


@dataclass(frozen=True)
class MonthCount:
    """One month: events, deaths (best), outlets and citations; ``None`` where there is no record.

    ``status`` says why there is none; ``straddling`` events may belong to another month.
    """

    month: date
    events: int | None = None
    deaths: int | None = None
    outlets: int | None = None
    citations: int | None = None
    status: str = ""
    straddling: int = 0


@dataclass(frozen=True)
class MonthlySeries:
    """A measure by month. ``refusal`` is the count stage's own where no month can be answered."""

    measure: Measure
    months: tuple[MonthCount, ...]
    snapshots: tuple[str, ...] = ()
    provisional: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Tally:
    """Sums of one group of events that a coding may keep or leave out as a whole."""

    single_source: bool
    coarse_date: bool
    coarse_place: bool
    events: int
    low: int | None
    best: int | None
    high: int | None


def by_month(counter: Counter, measure: Measure, window: Period) -> MonthlySeries:
    """The whole months of ``window`` (both ends closed), with their sources."""
    if measure.series or measure.difference:
        return MonthlySeries(measure, (), refusal=_published(measure))
    months = [p for p in window.split("month") if _is_month(p)]
    frame = Frame("month", window)
    found = counter.answers([measure], frame, months)
    answers = [found[measure.id, month] for month in months]
    refusal = _refusal([answer for answer, _, _ in answers])
    sources = {} if refusal else _sources(counter, measure, window)
    used = [snapshot for _, snapshot, _ in answers if snapshot is not None]
    return MonthlySeries(
        measure,
        tuple(
            _month(month, answer, measure, sources.get(key_of(month, "month")))
            for month, (answer, _, _) in zip(months, answers, strict=True)
        ),
        tuple(dict.fromkeys(snapshot.id for snapshot in used)),
        any(snapshot.stage == "candidate" for snapshot in used),
        refusal,
    )


def event_table(counter: Counter, measure: Measure, window: Period) -> Arrow | Refusal:
    """The events that the measure counts in ``window``: an Arrow table of EVENT_COLUMNS.

    ``low``, ``best`` and ``high`` are the deaths that the measure sums. A Refusal where no
    snapshot can answer.
    """
    import pyarrow as pa

    if measure.series or measure.difference:
        return _published(measure)
    parts = [
        segment.tables.engine.arrow(_events_of(segment))
        for segment in segments(counter, measure, window)
    ]
    return pa.concat_tables(parts) if parts else _unanswered(counter, measure, window)


def tallies(counter: Counter, measure: Measure, window: Period) -> tuple[Tally, ...] | Refusal:
    """The measure's sums in ``window`` by what codings differ in; a Refusal where it has none."""
    answer, snapshot, _ = counter.answer(measure, window, frame_of(window))
    if isinstance(answer, Refusal):
        return answer
    if measure.series or measure.difference or snapshot is None:
        low, best, high = (None if e is None else round(e) for e in answer.quantity.ends)
        return (Tally(False, False, False, answer.ids, low, best, high),)
    found = []
    for segment in segments(counter, measure, window):
        rows, plan = _matched(segment)
        grouped = _tallied(rows, deaths_keys([plan])[plan.key])
        found += [Tally(**row) for row in segment.tables.engine.rows(grouped)]
    return tuple(found)


def coverage(counter: Counter, measures: Iterable[Measure]) -> Period | None:
    """From the first to the last day that the data of ``measures`` cover; ``None`` if unknown."""
    datasets = {m.dataset for m in measures if not m.difference}
    windows = [s.window for dataset in datasets for s in counter.speaking(dataset) if s.window]
    starts, ends = [w.start for w in windows if w.start], [w.end for w in windows if w.end]
    return Period.of(min(starts), max(ends)) if starts and ends else None


@dataclass(frozen=True)
class Segment:
    """What one snapshot has to say of a window."""

    tables: Tables
    plan: Plan
    period: Period


def segments(counter: Counter, measure: Measure, window: Period) -> tuple[Segment, ...]:
    """Snapshots that can answer, each with a plan of what those before leave to it."""
    found: list[Segment] = []
    for snapshot in counter.speaking(measure.dataset):
        tables = counter.tables(snapshot)
        plan = counter.left(counter.plan(measure, "m", tables), tables)
        if plan is None or unanswerable(tables.card, plan.measure, "") is not None:
            continue
        if reach(snapshot, window) is not Reach.NONE:
            found.append(Segment(tables, plan, window))
    return tuple(found)


def frame_of(window: Period) -> Frame:
    """Whole years are counted as the provider counts them, other windows by their days."""
    return Frame("year" if len(_spelled(window).text) == 4 else "total", window)


def _spelled(window: Period) -> Period:
    """The window in its shortest spelling."""
    return Period.of(window.start, window.end)


def _matched(segment: Segment) -> tuple[Any, Plan]:
    tables, plan = segment.tables, segment.plan
    frame = frame_of(segment.period)
    return matched(tables.events, tables.participants, [plan], frame), plan


def _events_of(segment: Segment) -> Any:
    rows, plan = _matched(segment)
    deaths = deaths_keys([plan])[plan.key]
    columns = {name: rows[name] for name in EVENT_COLUMNS if name not in ENDS}
    columns |= {end: rows[f"{deaths}_{end}_value"].cast("int64") for end in ENDS}
    return rows.select(**columns).order_by(["from", "id"])


def _tallied(rows: Any, deaths: str) -> Any:
    marked = rows.mutate(
        single_source=(rows.sources == 1).fill_null(False),
        coarse_date=rows.date_precision.isin(COARSE_DATES).fill_null(False),
        coarse_place=rows.place_precision.isin(COARSE_PLACES).fill_null(False),
    )
    sums = {end: marked[f"{deaths}_{end}_value"].sum() for end in ENDS}
    return marked.group_by(["single_source", "coarse_date", "coarse_place"]).aggregate(
        events=marked.count(), **sums
    )


def _sources(counter: Counter, measure: Measure, window: Period) -> dict[int, tuple[int, int]]:
    """Distinct outlets and citations by month (as :func:`key_of` numbers it)."""
    found: dict[int, tuple[int, int]] = {}
    for segment in segments(counter, measure, window):
        rows, _ = _matched(segment)
        for row in segment.tables.engine.rows(_cited(rows)):
            outlets, citations = found.get(row["month"], (0, 0))
            found[row["month"]] = outlets + row["outlets"], citations + row["citations"]
    return found


def _cited(rows: Any) -> Any:
    """Outlets are told apart by name, whatever its case; citations are those that are named."""
    day = rows["from"]
    named = rows.select(
        month=day.year().cast("int64") * 12 + day.month().cast("int64") - 1,
        outlet=rows.source_names.fill_null("").split(";").unnest(),
    )
    told = named.mutate(outlet=named.outlet.strip().lower())
    told = told.filter(told.outlet != "")
    return told.group_by("month").aggregate(outlets=told.outlet.nunique(), citations=told.count())


def _month(
    month: Period, answer: Answer, measure: Measure, cited: tuple[int, int] | None
) -> MonthCount:
    assert month.start is not None
    if isinstance(answer, Refusal):
        if answer.code == "no_rows":
            return MonthCount(month.start, 0, 0, 0, 0)
        return MonthCount(month.start, status=answer.status.value)
    if answer.partial:
        return MonthCount(month.start, status="part_month")
    events = answer.events
    best = int(events.best or 0) if events else answer.ids
    low = int(events.low or 0) if events else best
    deaths = answer.quantity.best if measure.counts == "killed" else None
    outlets, citations = cited or (0, 0)
    killed = None if deaths is None else int(deaths)
    return MonthCount(month.start, best, killed, outlets, citations, straddling=best - low)


def _refusal(answers: Sequence[Answer]) -> Refusal | None:
    """Why no month can be answered: the reason that says most; ``None`` if one can."""
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    if len(refused) < len(answers) or any(answer.code == "no_rows" for answer in refused):
        return None
    order = (Status.REFUSED, Status.NOT_SEPARABLE, Status.NOT_RECORDED, Status.NOT_COVERED)
    return min(refused, key=lambda r: order.index(r.status), default=_no_month())


def _unanswered(counter: Counter, measure: Measure, window: Period) -> Refusal:
    answer, _, _ = counter.answer(measure, window, frame_of(window))
    return answer if isinstance(answer, Refusal) else _no_month()


def _no_month() -> Refusal:
    return Refusal(
        Status.NOT_COVERED,
        "no_whole_month",
        "The window holds no whole month.",
        remedy="a window of at least one month",
    )


def _published(measure: Measure) -> Refusal:
    return Refusal(
        Status.REFUSED,
        "no_dates",
        f"{measure.title or measure.id} is a total that a provider publishes; it has no days.",
        remedy="a measure that counts events",
    )


def _is_month(period: Period) -> bool:
    return len(_spelled(period).text) == 7
