"""Dated warnings with a probability, scored once they are resolved.

Assumes
    That each warning said what would count, by when and how likely, before it could be known; that
    warnings are about different things (two about one event count twice).
Refuses when
    None is resolved, or all were made after the fact. Under twenty resolved warnings the table is
    printed and no verdict on skill is given.
Reads as
    "7 of 12 warnings came true, Brier 0.21 against 0.24 for the base rate; with 12 resolved, no
    verdict on skill."
Reference
    Brier 1950; Wilson 1927 (intervals of the bins); Spiegelhalter 1986 (calibration).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from counterclaim.assess.reading import Reading, Refusal
from counterclaim.assess.scores import brier, spiegelhalter, wilson

Floats = NDArray[np.float64]
TO_JUDGE = 20
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
METHOD = "Brier score against the base rate; Wilson intervals; Spiegelhalter's Z"


@dataclass(frozen=True, kw_only=True)
class Warned:
    """One dated warning. ``outcome`` None is unresolved.

    ``probability`` is the stated one, or the middle of the range ``low`` to ``high`` that a word
    table gives for the words used. ``resolved_on`` is the day on which the outcome was known.
    """

    id: str
    made_on: date | None
    probability: float
    outcome: bool | None
    resolved_on: date | None = None
    low: float | None = None
    high: float | None = None

    @property
    def retrospective(self) -> bool:
        """Undated, or made when the outcome was already known."""
        if self.made_on is None:
            return True
        return self.resolved_on is not None and self.made_on >= self.resolved_on

    @property
    def sound(self) -> bool:
        """Whether its probabilities are probabilities, in order."""
        low = self.probability if self.low is None else self.low
        high = self.probability if self.high is None else self.high
        return 0 <= low <= self.probability <= high <= 1


@dataclass(frozen=True, kw_only=True)
class ForecastSettings:
    """Declared choices. ``base_rate`` None takes the share of these warnings that came true."""

    base_rate: float | None = None
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()
    draws: int = 4_999
    seed: int = 1


@dataclass(frozen=True)
class ReliabilityBin:
    """Warnings with a stated probability in ``[low, high)`` (the last bin is closed)."""

    low: float
    high: float
    n: int
    stated: float
    came_true: int
    interval: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class ForecastReading(Reading):
    """Brier score and its range over word tables, the base rate's, bins, calibration.

    ``skill`` is 1 - Brier / base-rate Brier, None where the base rate leaves no error or fewer
    than twenty warnings are resolved; ``lead`` is the 95% interval of the base rate's Brier minus
    the warnings'. ``calibration`` is Z and p, None where it says nothing.
    """

    brier: float
    brier_range: tuple[float, float]
    base_rate: float
    base_rate_brier: float
    skill: float | None
    lead: tuple[float, float] | None
    bins: tuple[ReliabilityBin, ...]
    calibration: tuple[float, float] | None


def score_forecasts(
    warnings: Iterable[Warned], settings: ForecastSettings
) -> ForecastReading | Refusal:
    """The assessment: leave out what may not be scored, then score the rest."""
    given = list(warnings)
    refused = validate(given, settings)
    if refused is not None:
        return refused
    left_out, scored = _left_out(given), _scorable(given)
    p = np.array([w.probability for w in scored])
    o = np.array([float(bool(w.outcome)) for w in scored])
    base = float(o.mean()) if settings.base_rate is None else settings.base_rate
    score, reference = brier(p, o), brier(np.full(len(o), base), o)
    judged = len(scored) >= TO_JUDGE and reference > 0
    lead = _lead(p, o, settings) if judged else None
    verdict = _verdict(len(scored), reference, lead)
    return ForecastReading(
        verdict=verdict,
        sentence=_sentence(o, score, reference, verdict),
        would_change=_would_change(len(scored)),
        method=METHOD,
        n={"given": len(given), "scored": len(scored), "came true": int(o.sum())},
        window=settings.window,
        exclusions=(*settings.exclusions, *left_out),
        seed=settings.seed if judged else None,
        interval=lead,
        cautions=_cautions(settings),
        brier=score,
        brier_range=_brier_range(scored),
        base_rate=base,
        base_rate_brier=reference,
        skill=1 - score / reference if judged else None,
        lead=lead,
        bins=reliability(p, o),
        calibration=spiegelhalter(p, o) if len(scored) >= TO_JUDGE else None,
    )


def _scorable(given: Sequence[Warned]) -> list[Warned]:
    """Sound, resolved, and made before the outcome was known."""
    return [w for w in given if w.sound and w.outcome is not None and not w.retrospective]


def validate(warnings: Sequence[Warned], settings: ForecastSettings) -> Refusal | None:
    """Whether any warning may be scored."""
    if _scorable(warnings):
        return None
    return _refusal(len(warnings), _left_out(warnings), settings)


def _left_out(given: Sequence[Warned]) -> tuple[str, ...]:
    """What may not be scored, and why."""
    unsound = sum(not w.sound for w in given)
    late = sum(w.sound and w.retrospective for w in given)
    waiting = sum(w.sound and not w.retrospective and w.outcome is None for w in given)
    tallies = (
        (unsound, "without a probability between 0 and 1"),
        (late, "undated or made after the fact"),
        (waiting, "not yet resolved"),
    )
    return tuple(f"{count} warnings {why}" for count, why in tallies if count)


def _refusal(given: int, left_out: Sequence[str], settings: ForecastSettings) -> Refusal:
    """Nothing to score."""
    why = f": {', '.join(left_out)}" if left_out else ""
    return Refusal(
        code="none_resolved" if given else "no_forecasts",
        reason=f"None of {given} warnings can be scored{why}." if given else "No warning is given.",
        could_have_seen="",
        would_change=f"{TO_JUDGE} dated warnings with a probability, resolved by their own rule.",
        method=METHOD,
        n={"given": given},
        window=settings.window,
        exclusions=(*settings.exclusions, *left_out),
    )


def reliability(p: Floats, o: Floats, edges: Sequence[float] = EDGES) -> tuple[ReliabilityBin, ...]:
    """Bins that hold a warning: stated mean, how many came true, Wilson interval."""
    index = np.clip(np.searchsorted(edges, p, side="right") - 1, 0, len(edges) - 2)
    bins = []
    for b in np.unique(index):
        inside = index == b
        n, hits = int(inside.sum()), int(o[inside].sum())
        ends = (edges[b], edges[b + 1])
        bins.append(ReliabilityBin(*ends, n, float(p[inside].mean()), hits, wilson(hits, n)))
    return tuple(bins)


def _brier_range(scored: Sequence[Warned]) -> tuple[float, float]:
    """Smallest and largest Brier score over the ranges that the words leave open."""
    best, worst = [], []
    for w in scored:
        ends = [w.probability if end is None else end for end in (w.low, w.high)]
        distances = [(end - float(bool(w.outcome))) ** 2 for end in ends]
        best.append(min(distances))
        worst.append(max(distances))
    return float(np.mean(best)), float(np.mean(worst))


def _lead(p: Floats, o: Floats, settings: ForecastSettings) -> tuple[float, float]:
    """95% interval of base-rate Brier minus Brier, warnings drawn with replacement."""
    rng = np.random.default_rng(settings.seed)
    index = rng.integers(len(o), size=(settings.draws, len(o)))
    drawn = o[index]
    base = drawn.mean(axis=1, keepdims=True) if settings.base_rate is None else settings.base_rate
    leads = ((base - drawn) ** 2 - (p[index] - drawn) ** 2).mean(axis=1)
    low, high = np.quantile(leads, (0.025, 0.975))
    return float(low), float(high)


def _verdict(n: int, reference: float, lead: tuple[float, float] | None) -> str:
    """No verdict under twenty; else better, worse, or not shown."""
    if n < TO_JUDGE:
        return "too few to judge"
    if lead is None or reference == 0:
        return "nothing to compare with"
    if lead[0] > 0:
        return "better than the base rate"
    return "worse than the base rate" if lead[1] < 0 else "no skill shown"


def _sentence(o: Floats, score: float, reference: float, verdict: str) -> str:
    """What came true, the two Brier scores, the verdict."""
    tail = {
        "too few to judge": f"with {len(o)} resolved, no verdict on skill",
        "nothing to compare with": "all ended alike, so the base rate cannot be beaten",
        "no skill shown": "no skill over the base rate is shown, which is no evidence of none",
    }.get(verdict, verdict)
    return (
        f"{int(o.sum())} of {len(o)} warnings came true, Brier {score:.2f} against {reference:.2f}"
        f" for the base rate; {tail}."
    )


def _would_change(n: int) -> str:
    """More resolved warnings."""
    if n < TO_JUDGE:
        return f"{TO_JUDGE - n} more resolved warnings."
    return "More resolved warnings, and some stated far from the base rate."


def _cautions(settings: ForecastSettings) -> tuple[str, ...]:
    """Where the base rate comes from."""
    if settings.base_rate is not None:
        return (f"The base rate of {settings.base_rate:.0%} was declared.",)
    return ("The base rate is that of these warnings, known only afterwards: hard to beat.",)
