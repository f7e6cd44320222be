"""Log-linear models of an overlap table, ranked by BIC: how far the answer hangs on the model.

Each model names the combinations of lists that depend on each other; the highest interaction of
all lists is never among them, because the total would then not be identified. Poisson maximum
likelihood, all models of a table fitted side by side. Formulas: Fienberg 1972 (Biometrika 59:591),
Rivest & Baillargeon 2007 (Biometrics 63:999); tables with empty overlaps as in Chan, Silverman &
Vincent 2021 (JASA 116:1297): a term whose overlap is empty is minus infinity, its cells are
predicted as empty exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from counterclaim.assess.lower_bound import lognormal_interval

Floats = NDArray[np.float64]
Model = tuple[int, ...]
Family = Literal["hierarchical", "pairwise"]
BATCH = 2048
ROUNDS = 60
RUNAWAY = 25.0  # a coefficient this large is on its way to infinity: no maximum exists
SHOWN = 10


@dataclass(frozen=True)
class Fit:
    """One model: generators by list number from 1, the total, its error and its fit.

    ``interval`` is the 95 % log-normal interval of the total; ``parameters`` counts all terms.
    """

    label: str
    total: float
    se: float
    interval: tuple[float, float]
    deviance: float
    aic: float
    bic: float
    parameters: int


def _subsets(p: int) -> Model:
    """All subsets of two to p - 1 lists as masks, smaller subsets first."""
    sizes = range(2, p)
    return tuple(sum(1 << j for j in c) for size in sizes for c in combinations(range(p), size))


def _allowed(mask: int, chosen: frozenset[int]) -> bool:
    """Whether every subset of ``mask`` with one list fewer is in the model already."""
    smaller = [mask & ~(1 << j) for j in range(mask.bit_length()) if mask >> j & 1]
    return all(part.bit_count() < 2 or part in chosen for part in smaller)


def _grow(terms: Sequence[int], chosen: frozenset[int]) -> Iterator[frozenset[int]]:
    """Every hierarchical choice among ``terms``, without and then with the first."""
    if not terms:
        yield chosen
        return
    yield from _grow(terms[1:], chosen)
    if _allowed(terms[0], chosen):
        yield from _grow(terms[1:], chosen | {terms[0]})


@lru_cache(maxsize=16)
def models(p: int, family: Family) -> tuple[Model, ...]:
    """Every model on p lists: its interactions as sorted masks.

    ``hierarchical`` gives 8 models for 3 lists and 113 for 4; ``pairwise`` 2**(p(p-1)/2).
    """
    terms = [m for m in _subsets(p) if family == "hierarchical" or m.bit_count() == 2]
    return tuple(sorted(tuple(sorted(chosen)) for chosen in _grow(terms, frozenset())))


def label(p: int, model: Iterable[int]) -> str:
    """The generators as they are printed: ``[123,14,34]``, ``[1,2,3]`` for independence."""
    masks = [*model, *(1 << j for j in range(p))]
    top = [m for m in masks if not any(m != other and m & other == m for other in masks)]
    words = ["".join(str(j + 1) for j in range(p) if m >> j & 1) for m in top]
    return "[" + ",".join(sorted(words, key=lambda w: (-len(w), w))) + "]"


def _design(p: int) -> Floats:
    """Shape (cells seen, 2**p - 1): one column for each subset of lists short of all of them."""
    cells, columns = np.arange(1, 2**p)[:, None], np.arange(2**p - 1)[None, :]
    inside: Floats = ((cells & columns) == columns).astype(np.float64)
    return inside


def _masks(p: int, batch: Sequence[Model], cells: Floats) -> tuple[NDArray[np.bool_], ...]:
    """Which columns each model uses, and which cells it does not predict as empty."""
    design, seen = _design(p), cells[1:]
    columns = np.zeros((len(batch), 2**p - 1), dtype=bool)
    columns[:, [0, *(1 << j for j in range(p))]] = True
    for row, model in enumerate(batch):
        columns[row, list(model)] = True
    empty = (design * seen[:, None]).sum(axis=0) == 0
    dropped = columns & empty
    rows = ~(dropped.astype(np.float64) @ design.T > 0)
    return columns & ~empty, rows


def _identified(normal: Floats, used: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the columns of each model are linearly independent on its cells."""
    smallest = np.linalg.eigvalsh(normal + np.eye(used.shape[1]) * ~used[:, None, :])[:, 0]
    return np.asarray(smallest > 1e-9)


def _batch(p: int, batch: Sequence[Model], cells: Floats) -> list[Fit]:
    """Fits of the models of one batch that give a finite total, in the order given."""
    used, rows = _masks(p, batch, cells)
    needed = np.flatnonzero(used.any(axis=0))  # no later work on columns that no model has
    used, design, seen = used[:, needed], _design(p)[:, needed], cells[1:]
    weights = rows.astype(np.float64)
    known = _identified(_normal(design, weights, used), used)
    beta, normal = _newton(design, seen, weights, used)
    fits = []
    for m in map(int, np.flatnonzero(known)):
        mean = np.exp(design @ beta[m]) * weights[m]
        score = np.abs((seen * weights[m] - mean) @ design * used[m]).max()
        if score > 1e-6 * (1 + seen.sum()) or np.abs(beta[m]).max() > RUNAWAY:
            continue
        variance = float(np.linalg.inv(normal[m])[0, 0])
        fits.append(
            _fit(label(p, batch[m]), len(batch[m]) + p + 1, seen, mean, beta[m, 0], variance)
        )
    return fits


def _normal(design: Floats, weights: Floats, used: NDArray[np.bool_]) -> Floats:
    """X'WX of each model, shape (models, columns, columns); zero in columns that it lacks."""
    k = design.shape[1]
    pairs = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    return (weights @ pairs).reshape(-1, k, k) * used[:, :, None] * used[:, None, :]


def _newton(
    design: Floats, seen: Floats, weights: Floats, used: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Coefficients (models, columns) and final X'WX; columns that a model lacks stay at 0."""
    spare = np.eye(design.shape[1]) * ~used[:, None, :]
    ridge = 1e-10 * np.eye(design.shape[1])
    mean = (seen + 0.5) * weights
    beta = np.zeros(used.shape)
    for _ in range(ROUNDS):
        eta = np.where(weights > 0, np.log(np.maximum(mean, 1e-300)), 0.0)
        working = mean * eta + (seen - mean) * weights
        normal = _normal(design, mean, used) + spare + ridge
        step = np.linalg.solve(normal, (working @ design * used)[..., None])[..., 0]
        moved = float(np.abs(step - beta).max())
        beta = np.clip(step, -40.0, 40.0)
        mean = np.exp(np.clip(beta @ design.T, -40.0, 40.0)) * weights
        if moved < 1e-10:
            break
    return beta, _normal(design, mean, used) + spare + ridge


def _fit(name: str, k: int, seen: Floats, mean: Floats, intercept: float, variance: float) -> Fit:
    """Total, error and fit criteria of one model from its means on the cells seen."""
    from scipy.special import gammaln, xlogy

    n, unlisted = float(seen.sum()), math.exp(intercept)
    total, se = n + unlisted, math.sqrt(unlisted + unlisted**2 * max(variance, 0.0))
    log_likelihood = float((xlogy(seen, mean) - mean - gammaln(seen + 1)).sum())
    deviance = 2 * float((xlogy(seen, seen) - xlogy(seen, mean) - (seen - mean)).sum())
    aic, bic = (-2 * log_likelihood + cost * k for cost in (2.0, math.log(n)))
    return Fit(name, total, se, lognormal_interval(n, total, se), deviance, aic, bic, k)


def fit_all(cells: Floats, family: Family) -> tuple[Fit, ...]:
    """Every identified model of the family, best BIC first (ties by label).

    ``cells`` has shape (2**p,) with ``cells[0] == 0``. Models whose maximum likelihood does not
    exist, or which do not identify the total, are left out.
    """
    p = int(np.log2(len(cells)))
    every = models(p, family)
    parts = (every[start : start + BATCH] for start in range(0, len(every), BATCH))
    fits = [fit for part in parts for fit in _batch(p, part, cells)]
    return tuple(sorted(fits, key=lambda fit: (round(fit.bic, 6), fit.label)))
