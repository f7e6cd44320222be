"""Averaging over decomposable graphs, against published answers and brute force."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from counterclaim.assess.decomposable import average, cliques, missing_grid, signed_subsets


@pytest.mark.parametrize(("p", "graphs"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)])
def test_every_decomposable_graph_is_there_once(p: int, graphs: int) -> None:
    """The numbers of labelled chordal graphs are 8, 61, 822 and 18,154 for 3 to 6 lists."""
    signs = signed_subsets(p)
    assert len(signs) == graphs == len(np.unique(signs, axis=0))


def test_the_saturated_graph_is_one_clique_and_the_empty_one_is_all_single_lists() -> None:
    """The first graph has no edge, the last all of them."""
    signs = signed_subsets(4)
    assert cliques(signs[0]) == ((0,), (1,), (2,), (3,))
    assert cliques(signs[-1]) == ((0, 1, 2, 3),)


def test_each_graph_counts_every_list_once() -> None:
    """Cliques less separators hold each list exactly once."""
    subsets = np.arange(2**5)
    for j in range(5):
        assert (signed_subsets(5) @ (subsets >> j & 1) == 1).all()


@pytest.mark.parametrize("case", range(5))
def test_published_posteriors_are_reproduced(case: int, mse: Any) -> None:
    """Kosovo under three priors and both tables of Madigan & York come out as published."""
    expected = mse.expected["D_dga"][case]
    cells, missing, prior = mse.inputs(expected)
    result = average(cells, missing, expected["delta"], prior, saturated=True)
    assert result.mean == pytest.approx(expected["mean"], abs=1e-3)
    assert result.mode == expected["mode"]
    assert {k: result.quantile(float(k)) for k in expected["q"]} == expected["q"]
    weights = [weight for _, weight in result.weights][: len(expected["top_weights"])]
    assert weights == pytest.approx(expected["top_weights"], abs=1e-7)


def test_the_leading_graph_of_kosovo_is_the_published_one(kosovo: Any) -> None:
    """Lists 1, 2, 3 together and 1, 3, 4 together."""
    result = average(kosovo.cells, np.arange(1.0, 22001.0), 0.0625, saturated=True)
    assert result.weights[0][0] == ((0, 1, 2), (0, 2, 3))


@pytest.mark.parametrize(
    ("delta", "median", "interval"),
    [(1 / 16, 12595, (9827, 16544)), (0.5, 11429, (7536, 14539)), (1.0, 9786, (6945, 12745))],
)
def test_without_the_saturated_graph_larger_priors_do_not_return_the_listed(
    delta: float, median: int, interval: tuple[int, int], kosovo: Any
) -> None:
    """Kosovo stays far above its 4,400 listed once the unidentified graph is out."""
    result = average(kosovo.cells, missing_grid(kosovo.n), delta)
    assert (result.quantile(0.5), result.interval) == (median, interval)


def test_two_peaks_are_noticed(kosovo: Any) -> None:
    """The saturated graph beside the others gives two totals, and that is seen."""
    grid = missing_grid(kosovo.n)
    assert average(kosovo.cells, grid, 0.5, saturated=True).bimodal
    assert not average(kosovo.cells, grid, 1 / 16).bimodal


def test_the_names_of_the_lists_do_not_matter() -> None:
    """Handing in the lists in another order leaves the posterior of the total alone."""
    cells = np.array([0.0, 60, 49, 4, 247, 112, 142, 12])
    swapped = np.array([cells[(k & 1) << 2 | k & 2 | k >> 2] for k in range(8)])
    grid = missing_grid(int(cells.sum()), 3.0)
    one, other = average(cells, grid, 0.125), average(swapped, grid, 0.125)
    assert one.posterior == pytest.approx(other.posterior, abs=1e-12)


def test_pruning_leaves_the_full_sum_as_it_is() -> None:
    """Adding every graph over the whole grid by hand gives the same mean."""
    from math import lgamma

    cells, delta = np.array([0.0, 20, 18, 9, 25, 8, 7, 4]), 0.125
    totals, weights = [], []
    edges = list(combinations(range(3), 2))
    for missing in range(301):
        full = cells.copy()
        full[0] = missing
        for graph in range(7):
            joined = [e for i, e in enumerate(edges) if graph >> i & 1]
            totals.append(cells.sum() + missing)
            weights.append(_log_weight(full, joined, delta) - np.log(totals[-1]))
            weights[-1] += lgamma(full.sum() + 1) - lgamma(missing + 1)
    share = np.exp(np.array(weights) - max(weights))
    by_hand = float(np.array(totals) @ share / share.sum())
    assert average(cells, np.arange(301.0), delta).mean == pytest.approx(by_hand, rel=1e-9)


def _log_weight(full: Any, joined: list[tuple[int, int]], delta: float) -> float:
    """Log marginal likelihood of a graph on three lists short of the saturated one."""
    if len(joined) == 2:
        shared = set(joined[0]) & set(joined[1])
        return sum(_dirichlet(full, e, delta) for e in joined) - _dirichlet(full, shared, delta)
    alone = set(range(3)) - {v for e in joined for v in e}
    parts = [*joined, *((v,) for v in alone)]
    return sum(_dirichlet(full, part, delta) for part in parts)


def _dirichlet(full: Any, part: Any, delta: float) -> float:
    """Log Dirichlet-multinomial of one marginal table, written from its definition."""
    from math import lgamma

    table: dict[tuple[int, ...], float] = {}
    for k, count in enumerate(full):
        key = tuple(k >> j & 1 for j in sorted(part))
        table[key] = table.get(key, 0.0) + float(count)
    prior = delta * len(full) / len(table)
    inside = sum(lgamma(prior + v) - lgamma(prior) for v in table.values())
    whole = prior * len(table)
    return inside + lgamma(whole) - lgamma(whole + float(sum(full)))
