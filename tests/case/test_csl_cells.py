"""Sources as cells: readable for people, and back without loss."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.case.csl_cells import cell_of, cells_of_document, item_of_cells, value_of
from counterclaim.model.source import Document

TEXT = st.text(max_size=8) | st.sampled_from(
    ("12", "[1]", '"x"', "true", "2022-01", "A, B", "A; B", "{", "null")
)
VALUES = st.recursive(
    TEXT | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=5,
)
FIELDS = st.sampled_from(("author", "issued", "volume", "page", "custom"))


@given(FIELDS, VALUES)
def test_any_value_comes_back(field: str, value: Any) -> None:
    """Whatever a field holds, its cell spells exactly that."""
    assert value_of(field, cell_of(field, value)) == value


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        ("issued", {"date-parts": [[2022, 3]]}, "2022-03"),
        ("issued", {"date-parts": [[2022, 3, 27]]}, "2022-03-27"),
        ("author", [{"family": "É", "given": "A"}, {"literal": "UN"}], "É, A; UN"),
        ("title", "[Untitled]", "[Untitled]"),
        ("URL", "https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("issued", {"literal": "spring"}, '{"literal": "spring"}'),
    ],
)
def test_cells_are_readable(field: str, value: Any, cell: str) -> None:
    """Dates, people and texts are spelled as people write them."""
    assert cell_of(field, value) == cell


def test_a_document_comes_back() -> None:
    """A source with known and unknown fields is the same after its cells."""
    document = Document.model_validate(
        {
            "id": "12",
            "title": "1984",
            "issued": {"date-parts": [[2022]], "circa": True},
            "volume": 3,
            "note": "",
        }
    )
    assert Document.model_validate(item_of_cells(cells_of_document(document))) == document
