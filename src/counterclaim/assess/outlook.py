"""What the coming months look like if they are like the last ones, and which baseline says so best.

Assumes
    That the past is the only guide: no baseline knows of an offensive, a withdrawal or a ceasefire.
    Monthly counts; a forecast for h months ahead uses only months before its origin.
Refuses when
    There is no event or one only, every month is the same, or fewer than six months can be scored
    after 24 months of history (gaps make a month, and the origins that need it, unusable).
Reads as
    "Like the last twelve months: 4 to 31 events in a month (90%). Over 30 scored months no
    baseline is shown to be better." Under 24 scored months: too short to rank.
Reference
    Hegre et al. 2025 (VIEWS prediction challenge 2023/24: conflictology, scores); Gneiting &
    Raftery 2007. CRPS of 1,000 draws by the energy form ("nrg"); skill by moving-block bootstrap,
    its level shared out over all comparisons.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.assess.reading import Reading, Refusal, amount
from counterclaim.assess.scores import (
    Skill,
    block_skill,
    covered,
    crps_ensemble,
    ignorance,
    interval_score,
)
from counterclaim.assess.series import MonthlyCounts

Floats = NDArray[np.float64]
Baseline = Callable[[Floats, int, np.random.Generator], Floats]
HISTORY = 24
TO_RANK = 24
TO_SCORE = 6
REFERENCE = "conflictology"
ALIKE = 0.1


def zero(past: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Nothing happens."""
    return np.zeros(draws)


def last_poisson(past: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Poisson around the last month."""
    return rng.poisson(past[-1], draws).astype(np.float64)


def conflictology(past: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """One of the last twelve months, each as likely as the others."""
    return rng.choice(past[-12:], draws)


def negative_binomial(past: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Mean and variance of the last 24 months; Poisson where the variance is no larger."""
    mean, variance = float(past[-24:].mean()), float(past[-24:].var(ddof=1))
    if variance <= mean:
        return rng.poisson(mean, draws).astype(np.float64)
    size = mean**2 / (variance - mean)
    return rng.negative_binomial(size, size / (size + mean), draws).astype(np.float64)


BASELINES: Mapping[str, Baseline] = {
    "zero": zero,
    "last month": last_poisson,
    REFERENCE: conflictology,
    "negative binomial, 24 months": negative_binomial,
}


@dataclass(frozen=True, kw_only=True)
class OutlookSettings:
    """Declared choices: months ahead (the first is the headline), draws, seed."""

    horizons: tuple[int, ...] = (1, 3, 6)
    draws: int = 1_000
    seed: int = 1
    unit: str = "events"
    level: float = 0.95
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scored:
    """One baseline at one horizon: mean scores over ``n`` months, and skill against the reference.

    ``coverage`` is the share of months inside the 90% interval; ``skill`` None for the reference.
    """

    baseline: str
    horizon: int
    n: int
    crps: float
    ign: float
    mis: float
    coverage: float
    skill: Skill | None


@dataclass(frozen=True)
class Ahead:
    """What a baseline draws for a coming month: 5%, 50% and 95% points."""

    baseline: str
    low: float
    middle: float
    high: float


@dataclass(frozen=True, kw_only=True)
class OutlookReading(Reading):
    """The table of scores, and the coming month under each baseline."""

    table: tuple[Scored, ...]
    ahead: tuple[Ahead, ...]
    comparisons: int
    estimator: str = "nrg"


def outlook(series: MonthlyCounts, settings: OutlookSettings) -> OutlookReading | Refusal:
    """The assessment: rolling origin over the series, then the months after its end."""
    refused = validate(series, settings)
    if refused is not None:
        return refused
    counts = _known_counts(series)
    comparisons = (len(BASELINES) - 1) * len(settings.horizons)
    table = tuple(
        line for h in settings.horizons for line in _horizon(counts, h, comparisons, settings)
    )
    ahead = tuple(_ahead(name, counts, settings) for name in BASELINES)
    headline = [line for line in table if line.horizon == settings.horizons[0]]
    verdict = _verdict(headline)
    return OutlookReading(
        verdict=verdict,
        sentence=_sentence(ahead, headline, verdict, settings.unit),
        would_change=_would_change(headline),
        method=f"rolling origin, {settings.draws:,} draws, CRPS by the energy form (nrg); skill by"
        f" moving-block bootstrap at {1 - (1 - settings.level) / comparisons:.2%}"
        f" ({comparisons} comparisons)",
        n={"months": len(counts), **{f"scored at {s.horizon}": s.n for s in table}},
        window=series.trimmed().window,
        exclusions=_exclusions(counts, settings),
        seed=settings.seed,
        interval=next((a.low, a.high) for a in ahead if a.baseline == REFERENCE),
        cautions=("A baseline, not a forecast of what the sides will do.",),
        table=table,
        ahead=ahead,
        comparisons=comparisons,
    )


def _exclusions(counts: Floats, settings: OutlookSettings) -> tuple[str, ...]:
    """Declared exclusions, and months without data."""
    gaps = int(np.isnan(counts).sum())
    return (*settings.exclusions, *((f"{gaps} months without data",) if gaps else ()))


def origins(counts: Floats, horizon: int) -> list[int]:
    """Origins whose 24 months of history and whose target, ``horizon`` months on, are known.

    Origin t knows the months before t; its target is month t + horizon - 1.
    """
    known = ~np.isnan(counts)
    last = len(counts) - horizon
    return [
        t
        for t in range(HISTORY, last + 1)
        if known[t - HISTORY : t].all() and known[t + horizon - 1]
    ]


def _known_counts(series: MonthlyCounts) -> Floats:
    """Counts from the first to the last month with data, NaN where a month has none."""
    known = series.trimmed().counts
    return np.array([np.nan if count is None else count for count in known], dtype=np.float64)


def validate(series: MonthlyCounts, settings: OutlookSettings) -> Refusal | None:
    """Too little, or nothing that varies."""
    counts = _known_counts(series)
    known = counts[~np.isnan(counts)]
    scored = len(origins(counts, min(settings.horizons)))
    rules = (
        ("no_months", not len(known), "No month has data."),
        ("too_few_events", known.sum() <= 1, f"{known.sum():.0f} {settings.unit} in all."),
        (
            "no_variation",
            len(known) > 0 and bool((known == known[:1]).all()),
            "Every month has the same count, so there is nothing that a baseline could get wrong.",
        ),
        (
            "too_short",
            scored < TO_SCORE or bool(np.isnan(counts[-HISTORY:]).any()),
            f"{scored} months can be scored after {HISTORY} unbroken months of history, and"
            f" {TO_SCORE} are needed, with the last {HISTORY} months complete.",
        ),
    )
    broken = next(((code, why) for code, holds, why in rules if holds), None)
    if broken is None:
        return None
    return Refusal(
        code=broken[0],
        reason=f"{series.name}: {broken[1]}",
        could_have_seen=f"{len(known)} months with {known.sum():.0f} {settings.unit} are counted.",
        would_change=f"{HISTORY + TO_RANK} months without a gap allow baselines to be ranked.",
        method="rolling origin over monthly baselines",
        n={"months": len(known)},
        window=series.window,
        exclusions=_exclusions(counts, settings),
    )


def _draws(name: str, past: Floats, origin: int, settings: OutlookSettings) -> Floats:
    """Draws of one baseline at one origin, from a stream of their own."""
    rng = np.random.default_rng((settings.seed, origin, list(BASELINES).index(name)))
    return BASELINES[name](past, settings.draws, rng)


def _horizon(
    counts: Floats, horizon: int, comparisons: int, settings: OutlookSettings
) -> list[Scored]:
    """Every baseline at one horizon over the same months."""
    starts = origins(counts, horizon)
    if not starts:
        return []
    observed = counts[np.array(starts) + horizon - 1]
    drawn = {
        name: np.stack([_draws(name, counts[:t], t, settings) for t in starts])
        for name in BASELINES
    }
    reference = crps_ensemble(observed, drawn[REFERENCE])
    level = 1 - (1 - settings.level) / comparisons
    block = max(3, horizon, math.ceil(len(starts) ** (1 / 3)))
    lines = []
    for name, draws in drawn.items():
        crps = crps_ensemble(observed, draws)
        skill = block_skill(crps, reference, block=block, level=level, seed=settings.seed)
        lines.append(_scored(name, horizon, observed, draws, None if name == REFERENCE else skill))
    return lines


def _scored(
    name: str, horizon: int, observed: Floats, draws: Floats, skill: Skill | None
) -> Scored:
    """The mean scores of one baseline."""
    low, high = np.quantile(draws, (0.05, 0.95), axis=1)
    return Scored(
        name,
        horizon,
        len(observed),
        float(crps_ensemble(observed, draws).mean()),
        float(ignorance(observed, draws).mean()),
        float(interval_score(observed, low, high).mean()),
        covered(observed, low, high),
        skill,
    )


def _ahead(name: str, counts: Floats, settings: OutlookSettings) -> Ahead:
    """What one baseline draws after the last month."""
    draws = _draws(name, counts, len(counts), settings)
    low, middle, high = (float(v) for v in np.quantile(draws, (0.05, 0.5, 0.95)))
    return Ahead(name, low, middle, high)


def _verdict(headline: Sequence[Scored]) -> str:
    """Better, alike, not shown, or too short to rank: four different things."""
    if headline[0].n < TO_RANK:
        return "too short to rank"
    reference = next(line.crps for line in headline if line.skill is None)
    rivals = [line for line in headline if line.skill is not None]
    better = [line for line in rivals if line.skill and line.skill.shown]
    if better:
        return f"{min(better, key=lambda line: line.crps).baseline} is better"
    alike = [line for line in rivals if line.skill and _alike(line.skill, reference)]
    if alike:
        return f"{alike[0].baseline} is as good within {ALIKE:.0%}"
    return "no baseline shown to be better"


def _alike(skill: Skill, reference: float) -> bool:
    """The whole interval within a tenth of the reference score."""
    return max(abs(skill.interval[0]), abs(skill.interval[1])) <= ALIKE * reference


def _sentence(ahead: Sequence[Ahead], headline: Sequence[Scored], verdict: str, unit: str) -> str:
    """The coming month under the reference, then what the scores allow."""
    usual = next(a for a in ahead if a.baseline == REFERENCE)
    scored = f"over {headline[0].n} scored months: {verdict}{_margin(headline, verdict)}"
    return (
        f"If a coming month is like one of the last twelve, it has {usual.low:,.0f} to"
        f" {usual.high:,.0f} {unit} (90%, median {usual.middle:,.0f}); {scored}."
    )


def _margin(headline: Sequence[Scored], verdict: str) -> str:
    """By how much the better baseline leads; nothing where none is better."""
    for line in headline:
        if line.skill is not None and verdict == f"{line.baseline} is better":
            low, high = line.skill.interval
            share = f" by {line.skill.share:.0%}" if line.skill.share is not None else ""
            return f" than {REFERENCE}{share} (CRPS lower by {amount(low)} to {amount(high)})"
    return ""


def _would_change(headline: Sequence[Scored]) -> str:
    """How large a difference would have been seen."""
    reference = next(line.crps for line in headline if line.skill is None)
    rivals = [line.skill for line in headline if line.skill is not None]
    half = min((skill.interval[1] - skill.interval[0]) / 2 for skill in rivals)
    seen = f"of less than {half / reference:.0%}" if reference > 0 else "of any size"
    return (
        f"More months: a difference in score {seen} between baselines would not have been seen; a"
        " change in what the sides do is in none of them."
    )
