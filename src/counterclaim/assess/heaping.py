"""Round figures: are there more than chance gives, and how much room they need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.assess.contested import ContestedFigure, Prepared

HEAP_FROM = 20
FEWEST_TO_TEST = 10
HEAPED_P = 0.01


@dataclass(frozen=True)
class Heaping:
    """How many best figures of 20 or more end in 0, against one in ten by chance.

    ``p`` is the one-sided exact binomial p-value, None where fewer than ten figures can be tested.
    """

    tested: int
    ending_in_zero: int
    p: float | None

    @property
    def found(self) -> bool:
        """More round figures than chance gives."""
        return self.p is not None and self.p < HEAPED_P


def heaped(figures: Sequence[ContestedFigure]) -> Heaping:
    """Exact test whether best figures of 20 or more end in 0 more often than one in ten."""
    from scipy.stats import binomtest

    tested = [f.best for f in figures if f.best is not None and f.best >= HEAP_FROM]
    round_ones = sum(best % 10 == 0 for best in tested)
    if len(tested) < FEWEST_TO_TEST:
        return Heaping(len(tested), round_ones, None)
    p = float(binomtest(round_ones, len(tested), 0.1, alternative="greater").pvalue)
    return Heaping(len(tested), round_ones, p)


def widened(ready: Prepared) -> Prepared:
    """Round best figures given room: 5 either way for tens, 50 for hundreds."""
    events = {e: tuple(_widened(f) for f in figures) for e, figures in ready.events.items()}
    return replace(ready, events=events)


def _widened(figure: ContestedFigure) -> ContestedFigure:
    """One figure, with room for rounding where its best is round."""
    best = figure.best
    if best is None or best < HEAP_FROM or best % 10:
        return figure
    room = 50.0 if best % 100 == 0 else 5.0
    ceiling = max(figure.ceiling, best + room)
    high = None if math.isinf(ceiling) else ceiling
    return replace(figure, low=max(0.0, min(figure.floor, best - room)), high=high)
