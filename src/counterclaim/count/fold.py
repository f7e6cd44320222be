"""From the small grouped result to a Figure per measure and period.

Deaths and the best number of events go by the provider's own period, so that published totals come
out. The low number of events lies wholly inside a period, the high touches it; below a year deaths
follow the same rule, since a provider publishes no months.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from counterclaim.count.expression import ENDS, SUMS, Frame, Plan, deaths_keys, holds, key_of
from counterclaim.model.answer import Figure
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity

Row = Mapping[str, Any]
Sums = dict[str, int]
NAMES = ("n", "single", *SUMS, *(f"single_{end}" for end in ENDS))


def _nothing() -> Sums:
    return dict.fromkeys(NAMES, 0)


@dataclass
class Tally:
    """Sums of the events of one period, by how they belong to it.

    ``anchored`` are those that the provider counts there, ``inside`` lie wholly in it,
    ``touching`` share a day with it.
    """

    anchored: Sums = field(default_factory=_nothing)
    inside: Sums = field(default_factory=_nothing)
    touching: Sums = field(default_factory=_nothing)
    ranged: bool = False


def figure_of(tallies: Iterable[Tally], measure: Measure, frame: Frame) -> Figure | None:
    """The Figure of sums that belong together, or ``None`` where the provider counts no row."""
    whole = _added(tallies)
    return _figure(whole, measure, frame) if whole.anchored["n"] else None


def passing(tallies: Iterable[Tally], measure: Measure, frame: Frame) -> Figure | None:
    """Events that touch a period in which the provider counts none of them."""
    whole = _added(tallies)
    near = whole.touching
    if whole.anchored["n"] or not near["n"]:
        return None
    return _figure(Tally(near, near, near, whole.ranged), measure, frame)


def _added(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.ranged |= tally.ranged
        for name in NAMES:
            whole.anchored[name] += tally.anchored[name]
            whole.inside[name] += tally.inside[name]
            whole.touching[name] += tally.touching[name]
    return whole


class Counts:
    """The result of one query: Figures by plan and period, and the days of naming plans."""

    def __init__(self, rows: Sequence[Row], plans: Sequence[Plan], frame: Frame) -> None:
        self.rows, self.frame = rows, frame
        self._plans = {plan.key: plan for plan in plans}
        self._holds = [holds(row, plans) for row in rows]
        self._deaths = deaths_keys(plans)
        self._tallies: dict[str, dict[int, Tally]] = {}

    def only(self, by: str) -> Counts:
        """The counts of one value of the column by which the frame splits."""
        column = self.frame.by[0]
        mine = [row for row in self.rows if row[column] == by]
        return Counts(mine, list(self._plans.values()), self.frame)

    def values(self, key: str) -> set[str]:
        """The values of the column by which the frame splits, where a plan counts events."""
        column = self.frame.by[0]
        return {row[column] for row in self._of(key) if row[column]}

    def figure(self, key: str, period: Period) -> Figure | None:
        """The Figure of a plan in a period, or ``None`` where the provider counts no row there."""
        tally = self.tally(key, period)
        return figure_of([tally], self._plans[key].measure, self.frame)

    def tally(self, key: str, period: Period) -> Tally:
        """The sums of a plan in a period."""
        if key not in self._tallies:
            self._tallies[key] = self._tally(key)
        return self._tallies[key].get(key_of(period, self.frame.grain), Tally())

    def holds(self, key: str) -> bool:
        """True if the plan counts some event, in whatever period."""
        return any(key in plans for plans in self._holds)

    def days(self, key: str) -> tuple[date | None, date | None]:
        """First and last day of all events of a plan."""
        mine = self._of(key)
        return (
            min((row["first_day"] for row in mine), default=None),
            max((row["last_day"] for row in mine), default=None),
        )

    def _of(self, key: str) -> list[Row]:
        held = zip(self.rows, self._holds, strict=True)
        return [row for row, plans in held if key in plans]

    def _tally(self, key: str) -> dict[int, Tally]:
        tallies: dict[int, Tally] = {}
        deaths = self._deaths[key]
        for row in self._of(key):
            sums = _sums(row, deaths)
            for period in {row["anchor"], *range(row["first"], row["last"] + 1)}:
                tally = tallies.setdefault(period, Tally())
                tally.ranged |= row[f"{deaths}_low"] is not None
                _add(tally, row, period, sums)
        return tallies


def _sums(row: Row, deaths: str) -> Sums:
    best = row[f"{deaths}_best"] or 0
    sums = {"n": row["n"], **{name: row[f"{deaths}_{name}"] or 0 for name in SUMS}}
    sums |= {end: best for end in ENDS if row[f"{deaths}_{end}"] is None}
    sums["single"] = row["n"] if row["single"] else 0
    return sums | {f"single_{end}": sums[end] if row["single"] else 0 for end in ENDS}


def _add(tally: Tally, row: Row, period: int, sums: Sums) -> None:
    for total, belongs in (
        (tally.anchored, row["anchor"] == period),
        (tally.inside, row["first"] == row["last"] == period),
        (tally.touching, row["first"] <= period <= row["last"]),
    ):
        if belongs:
            for name, value in sums.items():
                total[name] += value


def _figure(tally: Tally, measure: Measure, frame: Frame) -> Figure:
    best = tally.anchored
    straddling = tally.inside["n"] != best["n"] or tally.touching["n"] != best["n"]
    sub_year = straddling and not frame.is_annual
    low, high = (tally.inside, tally.touching) if sub_year else (best, best)
    deaths, widened = _deaths(low, best, high, ranged=tally.ranged)
    events, moved = Quantity.ordered(tally.inside["n"], best["n"], tally.touching["n"])
    fatal, _ = Quantity.ordered(low["fatal_low"], best["fatal_best"], high["fatal_high"])
    is_events = measure.counts == "acts"
    return Figure(
        quantity=events if is_events else deaths,
        unit="events" if is_events else "people",
        ids=best["n"],
        events=events,
        fatal_events=fatal if tally.ranged else Quantity(None, best["fatal_best"], None),
        caveats=_caveats(tally, measure, widened=widened and not is_events, moved=moved),
        details=_details(tally),
    )


def _deaths(low: Sums, best: Sums, high: Sums, *, ranged: bool) -> tuple[Quantity, bool]:
    if not ranged:
        return Quantity(None, best["best"], None), False
    return Quantity.ordered(low["low"], best["best"], high["high"])


def _caveats(tally: Tally, measure: Measure, *, widened: bool, moved: bool) -> tuple[str, ...]:
    best = tally.anchored
    found = {
        "order_widened": widened,
        "period_by_provider": moved,
        "single_source": best["single"] > 0,
        "value_missing": best["unknown"] > 0,
        "point_values": tally.ranged and best["points"] > 0,
        "best_zero_high_above": best["fatal_high"] > best["fatal_best"] > 0,
        "no_range_for_subgroup": not tally.ranged and measure.counts == "killed",
        "joint_side_deaths": measure.deaths in {"inflicted", "suffered"}
        and measure.attribution == "joint",
    }
    return tuple(code for code, applies in found.items() if applies)


def _details(tally: Tally) -> Sums:
    """Counts that a note prints: rows on one source, and the sums without them."""
    best = tally.anchored
    details = {"single_source_events": best["single"]}
    if tally.ranged:
        for end in ENDS:
            details[f"without_single_source_{end}"] = best[end] - best[f"single_{end}"]
    if best["unknown"]:
        details["events_without_value"] = best["unknown"]
    return details
