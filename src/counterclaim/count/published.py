"""Totals that a provider publishes already added up, and what they leave by difference."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from counterclaim.count.coverage import Reach, reach
from counterclaim.count.tables import titled
from counterclaim.errors import NotFound
from counterclaim.model.answer import Answer, Context, Figure, Refusal, Status
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period, label
from counterclaim.model.quantity import Quantity
from counterclaim.model.snapshot import Snapshot
from counterclaim.resolve.places import spellings

if TYPE_CHECKING:
    from counterclaim.count.counter import Counter

Answered = tuple[Answer, Snapshot | None, tuple[Context, ...]]
"""An answer, the snapshot that gave it, and what stands beside it."""

Answers = dict[tuple[str, Period], Answered]
"""Answers by measure and period."""


def published(counter: Counter, measure: Measure, period: Period) -> Answered:
    """The provider's own total of ``measure.series`` in ``period``; zero is not recorded."""
    for snapshot in _holding(counter, measure):
        if reach(snapshot, period) is not Reach.NONE:
            return _total(counter, measure, snapshot, period), snapshot, ()
    return _not_covered(counter, measure, period), None, ()


def difference(measure: Measure, period: Period, found: Answers) -> Answered:
    """One published total less its parts, bound by bound; refused unless the releases match.

    ``found`` holds the answers of the total and of its parts.
    """
    rule = measure.difference
    assert rule is not None
    total = found[rule.total, period]
    parts = [found[name, period] for name in rule.less]
    if isinstance(total[0], Refusal):
        return total
    versions = {s.version for _, s, _ in [total, *parts] if s is not None}
    if len(versions) > 1:
        return _versions_differ(versions), total[1], ()
    figures = [answer for answer, _, _ in parts if isinstance(answer, Figure)]
    left = _less(total[0], figures)
    if left is None or left.high == 0:
        return _nothing_left(parts, period), total[1], ()
    figure = replace(
        total[0], quantity=left, events=None, fatal_events=None, caveats=("by_difference",)
    )
    return figure, total[1], ()


def _less(total: Figure, parts: list[Figure]) -> Quantity | None:
    left = total.quantity
    try:
        for part in parts:
            left = left.less_part(part.quantity)
    except ValueError:
        return None
    return left if left.low is None or left.low >= 0 else None


def _table(counter: Counter, snapshot: Snapshot) -> Any:
    file = counter.case.data_file(snapshot, "totals")
    return counter.engine.table(file, f"totals_{snapshot.sha256[:8]}")


def _holding(counter: Counter, measure: Measure) -> list[Snapshot]:
    """The snapshots that hold the series (and the place, if any does), in the order of speaking.

    Country-years and dyad-years of one release are two files with different series. Raises
    :class:`NotFound` for a series that the provider does not publish.
    """
    totals = [s for s in counter.speaking(measure.dataset) if s.table == "totals"]
    series = {s.id: _series(counter, s) for s in totals}
    known = sorted(set().union(*series.values()))
    if totals and measure.series not in known:
        near = get_close_matches(measure.series, known, 1)
        raise NotFound(
            f"measure {measure.id} names a series that {measure.dataset} does not publish"
            + (f": did you mean {near[0]}?" if near else ""),
            file=counter.case.path / "case.yaml",
            seen=measure.series,
            expected=", ".join(known),
        )
    held = [s for s in totals if measure.series in series[s.id]]
    names = spellings(measure.place, counter.places) if measure.place else frozenset()
    return [s for s in held if not names or not s.places or names & set(s.places)] or held


def _series(counter: Counter, snapshot: Snapshot) -> frozenset[str]:
    if snapshot.id not in counter.series:
        names = _table(counter, snapshot).select("series").distinct()
        found = frozenset(str(row["series"]) for row in counter.engine.rows(names))
        counter.series[snapshot.id] = found
    return counter.series[snapshot.id]


def _total(counter: Counter, measure: Measure, snapshot: Snapshot, period: Period) -> Answer:
    table = _table(counter, snapshot)
    names = sorted(spellings(measure.place, counter.places)) if measure.place else []
    mine = table.filter(table.series == measure.series)
    if names:
        mine = mine.filter(mine.place.isin(names))
    touching = mine.filter(mine["from"] <= period.end, mine["to"] >= period.start)
    mine = mine.filter(mine["from"] >= period.start, mine["to"] <= period.end)
    rows = counter.engine.rows(
        mine.aggregate(
            n=mine.count(), low=mine.low.sum(), best=mine.best.sum(), high=mine.high.sum()
        )
    )
    found = rows[0]
    if not found["n"] and counter.engine.rows(touching.limit(1)):
        return _whole_years(snapshot, period)
    if not found["n"] or not (found["high"] or found["best"]):
        return _zero(snapshot, period)
    quantity = (
        Quantity(None, found["best"], None)
        if found["low"] is None or found["high"] is None
        else Quantity.ordered(found["low"], found["best"], found["high"])[0]
    )
    unit = "dyads" if measure.series.endswith("_count") else "people"
    return Figure(quantity, unit, int(found["n"]), caveats=("published_total",))


def _whole_years(snapshot: Snapshot, period: Period) -> Refusal:
    return Refusal(
        Status.REFUSED,
        "whole_years",
        f"{titled(snapshot)} publishes totals of whole years and none for {label(period)}.",
        remedy="score by year, or count events",
    )


def _zero(snapshot: Snapshot, period: Period) -> Refusal:
    title = titled(snapshot)
    return Refusal(
        Status.NOT_RECORDED,
        "no_total",
        f"{title} publishes no such deaths for {label(period)}; below its threshold is not zero.",
        remedy="sources outside this dataset",
    )


def _not_covered(counter: Counter, measure: Measure, period: Period) -> Refusal:
    held = _holding(counter, measure)
    if not held:
        reason = f"The case holds no published totals of {measure.dataset or 'any dataset'}."
    else:
        ends = held[0].window.end if held[0].window else ""
        reason = f"{titled(held[0])} ends on {ends}; {label(period)} is not covered."
    return Refusal(
        Status.NOT_COVERED, "outside_window", reason, remedy="ingest a release that covers it"
    )


def _versions_differ(versions: set[str]) -> Refusal:
    return Refusal(
        Status.REFUSED,
        "versions_differ",
        f"The total and its parts come from different releases ({', '.join(sorted(versions))}); "
        "their difference would mix two states of the data.",
        remedy="ingest the same release of both",
    )


def _nothing_left(parts: list[Answered], period: Period) -> Refusal:
    """Nothing is left over: the reason is that of a part which could not be told apart."""
    for answer, _, _ in parts:
        if isinstance(answer, Refusal) and answer.status is Status.NOT_SEPARABLE:
            return answer
    return Refusal(
        Status.NOT_RECORDED,
        "nothing_left",
        f"The published total of {label(period)} is wholly made up of its other parts; "
        "absence from a dataset is not zero.",
        remedy="sources outside this dataset",
    )
