"""Overlap tables, from rows and from ids."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.assess.lists import Overlaps


def test_rows_and_ids_give_the_same_table() -> None:
    """A table of combinations and the lists of ids behind it are one and the same thing."""
    by_ids = Overlaps.from_ids({"A": ["x", "y", "y"], "B": ["y", "z"], "C": ["z"]})
    by_rows = Overlaps.from_patterns("ABC", [[1, 0, 0], [1, 1, 0], [0, 1, 1]], [1, 1, 1])
    assert by_ids.cells.tolist() == by_rows.cells.tolist()
    assert by_ids.table() == (("A", 1), ("A + B", 1), ("B + C", 1))


def test_records_on_no_list_are_left_out_and_counted() -> None:
    """A row of zeros is nobody's record: it is left out of n and said."""
    lists = Overlaps.from_patterns(["A", "B"], [[0, 0], [1, 1]], [7, 3])
    assert (lists.n, lists.unlisted) == (3, 7)


@pytest.mark.parametrize("counts", [[-1], [1.5], [float("nan")], [1, 2]])
def test_counts_that_are_no_counts_are_errors(counts: list[float]) -> None:
    """A negative, broken or missing count stops the reading of a table."""
    with pytest.raises(ValueError, match="count"):
        Overlaps.from_patterns(["A", "B"], [[1, 0]], counts)


@given(st.lists(st.integers(0, 40), min_size=15, max_size=15))
def test_pairs_and_captures_agree_with_the_table(cells: list[int]) -> None:
    """List lengths add up to records weighted by how often each was seen."""
    patterns = [[k >> j & 1 for j in range(4)] for k in range(1, 16)]
    lists = Overlaps.from_patterns("ABCD", patterns, cells)
    assert np.trace(lists.pairs()) == (lists.captures() * np.arange(5)).sum()
    assert lists.captures().sum() == lists.n == sum(cells)
