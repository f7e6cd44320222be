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
ROUNDS = 40
RIDGE = 1e-12
SETTLED = 1e-7  # Newton steps shrink quadratically: the next one would be of the order of 1e-14
RUNAWAY = 20.0  # a coefficient this large is on its way to infinity: no maximum exists
SHOWN = 10


@dataclass(frozen=True)
class Fit:
    """One model: generators by list number from 1, the total, its error and its fit.

    ``interval`` is the 95% log-normal interval of the total; ``parameters`` counts all terms.
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
    known = np.flatnonzero(_identified(_normal(design, rows.astype(np.float64), used), used))
    used, weights = used[known], rows[known].astype(np.float64)
    beta, settled = _newton(design, seen, weights, used)
    mean = np.exp(beta @ design.T) * weights
    variance = np.linalg.inv(_curvature(design, mean, used)[settled])[:, 0, 0]
    return [
        _fit(label(p, model), len(model) + p + 1, seen, mean[m], float(beta[m, 0]), float(v))
        for m, v in zip(settled, variance, strict=True)
        for model in [batch[int(known[m])]]
    ]


def _normal(design: Floats, weights: Floats, used: NDArray[np.bool_]) -> Floats:
    """X'WX of each model, shape (models, columns, columns); zero in columns that it lacks."""
    k = design.shape[1]
    pairs = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    return (weights @ pairs).reshape(-1, k, k) * used[:, :, None] * used[:, None, :]


def _curvature(design: Floats, mean: Floats, used: NDArray[np.bool_]) -> Floats:
    """X'WX that can always be inverted: 1 for columns that a model lacks, and a slight ridge."""
    normal = _normal(design, mean, used)
    size = design.shape[1]
    slight = RIDGE * (1 + np.trace(normal, axis1=1, axis2=2))[:, None, None]
    curved: Floats = normal + np.eye(size) * ~used[:, None, :] + np.eye(size) * slight
    return curved


def _newton(
    design: Floats, seen: Floats, weights: Floats, used: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.int64]]:
    """Coefficients (models, columns), and which models reached a maximum with finite ones."""
    start = (seen + 0.5) * weights
    aim = (start * np.log(seen + 0.5)) @ design * used
    first = np.linalg.solve(_curvature(design, start, used), aim[..., None])
    beta: Floats = first[..., 0].astype(np.float64)
    active, settled = np.arange(len(beta)), np.zeros(len(beta), dtype=bool)
    for _ in range(ROUNDS):
        mean = np.exp(np.clip(beta[active] @ design.T, -40, 40)) * weights[active]
        score = (seen * weights[active] - mean) @ design * used[active]
        curve = _curvature(design, mean, used[active])
        step = np.clip(np.linalg.solve(curve, score[..., None])[..., 0], -3, 3)
        beta[active] += step
        done = np.abs(step).max(axis=1) < SETTLED
        settled[active[done]] = True
        active = active[~done & (np.abs(beta[active]).max(axis=1) < RUNAWAY)]
        if not len(active):
            break
    finite = settled & (np.abs(beta).max(axis=1) < RUNAWAY)
    return beta, np.flatnonzero(finite).astype(np.int64)


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
