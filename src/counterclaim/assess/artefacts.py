"""Reporting artefacts first: did the sources break where the violence seems to?

Assumes: outlets and citations per month count the same events as the series; fewer events are also
    reported by fewer outlets, so a break in outlets alone does not prove a break in reporting, and
    the level per outlet stands beside it.
Refuses when: months of the three series do not match, there are gaps, or outlets and citations are
    too few for a step (see ``step``) or a change date (see ``changepoint``).
Reads as: the sentence about sources is printed before any sentence about violence. "No break in
    sources can be recognised" is not "reporting was even".
Reference: the interrupted series of ``step`` at a known date, the sup-score test of ``changepoint``
    at an unknown one, Holm 1979 over outlets and citations. On reporting as a confounder: Weidmann
    2016, Am. J. Polit. Sci. 60:206.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from counterclaim.assess import changepoint, step
from counterclaim.assess.changepoint import ChangePoint, ChangePointSettings
from counterclaim.assess.reading import Reading, Refusal, capital, holm, probability, span, times
from counterclaim.assess.series import MonthlyCounts
from counterclaim.assess.step import StepChange, StepSettings

METHOD = "breaks in outlets and in citations per month, Holm over the two"
BROKE, NO_BREAK, EVEN = "sources broke", "no break in sources can be recognised", "sources even"


@dataclass(frozen=True)
class ArtefactsSettings:
    """Declared choices of the underlying assessments."""

    step: StepSettings = field(default_factory=StepSettings)
    changepoint: ChangePointSettings = field(default_factory=ChangePointSettings)
    alpha: float = 0.05


@dataclass(frozen=True, kw_only=True)
class SourceMonth:
    """One month beside the series: events, distinct outlets, citations (None = no data)."""

    month: date
    events: int | None
    outlets: int | None
    citations: int | None


@dataclass(frozen=True, kw_only=True)
class SourceBreak:
    """A tested break in outlets or citations, with its p after Holm."""

    what: str
    found: StepChange | ChangePoint
    p_holm: float
    broke: bool


@dataclass(frozen=True, kw_only=True)
class Artefacts(Reading):
    """Breaks in sources, the month table, and the level of events per outlet if it can be had."""

    breaks: tuple[SourceBreak, ...]
    table: tuple[SourceMonth, ...]
    per_outlet: StepChange | None
    citations_per_event: tuple[float | None, float | None]


def run(
    events: MonthlyCounts,
    outlets: MonthlyCounts,
    citations: MonthlyCounts,
    changed_on: date | None = None,
    *,
    settings: ArtefactsSettings | None = None,
) -> Artefacts | Refusal:
    """Look for a break in the sources of ``events``, at ``changed_on`` or at any date."""
    chosen = settings or ArtefactsSettings()
    refusal = validate(events, outlets, citations, changed_on, settings=chosen)
    if refusal is not None:
        return refusal
    named = [(name, _tested(s, changed_on, chosen)) for name, s in _sources(outlets, citations)]
    found = [(name, one) for name, one in named if not isinstance(one, Refusal)]
    left_out = tuple(one.reason for _, one in named if isinstance(one, Refusal))
    breaks = _judged(found, chosen)
    return _reading(events, outlets, citations, changed_on, breaks, left_out, chosen)


def validate(
    events: MonthlyCounts,
    outlets: MonthlyCounts,
    citations: MonthlyCounts,
    changed_on: date | None = None,
    *,
    settings: ArtefactsSettings | None = None,
) -> Refusal | None:
    """Why the sources cannot be assessed; ``None`` if at least one of the two can."""
    chosen = settings or ArtefactsSettings()
    if not events.months == outlets.months == citations.months:
        reason = "Events, outlets and citations do not cover the same months."
        return _refusal("mismatch", reason, events)
    reasons = [_unfit(series, changed_on, chosen) for _, series in _sources(outlets, citations)]
    if None in reasons:
        return None
    first = next(reason for reason in reasons if reason is not None)
    return _refusal(first.code, first.reason, events)


def _sources(
    outlets: MonthlyCounts, citations: MonthlyCounts
) -> tuple[tuple[str, MonthlyCounts], ...]:
    return (("outlets", outlets), ("citations", citations))


def _unfit(
    series: MonthlyCounts, changed_on: date | None, chosen: ArtefactsSettings
) -> Refusal | None:
    if changed_on is None:
        return changepoint.validate(series, settings=chosen.changepoint)
    return step.validate(series, changed_on, settings=chosen.step)


def _tested(
    series: MonthlyCounts, changed_on: date | None, chosen: ArtefactsSettings
) -> StepChange | ChangePoint | Refusal:
    if changed_on is None:
        return changepoint.run(series, settings=chosen.changepoint)
    return step.run(series, changed_on, settings=chosen.step)


def _judged(
    found: Sequence[tuple[str, StepChange | ChangePoint]], chosen: ArtefactsSettings
) -> tuple[SourceBreak, ...]:
    adjusted = holm(tuple(one.p for _, one in found))
    return tuple(
        SourceBreak(what=name, found=one, p_holm=p, broke=p < chosen.alpha)
        for (name, one), p in zip(found, adjusted, strict=True)
    )


def _reading(
    events: MonthlyCounts,
    outlets: MonthlyCounts,
    citations: MonthlyCounts,
    changed_on: date | None,
    breaks: tuple[SourceBreak, ...],
    left_out: tuple[str, ...],
    chosen: ArtefactsSettings,
) -> Artefacts:
    verdict = _verdict(breaks)
    lead = min(breaks, key=lambda one: one.p_holm)
    when = _when(breaks, changed_on)
    return Artefacts(
        verdict=verdict,
        sentence=_sentence(events.name, verdict, breaks),
        would_change="The number of outlets at work there each month, whatever they wrote.",
        method=METHOD,
        n={s.name: sum(c or 0 for c in s.counts) for s in (events, outlets, citations)},
        window=events.window,
        exclusions=(*lead.found.exclusions, *left_out),
        seed=lead.found.seed,
        interval=lead.found.interval,
        detectable=lead.found.detectable,
        cautions=("Fewer events are also reported by fewer outlets: see the level per outlet.",),
        breaks=breaks,
        table=month_table(events, outlets, citations),
        per_outlet=per_outlet(events, outlets, when, chosen),
        citations_per_event=citations_per_event(events, citations, when),
    )


def _when(breaks: Sequence[SourceBreak], changed_on: date | None) -> date:
    """The declared date, or the best date of the strongest break in sources."""
    if changed_on is not None:
        return changed_on
    dated = [one.found for one in breaks if isinstance(one.found, ChangePoint)]
    return min(dated, key=lambda one: one.p).best


def _verdict(breaks: Sequence[SourceBreak]) -> str:
    if any(one.broke for one in breaks):
        return BROKE
    even = all(one.found.verdict == step.BOUNDED for one in breaks) and len(breaks) == 2
    return EVEN if even else NO_BREAK


def month_table(
    events: MonthlyCounts, outlets: MonthlyCounts, citations: MonthlyCounts
) -> tuple[SourceMonth, ...]:
    """Events, outlets and citations of each month, side by side."""
    rows = zip(events.months, events.counts, outlets.counts, citations.counts, strict=True)
    return tuple(SourceMonth(month=m, events=e, outlets=o, citations=c) for m, e, o, c in rows)


def per_outlet(
    events: MonthlyCounts, outlets: MonthlyCounts, when: date, chosen: ArtefactsSettings
) -> StepChange | None:
    """The step in events with outlets as exposure; ``None`` where a month has no outlet at all."""
    exposure = tuple(float(count or 0) for count in outlets.counts)
    if min(exposure) <= 0:
        return None
    found = step.run(events, when, exposure=exposure, settings=chosen.step)
    return found if isinstance(found, StepChange) else None


def citations_per_event(
    events: MonthlyCounts, citations: MonthlyCounts, when: date
) -> tuple[float | None, float | None]:
    """Citations for each event before and from ``when`` on; ``None`` where there is no event."""
    sums = {False: [0, 0], True: [0, 0]}
    for month, event, cited in zip(events.months, events.counts, citations.counts, strict=True):
        side = sums[month >= when.replace(day=1)]
        side[0], side[1] = side[0] + (event or 0), side[1] + (cited or 0)
    before, after = ((cited / event if event else None) for event, cited in sums.values())
    return before, after


def _sentence(name: str, verdict: str, breaks: Sequence[SourceBreak]) -> str:
    parts = "; ".join(_clause(one) for one in breaks)
    if verdict == BROKE:
        return (
            f"Sources first: the reporting of {name} broke ({parts}). A change in {name} at the "
            "same time may be a change in reporting."
        )
    if verdict == EVEN:
        return f"Sources first: the reporting of {name} stayed within the limits ({parts})."
    return (
        f"Sources first: no break in the reporting of {name} can be recognised ({parts}). This is "
        "not evidence that reporting was even."
    )


def _clause(one: SourceBreak) -> str:
    if isinstance(one.found, ChangePoint):
        where = f"strongest at {one.found.best:%Y-%m}, ratio {times(one.found.ratio)}"
        return f"{one.what}: {where}, {probability(one.p_holm)} after Holm"
    limits = span(one.found.interval) if one.found.interval else "unknown"
    size = f"{times(one.found.ratio)} the level before (95% interval {limits})"
    return f"{one.what}: {size}, {probability(one.p_holm)} after Holm"


def lead(sources: Artefacts | Refusal, violence: Reading | Refusal) -> str:
    """Both sentences in the only order in which they are printed: sources, then violence."""
    return f"{opening(sources)} {violence.sentence}"


def opening(sources: Reading | Refusal) -> str:
    """What is said of the sources before anything is said of the violence."""
    if isinstance(sources, Refusal):
        return f"Whether the sources broke cannot be said. {capital(sources.reason)}"
    middle = _per_outlet_words(sources) if isinstance(sources, Artefacts) else ""
    return " ".join(part for part in (sources.sentence, middle) if part)


def _per_outlet_words(sources: Artefacts) -> str:
    found = sources.per_outlet
    if found is None or found.interval is None or sources.verdict != BROKE:
        return ""
    return f"Per outlet the level is {times(found.ratio)} that before ({span(found.interval)})."


def _refusal(code: str, reason: str, events: MonthlyCounts) -> Refusal:
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen="No break in sources of any size could have been told from chance.",
        would_change="The outlets and citations of every event, in complete months.",
        method=METHOD,
        n={events.name: sum(count or 0 for count in events.counts)},
        window=events.window,
    )
