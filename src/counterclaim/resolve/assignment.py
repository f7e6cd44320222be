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
    alone = (np.bincount(one)[one] == 1) & (np.bincount(two)[two] == 1)
    taken = [worth[alone]]
    rest = worth[~alone]
    for members in _components(left[rest], right[rest]):
        chosen = rest[members]
        taken.append(chosen[_solved(left[chosen], right[chosen], value[chosen])])
    return np.sort(np.concatenate(taken))


def _components(left: Ints, right: Ints) -> Iterator[Ints]:
    """Positions of the pairs of each connected component, in order of their first pair."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if left.size == 0:
        return
    rows, one = np.unique(left, return_inverse=True)
    columns, two = np.unique(right, return_inverse=True)
    size = rows.size + columns.size
    graph = coo_array((np.ones(one.size), (one, two + rows.size)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][one]
    order = np.argsort(labels, kind="stable")
    ends = np.flatnonzero(np.diff(labels[order])) + 1
    yield from np.split(order, ends)


def _solved(left: Ints, right: Ints, value: Floats) -> Ints:
    rows, one = np.unique(left, return_inverse=True)
    columns, two = np.unique(right, return_inverse=True)
    if rows.size * columns.size > DENSE:
        return _sparse(one, two, value, (rows.size, columns.size))
    return _dense(one, two, value, (rows.size, columns.size))


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
