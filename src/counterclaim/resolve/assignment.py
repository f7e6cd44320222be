"""One-to-one assignment of proposed pairs, one connected component at a time.

Pairs that compete with no other are taken at once; the rest fall into components small enough for
an exact solution. Cost grows with the pairs that are there, never with all that could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
DENSE = 250_000  # cells of a component that are still laid out in full


def one_to_one(left: Ints, right: Ints, value: Floats) -> Ints:
    """Positions of the pairs, in ascending order, whose values sum highest with each end once.

    ``left``, ``right`` (n,) are numbers of records from 0, ``value`` (n,) is positive for a pair
    worth taking; others are never taken. A pair may be listed once. Ties fall to the lower
    numbers, so equal input gives equal output. Method: the Hungarian algorithm (Kuhn 1955) as
    scipy's ``linear_sum_assignment``, and its sparse form for large components.
    """
    worth = np.flatnonzero(value > 0)
    if worth.size == 0:
        return worth
    one, two = left[worth], right[worth]
    of_left, of_right = np.bincount(one)[one], np.bincount(two)[two]
    alone = (of_left == 1) & (of_right == 1)
    taken = [worth[alone]]
    rest = worth[~alone]
    for chosen, rows, columns in _components(rest, left[rest], right[rest]):
        taken.append(chosen[_solved(rows, columns, value[chosen])])
    return np.sort(np.concatenate(taken))


def _components(pairs: Ints, left: Ints, right: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """The pairs of each connected component, with their rows and columns numbered from 0 in it."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if pairs.size == 0:
        return
    rows, one = np.unique(left, return_inverse=True)
    columns, two = np.unique(right, return_inverse=True)
    size = rows.size + columns.size
    graph = coo_array((np.ones(one.size), (one, two + rows.size)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1]
    row, column = _numbered(labels[: rows.size])[one], _numbered(labels[rows.size :])[two]
    order = np.argsort(labels[one], kind="stable")
    ends = np.flatnonzero(np.diff(labels[one][order])) + 1
    parts = (np.split(each[order], ends) for each in (pairs, row, column))
    yield from zip(*parts, strict=True)


def _numbered(labels: Ints) -> Ints:
    """The number of each node within its component, in the order given."""
    order = np.argsort(labels, kind="stable")
    starts = np.cumsum(np.bincount(labels)) - np.bincount(labels)
    number = np.empty(labels.size, dtype=np.int64)
    number[order] = np.arange(labels.size) - starts[labels[order]]
    return number


def _solved(rows: Ints, columns: Ints, value: Floats) -> Ints:
    shape = int(rows.max()) + 1, int(columns.max()) + 1
    if min(shape) == 1:
        return np.array([value.argmax()])
    if shape[0] * shape[1] > DENSE:
        return _sparse(rows, columns, value, shape)
    return _dense(rows, columns, value, shape)


def _dense(one: Ints, two: Ints, value: Floats, shape: tuple[int, int]) -> Ints:
    from scipy.optimize import linear_sum_assignment

    worth, position = np.zeros(shape), np.full(shape, -1, dtype=np.int64)
    worth[one, two], position[one, two] = value, np.arange(value.size)
    found: Ints = position[linear_sum_assignment(worth, maximize=True)]
    return found[found >= 0]


def _sparse(one: Ints, two: Ints, value: Floats, shape: tuple[int, int]) -> Ints:
    """Each row may also go to a column of its own that is worth nothing."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    own: Any = np.arange(shape[0])
    weights = np.concatenate([value + 1, np.ones(shape[0])])
    rows, columns = np.concatenate([one, own]), np.concatenate([two, own + shape[1]])
    graph = csr_array((weights, (rows, columns)), shape=(shape[0], shape[1] + shape[0]))
    taken = min_weight_full_bipartite_matching(graph, maximize=True)[1]
    position = csr_array((np.arange(value.size) + 1, (one, two)), shape=shape)
    real = np.flatnonzero(taken < shape[1])
    found: Ints = np.asarray(position[real, taken[real]]).ravel() - 1
    return found
