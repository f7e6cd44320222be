"""Contested figures: several low, best and high numbers for the same events, made ready to add.

A source that copies another is joined with it first; each event then has one figure per
independent source. Nothing is dropped silently: what was joined, widened or left out is counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, kw_only=True)
class ContestedFigure:
    """What one source gives for one event. ``None`` is an open end, or no best figure given."""

    event: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    source: str = ""

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers that are given."""
        return tuple(v for v in (self.low, self.best, self.high) if v is not None)

    @property
    def floor(self) -> float:
        """The lowest value that the figure allows; zero where the lower end is open."""
        return min(self.numbers) if self.low is not None else 0.0

    @property
    def ceiling(self) -> float:
        """The highest value that the figure allows; infinite where the upper end is open."""
        return max(self.numbers) if self.high is not None else math.inf

    @property
    def middle(self) -> float:
        """Best; without one the middle of the range; with the upper end open the low end."""
        if self.best is not None:
            return self.best
        return self.floor if math.isinf(self.ceiling) else (self.floor + self.ceiling) / 2


@dataclass(frozen=True)
class Prepared:
    """Figures by event after joining, with the tallies of what was done to them."""

    events: Mapping[str, tuple[ContestedFigure, ...]]
    joined: int = 0
    empty: int = 0
    disordered: int = 0
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> tuple[ContestedFigure, ...]:
        """Every figure, in the order of the events."""
        return tuple(figure for figures in self.events.values() for figure in figures)

    @property
    def sources(self) -> tuple[str, ...]:
        """The independent sources, sorted; figures without a source count as one of them."""
        return tuple(sorted({figure.source for figure in self.figures}))


def original(source: str, copies: Mapping[str, str]) -> str:
    """The source at the start of a chain of copies; a circle of copies ends at its first name."""
    seen = [source]
    while copies.get(seen[-1], seen[-1]) not in seen:
        seen.append(copies[seen[-1]])
    return min(seen) if copies.get(seen[-1], "") in seen else seen[-1]


def prepare(figures: Iterable[ContestedFigure], copies: Mapping[str, str]) -> Prepared:
    """Join copies, leave out figures without a number, order the events by name.

    ``copies`` maps a source to the one that it repeats.
    """
    given = list(figures)
    filled = [figure for figure in given if figure.numbers]
    by_origin: dict[tuple[str, str], list[ContestedFigure]] = {}
    for figure in sorted(filled, key=lambda f: (f.event, f.source != original(f.source, copies))):
        origin = original(figure.source, copies)
        by_origin.setdefault((figure.event, origin), []).append(replace(figure, source=origin))
    events: dict[str, tuple[ContestedFigure, ...]] = {}
    for (event, _), same in sorted(by_origin.items()):
        events[event] = (*events.get(event, ()), _joined(same))
    disordered = sum(list(figure.numbers) != sorted(figure.numbers) for figure in filled)
    tallies = (len(filled) - len(by_origin), len(given) - len(filled), disordered)
    return Prepared(events, *tallies, copies)


def _joined(same: list[ContestedFigure]) -> ContestedFigure:
    """One figure that holds all of them: the widest ends, the best of the first that has one."""
    if len(same) == 1:
        return same[0]
    ceiling = max(figure.ceiling for figure in same)
    return replace(
        same[0],
        low=min(figure.floor for figure in same),
        best=next((figure.best for figure in same if figure.best is not None), None),
        high=None if math.isinf(ceiling) else ceiling,
    )
