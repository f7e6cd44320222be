"""What really happened in the invented country: true events, a block at a time.

A block is drawn from (seed, block number) alone, so blocks can be made in any order and the same
seed gives the same truth under every noise and every choice of layouts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.demo.world.gazetteer import Gazetteer
from counterclaim.demo.world.story import (
    CIVILIANS,
    FIRST_DAY,
    FRONT,
    LAST_DAY,
    MILITIA,
    MOVEMENT,
    STATE,
    Story,
    day_number,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STATE_BASED, NON_STATE, ONE_SIDED = range(3)
CLASSES = ("state_based", "non_state", "one_sided")
NOBODY = -1
DAYS = LAST_DAY - FIRST_DAY + 1


@dataclass(frozen=True)
class Truth:
    """A block of ``n`` true events; each field is an array (n,).

    ``number``      of the event in the world, from 0
    ``first``/``last``  days since 1970-01-01, both inclusive
    ``place``       village entry of the gazetteer
    ``kind``        index into CLASSES; ``remote`` a drone strike or a mine
    ``lead``/``partner``/``foe``  actors; ``partner`` fights beside ``lead``, or is NOBODY
    ``deaths``      (n, 3): of the lead's side, of the foe's side, of civilians
    """

    number: Ints
    first: Ints
    last: Ints
    place: Ints
    kind: Ints
    remote: Bools
    lead: Ints
    partner: Ints
    foe: Ints
    deaths: Ints

    @property
    def joint(self) -> Bools:
        """Whether two actors fought on the lead's side."""
        return np.asarray(self.partner != NOBODY)

    @property
    def total(self) -> Ints:
        """True deaths in all."""
        return np.asarray(self.deaths.sum(axis=1))


def stream(seed: int, block: int, purpose: int) -> np.random.Generator:
    """Random numbers for one purpose in one block, independent of all others."""
    return np.random.Generator(np.random.SFC64([seed, purpose, block]))


def happen(story: Story, land: Gazetteer, seed: int, block: int, numbers: tuple[int, int]) -> Truth:
    """The true events numbered from ``numbers[0]`` up to, not with, ``numbers[1]``."""
    rng = stream(seed, block, 1)
    n = numbers[1] - numbers[0]
    first = _days(rng, n, story)
    last = within_break(first, first + _lengths(rng, n), story)
    place = np.searchsorted(land.cumulative, rng.random(n)).clip(0, land.villages - 1)
    kind = np.searchsorted([0.48, 0.63], rng.random(n))
    lead, partner, foe = _parties(rng, story, first, kind, land.north[place])
    remote = (rng.random(n) < 0.2) & (kind != NON_STATE)
    deaths = _deaths(rng, kind)
    number = np.arange(numbers[0], numbers[1])
    return Truth(number, first, last, place, kind, remote, lead, partner, foe, deaths)


def within_break(anchor: Ints, days: Ints, story: Story) -> Ints:
    """``days`` held inside the stretch between two breaks of the story in which ``anchor`` lies."""
    breaks = story.breaks
    after = np.searchsorted(breaks, anchor, side="right")
    return np.clip(days, breaks[after - 1], breaks[after] - 1)


def _days(rng: np.random.Generator, n: int, story: Story) -> Ints:
    """Days with a rising trend, a season, and a step down at the handover."""
    day = np.arange(FIRST_DAY, LAST_DAY + 1)
    rate = 1 + 1.5 * (day - FIRST_DAY) / DAYS + 0.2 * np.sin(2 * np.pi * day / 365.25)
    rate = np.where(day >= day_number(story.handover), 0.8 * rate, rate)
    cumulative = np.cumsum(rate) / rate.sum()
    found = np.searchsorted(cumulative, rng.random(n))
    return np.asarray(FIRST_DAY + found.clip(0, DAYS - 1), dtype=np.int64)


def _lengths(rng: np.random.Generator, n: int) -> Ints:
    """Days beyond the first: mostly none, sometimes up to 6, rarely up to 20."""
    draw = rng.random(n)
    spread = np.where(draw < 0.015, rng.integers(6, 21, n), rng.integers(1, 7, n))
    return np.asarray(np.where(draw < 0.07, spread, 0), dtype=np.int64)


def _parties(
    rng: np.random.Generator, story: Story, day: Ints, kind: Ints, north: Bools
) -> tuple[Ints, Ints, Ints]:
    """Lead, partner and foe; the foreign force acts alone only where it can be named."""
    draw, company = rng.random(day.size), story.foreign(day)
    insurgent = np.where(rng.random(day.size) < np.where(north, 0.85, 0.15), FRONT, MOVEMENT)
    other = np.where(insurgent == FRONT, MOVEMENT, FRONT)
    alone = day >= day_number(story.separable_from)
    state_or_foreign = np.where(alone & (draw < 0.06), company, STATE)
    rival = np.where(draw < 0.5, other, MILITIA)
    abuser = np.select(
        [draw < 0.4, draw < 0.85, draw >= 0.85], [state_or_foreign, insurgent, MILITIA]
    )
    lead = np.select([kind == STATE_BASED, kind == NON_STATE], [state_or_foreign, rival], abuser)
    foe = np.where(kind == ONE_SIDED, CIVILIANS, insurgent)
    together = (lead == STATE) & (rng.random(day.size) < 0.3)
    together &= day >= day_number(story.present_from)
    return lead, np.where(together, company, NOBODY), foe


def _deaths(rng: np.random.Generator, kind: Ints) -> Ints:
    """(n, 3) deaths of the lead's side, the foe's side and civilians: many small, few large."""
    n = kind.size
    total = np.ceil(np.exp(0.45 + 1.15 * rng.standard_normal(n))).clip(1, 400)
    total[rng.random(n) < 0.05] = 0
    own = np.floor(total * np.where(rng.random(n) < 0.45, rng.random(n) * 0.7, 0))
    bystanders = np.floor((total - own) * np.where(rng.random(n) < 0.12, rng.random(n), 0))
    fought = np.stack([own, total - own - bystanders, bystanders], axis=1)
    harmed = np.stack([0 * total, 0 * total, total], axis=1)
    return np.where((kind == ONE_SIDED)[:, None], harmed, fought).astype(np.int64)
