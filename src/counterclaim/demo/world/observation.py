"""How a dataset sees true events: what it misses, misdates, misplaces, miscounts, repeats.

Whatever the noise, each record's own ranges hold the truth, of the total and of each side:
with recorded deaths ``d`` of a side, unknown ``u``, and ``low <= best <= high``, the true deaths
of the side lie within ``max(0, d - (best - low))`` and ``d + u + (high - best)``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from counterclaim.demo.world.gazetteer import Gazetteer
from counterclaim.demo.world.noise import Noise
from counterclaim.demo.world.story import Story
from counterclaim.demo.world.truth import Truth, within_break

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FIRST, DOUBLE, NEAR_DOUBLE = range(3)
COPIES = ("first", "double", "near_double")
EXACT, NEAR, DISTRICT, REGION, COUNTRY = range(5)
WINDOWS = np.array([2, 6, 20])  # days that a coarse date is wider than the event


@dataclass(frozen=True)
class Records:
    """``n`` records of a block; each field an array (n,), ``sides`` (n, 3).

    ``at``         position of the true event in its block
    ``copy``       index into COPIES
    ``first``/``last``  recorded days; ``place`` gazetteer entry; ``precision`` EXACT to COUNTRY
    ``sides``      recorded deaths of the lead's side, the foe's side, civilians; ``unknown``
    ``low``, ``best``, ``high``  recorded deaths in total
    ``slip``       the actor's name is spelt wrongly; ``place_slip`` the place's
    ``odd``        the class is one that no codebook knows; ``broken`` best lies above high
    ``draw``       a random number for choices of wording
    """

    at: Ints
    copy: Ints
    first: Ints
    last: Ints
    place: Ints
    precision: Ints
    sides: Ints
    unknown: Ints
    low: Ints
    best: Ints
    high: Ints
    slip: Bools
    place_slip: Bools
    odd: Bools
    broken: Bools
    draw: Ints

    def take(self, which: Ints | Bools) -> Records:
        """The records at positions, or where true."""
        return Records(*(getattr(self, field.name)[which] for field in fields(self)))

    def __len__(self) -> int:
        return int(self.at.size)


def observe(
    truth: Truth, story: Story, land: Gazetteer, noise: Noise, rng: np.random.Generator
) -> Records:
    """One record of every event of the block, as a dataset might hold it."""
    n = truth.number.size
    first, last = _dates(truth, story, noise, rng)
    place, precision = _places(truth, land, noise, rng)
    sides, unknown = _sides(truth, noise, rng)
    low, best, high = _range(truth.deaths, sides, unknown, noise, rng)
    return Records(
        at=np.arange(n),
        copy=np.full(n, FIRST),
        first=first,
        last=last,
        place=place,
        precision=precision,
        sides=sides,
        unknown=unknown,
        low=low,
        best=best,
        high=high,
        slip=rng.random(n) < noise.misspelt_actors,
        place_slip=rng.random(n) < noise.misspelt_places,
        odd=rng.random(n) < noise.unknown_categories,
        broken=np.zeros(n, dtype=np.bool_),
        draw=rng.integers(0, 1 << 30, n),
    )


def recorded(
    truth: Truth,
    story: Story,
    land: Gazetteer,
    noise: Noise,
    missing: float,
    rng: np.random.Generator,
) -> Records:
    """What a dataset holds of a block: records that are kept, doubles, near-doubles, shuffled."""
    base = observe(truth, story, land, noise, rng)
    base = base.take(rng.random(len(base)) >= missing)
    doubles = base.take(rng.random(len(base)) < noise.doubles)
    near = base.take(rng.random(len(base)) < noise.near_doubles)
    near = _blur(near, truth, story, land, noise, rng)
    again = replace(doubles, copy=np.full(len(doubles), DOUBLE))
    together = join([base, again, near])
    return together.take(rng.permutation(len(together)))


def join(parts: list[Records]) -> Records:
    """Several sets of records as one."""
    names = [field.name for field in fields(Records)]
    return Records(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _blur(
    records: Records,
    truth: Truth,
    story: Story,
    land: Gazetteer,
    noise: Noise,
    rng: np.random.Generator,
) -> Records:
    """The same events written down again: a day off, wider in place, other deaths."""
    n = len(records)
    step = rng.choice(np.array([-2, -1, 1, 2]), n)
    deaths = truth.deaths[records.at]
    sides, unknown = _miscount(deaths, rng.random(n) < 0.6, rng)
    low, best, high = _range(deaths, sides, unknown, noise, rng)
    near = (rng.random(n) < 0.3) & (records.precision == EXACT)
    return replace(
        records,
        copy=np.full(n, NEAR_DOUBLE),
        first=within_break(records.first, records.first + step, story),
        last=within_break(records.first, records.last + step, story),
        precision=np.where(near, NEAR, records.precision),
        sides=sides,
        unknown=unknown,
        low=low,
        best=best,
        high=high,
        draw=rng.integers(0, 1 << 30, n),
    )


def _dates(truth: Truth, story: Story, noise: Noise, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Recorded first and last day; a coarse window holds the true days unless it is shifted."""
    n = truth.number.size
    size = rng.integers(1, max(1, noise.shift_days) + 1, n) * rng.choice(np.array([-1, 1]), n)
    shift = np.where(rng.random(n) < noise.shifted_dates, size, 0)
    width = np.searchsorted([0.5, 0.85], rng.random(n))
    wider = np.where(rng.random(n) < noise.coarse_dates, WINDOWS[width], 0)
    before = (wider * rng.random(n)).astype(np.int64)
    first = within_break(truth.first, truth.first + shift - before, story)
    return first, within_break(truth.first, truth.last + shift + wider - before, story)


def _places(
    truth: Truth, land: Gazetteer, noise: Noise, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Recorded entry and its precision; a moved place is the nearest other village."""
    n = truth.number.size
    moved = rng.random(n) < noise.moved_places
    village = np.where(moved, land.nearest[truth.place], truth.place)
    level = NEAR + np.searchsorted([0.35, 0.75, 0.96], rng.random(n))
    precision = np.where(rng.random(n) < noise.coarse_places, level, EXACT)
    entry = land.levels[np.maximum(precision - NEAR, 0), village]
    off = rng.random(n) < noise.impossible_coordinates
    return np.where(off, land.off_globe, entry), np.where(off, EXACT, precision)


def _sides(truth: Truth, noise: Noise, rng: np.random.Generator) -> tuple[Ints, Ints]:
    return _miscount(truth.deaths, rng.random(truth.number.size) < noise.different_deaths, rng)


def _miscount(deaths: Ints, differ: Bools, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Deaths by side and unknown, as recorded where ``differ``, else the truth."""
    hidden = np.floor(deaths * rng.random(deaths.shape) * 0.5)
    hidden = np.where((rng.random(differ.size) < 0.4)[:, None], hidden, 0)
    seen = np.rint((deaths - hidden) * np.exp(0.35 * rng.standard_normal(deaths.shape)))
    sides = np.where(differ[:, None], seen, deaths).astype(np.int64)
    return sides, np.where(differ, hidden.sum(axis=1), 0).astype(np.int64)


def _range(
    deaths: Ints, sides: Ints, unknown: Ints, noise: Noise, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Low, best, high that hold the true total and, through it, the true deaths of each side."""
    best, true = sides.sum(axis=1) + unknown, deaths.sum(axis=1)
    # The by-side bounds lean on best - low and high - best, so the range must be as wide as
    # each side's own over- and undercount, not only as the total's.
    over = np.maximum(0, sides - deaths).max(axis=1)
    under = np.maximum(0, deaths - sides - unknown[:, None]).max(axis=1)
    over, under = np.maximum(over, best - true), np.maximum(under, true - best)
    wide = rng.random(best.size) < noise.wide_ranges
    more = np.where(wide, rng.geometric(0.45, best.size) + best // 5, 0)
    less = np.where(wide, rng.geometric(0.6, best.size), 0)
    return np.maximum(0, best - over - less), best, best + under + more


def break_order(records: Records, noise: Noise, rng: np.random.Generator) -> Records:
    """Some records whose best lies above high; low, high and the sides' bounds stay true."""
    broken = rng.random(len(records)) < noise.broken_order
    above = np.where(broken, rng.integers(1, 4, len(records)) + records.high - records.best, 0)
    return replace(
        records, best=records.best + above, unknown=records.unknown + above, broken=broken
    )
