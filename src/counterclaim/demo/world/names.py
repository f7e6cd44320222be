"""Which string a dataset uses for an actor on a day, and how it may be spelt wrongly."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from counterclaim.demo.world.gazetteer import misspell
from counterclaim.demo.world.story import ACTORS, Name, day_number

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NEVER = 1 << 40


class NameList:
    """The dated names of one dataset; ``texts`` has the right spellings, then the wrong ones.

    An actor has at most two names, the second from a known day on.
    """

    def __init__(self, names: tuple[Name, ...], seed: int) -> None:
        right = [name.text for name in names]
        draws = np.random.default_rng([seed, 17]).integers(0, 1 << 30, len(right))
        wrong = [misspell(text, int(draw)) for text, draw in zip(right, draws, strict=True)]
        self.names, self.count = names, len(right)
        self.texts = pa.array([*right, *wrong, None])
        self.misspelt = dict(zip(wrong, [ACTORS[name.actor] for name in names], strict=True))
        of = [[i for i, name in enumerate(names) if name.actor == a] for a in range(len(ACTORS))]
        self.first = np.array([places[0] for places in of])
        turns = [names[places[-1]].since if len(places) > 1 else None for places in of]
        self.turn = np.array([day_number(day) if day else NEVER for day in turns])

    def write(self, actors: Ints, days: Ints, slip: Bools) -> pa.Array:
        """The string for each actor on each day; null where the actor is below 0."""
        at = self.first[actors] + (days >= self.turn[actors]) + self.count * slip
        return self.texts.take(pa.array(np.where(actors < 0, 2 * self.count, at)))
