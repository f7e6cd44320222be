"""Change against neighbours: did the level step by more here than next door?

Assumes: without the change, the level here would have stepped like the mean of the neighbours; each
    series has its own slow drift. Armed groups operate across borders, so neighbours are *not*
    untouched controls: the contrast can hide or double an effect.
Refuses when: the series itself cannot carry a step (see ``step``), no neighbour can, or, for the
    placebo rank, fewer than 19 donors are left (the smallest p is one in donors plus one).
Reads as: ratio of ratios with its interval, after what could have been seen. Neighbours cost power
    unless shocks are shared.
Reference: contrast of interrupted series with the errors of Zeger 1988 and Welch-Satterthwaite
    freedom; placebo rank after Abadie, Diamond & Hainmueller 2010 (JASA 105:493) and Conley & Taber
    2011. Two-way fixed effects with clustered errors on three units reject half of true nulls.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from scipy import stats

from counterclaim.assess import step
from counterclaim.assess.reading import (
    Interval,
    Reading,
    Refusal,
    detectable_words,
    probability,
    ratio_of,
    span,
    times,
)
from counterclaim.assess.series import MonthlyCounts
from counterclaim.assess.step import StepChange, StepSettings
from counterclaim.assess.synthetic import simplex_weights

METHOD = "contrast of interrupted series, each with its own latent AR(1) error"
PLACEBO_METHOD = "placebo rank of the studentised step among donors"
NOT_UNTOUCHED = (
    "Neighbours are not untouched controls: armed groups operate across the borders.",
    "The change may also have altered reporting (fewer witnesses), which no count model can see.",
)


@dataclass(frozen=True)
class NeighboursSettings:
    """Declared choices; ``step`` holds those of every single series (level only by default)."""

    step: StepSettings = field(default_factory=StepSettings)
    least_donors: int = 19
    alpha: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Contrast(Reading):
    """Step here over the geometric mean step of the neighbours."""

    ratio: float
    log_error: float
    freedom: float
    p: float
    here: StepChange
    neighbours: tuple[StepChange, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceboRank(Reading):
    """Rank of the step here among the steps of donors at the same date; 1 is the most extreme.

    ``synthetic`` is the monthly path that a weighted mean of the donors suggests: a picture.
    """

    rank: int
    p: float
    smallest_p: float
    names: tuple[str, ...]
    scores: tuple[float, ...]
    synthetic: tuple[float, ...]


def run(
    here: MonthlyCounts,
    neighbours: Sequence[MonthlyCounts],
    changed_on: date,
    *,
    settings: NeighboursSettings | None = None,
) -> Contrast | Refusal:
    """Contrast the step of ``here`` with the mean step of the usable ``neighbours``."""
    chosen = settings or NeighboursSettings()
    refusal = validate(here, neighbours, changed_on, settings=chosen)
    if refusal is not None:
        return refusal
    own = step.run(here, changed_on, settings=chosen.step)
    others, left_out = _steps(neighbours, changed_on, chosen)
    if isinstance(own, Refusal):
        return own
    return _contrast(own, others, left_out, chosen)


def validate(
    here: MonthlyCounts,
    neighbours: Sequence[MonthlyCounts],
    changed_on: date,
    *,
    settings: NeighboursSettings | None = None,
) -> Refusal | None:
    """Why no contrast can be made; ``None`` if it can."""
    chosen = settings or NeighboursSettings()
    own = step.validate(here, changed_on, settings=chosen.step)
    if own is not None:
        return own
    reasons = [step.validate(series, changed_on, settings=chosen.step) for series in neighbours]
    if None in reasons:
        return None
    seen = " ".join(refusal.reason for refusal in reasons if refusal)
    return _refusal("no_neighbour", f"No neighbour can be used. {seen}".strip(), METHOD, here)


def _steps(
    series: Sequence[MonthlyCounts], changed_on: date, chosen: NeighboursSettings
) -> tuple[tuple[StepChange, ...], tuple[str, ...]]:
    """Steps of the usable series, and the reasons why others were left out."""
    found = [step.run(one, changed_on, settings=chosen.step) for one in series]
    left_out = tuple(r.reason for r in found if isinstance(r, Refusal))
    return tuple(r for r in found if isinstance(r, StepChange)), left_out


Estimate = tuple[float, float, float]


def contrast_of(own: Estimate, others: Sequence[Estimate]) -> Estimate:
    """Own log step less the mean of the others': (difference, standard error, freedom).

    Each estimate is (log step, standard error, degrees of freedom); the errors are taken as
    independent, the freedom is Satterthwaite's (at least 2).
    """
    weight = 1 / len(others)
    gap = own[0] - weight * sum(other[0] for other in others)
    variances = [own[1] ** 2, *((weight * other[1]) ** 2 for other in others)]
    freedoms = [own[2], *(other[2] for other in others)]
    parts = sum(v**2 / f for v, f in zip(variances, freedoms, strict=True))
    return gap, math.sqrt(sum(variances)), max(2.0, sum(variances) ** 2 / parts)


def _contrast(
    own: StepChange,
    others: tuple[StepChange, ...],
    left_out: tuple[str, ...],
    chosen: NeighboursSettings,
) -> Contrast:
    gap, error, freedom = contrast_of(
        (math.log(own.ratio), own.log_error, own.freedom),
        [(math.log(other.ratio), other.log_error, other.freedom) for other in others],
    )
    interval = _interval(gap, error, freedom, chosen.step.level)
    reach = float(stats.t.ppf(1 - chosen.alpha / 2, freedom) + stats.norm.ppf(chosen.step.power))
    detectable = (ratio_of(-reach * error), ratio_of(reach * error))
    verdict = step.verdict_of(math.exp(gap), interval, chosen.step.equivalence)
    p = float(2 * stats.t.sf(abs(gap) / error, freedom))
    return Contrast(
        verdict=verdict,
        sentence=_sentence(own, others, math.exp(gap), interval, detectable, verdict, p),
        would_change=(
            "A shock that only one of the countries had, or a spill-over across the border; more "
            "months would narrow the interval."
        ),
        method=METHOD,
        n={own.name: own.n["events before"] + own.n["events after"]}
        | {other.name: other.n["events before"] + other.n["events after"] for other in others},
        window=own.window,
        exclusions=(*own.exclusions, *left_out),
        interval=interval,
        detectable=detectable,
        cautions=NOT_UNTOUCHED,
        ratio=math.exp(gap),
        log_error=error,
        freedom=freedom,
        p=p,
        here=own,
        neighbours=others,
    )


def _interval(centre: float, error: float, freedom: float, level: float) -> Interval:
    reach = float(stats.t.ppf((1 + level) / 2, freedom)) * error
    return ratio_of(centre - reach), ratio_of(centre + reach)


def _sentence(
    own: StepChange,
    others: tuple[StepChange, ...],
    ratio: float,
    interval: Interval,
    detectable: tuple[float, float],
    verdict: str,
    p: float,
) -> str:
    names = " and ".join(other.name for other in others)
    mean = math.exp(sum(math.log(other.ratio) for other in others) / len(others))
    seen = f"Against {names}, {detectable_words(detectable)} would have been seen."
    size = (
        f"{own.name} stepped to {times(own.ratio)}, the neighbours to {times(mean)} on average: "
        f"ratio {times(ratio)} (95% interval {span(interval)}; {probability(p)})"
    )
    endings = {
        step.FELL: "The level fell further here than next door.",
        step.ROSE: "The level rose more (or fell less) here than next door.",
        step.BOUNDED: "A difference beyond the declared limits is ruled out.",
        step.NO_CHANGE: (
            "No difference from the neighbours can be recognised; this is not evidence that there "
            "is none."
        ),
    }
    return f"{seen} {size}. {endings[verdict]}"


def placebo_rank(
    here: MonthlyCounts,
    donors: Sequence[MonthlyCounts],
    changed_on: date,
    *,
    settings: NeighboursSettings | None = None,
) -> PlaceboRank | Refusal:
    """Rank the step of ``here`` among those of ``donors`` (regions that had no such change)."""
    chosen = settings or NeighboursSettings()
    own = step.run(here, changed_on, settings=chosen.step)
    if isinstance(own, Refusal):
        return own
    others, left_out = _steps(donors, changed_on, chosen)
    if len(others) < chosen.least_donors:
        reason = (
            f"Only {len(others)} usable donors: the smallest possible p is "
            f"{1 / (len(others) + 1):.2f}; {chosen.least_donors} are needed."
        )
        return _refusal("too_few_donors", reason, PLACEBO_METHOD, here)
    return _ranked(own, others, left_out, chosen)


def studentised(steps: Sequence[StepChange]) -> tuple[float, ...]:
    """Each log step less the mean of the other ones, over its own standard error."""
    logs = np.array([math.log(one.ratio) for one in steps])
    rest = (logs.sum() - logs) / (len(logs) - 1)
    return tuple(((logs - rest) / np.array([one.log_error for one in steps])).tolist())


def _ranked(
    own: StepChange,
    others: tuple[StepChange, ...],
    left_out: tuple[str, ...],
    chosen: NeighboursSettings,
) -> PlaceboRank:
    scores = studentised((own, *others))
    rank = 1 + sum(abs(score) >= abs(scores[0]) - 1e-9 for score in scores[1:])
    p, smallest = rank / len(scores), 1 / len(scores)
    stands_out = p <= chosen.alpha + 1e-12
    sentence = (
        f"{own.name} ranks {rank} of {len(scores)} by the size of its step at {own.changed_on} "
        f"({probability(p)}; the smallest possible is {smallest:.3f})."
    )
    none = " It does not stand out; this is not evidence that nothing changed here."
    return PlaceboRank(
        verdict="stands out" if stands_out else "does not stand out",
        sentence=sentence + (" It stands out among the donors." if stands_out else none),
        would_change="Donors with a step of their own at the same date, or more of them.",
        method=PLACEBO_METHOD,
        n={"donors": len(others)},
        window=own.window,
        exclusions=(*own.exclusions, *left_out),
        interval=own.interval,
        cautions=NOT_UNTOUCHED,
        rank=rank,
        p=p,
        smallest_p=smallest,
        names=(own.name, *(other.name for other in others)),
        scores=scores,
        synthetic=_synthetic_path(own, others),
    )


def _synthetic_path(own: StepChange, others: Sequence[StepChange]) -> tuple[float, ...]:
    """Donor counts weighted to resemble this series before the change, over all its months."""
    paths = [dict(zip(other.months, other.counts, strict=True)) for other in others]
    table = np.array([[path.get(month, 0) for path in paths] for month in own.months], dtype=float)
    early = np.array([month < own.changed_on for month in own.months])
    weights = simplex_weights(np.array(own.counts, dtype=float)[early], table[early])
    return tuple((table @ weights).tolist())


def _refusal(code: str, reason: str, method: str, here: MonthlyCounts) -> Refusal:
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen="Only the step of the series itself can be read, not how special it is.",
        would_change="Neighbouring series with complete months and events on both sides.",
        method=method,
        n={"months": len(here.counts)},
        window=here.window,
    )
