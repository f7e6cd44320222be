"""Merging: both writers' changes are kept, and a double edit is never decided silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.case.cells import Row
from counterclaim.case.merge import Key, merged
from counterclaim.errors import EditConflict

FILE = Path("claims.csv")
CELLS = st.sampled_from(("", "1", "2"))
ROWS = st.dictionaries(
    st.sampled_from("abcd").map(lambda id: (id,)),
    st.fixed_dictionaries({"x": CELLS, "y": CELLS}),
    max_size=4,
)
Rows = dict[Key, Row]


def rows(**cells: str) -> Rows:
    """Rows of one cell x each, by id."""
    return {(id,): {"x": cell} for id, cell in cells.items()}


@given(ROWS, ROWS)
def test_one_writer_alone_decides(base: Rows, mine: Rows) -> None:
    """Where only one of the two changed anything, the result is that one's."""
    assert merged(base, mine, base, FILE) == mine
    assert merged(base, base, mine, FILE) == mine
    assert merged(base, mine, mine, FILE) == mine


@given(ROWS, ROWS, ROWS)
def test_the_sides_may_be_swapped(base: Rows, mine: Rows, theirs: Rows) -> None:
    """Who writes first does not matter: the same cells, or a conflict both times."""
    results = []
    for left, right in ((mine, theirs), (theirs, mine)):
        try:
            results.append(merged(base, left, right, FILE))
        except EditConflict:
            results.append({("conflict",): {}})
    assert results[0] == results[1]


@given(ROWS, ROWS, ROWS)
def test_no_change_is_lost(base: Rows, mine: Rows, theirs: Rows) -> None:
    """Every cell that one side changed holds that side's value afterwards."""
    try:
        result = merged(base, mine, theirs, FILE)
    except EditConflict:
        return
    for side in (mine, theirs):
        for key, row in side.items():
            for name, cell in row.items():
                if cell != base.get(key, {}).get(name):
                    assert result[key][name] == cell


def test_a_double_edit_shows_both_values() -> None:
    """The error for a cell changed twice shows before, here and there."""
    with pytest.raises(EditConflict) as caught:
        merged(rows(a="1"), rows(a="2"), rows(a="3"), FILE)
    assert caught.value.seen == {"here": "2", "in the file": "3", "before": "1"}
    assert caught.value.column == "x"


def test_deleting_what_another_changed_is_a_conflict() -> None:
    """A row deleted here and changed there is not decided silently, either way round."""
    for mine, theirs in ((rows(), rows(a="2")), (rows(a="2"), rows())):
        with pytest.raises(EditConflict, match="deleted"):
            merged(rows(a="1"), mine, theirs, FILE)


def test_new_rows_stand_where_their_writer_put_them() -> None:
    """Rows of both writers keep their place in the order."""
    base, mine = rows(a="", b=""), rows(a="", m="", b="")
    result = merged(base, mine, rows(a="", b="", t=""), FILE)
    assert [key[0] for key in result] == ["a", "m", "b", "t"]
