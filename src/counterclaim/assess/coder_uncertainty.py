"""How sure coders are of a dataset's best figures: an optional row beside a contested total.

Assumes
    That a survey of coders about figures of one size and kind of violence speaks for all such
    figures: with probability ``w`` the figure is right, else the truth is Gumbel(loc, scale),
    floored at zero. It is expert opinion, from one survey.
Refuses when
    There is no figure, a figure is negative or not known, or larger than any in the parameter
    file. No parameters come with this program: the file is the user's own, with columns tov,
    fatalities, loc, scale, w.
Reads as
    "By the coders' own account 527-1,073 (90%); their mean is 812 where the bests add up to 702."
Reference
    The survey and the model are by Vesco, Randahl, Hegre, Hogbladh and Yilmaz, with the R package
    uncertainUCDP as its reference implementation; only the distribution is written out here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from counterclaim.assess.copula import Floats, Marginal, central, summed
from counterclaim.assess.reading import Reading, Refusal
from counterclaim.errors import DamagedFile

COLUMNS = ("tov", "fatalities", "loc", "scale", "w")
EULER = 0.5772156649015329
METHOD = "coder survey: point mass w at the figure, else Gumbel, floored at zero"


@dataclass(frozen=True)
class CoderBelief:
    """What coders believe of one best figure: right with probability ``w``, else Gumbel."""

    figure: float
    loc: float
    scale: float
    w: float

    @property
    def mean(self) -> float:
        """Mean before the floor at zero."""
        return self.w * self.figure + (1 - self.w) * (self.loc + EULER * self.scale)

    def quantile(self, u: Floats) -> Floats:
        """Values at probabilities ``u``, same shape, never below zero."""
        below = (1 - self.w) * np.exp(-np.exp(-(self.figure - self.loc) / self.scale))
        rest = np.where(u < below, u, u - self.w) / (1 - self.w)
        rest = np.clip(rest, 1e-300, 1 - 1e-16)
        drawn = self.loc - self.scale * np.log(-np.log(rest))
        at_figure = (u >= below) & (u <= below + self.w)
        return np.maximum(np.where(at_figure, self.figure, drawn), 0.0)


@dataclass(frozen=True)
class CoderTable:
    """The user's parameters by kind of violence: columns fatalities, loc, scale, w, sorted."""

    kinds: dict[str, Floats]

    @classmethod
    def read(cls, path: Path) -> CoderTable:
        """From a CSV file with columns tov, fatalities, loc, scale, w; others are ignored.

        Raises DamagedFile for a missing column or a value that is no number.
        """
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise DamagedFile(
                    f"Not a coder-uncertainty table: no column {', '.join(missing)}.",
                    file=path,
                    row=1,
                    seen=list(reader.fieldnames or ()),
                    expected=f"the columns {', '.join(COLUMNS)}",
                    remedy="export the parameters from the reference package with these names",
                )
            rows = [_parameters(path, number, row) for number, row in enumerate(reader, 2)]
        kinds = sorted({kind for kind, _ in rows})
        return cls({k: np.array(sorted(v for kind, v in rows if kind == k)) for k in kinds})

    def belief(self, kind: str, figure: float) -> CoderBelief | None:
        """Parameters for one figure, between table rows by straight lines; None outside it."""
        rows = self.kinds.get(kind)
        if rows is None or not rows[0, 0] <= figure <= rows[-1, 0]:
            return None
        loc, scale, w = (float(np.interp(figure, rows[:, 0], rows[:, c])) for c in (1, 2, 3))
        return CoderBelief(figure, loc, scale, w)


def _parameters(path: Path, number: int, row: dict[str, str]) -> tuple[str, tuple[float, ...]]:
    """One row of the file."""
    try:
        values = tuple(float(row[name]) for name in COLUMNS[1:])
    except (TypeError, ValueError) as wrong:
        raise DamagedFile(
            "A parameter is no number.",
            file=path,
            row=number,
            seen=row,
            expected=f"numbers in {', '.join(COLUMNS[1:])}",
            remedy="export the table again",
        ) from wrong
    return row["tov"], values


@dataclass(frozen=True, kw_only=True)
class CoderReading(Reading):
    """Mean and 90% interval of the total as coders see it, beside the sum of bests."""

    best: float
    mean: float
    low: float
    middle: float
    high: float
    rho: float


def coder_total(
    bests: Sequence[tuple[str, float]],
    table: CoderTable,
    *,
    rho: float = 0.5,
    draws: int = 20_000,
    seed: int = 1,
    unit: str = "deaths",
    window: tuple[date, date] | None = None,
) -> CoderReading | Refusal:
    """The total of best figures, each with its kind of violence (as in the table's tov)."""
    beliefs = [table.belief(kind, best) for kind, best in bests]
    unknown = [pair for pair, belief in zip(bests, beliefs, strict=True) if belief is None]
    known = [belief for belief in beliefs if belief is not None]
    if not known or unknown:
        return _refusal(bests, unknown, window)
    drawn = summed([[Marginal(0, _value(belief))] for belief in known], (rho,), draws, seed)[0]
    low, middle, high = central(drawn)
    best, mean = sum(figure for _, figure in bests), float(drawn.mean())
    return CoderReading(
        verdict="coders' account",
        sentence=f"By the coders' own account {low:,.0f}-{high:,.0f} {unit} (90%, rho {rho:g});"
        f" their mean is {mean:,.0f} where the best figures add up to {best:,.0f}.",
        would_change="Another survey: this is the opinion of one group of coders.",
        method=METHOD,
        n={"figures": len(bests)},
        window=window,
        seed=seed,
        interval=(low, high),
        best=best,
        mean=mean,
        low=low,
        middle=middle,
        high=high,
        rho=rho,
    )


def _value(belief: CoderBelief) -> Callable[[Floats], Floats]:
    """The belief as a function of a standard normal error."""
    from scipy.special import ndtr

    return lambda z: belief.quantile(ndtr(z))


def _refusal(
    bests: Sequence[tuple[str, float]],
    unknown: Sequence[tuple[str, float]],
    window: tuple[date, date] | None,
) -> Refusal:
    """No figures, or figures that the survey does not speak of."""
    code, reason = "no_figures", "No best figure was given."
    if unknown:
        kind, figure = unknown[0]
        code = "outside_the_survey"
        reason = (
            f"The parameter file says nothing of {len(unknown)} of {len(bests)} figures, among"
            f" them {figure:g} for {kind or 'no kind of violence'}."
        )
    return Refusal(
        code=code,
        reason=reason,
        could_have_seen="",
        would_change="A parameter file that covers the figures and their kinds of violence.",
        method=METHOD,
        n={"figures": len(bests)},
        window=window,
    )
