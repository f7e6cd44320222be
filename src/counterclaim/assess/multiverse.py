"""The full grid of declared coding choices: in how many of them does a statement hold.

Assumes
    That each declared option is defensible and that the list of choices was written before the
    results were seen. Codings are not equally likely, so their share is no probability.
Refuses when
    A choice has no option, there is nothing to choose, the grid is larger than 5,000 codings, or
    no coding gives an answer.
Reads as
    "Depends on coding: holds in 31 of 48 defensible codings (12 to 96, median 41); who counts as a
    militant moves it most."
Reference
    Steegen, Tuerlinckx, Gelman & Vanpaemel 2016 (Perspectives on Psychological Science 11:702);
    Simonsohn, Simmons & Nelson 2020 (Nature Human Behaviour 4:1208). No p-value across codings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np

from counterclaim.assess.reading import Reading, Refusal

METHOD = "every combination of the declared coding choices"
MOST_CODINGS = 5_000
Coding = Mapping[str, Hashable]


@dataclass(frozen=True, kw_only=True)
class MultiverseSettings:
    """Declared choices: each by its name with its options, in the order in which they vary.

    ``statement`` is the sentence that is tried, in plain words.
    """

    choices: Mapping[str, Sequence[Hashable]]
    statement: str
    unit: str = ""
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()
    limit: int = MOST_CODINGS

    @property
    def size(self) -> int:
        """How many codings the grid has."""
        return math.prod(len(options) for options in self.choices.values())


@dataclass(frozen=True)
class Cell:
    """One coding, its value (None where it gives no answer), and whether the statement holds."""

    coding: tuple[tuple[str, Hashable], ...]
    value: float | None
    holds: bool | None


@dataclass(frozen=True, kw_only=True)
class MultiverseReading(Reading):
    """Every cell in grid order, how many hold, and how far each choice alone moves the value.

    ``moves`` gives, for each choice, the mean over all settings of the others of its own range,
    as a share of the range over all codings (0 to 1), largest first.
    """

    cells: tuple[Cell, ...]
    holds: int
    answered: int
    low: float
    median: float
    high: float
    moves: tuple[tuple[str, float], ...]

    @property
    def share(self) -> float:
        """Share of the codings with an answer in which the statement holds."""
        return self.holds / self.answered


def codings(settings: MultiverseSettings) -> list[dict[str, Hashable]]:
    """The grid: the last choice varies fastest, options in the order declared."""
    names = list(settings.choices)
    return [
        dict(zip(names, options, strict=True)) for options in product(*settings.choices.values())
    ]


def multiverse(
    measure: Callable[[Coding], float | None],
    holds: Callable[[float], bool],
    settings: MultiverseSettings,
) -> MultiverseReading | Refusal:
    """The assessment: ``measure`` is called once for each coding, None where it has no answer."""
    refused = validate(settings)
    if refused is not None:
        return refused
    cells = tuple(_cell(coding, measure(coding), holds) for coding in codings(settings))
    values = [cell.value for cell in cells if cell.value is not None]
    if not values:
        return _refusal(
            "no_answers", f"None of the {len(cells)} codings gives an answer.", settings
        )
    held = sum(cell.holds is True for cell in cells)
    moves = _moves(cells, settings)
    spread = (min(values), float(np.median(values)), max(values))
    return MultiverseReading(
        verdict=_verdict(held, len(values)),
        sentence=_sentence(held, len(cells), len(values), spread, moves, settings),
        would_change=_would_change(moves),
        method=METHOD,
        n={"codings": len(cells), "answered": len(values), "choices": len(settings.choices)},
        window=settings.window,
        exclusions=settings.exclusions,
        interval=(spread[0], spread[2]),
        cautions=("Codings are not equally likely: the share of them is no probability.",),
        cells=cells,
        holds=held,
        answered=len(values),
        low=spread[0],
        median=spread[1],
        high=spread[2],
        moves=moves,
    )


def validate(settings: MultiverseSettings) -> Refusal | None:
    """Nothing to choose, an empty choice, or too large a grid."""
    empty = [name for name, options in settings.choices.items() if not options]
    if empty:
        return _refusal("empty_choice", f"No option is declared for {', '.join(empty)}.", settings)
    if settings.size < 2:
        return _refusal("nothing_to_choose", "Only one coding is declared.", settings)
    if settings.size > settings.limit:
        return _refusal(
            "grid_too_large",
            f"{settings.size:,} codings are declared and {settings.limit:,} are the most.",
            settings,
        )
    return None


def _refusal(code: str, reason: str, settings: MultiverseSettings) -> Refusal:
    """A refusal with what would allow the grid."""
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen="",
        would_change="At least two defensible codings of the same measure, and at most"
        f" {settings.limit:,}.",
        method=METHOD,
        window=settings.window,
        exclusions=settings.exclusions,
    )


def _cell(coding: Coding, value: float | None, holds: Callable[[float], bool]) -> Cell:
    """One cell; a value that is not finite is no answer."""
    answer = value if value is not None and math.isfinite(value) else None
    return Cell(tuple(coding.items()), answer, None if answer is None else bool(holds(answer)))


def _moves(cells: Sequence[Cell], settings: MultiverseSettings) -> tuple[tuple[str, float], ...]:
    """Mean range of each choice alone over the range of all, largest first, then as declared."""
    shape = tuple(len(options) for options in settings.choices.values())
    values = np.array([np.nan if c.value is None else c.value for c in cells]).reshape(shape)
    whole = float(np.nanmax(values) - np.nanmin(values))
    alone = [_own_range(values, axis) for axis in range(len(shape))]
    shares = [width / whole if whole else 0.0 for width in alone]
    order = sorted(range(len(shape)), key=lambda axis: -round(shares[axis], 12))
    names = list(settings.choices)
    return tuple((names[axis], shares[axis]) for axis in order)


def _own_range(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], axis: int) -> float:
    """Mean over the other choices of the range along one; lines with fewer than two answers out."""
    lines = np.moveaxis(values, axis, -1).reshape(-1, values.shape[axis])
    lines = lines[(~np.isnan(lines)).sum(axis=1) >= 2]
    if not len(lines):
        return 0.0
    return float(np.mean(np.nanmax(lines, axis=1) - np.nanmin(lines, axis=1)))


def _verdict(held: int, answered: int) -> str:
    """Robust either way, or dependent on coding."""
    if held == answered:
        return "holds in every coding"
    return "holds in no coding" if held == 0 else "depends on coding"


def _sentence(
    held: int,
    total: int,
    answered: int,
    spread: tuple[float, float, float],
    moves: Sequence[tuple[str, float]],
    settings: MultiverseSettings,
) -> str:
    """How often the statement holds, the range, the choice that matters most."""
    low, median, high = (f"{value:,.6g}" for value in spread)
    unit = f" {settings.unit}" if settings.unit else ""
    unanswered = f"; {total - answered} more give no answer" if answered < total else ""
    most = f"; {moves[0][0]} moves it most" if moves[0][1] > 0 else "; no choice moves it"
    return (
        f"{_verdict(held, answered).capitalize()}: \u201c{settings.statement}\u201d holds in {held}"
        f" of {answered} defensible codings ({low} to {high}{unit}, median {median}){unanswered}"
        f"{most}."
    )


def _would_change(moves: Sequence[tuple[str, float]]) -> str:
    """The choice to argue about first."""
    name, share = moves[0]
    if share == 0:
        return "None of the declared choices; only one that was not declared."
    return (
        f"Settling {name} first: on its own it moves the value by {share:.0%} of the whole range."
    )
