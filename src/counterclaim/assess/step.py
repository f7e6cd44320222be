"""Change at a known date: did the monthly level of one series step up or down?

Assumes: one level before and one after the date (and one common slope, if declared); complete
    months; month-to-month swings that drift slowly (a latent AR(1)), not a second event at the
    same date.
Refuses when: fewer than 12 months before or 6 after (24 before for a slope), fewer than 10 events,
    months without data in between, no event on one side, or the same count in every month.
Reads as: what could have been seen first, then the ratio after/before with its interval. "No
    change can be recognised" is not "nothing changed"; only an interval wholly inside the declared
    limits says that.
Reference: Zeger 1988, Biometrika 75:621 (covariance); Lopez Bernal et al. 2017, Int. J. Epidemiol.
    46:348 (design). Plain Poisson or Newey-West errors raise false alarms in a third to a half of
    drifting series. The in-time placebo is a picture, not a test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from scipy import stats

from counterclaim.assess import rates
from counterclaim.assess.interrupted import Array, Fit, fit, poisson_fit
from counterclaim.assess.reading import (
    Reading,
    Refusal,
    change,
    detectable_words,
    probability,
    ratio_of,
    span,
    times,
)
from counterclaim.assess.series import MonthlyCounts, next_month

METHOD = "Poisson interrupted series with a latent AR(1) covariance by moments"
NO_CHANGE = "no change can be recognised"
BOUNDED = "no change beyond the limits"
FELL, ROSE = "fell", "rose"
SLOW = 0.7
REPORTING = "A change in reporting at the same date looks the same as a change in violence."


@dataclass(frozen=True)
class StepSettings:
    """Declared choices; ``slope`` is one common log-linear trend, ``harmonics`` yearly pairs."""

    slope: bool = False
    harmonics: int = 0
    change_month: Literal["drop", "split"] = "drop"
    least_before: int = 12
    least_after: int = 6
    least_for_slope: int = 24
    least_events: int = 10
    alpha: float = 0.05
    level: float = 0.95
    power: float = 0.8
    equivalence: float = 1.5


@dataclass(frozen=True, kw_only=True)
class Placebo:
    """The same step at months before the change: for a picture only.

    ``larger`` of the ``ratios`` differ from 1 at least as much as the real one does.
    """

    months: tuple[date, ...]
    ratios: tuple[float, ...]
    larger: int


@dataclass(frozen=True, kw_only=True)
class StepChange(Reading):
    """Ratio after/before with drift, memory and effective freedom; and the fitted series."""

    name: str
    changed_on: date
    ratio: float
    log_error: float
    p: float
    drift: float
    memory: float
    freedom: float
    quasi_interval: tuple[float, float]
    placebo: Placebo
    months: tuple[date, ...]
    counts: tuple[int, ...]
    fitted: tuple[float, ...]
    without_step: tuple[float, ...]


@dataclass(frozen=True)
class _Prepared:
    """Months, counts and share of each month that lies after the change, shape (n,) each."""

    name: str
    months: tuple[date, ...]
    counts: Array
    after: Array
    exposure: Array | None
    exclusions: tuple[str, ...]
    window: tuple[date, date]

    @property
    def n(self) -> dict[str, int]:
        """Months and events on both sides."""
        late = self.after > 0.5
        return {
            "months before": int((~late).sum()),
            "months after": int(late.sum()),
            "events before": int(self.counts[~late].sum()),
            "events after": int(self.counts[late].sum()),
        }


def run(
    series: MonthlyCounts,
    changed_on: date,
    *,
    settled_on: date | None = None,
    exposure: tuple[float, ...] | None = None,
    settings: StepSettings | None = None,
) -> StepChange | Refusal:
    """Ratio of the level from ``changed_on`` on to the level before.

    Months touched between ``changed_on`` and ``settled_on`` are left out. ``exposure`` (one
    positive number per month of ``series``) turns counts into rates.
    """
    chosen = settings or StepSettings()
    refusal = validate(series, changed_on, settled_on=settled_on, settings=chosen)
    if refusal is not None:
        return refusal
    data = _prepare(series, (changed_on, settled_on or changed_on), exposure, chosen)
    fitted = fit(design(data.after, chosen, _positions(data)), data.counts, data.exposure)
    return _reading(data, changed_on, fitted, chosen)


def validate(
    series: MonthlyCounts,
    changed_on: date,
    *,
    settled_on: date | None = None,
    settings: StepSettings | None = None,
) -> Refusal | None:
    """Why the series cannot be assessed at this date; ``None`` if it can."""
    chosen = settings or StepSettings()
    if series.gaps:
        reason = f"{series.name} has no data in {series.gaps} months between its first and last."
        return _refusal("gaps", reason, "A gap can hide or feign a step.", series)
    if not series.trimmed().counts:
        return _refusal("too_few", f"{series.name} has no month with data.", "", series)
    if changed_on > series.trimmed().window[1]:
        reason = f"The data of {series.name} end on {series.trimmed().window[1]}, before"
        wanted = f"{reason} {changed_on}: the time after the change is not covered."
        return _refusal("not_covered", wanted, "Nothing about the change can be seen.", series)
    span_of_change = (changed_on, settled_on or changed_on)
    return _unfit(_prepare(series, span_of_change, None, chosen), series, chosen)


def design(after: Array, chosen: StepSettings, positions: Array) -> Array:
    """Columns: constant, step, then slope and harmonics as declared; shape (n, p)."""
    columns = [np.ones_like(after), after]
    if chosen.slope:
        columns.append((positions - positions.mean()) / 12)
    for k in range(1, chosen.harmonics + 1):
        columns += [np.sin(2 * np.pi * k * positions / 12), np.cos(2 * np.pi * k * positions / 12)]
    return np.column_stack(columns)


def _positions(data: _Prepared) -> Array:
    """Months since year 0, so that harmonics follow the calendar."""
    return np.array([12 * m.year + m.month - 1 for m in data.months], dtype=float)


def _prepare(
    series: MonthlyCounts,
    changing: tuple[date, date],
    exposure: tuple[float, ...] | None,
    chosen: StepSettings,
) -> _Prepared:
    """Trim the ends, place the change in its months and drop or split them."""
    whole = series.trimmed()
    skipped = series.months.index(whole.first)
    begun, after = (np.array([_share_after(m, day) for m in whole.months]) for day in changing)
    keep = (begun == 0) | (after == 1)
    if chosen.change_month == "split" and changing[0] == changing[1]:
        keep = np.ones(len(after), bool)
    dropped = [f"{m:%Y-%m}" for m, kept in zip(whole.months, keep, strict=True) if not kept]
    weights = None
    if exposure is not None:
        weights = np.array(exposure[skipped : skipped + len(after)], dtype=float)[keep]
    return _Prepared(
        series.name,
        tuple(m for m, kept in zip(whole.months, keep, strict=True) if kept),
        np.array(whole.counts, dtype=float)[keep],
        after[keep],
        weights,
        (f"the time of the change: {', '.join(dropped)}",) if dropped else (),
        whole.window,
    )


def _share_after(month: date, changed_on: date) -> float:
    """Share of the month's days on or after the change."""
    stop = next_month(month)
    late = (stop - max(month, min(changed_on, stop))).days
    return late / (stop - month).days


def _unfit(data: _Prepared, series: MonthlyCounts, chosen: StepSettings) -> Refusal | None:
    n = data.n
    before, after = n["months before"], n["months after"]
    least = chosen.least_for_slope if chosen.slope else chosen.least_before
    code, reason = "", ""
    if before < least or after < chosen.least_after:
        code = "too_short"
        needed = f"at least {least} and {chosen.least_after} are needed"
        reason = f"{data.name}: {before} months before and {after} after; {needed}."
    elif data.counts.sum() < chosen.least_events:
        code = "too_few"
        reason = f"{data.name}: only {int(data.counts.sum())} events in {before + after} months."
    elif data.counts.min() == data.counts.max():
        code = "no_variance"
        reason = f"{data.name}: the same count in every month, which looks like a filled-in value."
    elif min(n["events before"], n["events after"]) == 0:
        code = "one_side_empty"
        reason = f"{data.name}: {n['events before']} before and {n['events after']} after."
    return _refusal(code, reason, _prospect(n), series, n) if code else None


def _prospect(n: dict[str, int]) -> str:
    """What counts like these could show at best: independent months, no drift."""
    months = (float(n["months after"]), float(n["months before"]))
    if min(months) == 0:
        return "With nothing on one side of the date no change of any size could have been seen."
    result = rates.compare(n["events after"], n["events before"], months)
    if isinstance(result, Refusal):
        return "With no event at all no change of any size could have been seen."
    return (
        "Even if every event came by itself, the ratio after/before would only be known to lie "
        f"in {span(result.interval or (0.0, math.inf))}."
    )


def _reading(data: _Prepared, changed_on: date, fitted: Fit, chosen: StepSettings) -> StepChange:
    ratio, interval = ratio_of(fitted.coefficients[1]), fitted.interval(1, chosen.level)
    detectable = detectable_step(fitted, chosen)
    verdict = verdict_of(ratio, interval, chosen.equivalence)
    return StepChange(
        verdict=verdict,
        sentence=_sentence(
            data.name, changed_on, ratio, interval, detectable, verdict, fitted.p(1)
        ),
        would_change=_wish(verdict, detectable),
        method=METHOD,
        n=data.n,
        window=data.window,
        exclusions=data.exclusions,
        interval=interval,
        detectable=detectable,
        cautions=_cautions(fitted.memory),
        name=data.name,
        changed_on=changed_on,
        ratio=ratio,
        log_error=fitted.error(1),
        p=fitted.p(1),
        drift=fitted.drift,
        memory=fitted.memory,
        freedom=fitted.freedom,
        quasi_interval=fitted.quasi_interval(1, chosen.level),
        placebo=_placebo(data, float(fitted.coefficients[1]), chosen),
        months=data.months,
        counts=tuple(int(c) for c in data.counts),
        fitted=tuple(fitted.mean.tolist()),
        without_step=tuple((fitted.mean / ratio**data.after).tolist()),
    )


def detectable_step(fitted: Fit, chosen: StepSettings) -> tuple[float, float]:
    """Fall and rise seen with the wanted power: exp(-+2.8 SE), more where freedom is scarce."""
    reach = stats.t.ppf(1 - chosen.alpha / 2, fitted.freedom) + stats.norm.ppf(chosen.power)
    return ratio_of(-reach * fitted.error(1)), ratio_of(reach * fitted.error(1))


def verdict_of(ratio: float, interval: tuple[float, float], equivalence: float) -> str:
    """The verdict that a ratio and its interval justify."""
    low, high = interval
    if low > 1 or high < 1:
        return ROSE if ratio > 1 else FELL
    return BOUNDED if low >= 1 / equivalence and high <= equivalence else NO_CHANGE


def _sentence(
    name: str,
    changed_on: date,
    ratio: float,
    interval: tuple[float, float],
    detectable: tuple[float, float],
    verdict: str,
    p: float,
) -> str:
    seen = f"For {name}, {detectable_words(detectable)} would have been seen."
    size = f"from {changed_on} on the level is {times(ratio)} that before (95% interval"
    numbers = f"{size} {span(interval)}; {probability(p)})"
    if verdict in (FELL, ROSE):
        return f"{seen} The level {verdict}: {numbers}."
    if verdict == BOUNDED:
        return f"{seen} No change beyond the declared limits: {numbers}."
    return (
        f"{seen} No change can be recognised: {numbers}; {change(ratio)} is inside what "
        "month-to-month swings produce. This is not evidence that nothing changed."
    )


def _wish(verdict: str, detectable: tuple[float, float]) -> str:
    if verdict in (FELL, ROSE):
        return (
            "A break in sources or in coding at the same date, or a later return to the old level."
        )
    return (
        f"More months after the date, or a change beyond {times(detectable[0])} or "
        f"{times(detectable[1])}."
    )


def _cautions(memory: float) -> tuple[str, ...]:
    slow = (f"Slow drift (memory {memory:.2f} a month): treat as suggestive.",)
    return (*(slow if memory > SLOW else ()), REPORTING)


def _placebo(data: _Prepared, real: float, chosen: StepSettings) -> Placebo:
    """Steps at earlier months with at least 6 months on either side, before the change only."""
    early = data.after == 0
    counts, positions = data.counts[early], _positions(data)[early]
    exposure = None if data.exposure is None else data.exposure[early]
    months, ratios = [], []
    for cut in range(6, len(counts) - 5):
        if min(counts[:cut].sum(), counts[cut:].sum()) == 0:
            continue
        after = (np.arange(len(counts)) >= cut).astype(float)
        beta, _ = poisson_fit(design(after, chosen, positions), counts, exposure)
        months.append(data.months[cut])
        ratios.append(ratio_of(beta[1]))
    larger = sum(abs(math.log(ratio)) >= abs(real) for ratio in ratios)
    return Placebo(months=tuple(months), ratios=tuple(ratios), larger=larger)


def _refusal(
    code: str, reason: str, could: str, series: MonthlyCounts, n: dict[str, int] | None = None
) -> Refusal:
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen=could,
        would_change=(
            "Complete months, at least 12 before and 6 after the date, with events on both sides."
        ),
        method=METHOD,
        n=n or {"months": len(series.counts)},
        window=series.window,
    )
