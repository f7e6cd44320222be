from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from counterclaim.resolve import assignment
from counterclaim.resolve.assignment import one_to_one

Pairs = dict[tuple[int, int], int]
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(1, 99), max_size=40
)


def chosen(pairs: Pairs) -> list[tuple[int, int]]:
    """The pairs taken, by their ends."""
    ends = sorted(pairs)
    left = np.array([a for a, _ in ends], dtype=np.int64)
    right = np.array([b for _, b in ends], dtype=np.int64)
    value = np.array([pairs[end] for end in ends], dtype=np.float64)
    return [ends[at] for at in one_to_one(left, right, value).tolist()]


def best_total(pairs: Pairs) -> float:
    """The highest total over the full table."""
    table = np.zeros((10, 10))
    for end, value in pairs.items():
        table[end] = value
    return float(table[linear_sum_assignment(table, maximize=True)].sum())


@given(PAIRS)
def test_each_end_once_and_the_total_is_best(pairs: Pairs) -> None:
    """No end is used twice, and no other assignment is worth more."""
    taken = chosen(pairs)
    assert len({a for a, _ in taken}) == len({b for _, b in taken}) == len(taken)
    assert sum(pairs[pair] for pair in taken) == best_total(pairs)


@given(PAIRS)
def test_large_components_are_solved_as_exactly(pairs: Pairs) -> None:
    """The sparse form gives the same total as the full table."""
    with patch.object(assignment, "DENSE", 0):
        taken = chosen(pairs)
    assert sum(pairs[pair] for pair in taken) == best_total(pairs)


def test_worthless_pairs_are_not_taken() -> None:
    """A pair of no value stays apart, though both ends are free."""
    nothing = np.array([0], dtype=np.int64)
    assert one_to_one(nothing, nothing, np.array([0.0])).size == 0
