"""Totals of contested figures: what they allow, and how far that hangs on shared errors.

Assumes
    That low, best and high of a figure are about its 5%, 50% and 95% points, and that errors
    within a source group share one common part. Copies of a source say nothing of their own.
Refuses when
    No figure has a number, a figure is negative, there is one event only (its own range is the
    total), or no figure leaves any room (an interval would claim more than the figures say).
Reads as
    "475 to 1,181 deaths if every figure is at its lowest or highest; 527-1,073 if errors move
    together; 635-944 only if every figure errs on its own." No upper bound where a figure has none.
Reference
    One-factor Gaussian copula (Vasicek 1987); two-piece normal (Wallis 2014, Statistical Science
    29:106); heaping by the exact binomial test. Dependence, not the marginals, sets the width.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from counterclaim.assess.contested import ContestedFigure, Prepared, prepare
from counterclaim.assess.copula import Floats, Marginal, central, summed, two_piece
from counterclaim.assess.heaping import Heaping, heaped, widened
from counterclaim.assess.reading import Reading, Refusal


@dataclass(frozen=True, kw_only=True)
class TotalsSettings:
    """Declared choices. ``copies`` maps a source to the one it repeats.

    ``shared`` says whose errors move together: those of one source (where every figure names one)
    or those of all figures. ``rhos`` are the strengths of dependence, ``headline`` the one that
    the sentence quotes.
    """

    unit: str = "deaths"
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    shared: Literal["by source", "by all"] = "by source"
    rhos: tuple[float, ...] = (0.0, 0.5, 0.9)
    headline: float = 0.5
    widen_heaped: bool = True
    draws: int = 20_000
    seed: int = 1


@dataclass(frozen=True)
class Bounds:
    """Sum of the lowest and of the highest values; ``high`` None means no upper bound."""

    low: float
    high: float | None

    def words(self, unit: str) -> str:
        """``475 to 1,181 deaths``, or ``475 or more deaths, with no upper bound``."""
        if self.high is None:
            return f"{self.low:,.0f} or more {unit}, with no upper bound"
        return f"{self.low:,.0f} to {self.high:,.0f} {unit}"


@dataclass(frozen=True)
class Dependence:
    """The 90% interval of the total at one strength of dependence, and what that supposes."""

    rho: float
    low: float
    middle: float
    high: float | None
    supposes: str

    @property
    def words(self) -> str:
        """``527-1,073``, or ``527 or more`` without an upper bound."""
        return (
            f"{self.low:,.0f} or more" if self.high is None else f"{self.low:,.0f}-{self.high:,.0f}"
        )


@dataclass(frozen=True, kw_only=True)
class TotalsReading(Reading):
    """Hard bounds, the same bounds with heaped figures widened, and one interval for each rho.

    ``best`` is the sum of bests, None where figures of several sources would have to be added.
    ``drivers`` are events with their share of the width, largest first; a share is None where the
    event has no upper bound.
    """

    hard: Bounds
    widened: Bounds | None
    best: float | None
    rows: tuple[Dependence, ...]
    heaping: Heaping
    drivers: tuple[tuple[str, float | None], ...]


def totals(figures: Iterable[ContestedFigure], settings: TotalsSettings) -> TotalsReading | Refusal:
    """The assessment: join copies, bounds, intervals under dependence, heaping, what drives it."""
    ready = prepare(figures, settings.copies)
    refused = _unfit(ready, settings)
    if refused is not None:
        return refused
    heaping = heaped(ready.figures)
    widen = settings.widen_heaped and heaping.found
    used = widened(ready) if widen else ready
    hard, wide = hard_bounds(ready), hard_bounds(used)
    rows = _rows(used, settings, wide)
    drivers = what_drives(used)
    chosen = min(rows, key=lambda row: abs(row.rho - settings.headline))
    return TotalsReading(
        verdict="total" if hard.high is not None else "no upper bound",
        sentence=_sentence(hard, chosen, rows, settings.unit),
        would_change=_would_change(used, drivers),
        method=_method(ready, settings),
        n=_sizes(ready),
        window=settings.window,
        exclusions=_exclusions(ready, settings),
        seed=settings.seed,
        interval=(chosen.low, math.inf if chosen.high is None else chosen.high),
        cautions=_cautions(ready, heaping, wide if widen else None, settings.unit),
        hard=hard,
        widened=wide if widen else None,
        best=_best(ready),
        rows=rows,
        heaping=heaping,
        drivers=drivers,
    )


def validate(figures: Iterable[ContestedFigure], settings: TotalsSettings) -> Refusal | None:
    """Whether the figures can be added to more than they say by themselves."""
    return _unfit(prepare(figures, settings.copies), settings)


def _unfit(ready: Prepared, settings: TotalsSettings) -> Refusal | None:
    """Empty, negative, single, or without any room."""
    figures, hard = ready.figures, hard_bounds(ready)
    rules = (
        ("no_figures", not figures, "No figure with a number was given, so there is no total."),
        (
            "negative_figure",
            any(min(figure.numbers) < 0 for figure in figures),
            "A figure is below zero, so the figures cannot be added.",
        ),
        (
            "one_event",
            len(ready.events) == 1,
            f"One event only: its own range, {hard.words(settings.unit)}, is the total.",
        ),
        (
            "no_room",
            bool(figures) and hard.low == hard.high,
            f"Every figure is a single number; they add up to {hard.low:,.0f}, and an interval"
            " would claim more than the figures say.",
        ),
    )
    broken = next(((code, why) for code, holds, why in rules if holds), None)
    return _refusal(*broken, ready, settings) if broken else None


def _refusal(code: str, reason: str, ready: Prepared, settings: TotalsSettings) -> Refusal:
    """The refusal, with what the figures at hand do show."""
    shown = f"The figures alone: {hard_bounds(ready).words(settings.unit)}."
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen=shown if code == "no_room" else "",
        would_change="Figures with a low and a high for two or more events.",
        method=_method(ready, settings),
        n=_sizes(ready),
        window=settings.window,
        exclusions=_exclusions(ready, settings),
    )


def hard_bounds(ready: Prepared) -> Bounds:
    """Sum over events of the lowest floor and of the highest ceiling of any source."""
    low = sum(min(f.floor for f in figures) for figures in ready.events.values())
    high = sum(max(f.ceiling for f in figures) for figures in ready.events.values())
    return Bounds(low, None if math.isinf(high) else high)


def _rows(ready: Prepared, settings: TotalsSettings, bounds: Bounds) -> tuple[Dependence, ...]:
    """One 90% interval for each strength of dependence, inside the hard bounds."""
    events = _marginals(ready, settings)
    drawn = summed(events, settings.rhos, settings.draws, settings.seed)
    pairs = zip(settings.rhos, drawn, strict=True)
    return tuple(_dependence(rho, draws, bounds) for rho, draws in pairs)


def _marginals(ready: Prepared, settings: TotalsSettings) -> list[list[Marginal]]:
    """The marginals of each event, grouped by source where sources share their errors."""
    by_source = settings.shared == "by source" and "" not in ready.sources
    groups = {source: number for number, source in enumerate(ready.sources)}
    return [
        [Marginal(groups[f.source] if by_source else 0, _value(f)) for f in figures]
        for figures in ready.events.values()
    ]


def _value(figure: ContestedFigure) -> Callable[[Floats], Floats]:
    """The two-piece marginal of one figure; an open upper end adds nothing above the middle."""
    middle = min(max(figure.middle, figure.floor), figure.ceiling)
    high = middle if math.isinf(figure.ceiling) else figure.ceiling
    return two_piece(figure.floor, middle, high)


def _dependence(rho: float, draws: Floats, bounds: Bounds) -> Dependence:
    """The interval of one row; the ends stay inside the hard bounds."""
    low, middle, high = central(draws)
    ceiling = None if bounds.high is None else min(high, bounds.high)
    return Dependence(rho, max(low, bounds.low), middle, ceiling, _supposes(rho))


def _supposes(rho: float) -> str:
    """What has to be believed for an interval to hold."""
    if rho == 0:
        return "only if every figure errs on its own"
    return "if errors move together" + (" almost fully" if rho >= 0.8 else "")


def what_drives(ready: Prepared, most: int = 5) -> tuple[tuple[str, float | None], ...]:
    """Events by their share of the distance between the hard bounds, largest first."""
    widths = {
        event: max(f.ceiling for f in figures) - min(f.floor for f in figures)
        for event, figures in ready.events.items()
    }
    order = sorted(widths, key=lambda event: (-widths[event], event))[:most]
    whole = sum(width for width in widths.values() if math.isfinite(width))
    unbounded = any(math.isinf(width) for width in widths.values())
    return tuple(
        (event, None if unbounded else widths[event] / whole)
        for event in order
        if math.isinf(widths[event]) or not unbounded
    )


def _best(ready: Prepared) -> float | None:
    """Sum of bests where one source gives them all."""
    bests = [figure.best for figure in ready.figures]
    if len(ready.sources) > 1 or any(best is None for best in bests):
        return None
    return sum(best for best in bests if best is not None)


def _sentence(hard: Bounds, chosen: Dependence, rows: Sequence[Dependence], unit: str) -> str:
    """Bounds first, then the interval with shared errors, then the one without."""
    alone = next((f"; {r.words} {r.supposes}" for r in rows if r.rho == 0 != chosen.rho), "")
    return (
        f"{hard.words(unit)} (sums of the lowest and of the highest figures);"
        f" {chosen.words} {chosen.supposes} (90%, rho {chosen.rho:g}){alone}."
    )


def _would_change(ready: Prepared, drivers: Sequence[tuple[str, float | None]]) -> str:
    """Which event to settle first."""
    event, share = drivers[0]
    if share is None:
        return f"An upper figure for {event}: without one the total has no upper bound."
    low = min(f.floor for f in ready.events[event])
    high = max(f.ceiling for f in ready.events[event])
    return (
        f"Settling {event} alone ({low:,.0f} to {high:,.0f}) would take away {share:.0%} of the"
        " distance between the bounds."
    )


def _method(ready: Prepared, settings: TotalsSettings) -> str:
    """Method, draws and how errors are shared."""
    by_source = settings.shared == "by source" and "" not in ready.sources
    groups = len(ready.sources) if by_source else 1
    rhos = ", ".join(f"{rho:g}" for rho in settings.rhos)
    return (
        f"Hard bounds; one-factor Gaussian copula at rho {rhos},"
        f" {settings.draws:,} draws, errors shared within {groups} group(s); several sources for"
        " an event: envelope for bounds, equal mixture for intervals"
    )


def _sizes(ready: Prepared) -> dict[str, int]:
    """Events, figures after joining, independent sources."""
    return {
        "events": len(ready.events),
        "figures": len(ready.figures),
        "sources": len([source for source in ready.sources if source]),
    }


def _exclusions(ready: Prepared, settings: TotalsSettings) -> tuple[str, ...]:
    """Declared exclusions and what preparing the figures did."""
    tallies = (
        (ready.joined, "figures joined with the source that they repeat"),
        (ready.empty, "figures without any number left out"),
        (ready.disordered, "figures whose low, best and high are out of order, widened"),
    )
    return (*settings.exclusions, *(f"{count:,} {what}" for count, what in tallies if count))


def _cautions(ready: Prepared, heaping: Heaping, wide: Bounds | None, unit: str) -> tuple[str, ...]:
    """Round figures, bests that must not be added, open ends."""
    found = (
        f"{heaping.ending_in_zero} of {heaping.tested} figures of 20 or more end in 0 where chance"
        " gives one in ten: they are rounded"
    )
    room = f"; with room for that the bounds are {wide.words(unit)}" if wide else ""
    rules = (
        (heaping.found, f"{found}{room}."),
        (
            len(ready.sources) > 1,
            f"No best total: the figures come from {len(ready.sources)} sources whose bests must"
            " not be added to each other.",
        ),
    )
    return tuple(words for holds, words in rules if holds)
