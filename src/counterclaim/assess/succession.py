"""Succession: one series through a change of actor, with an uncertain break and uncertain people.

Assumes: one step at the handover, wherever in its declared range it lies; every month counts the
    group (predecessor and successor together), so that deaths of the overlap go to neither alone;
    the personnel share acts in proportion, which is a reading aid and no finding about persons.
Refuses when: the data end before the handover, or no break date in the range leaves 12 months
    before and 6 after (see ``step``); or the declared ranges are reversed or outside 0 to 1.
Reads as: which conclusions hold at every break date and share, and which depend on them. The range
    printed is the union of the 95% intervals over all of them.
Reference: interrupted series (``step``) moved over the range of dates, and without the overlap;
    the union of intervals as in sensitivity analysis by enumeration (Leamer 1985).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from counterclaim.assess import step
from counterclaim.assess.interrupted import fit, planned_error
from counterclaim.assess.reading import Interval, Reading, Refusal, ratio_of, span, times
from counterclaim.assess.series import MonthlyCounts, months_between, next_month
from counterclaim.assess.step import StepChange, StepSettings

METHOD = "interrupted series moved over the handover's range of dates and shares"
DEPENDS = "depends on the break date"
DEPENDS_ON_SHARE = "depends on the share"


@dataclass(frozen=True, kw_only=True)
class SuccessionSettings:
    """Declared choices: when the handover was, and how many people were carried over.

    ``share_of`` says of whom the share is: of the predecessor's people (how many stayed), or of the
    successor's (how many came from the predecessor). Both ends lie in (0, 1].
    """

    first_break: date
    last_break: date
    share_low: float = 1.0
    share_high: float = 1.0
    share_of: Literal["predecessor", "successor"] = "predecessor"
    step: StepSettings = field(default_factory=StepSettings)


@dataclass(frozen=True, kw_only=True)
class Break:
    """One placing of the handover and what the series says about it; ``overlap`` months left out.

    ``carried`` are verdict, ratio and interval for the carried-over people at each share.
    """

    placed: date
    overlap: bool
    found: StepChange | Refusal
    carried: tuple[tuple[float, str, float, Interval], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A statement and in how many of the assessable placings it holds."""

    statement: str
    holds: int
    of: int

    @property
    def survives(self) -> bool:
        """Whether it holds in every placing."""
        return self.holds == self.of


@dataclass(frozen=True, kw_only=True)
class Succession(Reading):
    """Envelope over all placings, the conclusions, and every single placing."""

    ratios: Interval
    carried_verdict: str
    carried_ratios: Interval
    carried_interval: Interval
    conclusions: tuple[Conclusion, ...]
    breaks: tuple[Break, ...]


def run(series: MonthlyCounts, *, settings: SuccessionSettings) -> Succession | Refusal:
    """Move the handover over its range and read the step at each placing."""
    refusal = validate(series, settings=settings)
    if refusal is not None:
        return refusal
    placings = _placings(series, settings)
    usable = [one for one in placings if isinstance(one.found, StepChange)]
    return _reading(series, placings, usable, settings)


def validate(series: MonthlyCounts, *, settings: SuccessionSettings) -> Refusal | None:
    """Why no placing of the handover can be assessed; ``None`` if at least one can."""
    if settings.first_break > settings.last_break:
        return _refusal("bad_range", "The last break lies before the first.", series, settings)
    if not 0 < settings.share_low <= settings.share_high <= 1:
        seen = f"{settings.share_low} to {settings.share_high}"
        return _refusal("bad_range", f"The share {seen} is not in (0, 1].", series, settings)
    reasons = [
        step.validate(series, placed, settled_on=settled, settings=settings.step)
        for placed, settled in candidates(settings)
    ]
    if any(reason is None for reason in reasons):
        return None
    first = next(reason for reason in reasons if reason is not None)
    return _refusal(first.code, first.reason, series, settings)


def candidates(settings: SuccessionSettings) -> tuple[tuple[date, date | None], ...]:
    """Break dates to try: both ends, firsts of month between, and the whole overlap left out."""
    low, high = settings.first_break, settings.last_break
    firsts = [m for m in months_between(next_month(low), next_month(high)) if low < m < high]
    single: list[tuple[date, date | None]] = [(day, None) for day in sorted({low, *firsts, high})]
    return (*single, (low, high)) if low < high else tuple(single)


def _placings(series: MonthlyCounts, settings: SuccessionSettings) -> tuple[Break, ...]:
    placings = []
    for placed, settled in candidates(settings):
        found = step.run(series, placed, settled_on=settled, settings=settings.step)
        carried = _carried(found, settings) if isinstance(found, StepChange) else ()
        placings.append(
            Break(placed=placed, overlap=settled is not None, found=found, carried=carried)
        )
    return tuple(placings)


def _carried(
    found: StepChange, settings: SuccessionSettings
) -> tuple[tuple[float, str, float, Interval], ...]:
    """The step restated for the carried-over people at the low, middle and high share."""
    low, high = settings.share_low, settings.share_high
    rows = []
    for share in sorted({low, (low + high) / 2, high}):
        factor = 1 / share if settings.share_of == "predecessor" else share
        bounds = found.interval or (0.0, math.inf)
        interval = (bounds[0] * factor, bounds[1] * factor)
        ratio = found.ratio * factor
        verdict = step.verdict_of(ratio, interval, settings.step.equivalence)
        rows.append((share, verdict, ratio, interval))
    return tuple(rows)


def _reading(
    series: MonthlyCounts,
    placings: tuple[Break, ...],
    usable: list[Break],
    settings: SuccessionSettings,
) -> Succession:
    steps = [one.found for one in usable if isinstance(one.found, StepChange)]
    cells = [cell for one in usable for cell in one.carried]
    verdict = _common([one.verdict for one in steps], DEPENDS)
    by_break = [_common([cell[1] for cell in one.carried], DEPENDS_ON_SHARE) for one in usable]
    carried = DEPENDS_ON_SHARE if DEPENDS_ON_SHARE in by_break else _common(by_break, DEPENDS)
    ratios = (min(one.ratio for one in steps), max(one.ratio for one in steps))
    interval = _union([one.interval or (0.0, math.inf) for one in steps])
    carried_interval = _union([cell[3] for cell in cells])
    missed = len(placings) - len(usable)
    return Succession(
        verdict=verdict,
        sentence=_sentence(
            series.name, verdict, carried, ratios, interval, carried_interval, settings
        )
        + (f" {missed} of {len(placings)} placings are beyond the data." if missed else ""),
        would_change=_wish(verdict, carried),
        method=METHOD,
        n={"placings": len(placings), "assessed": len(usable)} | dict(steps[-1].n),
        window=series.trimmed().window,
        exclusions=tuple(dict.fromkeys(text for one in steps for text in one.exclusions)),
        interval=interval,
        detectable=_hardest(steps),
        cautions=tuple(dict.fromkeys(text for one in steps for text in one.cautions)),
        ratios=ratios,
        carried_verdict=carried,
        carried_ratios=(min(cell[2] for cell in cells), max(cell[2] for cell in cells)),
        carried_interval=carried_interval,
        conclusions=_conclusions(steps, cells),
        breaks=placings,
    )


def _common(verdicts: Sequence[str], otherwise: str) -> str:
    """The one verdict that all share, else ``otherwise``."""
    return verdicts[0] if len(set(verdicts)) == 1 else otherwise


def _union(intervals: Sequence[Interval]) -> Interval:
    return min(low for low, _ in intervals), max(high for _, high in intervals)


def _hardest(steps: Sequence[StepChange]) -> tuple[float | None, float | None]:
    """What every placing would have shown: the smallest fall and the largest rise needed."""
    both = [one.detectable for one in steps if one.detectable]
    return min(low or 0.0 for low, _ in both) or None, max(high or math.inf for _, high in both)


def _conclusions(
    steps: Sequence[StepChange], cells: Sequence[tuple[float, str, float, Interval]]
) -> tuple[Conclusion, ...]:
    kinds = (step.FELL, step.ROSE, step.BOUNDED, step.NO_CHANGE)
    level = [(f"level: {kind}", [one.verdict for one in steps].count(kind)) for kind in kinds]
    people = [(f"carried: {kind}", [cell[1] for cell in cells].count(kind)) for kind in kinds]
    return tuple(
        Conclusion(statement=statement, holds=holds, of=of)
        for rows, of in ((level, len(steps)), (people, len(cells)))
        for statement, holds in rows
        if holds
    )


def _sentence(
    name: str,
    verdict: str,
    carried: str,
    ratios: Interval,
    interval: Interval,
    carried_interval: Interval,
    settings: SuccessionSettings,
) -> str:
    dates = f"wherever between {settings.first_break} and {settings.last_break} the handover is put"
    size = f"ratio after/before {span(ratios)}, intervals together {span(interval)}"
    level = {
        DEPENDS: f"For {name} the conclusion depends on the break date ({size}).",
        step.NO_CHANGE: f"For {name} no change can be recognised, {dates} ({size}); this is not "
        "evidence that nothing changed.",
        step.BOUNDED: f"For {name} no change beyond the declared limits, {dates} ({size}).",
    }.get(verdict, f"The level of {name} {verdict}, {dates} ({size}).")
    if settings.share_low == settings.share_high == 1:
        return level
    return f"{level} {_people(carried, carried_interval, settings)}"


def _people(carried: str, interval: Interval, settings: SuccessionSettings) -> str:
    share = f"{100 * settings.share_low:.0f} to {100 * settings.share_high:.0f}%"
    if settings.share_of == "predecessor":
        whose = f"Per head, with {share} of the predecessor's people kept"
    else:
        whose = f"For the {share} of the successor's people who came over, in proportion"
    return f"{whose}: {carried} (intervals together {span(interval)})."


def _wish(verdict: str, carried: str) -> str:
    if verdict == DEPENDS:
        return "A source that dates the handover more closely, unit by unit."
    if carried == DEPENDS_ON_SHARE:
        return "A source that counts the people carried over."
    return "A break in sources at the handover, or more months after it."


def _refusal(
    code: str, reason: str, series: MonthlyCounts, settings: SuccessionSettings
) -> Refusal:
    wanted = settings.last_break
    for _ in range(settings.step.least_after + 1):
        wanted = next_month(wanted)
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen=prospect(series, settings),
        would_change=(
            f"Complete data of the same dataset until {wanted} or later: "
            f"{settings.step.least_after} months after the last possible handover "
            f"({settings.last_break})."
        ),
        method=METHOD,
        n={"months": len(series.counts), "events": sum(count or 0 for count in series.counts)},
        window=series.window,
    )


def prospect(series: MonthlyCounts, settings: SuccessionSettings) -> str:
    """What 6 and 12 further months at the old level would let one see."""
    known = np.array([c for c in series.trimmed().counts if c is not None], dtype=float)
    if len(known) < settings.step.least_before or known.sum() < settings.step.least_events:
        return "The months before the handover are too few to say what could be seen."
    level = fit(np.ones((len(known), 1)), known)
    parts = []
    for months in (settings.step.least_after, 2 * settings.step.least_after):
        mean = np.full(len(known) + months, float(known.mean()))
        after = (np.arange(len(mean)) >= len(known)).astype(float)
        columns = np.column_stack([np.ones_like(after), after])
        reach = 2.8 * planned_error(columns, mean, level.drift, level.memory, 1)
        fall, rise = times(ratio_of(-reach)), times(ratio_of(reach))
        parts.append(f"with {months} months after it, a fall to {fall} or a rise to {rise}")
    return f"What could be seen, going by the months before: {'; '.join(parts)}."
