"""From the small grouped result to a Figure per period.

Deaths and the best number of events go by the provider's own period, so that published totals come
out. The low number of events lies wholly inside a period, the high touches it; below a year deaths
follow the same rule, since a provider publishes no months.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from counterclaim.count.expression import STATISTICS, key_of
from counterclaim.model.answer import Figure
from counterclaim.model.measure import Measure
from counterclaim.model.period import Grain, Period
from counterclaim.model.quantity import Quantity

Row = Mapping[str, Any]
NAMES = tuple(name for name, _ in STATISTICS)


@dataclass
class Tally:
    """Sums over the groups of rows that belong to one period, by how they belong to it."""

    anchored: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    inside: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    touching: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    ranged: bool = False

    def add(self, row: Row, key: str, period: int) -> None:
        """Adds a group of rows to the sums that it belongs to."""
        for sums, belongs in (
            (self.anchored, row["anchor"] == period),
            (self.inside, row["first"] == row["last"] == period),
            (self.touching, row["first"] <= period <= row["last"]),
        ):
            if belongs:
                for name in NAMES:
                    sums[name] += row[f"{key}_{name}"] or 0
        if row[f"{key}_low"] is not None:
            self.ranged = True


def fold(
    rows: Iterable[Row], key: str, measure: Measure, period: Period, grain: Grain
) -> Figure | None:
    """The Figure of ``measure`` in ``period``, or ``None`` where no row belongs to it."""
    tally, wanted = Tally(), key_of(period, grain)
    for row in rows:
        tally.add(row, key, wanted)
    if not tally.anchored["n"]:
        return None
    return _figure(tally, measure, grain)


def _figure(tally: Tally, measure: Measure, grain: Grain) -> Figure:
    best = tally.anchored
    straddling = tally.inside["n"] != best["n"] or tally.touching["n"] != best["n"]
    sub_year = straddling and grain in {"quarter", "month"}
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


def _deaths(
    low: Mapping[str, int], best: Mapping[str, int], high: Mapping[str, int], *, ranged: bool
) -> tuple[Quantity, bool]:
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
        "best_zero_high_above": best["fatal_high"] > best["fatal_best"] > 0,
        "no_range_for_subgroup": not tally.ranged and measure.counts == "killed",
        "joint_side_deaths": measure.deaths in {"inflicted", "suffered"}
        and measure.attribution != "alone",
    }
    return tuple(code for code, applies in found.items() if applies)


def _details(tally: Tally) -> dict[str, int]:
    """Counts that a note prints: rows on one source, and the sums without them."""
    best = tally.anchored
    details = {"single_source_events": best["single"]}
    if tally.ranged:
        for name in ("low", "best", "high"):
            details[f"without_single_source_{name}"] = best[name] - best[f"single_{name}"]
    if best["unknown"]:
        details["events_without_value"] = best["unknown"]
    return details
