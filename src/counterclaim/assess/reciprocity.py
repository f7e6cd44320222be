"""Reciprocity: after one side acts, does the other act more, less, or about as often?

Assumes: exact days; one calendar on which both series are complete; inside half a year the timing
    of one series, once freed of its slow level, could have been moved without changing what else
    drives it. Events of the same day are left out, because their order is unknown.
Refuses when: fewer than 5 causes or 10 answers, fewer than 4 informative 60-day blocks, gaps in
    the record, all events on a handful of days, or a series that never varies.
Reads as: what could have been seen comes first; then tit-for-tat, one-way response, suppression
    (or an operation after a surge), independent within limits, or cannot tell. "Cannot tell" is
    never "they ignore each other": that needs the whole interval inside the limits.
Reference: block-shift test after Amarasingham et al. 2012; stratified rate ratio after Bhaskaran
    et al. 2013 (see ``response``); Holm 1979 over the two directions. Analytic event coincidence,
    Granger and Hawkes tests reject far too often under a shared trend, season or clusters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from counterclaim.assess import verdicts
from counterclaim.assess.reading import Reading, Refusal, capital, detectable_words, holm
from counterclaim.assess.response import (
    BlockTotals,
    Daily,
    block_totals,
    blocks_of,
    choose_window,
    detectable_ratios,
    rate_ratio,
    shift_test,
    window_after,
)
from counterclaim.assess.series import DatedEvents, daily_counts
from counterclaim.assess.verdicts import Direction

METHOD = "half-year block-shift test (min-p over 3, 7, 21 days) and 60-day stratified rate ratio"
Gaps = tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class ReciprocitySettings:
    """Declared choices; days unless said otherwise."""

    taus: tuple[float, ...] = (3.0, 7.0, 21.0)
    windows: tuple[int, ...] = (14, 7, 3)
    most_covered: float = 0.6
    shift_block: int = 182
    ratio_block: int = 60
    level_sd: float = 30.0
    draws: int = 4999
    seed: int = 1
    alpha: float = 0.05
    level: float = 0.95
    power: float = 0.8
    equivalence: float = 1.5
    least_causes: int = 5
    least_answers: int = 10
    least_blocks: int = 4
    longest_gap: int = 7


@dataclass(frozen=True, kw_only=True)
class Reciprocity(Reading):
    """Both directions, the label that they justify together, and what was left out."""

    directions: tuple[Direction | Refusal, ...]
    maximum_pressure: str
    same_day: int
    shared: int


@dataclass(frozen=True)
class _Pair:
    """Both series as daily counts over one window, shape (days,) each."""

    names: tuple[str, str]
    counts: tuple[Daily, Daily]
    start: date
    end: date
    shared: int
    exclusions: tuple[str, ...]

    @property
    def n(self) -> dict[str, int]:
        """Events used, by name."""
        return {name: int(c.sum()) for name, c in zip(self.names, self.counts, strict=True)}

    @property
    def same_day(self) -> int:
        """Days on which both series have an event."""
        return int(((self.counts[0] > 0) & (self.counts[1] > 0)).sum())


def run(
    first: DatedEvents,
    second: DatedEvents,
    start: date,
    end: date,
    *,
    gaps: Gaps = (),
    settings: ReciprocitySettings | None = None,
) -> Reciprocity | Refusal:
    """Assess both directions over ``start..end`` inclusive; ``gaps`` are days without a record."""
    chosen = settings or ReciprocitySettings()
    refusal = validate(first, second, start, end, gaps=gaps, settings=chosen)
    if refusal is not None:
        return refusal
    pair = _pair(first, second, start, end, gaps)
    found = [_assess(pair, order, chosen) for order in ((0, 1), (1, 0))]
    judged = _adjusted([d for d in found if isinstance(d, Direction)], chosen)
    tested = iter(judged)
    directions = tuple(d if isinstance(d, Refusal) else next(tested) for d in found)
    if not judged:
        return _refusal("too_few", directions[0].sentence, pair, chosen)
    return _reading(pair, directions, judged, chosen)


def validate(
    first: DatedEvents,
    second: DatedEvents,
    start: date,
    end: date,
    *,
    gaps: Gaps = (),
    settings: ReciprocitySettings | None = None,
) -> Refusal | None:
    """Why the pair cannot be assessed, without computing anything; ``None`` if it can."""
    chosen = settings or ReciprocitySettings()
    if start > end:
        reason = f"The window ends ({end}) before it starts ({start})."
        return _bare("no_window", reason, (first.name, second.name), "")
    pair = _pair(first, second, start, end, gaps)
    longest = max(((high - low).days + 1 for low, high in gaps), default=0)
    if longest > chosen.longest_gap:
        reason = f"The record has a gap of {longest} days; an answer could lie inside it."
        return _refusal("gaps", reason, pair, chosen)
    reasons = [_unfit(pair, order, chosen) for order in ((0, 1), (1, 0))]
    if all(reasons):
        return _refusal("too_few", str(reasons[0]), pair, chosen)
    return None


def from_totals(
    names: tuple[str, str],
    totals: tuple[int, int],
    days: int,
    settings: ReciprocitySettings | None = None,
) -> Refusal:
    """Totals without dates cannot be assessed; says what dated events could have shown."""
    reason = (
        f"{capital(names[0])} {totals[0]} and {names[1]} {totals[1]} are totals: without the day "
        "of each event no answer of one side to the other can be looked for."
    )
    return _bare("no_dates", reason, names, _prospects(names, totals, days, settings), totals)


def planned_detectable(
    causes: int, answers: int, days: int, settings: ReciprocitySettings | None = None
) -> tuple[float | None, float | None]:
    """Fall and rise that so many evenly scattered, unclustered events would show (median of 60)."""
    chosen = settings or ReciprocitySettings()
    rng, falls, rises = np.random.default_rng(chosen.seed), [], []
    for _ in range(60 if min(causes, answers) > 0 and days > 1 else 0):
        scattered = np.bincount(rng.integers(0, days, causes), minlength=days).astype(float)
        totals = _expected_totals(scattered, answers / days, chosen)
        fall, rise = detectable_ratios(totals, chosen.alpha, chosen.power)
        falls.append(fall or 0.0)
        rises.append(rise or np.inf)
    if not falls:
        return None, None
    fall, rise = float(np.median(falls)), float(np.median(rises))
    return (fall or None), (rise if np.isfinite(rise) else None)


def _expected_totals(causes: Daily, rate: float, chosen: ReciprocitySettings) -> BlockTotals:
    window = window_after(causes, choose_window(causes, chosen.windows, chosen.most_covered))
    edges = blocks_of(len(causes), chosen.ratio_block)
    covered, length = np.add.reduceat(window, edges[:-1]), np.diff(edges).astype(float)
    return BlockTotals(rate * covered, rate * (length - covered), covered, length - covered, 1.0)


def _pair(first: DatedEvents, second: DatedEvents, start: date, end: date, gaps: Gaps) -> _Pair:
    shared = frozenset(first.days) & frozenset(second.days)
    counts = [daily_counts(s.exact(start, end, shared), start, end) for s in (first, second)]
    left_out = [f"{len(shared)} events coded in both series"] if shared else []
    left_out += [
        f"{len(s.imprecise)} of {s.name} without an exact day"
        for s in (first, second)
        if s.imprecise
    ]
    left_out += [f"no record from {low} to {high}" for low, high in gaps]
    names = (first.name, second.name)
    return _Pair(names, (counts[0], counts[1]), start, end, len(shared), tuple(left_out))


def _unfit(pair: _Pair, order: tuple[int, int], chosen: ReciprocitySettings) -> str | None:
    """Why this direction cannot be tested, or ``None``."""
    cause, answer = (pair.counts[i] for i in order)
    name, other = (pair.names[i] for i in order)
    if (cause > 0).sum() < chosen.least_causes:
        days = int((cause > 0).sum())
        return f"Too few {name}: on {days} days, at least {chosen.least_causes} are needed."
    if answer.sum() < chosen.least_answers or (answer > 0).sum() < chosen.least_causes:
        seen = f"{int(answer.sum())} on {int((answer > 0).sum())} days"
        needed = f"{chosen.least_answers} on {chosen.least_causes} days"
        return f"Too few {other}: {seen}, at least {needed} are needed as an answer."
    if answer.min() == answer.max():
        return f"{other}: the same count on every day; such a series cannot answer anything."
    blocks = len(_totals(cause, answer, chosen)[0].inside)
    if blocks < chosen.least_blocks:
        return f"Only {blocks} of the 60-day blocks can compare {other} after {name}."
    return None


def _totals(cause: Daily, answer: Daily, chosen: ReciprocitySettings) -> tuple[BlockTotals, int]:
    days = choose_window(cause, chosen.windows, chosen.most_covered)
    return block_totals(cause, answer, days, chosen.ratio_block), days


def _assess(
    pair: _Pair, order: tuple[int, int], chosen: ReciprocitySettings
) -> Direction | Refusal:
    unfit = _unfit(pair, order, chosen)
    if unfit is not None:
        return _refusal("too_few", unfit, pair, chosen)
    cause, answer = (pair.counts[i] for i in order)
    totals, days = _totals(cause, answer, chosen)
    p, sign = shift_test(
        cause,
        answer,
        taus=chosen.taus,
        block_days=chosen.shift_block,
        detrend_sd=chosen.level_sd,
        draws=chosen.draws,
        rng=np.random.default_rng((chosen.seed, order[0])),
    )
    ratio, low, high = rate_ratio(totals, chosen.level)
    return Direction(
        cause=pair.names[order[0]],
        answer=pair.names[order[1]],
        causes=int(cause.sum()),
        answers=int(answer.sum()),
        window_days=days,
        blocks=len(totals.inside),
        phi=totals.phi,
        ratio=ratio,
        interval=(low, high),
        detectable=detectable_ratios(totals, chosen.alpha, chosen.power),
        p=p,
        p_holm=p,
        sign=sign,
    )


def _adjusted(tested: list[Direction], chosen: ReciprocitySettings) -> list[Direction]:
    adjusted = holm(tuple(direction.p for direction in tested))
    return [
        verdicts.judged(direction, p, chosen.alpha, chosen.equivalence)
        for direction, p in zip(tested, adjusted, strict=True)
    ]


def _reading(
    pair: _Pair,
    directions: tuple[Direction | Refusal, ...],
    judged: list[Direction],
    chosen: ReciprocitySettings,
) -> Reciprocity:
    verdict = verdicts.label(judged)
    lead = verdicts.strongest(judged)
    return Reciprocity(
        verdict=verdict,
        sentence=verdicts.sentence(verdict, judged, directions, chosen.equivalence),
        would_change=verdicts.would_change(lead),
        method=METHOD,
        n=pair.n,
        window=(pair.start, pair.end),
        exclusions=(*pair.exclusions, f"{pair.same_day} days with both (order unknown)"),
        seed=chosen.seed,
        interval=lead.interval,
        detectable=lead.detectable,
        cautions=verdicts.cautions(verdict, judged),
        directions=directions,
        maximum_pressure=verdicts.maximum_pressure(judged),
        same_day=pair.same_day,
        shared=pair.shared,
    )


def _prospects(
    names: tuple[str, str],
    totals: tuple[int, int],
    days: int,
    settings: ReciprocitySettings | None,
) -> str:
    """What such totals could show in each direction if every event had its day."""
    counts = f"{totals[0]} {names[0]} and {totals[1]} {names[1]} in {days} days"
    parts = []
    for cause, answer in ((0, 1), (1, 0)):
        seen = planned_detectable(totals[cause], totals[answer], days, settings)
        if seen != (None, None):
            clause = detectable_words(seen)
            parts.append(f"of {names[answer]} after {names[cause]} {clause}")
    if not parts:
        return f"With {counts} no response of any size would have been seen."
    return (
        f"With {counts}, even without clusters, only this would have been seen: {'; '.join(parts)}."
    )


def _refusal(code: str, reason: str, pair: _Pair, chosen: ReciprocitySettings) -> Refusal:
    totals = (pair.n[pair.names[0]], pair.n[pair.names[1]])
    days = (pair.end - pair.start).days + 1
    could = _prospects(pair.names, totals, days, chosen)
    return _bare(code, reason, pair.names, could, totals, (pair.start, pair.end), pair.exclusions)


def _bare(
    code: str,
    reason: str,
    names: tuple[str, str],
    could: str,
    totals: tuple[int, int] = (0, 0),
    window: tuple[date, date] | None = None,
    exclusions: tuple[str, ...] = (),
) -> Refusal:
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen=could,
        would_change=(
            f"The exact day of every one of {names[0]} and {names[1]} over a gapless window, with "
            "about 50 or more on each side."
        ),
        method=METHOD,
        n=dict(zip(names, totals, strict=True)),
        window=window,
        exclusions=exclusions,
    )
